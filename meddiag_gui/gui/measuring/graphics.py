"""How annotations look: thin lines with a dark rim, handles on the selected one, the values beside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from meddiag_gui.gui.measuring.shapes import Line, handles, lines
from meddiag_gui.gui.viewer.graphics import RIM, ToView, stroke, text_size, write
from meddiag_gui.imaging.measure.annotation import Annotation, Kind

MARK = QColor("#f0cf65")
SELECTED = QColor("#8fe0ff")
_GROUND = QColor(14, 18, 21, 210)
HANDLE = 7.0  # side of a handle; this and all below in Qt's pixels
_TICK = 5.0  # half the bar at the end of a length
_HEAD = 12.0  # of an arrow
_ARC = 20.0  # radius, at the vertex of an angle
_GAP = 10.0  # between a figure and its label
_ABOVE_EDGE = 40.0  # the hint, above the letter of the orientation
_GAP_OF_HINT = "   "
_EDGE = 4.0  # between a label and the edge of the view


@dataclass(frozen=True, slots=True)
class AnnotationGraphic:
    """One annotation with its label.

    Parameters
    ----------
    words
        Lines of the label.
    selected
        Whether it has the other colour and shows its handles.
    """

    annotation: Annotation
    words: tuple[str, ...]
    selected: bool = False

    def paint(self, painter: QPainter, to_view: ToView) -> None:
        """Draw it."""
        color = SELECTED if self.selected else MARK
        annotation = self.annotation
        placed = [[to_view(*point) for point in line] for line in lines(annotation.kind, annotation.points)]
        points = [to_view(*point) for point in annotation.points]
        stroke(painter, _figure(annotation.kind, placed, points), color)
        if annotation.kind == "cobb":
            _join_middles(painter, points, color)
        if self.selected:
            _paint_handles(painter, [to_view(*point) for point in handles(annotation)], color)
        rect = label_place(annotation, self.words, to_view, painter.font(), QRectF(painter.viewport()))
        if annotation.label is not None and annotation.kind != "text":
            _paint_leader(painter, rect, points, color)
        write(painter, rect.topLeft(), self.words, color)


@dataclass(frozen=True, slots=True)
class DraftGraphic:
    """An annotation that has not all its points yet."""

    kind: Kind
    points: Line

    def paint(self, painter: QPainter, to_view: ToView) -> None:
        """Draw it."""
        path = QPainterPath()
        for line in lines(self.kind, self.points):
            _add(path, [to_view(*point) for point in line])
        stroke(painter, path, SELECTED)
        _paint_handles(painter, [to_view(*point) for point in self.points], SELECTED)


@dataclass(frozen=True, slots=True)
class Hint:
    """What the tool waits for, at the lower edge; broken at wide gaps where the view is narrow."""

    words: str

    def paint(self, painter: QPainter, to_view: ToView) -> None:
        """Draw it on a ground of its own, for it must be read on any picture."""
        view = painter.viewport()
        lines = broken(self.words, painter.font(), view.width() - 24)
        size = text_size(painter.font(), lines)
        corner = QPointF((view.width() - size.width()) / 2, view.height() - size.height() - _ABOVE_EDGE)
        painter.fillRect(QRectF(corner, size).adjusted(-10, -4, 10, 4), _GROUND)
        write(painter, corner, lines, SELECTED)


def broken(words: str, font: QFont, width: float) -> list[str]:
    """Break a line at its gaps of three blanks, so that each part is at most so wide where it can be."""
    lines: list[str] = []
    for piece in words.split(_GAP_OF_HINT):
        longer = f"{lines[-1]}{_GAP_OF_HINT}{piece}" if lines else piece
        if lines and text_size(font, [longer]).width() <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def label_place(
    annotation: Annotation, words: Sequence[str], to_view: ToView, font: QFont, view: QRectF
) -> QRectF:
    """Where the label lies in the view: where the reader put it, else beside the figure; never cut off.

    That is to the right, or to the left if there is no room. A figure that is out of sight keeps its label
    beside it, out of sight too.
    """
    size = text_size(font, words)
    points = [to_view(*point) for point in annotation.points]
    if annotation.label is not None or annotation.kind == "text":
        corner = to_view(*(annotation.label or annotation.points[0]))
    else:
        right = points[1] if annotation.kind == "arrow" else max(points, key=lambda point: point.x())
        corner = right + QPointF(_GAP, -size.height() / 2)
        first = min(points, key=lambda point: point.x())
        if corner.x() + size.width() > view.right() and first.x() - _GAP - size.width() > view.left():
            corner = first - QPointF(_GAP + size.width(), size.height() / 2)
    rect = QRectF(corner, size)
    if not any(view.contains(point) for point in points):
        return rect
    room = view.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    left = max(room.left(), min(rect.left(), room.right() - rect.width()))
    top = max(room.top(), min(rect.top(), room.bottom() - rect.height()))
    rect.moveTo(left, top)
    return rect


def _add(path: QPainterPath, line: Sequence[QPointF]) -> None:
    path.moveTo(line[0])
    for point in line[1:]:
        path.lineTo(point)


def _figure(kind: Kind, placed: Sequence[Sequence[QPointF]], points: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath()
    for line in placed:
        _add(path, line)
    if kind in ("length", "ctr"):
        for line in placed:
            _add_ticks(path, line[0], line[-1])
    elif kind == "angle":
        _add_arc(path, *points)
    elif kind == "arrow":
        _add_head(path, *points)
    elif kind == "point":
        _add_cross(path, points[0])
    return path


def _unit(a: QPointF, b: QPointF) -> QPointF:
    length = math.hypot(b.x() - a.x(), b.y() - a.y())
    return (b - a) / length if length else QPointF(1, 0)


def _add_ticks(path: QPainterPath, a: QPointF, b: QPointF) -> None:
    along = _unit(a, b)
    across = QPointF(-along.y(), along.x()) * _TICK
    for end in (a, b):
        _add(path, [end - across, end + across])


def _add_arc(path: QPainterPath, end: QPointF, vertex: QPointF, other: QPointF) -> None:
    start, stop = (math.degrees(math.atan2(vertex.y() - p.y(), p.x() - vertex.x())) for p in (end, other))
    sweep = (stop - start + 180) % 360 - 180
    box = QRectF(vertex.x() - _ARC, vertex.y() - _ARC, 2 * _ARC, 2 * _ARC)
    path.arcMoveTo(box, start)
    path.arcTo(box, start, sweep)


def _add_head(path: QPainterPath, tip: QPointF, end: QPointF) -> None:
    along = _unit(tip, end) * _HEAD
    across = QPointF(-along.y(), along.x()) * 0.4
    _add(path, [tip + along + across, tip, tip + along - across])


def _add_cross(path: QPainterPath, at: QPointF) -> None:
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        way = QPointF(x, y)
        _add(path, [at + way * 3, at + way * 10])


def _paint_handles(painter: QPainter, at: Sequence[QPointF], color: QColor) -> None:
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(RIM)
    for point in at:
        painter.drawRect(QRectF(point.x() - HANDLE / 2, point.y() - HANDLE / 2, HANDLE, HANDLE))


def _join_middles(painter: QPainter, points: Sequence[QPointF], color: QColor) -> None:
    a, b, c, d = points
    painter.setPen(QPen(color, 1.2, Qt.PenStyle.DashLine))
    painter.drawLine((a + b) / 2, (c + d) / 2)


def _paint_leader(painter: QPainter, rect: QRectF, points: Sequence[QPointF], color: QColor) -> None:
    """Dot a line from a label to the nearest point of its figure."""
    ends = (QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()))
    pairs = [(end, point) for end in ends for point in points]
    end, point = min(pairs, key=lambda pair: math.hypot(pair[0].x() - pair[1].x(), pair[0].y() - pair[1].y()))
    painter.setPen(QPen(color, 1, Qt.PenStyle.DotLine))
    painter.drawLine(end, point)
