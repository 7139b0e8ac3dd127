"""The lines and handles of annotations, in image coordinates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF

from meddiag_gui.gui.viewer.graphics import ToView
from meddiag_gui.imaging.measure.annotation import KINDS, Annotation, Kind, Point

_BOXES = ("ellipse", "rectangle")
_SIDES = 72  # of the polygon that is drawn for an ellipse

Line = tuple[Point, ...]


def _corners(points: Sequence[Point]) -> Line:
    (x0, y0), (x1, y1) = points
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def handles(annotation: Annotation) -> Line:
    """Points by which it can be reshaped."""
    return _corners(annotation.points) if annotation.kind in _BOXES else annotation.points


def with_handle(annotation: Annotation, index: int, point: Point) -> Annotation:
    """Return it with a handle elsewhere; of a box the opposite corner stays."""
    if annotation.kind not in _BOXES:
        return annotation.with_point(index, point)
    x, y = point
    first, second = annotation.points
    first, second = (
        (x if index in (0, 3) else first[0], y if index in (0, 1) else first[1]),
        (x if index in (1, 2) else second[0], y if index in (2, 3) else second[1]),
    )
    return annotation.with_point(0, first).with_point(1, second)


def lines(kind: Kind, points: Sequence[Point]) -> tuple[Line, ...]:
    """Polylines that are drawn, also of an annotation that is not finished."""
    if kind in _BOXES and len(points) == 2:
        corners = _corners(points)
        return (_oval(points) if kind == "ellipse" else (*corners, corners[0]),)
    if kind == "polygon":
        return ((*points, points[0]),)
    starts = [*KINDS[kind].starts, len(points)]
    cut = (tuple(points[start:end]) for start, end in pairwise(starts))
    return tuple(line for line in cut if len(line) > 1)


def _oval(points: Sequence[Point]) -> Line:
    (x0, y0), (x1, y1) = points
    turns = (2 * math.pi * step / _SIDES for step in range(_SIDES + 1))
    x, y, a, b = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
    return tuple((x + a * math.cos(turn), y + b * math.sin(turn)) for turn in turns)


def to_image(to_view: ToView, at: QPointF) -> Point:
    """Image coordinates of a point of the view, by inverting ``to_view`` (which is affine)."""
    origin, right, down = to_view(0, 0), to_view(1, 0), to_view(0, 1)
    a, c = right.x() - origin.x(), right.y() - origin.y()
    b, d = down.x() - origin.x(), down.y() - origin.y()
    u, v = at.x() - origin.x(), at.y() - origin.y()
    whole = a * d - b * c
    return (u * d - v * b) / whole, (v * a - u * c) / whole


def distance_to_line(line: Sequence[QPointF], at: QPointF) -> float:
    """Distance of a point of the view to a polyline, in Qt's pixels."""
    return min(
        (_to_segment(a, b, at) for a, b in pairwise(line)),
        default=math.inf,
    )


def _to_segment(a: QPointF, b: QPointF, at: QPointF) -> float:
    along, offset = b - a, at - a
    square = QPointF.dotProduct(along, along)
    share = min(max(QPointF.dotProduct(offset, along) / square, 0.0), 1.0) if square else 0.0
    nearest = a + along * share - at
    return math.hypot(nearest.x(), nearest.y())
