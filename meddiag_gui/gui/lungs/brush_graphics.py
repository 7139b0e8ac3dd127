"""How the brush looks: a circle of its true size, with a sign for what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from meddiag_gui.gui.viewer.graphics import ToView, stroke

if TYPE_CHECKING:
    from meddiag_gui.imaging.mask_edit import Brush
    from meddiag_gui.imaging.measure.annotation import Point

_ADDS, _TAKES = QColor("#8fe0ff"), QColor("#ff9d8a")
_SIGN = 4.0  # half its length, in Qt's pixels


@dataclass(frozen=True, slots=True)
class BrushCircle:
    """The brush at a place in the image."""

    at: Point
    brush: Brush
    adds: bool

    def paint(self, painter: QPainter, to_view: ToView) -> None:
        """Draw it."""
        x, y = self.at
        middle, corner = to_view(x, y), to_view(x + self.brush.across, y + self.brush.down)
        path = QPainterPath()
        path.addEllipse(middle, abs(corner.x() - middle.x()), abs(corner.y() - middle.y()))
        for way in (QPointF(_SIGN, 0), QPointF(0, _SIGN))[: 2 if self.adds else 1]:
            path.moveTo(middle - way)
            path.lineTo(middle + way)
        stroke(painter, path, _ADDS if self.adds else _TAKES, 1.2)
