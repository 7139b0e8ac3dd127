"""A diagram of curves over the epochs, drawn by Qt itself: no OpenGL, which some remote desktops lack."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from meddiag_gui.gui import theme
from meddiag_gui.language import tr

_LEFT, _TOP, _RIGHT, _BOTTOM = 52, 8, 10, 36  # pixels around the curves
_FAINT = 0.45
_LINES = 6  # of the grid, about


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve.

    Parameters
    ----------
    points
        ``(epoch, value)``, in rising order.
    dots
        Whether each point is marked.
    """

    points: tuple[tuple[float, float], ...]
    color: str
    dashed: bool = False
    faint: bool = False
    dots: bool = False


class Diagram(QWidget):
    """Curves on one pair of axes; the upper end of the values follows from them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMinimumSize(200, 150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.curves: tuple[Curve, ...] = ()
        self._length = 1.0
        self._marks: tuple[float, ...] = ()

    def show_curves(self, curves: Sequence[Curve], length: float, marks: Sequence[float] = ()) -> None:
        """Draw these, and nothing of those before.

        Parameters
        ----------
        length
            Epochs to the right end.
        marks
            Epochs at which a dotted line stands.
        """
        self.curves = tuple(curve for curve in curves if curve.points)
        self._length, self._marks = max(1.0, length), tuple(marks)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102  (Qt's name)
        values = [value for curve in self.curves for _, value in curve.points if math.isfinite(value)]
        low, high = spread(values)
        area = QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)

        def place(x: float, y: float) -> QPointF:
            across, up = x / self._length, (y - low) / (high - low)
            return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_grid(painter, area, low, high)
        painter.setPen(QPen(QColor(theme.colors().faded), 1, Qt.PenStyle.DotLine))
        for mark in self._marks:
            painter.drawLine(place(mark, low), place(mark, high))
        for curve in self.curves:
            _draw(painter, curve, [place(x, y) for x, y in curve.points if math.isfinite(y)])
        painter.end()

    def _draw_grid(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        look, align = theme.colors(), Qt.AlignmentFlag
        for value in ticks(low, high):
            y = area.bottom() - (value - low) / (high - low) * area.height()
            painter.setPen(QColor(look.line))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(look.dim))
            side = int(align.AlignRight | align.AlignVCenter)
            painter.drawText(QRectF(0, y - 8, _LEFT - 6, 16), side, f"{value:.4g}")
        middle = int(align.AlignHCenter | align.AlignTop)
        for value in ticks(0, self._length, whole=True):
            x = area.left() + value / self._length * area.width()
            painter.drawText(QRectF(x - 24, area.bottom() + 3, 48, 15), middle, f"{value:g}")
        painter.drawText(QRectF(area.left(), area.bottom() + 18, area.width(), 16), middle, tr("epochs"))


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Lowest and highest value with a little room; something of a height where all are the same or none."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = 0.04 * (high - low) or max(0.05 * abs(high), 1e-6)
    return low - room, high + room


def ticks(low: float, high: float, *, whole: bool = False) -> list[float]:
    """Round values between two ends, about six; with ``whole`` none between whole numbers."""
    rough = (high - low) / _LINES
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * unit for factor in (1, 2, 5, 10) if factor * unit >= rough)
    step = max(1.0, step) if whole else step
    first = math.ceil(low / step - 1e-9)
    return [number * step for number in range(first, math.floor(high / step + 1e-9) + 1)]


def _draw(painter: QPainter, curve: Curve, places: list[QPointF]) -> None:
    color = QColor(curve.color)
    if curve.faint:
        color.setAlphaF(_FAINT)
    style = Qt.PenStyle.DashLine if curve.dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(color, 1 if curve.faint else 2, style))
    painter.drawPolyline(QPolygonF(places))
    if curve.dots:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for place in places:
            painter.drawEllipse(place, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
