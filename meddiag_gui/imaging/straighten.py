"""Slices of a tilted gantry brought above one another: each is shifted within its plane, none is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.lattice import Lattice


def straightened(lattice: Lattice, slices: int) -> Lattice:
    """Return the grid of straightened slices: it begins at the outermost row and column of all."""
    shift = -_before(lattice, slices) * lattice.spacing[1:]
    return replace(lattice, origin=lattice.origin + shift @ lattice.axes[1:], drift=np.zeros(2))


def straighten(pixels: NDArray[Any], lattice: Lattice, number: int, slices: int) -> NDArray[Any]:
    """Shift one slice to its place in the straight grid.

    Parameters
    ----------
    pixels
        ``(rows, columns)``.
    number
        Number of the slice, from 0.
    slices
        How many there are.

    Returns
    -------
    Pixels of the same type, interpolated linearly, with as many rows and columns more as the slices drift;
    where a slice has none, its least value. Slices that stand straight come back as they are.
    """
    if not lattice.drift.any():
        return pixels
    extra = np.ceil(np.abs(lattice.drift) * (slices - 1)).astype(int)
    offset = _before(lattice, slices) + number * lattice.drift
    result = np.full(np.add(pixels.shape, extra), pixels.min(), np.float64)
    whole = np.floor(offset + 1e-9).astype(int)
    rows, columns = pixels.shape
    target = result[whole[0] : whole[0] + rows, whole[1] : whole[1] + columns]
    target[:] = pixels
    for axis, part in enumerate(offset - whole):
        if part > 1e-6:  # a pixel takes its share of the one before it
            before = np.roll(result, 1, axis)
            result += part * (before - result)
    if pixels.dtype.kind in "iu":
        np.rint(result, out=result)
    return result.astype(pixels.dtype)


def _before(lattice: Lattice, slices: int) -> NDArray[np.float64]:
    """Rows and columns that lie before those of the first slice."""
    return np.ceil(np.maximum(0, -lattice.drift * (slices - 1)))
