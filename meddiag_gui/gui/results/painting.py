"""How results are drawn over a picture: masks, lines and words, and the look of a presentation state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.viewer.graphics import ToView, stroke, write
from meddiag_gui.gui.viewer.placement import FLIP_HORIZONTAL, TURN_RIGHT, UPRIGHT, Placement, compose

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.display import Display
    from meddiag_gui.imaging.results.result import Look, Shape

_ARM = 5.0  # of the cross that marks a point, in Qt's pixels
_BESIDE = QPointF(7, -7)  # from a point to its words


@dataclass(frozen=True, slots=True, eq=False)
class ShapeGraphic:
    """A shape in its colour."""

    shape: Shape
    color: tuple[int, int, int]

    def paint(self, painter: QPainter, to_view: ToView) -> None:
        """Draw it with a dark rim, and its words beside its first point."""
        points = [to_view(float(x), float(y)) for x, y in self.shape.points]
        color = QColor(*self.color)
        if self.shape.form != "points" or not self.shape.text:  # a text alone needs no cross
            stroke(painter, self._path(points), color)
        if self.shape.text and points:
            write(painter, points[0] + _BESIDE, [plain(self.shape.text)], color)

    def _path(self, points: list[QPointF]) -> QPainterPath:
        path = QPainterPath()
        if self.shape.form == "points":
            for point in points:
                for arm in (QPointF(_ARM, 0), QPointF(0, _ARM)):
                    path.moveTo(point - arm)
                    path.lineTo(point + arm)
            return path
        path.addPolygon(QPolygonF(points))
        if self.shape.form == "area":
            path.closeSubpath()
        return path


def apply_look(display: Display, look: Look) -> None:
    """Show a picture as a presentation state wants it; its polarity replaces that of the file (PS3.4 N.2)."""
    image = display.picture.image
    if not image.is_color:
        display.set_window(look.voi or image.voi, inverted=look.inverted != image.inverted)
    orientation = UPRIGHT
    for _ in range(look.quarter_turns):
        orientation = compose(TURN_RIGHT, orientation)
    if look.flipped:
        orientation = compose(FLIP_HORIZONTAL, orientation)
    whole = replace(display.placement, orientation=orientation, fitted=True)
    if look.area is None:
        display.placement = whole
        return
    x, y, width, height = look.area
    part = Placement(max(1, round(width)), max(1, round(height)), whole.aspect, whole.viewport, orientation)
    center = x + width / 2, y + height / 2
    display.placement = replace(whole, scale=part.scale, center=center, fitted=False)


def graphics_of(shapes: tuple[Shape, ...], colors: dict[int, tuple[int, int, int]]) -> Iterator[ShapeGraphic]:
    """Make graphics of the shapes whose layers have a colour."""
    for shape in shapes:
        if shape.layer in colors:
            yield ShapeGraphic(shape, colors[shape.layer])
