"""What of an annotation lies under the pointer, and what a drag makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QRectF

from meddiag_gui.gui.measuring.shapes import distance_to_line, handles, lines, to_image, with_handle
from meddiag_gui.gui.viewer.tools import Pointer
from meddiag_gui.imaging.measure.annotation import Annotation, Point

NEAR_HANDLE = 9.0  # Qt's pixels
NEAR_LINE = 6.0

Part = int | Literal["whole", "label"]
"""Number of a handle, or what else is moved."""


@dataclass(frozen=True, slots=True)
class Grab:
    """A part of an annotation in the hand.

    Parameters
    ----------
    annotation
        As it was when it was taken.
    at
        Where it was taken, in image coordinates.
    corner
        Image coordinates of the label's top left corner then.
    """

    annotation: Annotation
    part: Part
    at: Point
    corner: Point

    def dragged(self, to: Point) -> Annotation:
        """Return what it is when the pointer is elsewhere."""
        dx, dy = to[0] - self.at[0], to[1] - self.at[1]
        if self.part == "whole":
            return self.annotation.moved(dx, dy)
        if self.part == "label":
            return replace(self.annotation, label=(self.corner[0] + dx, self.corner[1] + dy))
        x, y = handles(self.annotation)[self.part]
        return with_handle(self.annotation, self.part, (x + dx, y + dy))


def grab(
    annotations: Iterable[Annotation],
    at: Pointer,
    label_of: Callable[[Annotation], QRectF],
    selected: str,
) -> Grab | None:
    """Find what lies under the pointer: handles of the selected one first, then handles, lines, labels."""
    found = min(_candidates(annotations, at, label_of, selected), key=lambda one: one[0], default=None)
    if found is None:
        return None
    _, annotation, part = found
    corner = to_image(at.to_view, label_of(annotation).topLeft())
    return Grab(annotation, part, (at.x, at.y), corner)


_Rank = tuple[int, float]


def _candidates(
    annotations: Iterable[Annotation],
    at: Pointer,
    label_of: Callable[[Annotation], QRectF],
    selected: str,
) -> Iterator[tuple[_Rank, Annotation, Part]]:
    here = at.to_view(at.x, at.y)
    for annotation in annotations:
        rank = 0 if annotation.id == selected else 1
        for index, handle in enumerate(handles(annotation)):
            distance = at.distance(*handle)
            if distance <= NEAR_HANDLE and annotation.kind != "text":
                yield (rank, distance), annotation, index
        for line in lines(annotation.kind, annotation.points):
            distance = distance_to_line([at.to_view(*point) for point in line], here)
            if distance <= NEAR_LINE:
                yield (2 + rank, distance), annotation, "whole"
        if label_of(annotation).contains(here):
            yield (4 + rank, 0.0), annotation, "whole" if annotation.kind == "text" else "label"
