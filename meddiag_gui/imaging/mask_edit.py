"""Changing a mask by hand, in place and only where it is touched, with every step to be undone.

A pixel belongs to a stroke or a polygon if its centre lies inside.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.measure.annotation import Annotation, Point
from meddiag_gui.imaging.measure.region import region_pixels

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Box:
    """Rows from ``top`` to below ``bottom``, columns from ``left`` to below ``right``."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Index of the part of an array."""
        return slice(self.top, self.bottom), slice(self.left, self.right)


@dataclass(frozen=True, slots=True)
class Brush:
    """An ellipse around the pointer, a circle on the patient.

    Parameters
    ----------
    across, down
        Half its width in columns and half its height in rows, above 0.
    """

    across: float
    down: float


@dataclass(frozen=True, slots=True, eq=False)
class _Flip:
    """Pixels of a box that change sides; done twice, nothing has changed."""

    box: Box
    bits: NDArray[np.uint8]

    def apply(self, mask: Mask) -> None:
        part = mask[self.box.slices]
        part ^= np.unpackbits(self.bits, count=part.size).reshape(part.shape).astype(np.bool_)


class EditedMask:
    """A mask under the hand; changes between `begin` and the next one are one step to undo.

    Parameters
    ----------
    values
        ``(rows, columns)`` bool; copied.
    """

    def __init__(self, values: Mask) -> None:
        self.values = values.copy()
        self._before: list[list[_Flip]] = []
        self._after: list[list[_Flip]] = []
        self._begun = False

    @property
    def can_undo(self) -> bool:
        """Whether anything was changed."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self._after)

    def begin(self) -> None:
        """Let the next change be a new step."""
        self._begun = False

    def stroke(self, start: Point, end: Point, brush: Brush, inside: bool) -> Box | None:
        """Set what the brush touches on its straight way; return where pixels changed, if any did."""
        rows, columns = self.values.shape
        box = _around(start, end, brush, rows, columns)
        return self._set(box, _capsule(box, start, end, brush), inside) if box is not None else None

    def fill(self, polygon: Annotation, inside: bool) -> Box | None:
        """Set what a polygon encloses; return where pixels changed, if any did."""
        down, across, chosen = region_pixels(polygon, *self.values.shape)
        return self._set(Box(down.start, across.start, down.stop, across.stop), chosen, inside)

    def replace(self, values: Mask) -> Box | None:
        """Take another mask of the same size as one step; return where pixels changed, if any did."""
        self.begin()
        rows, columns = self.values.shape
        return self._change(Box(0, 0, rows, columns), self.values ^ values)

    def undo(self) -> list[Box]:
        """Take the last step back; return where pixels changed."""
        return self._move(self._before, self._after)

    def redo(self) -> list[Box]:
        """Make the step again that was taken back; return where pixels changed."""
        return self._move(self._after, self._before)

    def _set(self, box: Box, chosen: Mask, inside: bool) -> Box | None:
        part = self.values[box.slices]
        return self._change(box, chosen & ~part if inside else chosen & part)

    def _change(self, box: Box, changed: Mask) -> Box | None:
        if not changed.any():
            return None
        flip = _Flip(box, np.packbits(changed))
        flip.apply(self.values)
        if not self._begun:
            self._before.append([])
            self._begun = True
        self._before[-1].append(flip)
        self._after.clear()
        return box

    def _move(self, source: list[list[_Flip]], target: list[list[_Flip]]) -> list[Box]:
        self.begin()
        if not source:
            return []
        step = source.pop()
        for flip in step:  # in any order: each turns the same pixels over
            flip.apply(self.values)
        target.append(step)
        return [flip.box for flip in step]


def _around(start: Point, end: Point, brush: Brush, rows: int, columns: int) -> Box | None:
    """Box around a stroke within the mask; None where it misses the mask."""
    (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    box = Box(
        max(0, math.floor(top - brush.down)), max(0, math.floor(left - brush.across)),
        min(rows, math.ceil(bottom + brush.down) + 1), min(columns, math.ceil(right + brush.across) + 1),
    )  # fmt: skip
    return box if box.top < box.bottom and box.left < box.right else None


def _capsule(box: Box, start: Point, end: Point, brush: Brush) -> Mask:
    """Pixels of the box whose centres the brush touches; at least the pixels under both ends."""
    x = ((np.arange(box.left, box.right) + 0.5 - start[0]) / brush.across).astype(np.float32)[None]
    y = ((np.arange(box.top, box.bottom) + 0.5 - start[1]) / brush.down).astype(np.float32)[:, None]
    along = np.float32((end[0] - start[0]) / brush.across), np.float32((end[1] - start[1]) / brush.down)
    square = along[0] ** 2 + along[1] ** 2
    if square > 0:
        share = np.clip((x * along[0] + y * along[1]) / square, 0, 1)
        touched = np.asarray((x - share * along[0]) ** 2 + (y - share * along[1]) ** 2 <= 1)
    else:
        touched = np.asarray(x**2 + y**2 <= 1)
    for column, row in (start, end):
        place = math.floor(row) - box.top, math.floor(column) - box.left
        if 0 <= place[0] < touched.shape[0] and 0 <= place[1] < touched.shape[1]:
            touched[place] = True
    return touched
