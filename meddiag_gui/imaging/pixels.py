"""Pixel arrays, made fit for an image: finite and read-only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.windowing import Window
from meddiag_gui.language import tr

COLOR_WINDOW = Window(127.5, 255, "LINEAR_EXACT", "colour as stored")
"""Stands in where colour needs no window."""

_INTEGERS = (np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32, np.int64)

Scalar = TypeVar("Scalar", bound=np.generic)
Allocate = Callable[[tuple[int, ...], Any], NDArray[Any]]

_allocate: ContextVar[Allocate] = ContextVar("_allocate", default=np.empty)


def new_array(shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
    """Allocate an array that a decoder fills: by `np.empty`, unless `allocating` says otherwise."""
    return _allocate.get()(shape, dtype)


@contextmanager
def allocating(allocate: Allocate) -> Iterator[None]:
    """Let another function allocate what decoders fill inside the block: memory that others can see."""
    before = _allocate.set(allocate)
    try:
        yield
    finally:
        _allocate.reset(before)


def freeze(pixels: NDArray[Scalar]) -> NDArray[Scalar]:
    """Make pixels contiguous and read-only."""
    frozen = np.ascontiguousarray(pixels)
    frozen.setflags(write=False)
    return frozen


def narrowest(pixels: NDArray[Any]) -> NDArray[Any]:
    """Integers in the smallest type that holds them."""
    return pixels.astype(integer_type(float(pixels.min()), float(pixels.max())), copy=False)


def integer_type(low: float, high: float) -> np.dtype[Any]:
    """Smallest integer type that holds a range.

    Raises
    ------
    UnreadableImage
        If none of 64 bits does.
    """
    for kind in _INTEGERS:
        info = np.iinfo(kind)
        if info.min <= low and high <= info.max:
            return np.dtype(kind)
    raise UnreadableImage(tr("its values need more than 64 bits"))


def finite(pixels: NDArray[Any]) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Floating-point pixels without NaN and infinities: those become the least finite value.

    Raises
    ------
    UnreadableImage
        If no pixel is finite.
    """
    if pixels.dtype.kind != "f":
        return pixels, ()
    good = np.isfinite(pixels)
    if good.all():
        return pixels, ()
    if not good.any():
        raise UnreadableImage(tr("none of its pixels is a number"))
    filled = np.where(good, pixels, pixels[good].min())
    return filled, (
        tr("{n} pixels are no numbers and are shown as the least value.", n=good.size - int(good.sum())),
    )
