"""Slices to one volume: a single array in modality values, and where its voxels lie in the patient."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.errors import VolumeError
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.isolated.ahead import read_ahead
from meddiag_gui.imaging.lattice import Lattice, fit_lattice
from meddiag_gui.imaging.series import Stack
from meddiag_gui.imaging.straighten import straighten, straightened
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report

_SHARE = 0.8  # of the free memory that a volume may take
_CHOICES: tuple[np.dtype[Any], ...] = (np.dtype(np.int16), np.dtype(np.uint16), np.dtype(np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """Slices of one series as one array, read-only.

    Parameters
    ----------
    values
        ``(slices, rows, columns)`` in modality values, in the smallest of the usual types that holds all:
        uint8, int16, uint16, int32, float32.
    lattice
        Where its voxels lie.
    image
        An image from its middle: for header, windows, unit, padding and polarity.
    sha256
        Hex digest of the digests of all its images, in their order: what it was made of.
    notices
        Reservations, one sentence each.
    """

    values: NDArray[Any]
    lattice: Lattice
    image: RadiographImage
    sha256: str = ""
    notices: tuple[str, ...] = ()


def load_volume(
    stack: Stack, place: int = 0, *, report: Report = no_report, token: CancelToken | None = None
) -> Volume:
    """Read all slices of a stack; of a stack with several images at each place, those of one phase.

    Memory is that of the array and a few slices. Slices are never made up: a tilted gantry alone is
    corrected, by shifting each slice within its plane.

    Parameters
    ----------
    place
        An image of the phase.

    Raises
    ------
    VolumeError
        If the images make no regular volume: too few, uneven, at one place, of several sizes, in colour.
    UnreadableImage, UnsupportedImage
        If one of them cannot be read.
    Cancelled
        If the token was cancelled.
    """
    try:
        return _load(stack, place, report, token or CancelToken())
    except VolumeError as error:
        raise VolumeError(
            tr("This series cannot be shown in three planes: {reason}.", reason=error)
        ) from error


def _load(stack: Stack, place: int, report: Report, token: CancelToken) -> Volume:
    if stack.phases < 1:
        raise VolumeError(tr("some places are shown several times, and others not"))
    if stack.phases == len(stack) > 1:
        raise VolumeError(tr("its images lie at one place"))
    chosen = range(place % stack.phases, len(stack), stack.phases)
    lattice = fit_lattice([stack.plane(one) for one in chosen], stack.spacing(chosen[0]))
    watch, count = Stopwatch(len(chosen)), len(chosen)
    with closing(read_ahead([stack.image(one) for one in chosen], token)) as images:
        loading = _Loading(next(images), lattice, count)
        for done, image in enumerate(images, 2):
            loading.take(image)
            report(
                Progress(
                    done,
                    count,
                    tr("Reading slices: {done} of {count}", done=done, count=count),
                    watch.seconds_left(done),
                )
            )
    phase = (
        (tr("This is phase {place} of {phases}.", place=place % stack.phases + 1, phases=stack.phases),)
        if stack.phases > 1
        else ()
    )
    return loading.volume(stack.notices + phase)


class _Loading:
    """The volume, growing slice by slice."""

    def __init__(self, first: RadiographImage, lattice: Lattice, slices: int) -> None:
        if first.is_color:
            raise VolumeError(tr("its images are in colour"))
        self._lattice, self._slices = lattice, slices
        self._first = self._middle = first
        self._notices: dict[str, None] = {}
        self._digest = hashlib.sha256()
        self._done = 0
        shape = slices, *straighten(first.pixels, lattice, 0, slices).shape
        kind = _roomy(first)
        _check_memory(int(np.prod(shape, dtype=np.int64)) * kind.itemsize)
        self._values = np.empty(shape, kind)
        self.take(first)

    def take(self, image: RadiographImage) -> None:
        """Put the next slice in.

        Raises
        ------
        VolumeError
            If it does not go with those before it.
        """
        first = self._first
        if image.pixels.shape != first.pixels.shape:
            raise VolumeError(tr("its images are not of one size"))
        if (image.unit, image.inverted) != (first.unit, first.inverted):
            raise VolumeError(tr("its images are not in one unit"))
        values = straighten(image.pixels, self._lattice, self._done, self._slices)
        self._make_room(values)
        self._values[self._done] = values
        self._notices |= dict.fromkeys(image.notices)
        self._digest.update(image.sha256.encode())
        if self._done == self._slices // 2:
            self._middle = image
        self._done += 1

    def volume(self, notices: tuple[str, ...]) -> Volume:
        """Give what was read, with reservations about the stack before those about its images."""
        lattice = self._lattice
        notices += tuple(self._notices)
        if lattice.drift.any():
            lattice = straightened(lattice, self._slices)
            notices += (tr("The gantry was tilted: the slices are shifted so that they stand straight."),)
        self._values.setflags(write=False)
        return Volume(self._values, lattice, self._middle, self._digest.hexdigest(), notices)

    def _make_room(self, values: NDArray[Any]) -> None:
        """Let the array take values that do not fit into its type, which is rare."""
        kind = self._values.dtype
        low, high = float(values.min()), float(values.max())
        if kind.kind == "f" or (values.dtype.kind != "f" and _holds(kind, low, high)):
            return
        wider: np.dtype[Any] = np.dtype(np.float32)
        if values.dtype.kind != "f":
            before = self._values[: self._done]
            low, high = min(low, float(before.min(initial=0))), max(high, float(before.max(initial=0)))
            wider = next((choice for choice in _CHOICES if _holds(choice, low, high)), wider)
        _check_memory(self._values.size * wider.itemsize)
        self._values = self._values.astype(wider)


def _roomy(image: RadiographImage) -> np.dtype[Any]:
    """Type that is likely to hold all slices: that of one may be narrower than the others need."""
    kind = image.pixels.dtype
    if kind.kind == "f":
        return np.dtype(np.float32)
    if kind == np.uint8 and image.header.bits_stored <= 8:
        return kind
    if kind.itemsize == 1 or (kind == np.uint16 and image.header.bits_stored < 16):
        return np.dtype(np.int16)
    return kind


def _holds(kind: np.dtype[Any], low: float, high: float) -> bool:
    info = np.iinfo(kind)
    return bool(info.min <= low and high <= info.max)


def _check_memory(size: int) -> None:
    import psutil

    free = psutil.virtual_memory().available
    if size > _SHARE * free:
        raise VolumeError(
            tr(
                "it needs {size:.1f} GiB of memory, and {free:.1f} are free",
                size=size / 2**30,
                free=free / 2**30,
            )
        )
