"""A figure on the screen, in the colours of the look in use."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from meddiag_gui.evaluation.page.figure import (
    HEIGHT,
    WIDTH,
    Band,
    Dot,
    Figure,
    Frame,
    Ink,
    Line,
    Shape,
    tick_label,
    ticks,
)
from meddiag_gui.gui import theme

_OTHER = "#b48ad6"


class PlotView(QWidget):
    """Draws one figure; nothing without one. What does not follow the threshold is painted once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure: Figure | None = None
        self._still: tuple[object, QPixmap] | None = None
        self.setMinimumSize(230, 190)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802, D102  (Qt's name)
        return QSize(WIDTH, HEIGHT)

    def show_figure(self, figure: Figure | None) -> None:
        """Draw another figure."""
        self.figure = figure
        self.setAccessibleName(figure.title if figure else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        if self.figure is None:
            return
        frame = Frame(self.figure, 50, 26, self.width() - 14, self.height() - 38)
        look = theme.colors()
        moving = tuple(shape for shape in self.figure.shapes if shape.ink == "chosen")
        still = tuple(shape for shape in self.figure.shapes if shape.ink != "chosen")
        key = (still, self.figure.title, self.figure.x_range, self.figure.y_range, self.size(), look)
        if self._still is None or self._still[0] != key:
            self._still = (key, self._paint_still(frame, still, look))
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still[1])
        self._draw_shapes(painter, frame, moving, look)
        painter.end()

    def _paint_still(self, frame: Frame, shapes: tuple[Shape, ...], look: theme.Colors) -> QPixmap:
        pixmap = QPixmap(self.size() * self.devicePixelRatio())
        pixmap.setDevicePixelRatio(self.devicePixelRatio())
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        font = QFont(self.font())
        font.setPixelSize(11)
        painter.setFont(font)
        self._grid(painter, frame, look)
        self._draw_shapes(painter, frame, shapes, look)
        self._words(painter, frame, look)
        painter.end()
        return pixmap

    def _draw_shapes(
        self, painter: QPainter, frame: Frame, shapes: tuple[Shape, ...], look: theme.Colors
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(*_area(frame)).adjusted(-4, -4, 4, 4))
        for shape in shapes:
            _draw(painter, frame, shape, _color(shape.ink, look))
        painter.setClipping(False)

    def _grid(self, painter: QPainter, frame: Frame, look: theme.Colors) -> None:
        low, right = frame.bottom, frame.right
        for value in ticks(*frame.figure.x_range):
            x = frame.across(value)
            painter.setPen(QColor(look.line))
            painter.drawLine(QPointF(x, frame.top), QPointF(x, low))
            painter.setPen(QColor(look.dim))
            _text(painter, QRectF(x - 30, low + 3, 60, 14), tick_label(value))
        for value in ticks(*frame.figure.y_range):
            y = frame.up(value)
            painter.setPen(QColor(look.line))
            painter.drawLine(QPointF(frame.left, y), QPointF(right, y))
            painter.setPen(QColor(look.dim))
            side = Qt.AlignmentFlag.AlignRight
            _text(painter, QRectF(0, y - 7, frame.left - 6, 14), tick_label(value), side)

    def _words(self, painter: QPainter, frame: Frame, look: theme.Colors) -> None:
        figure = frame.figure
        painter.setPen(QColor(look.dim))
        _text(painter, QRectF(frame.left, self.height() - 17, frame.right - frame.left, 15), figure.x_label)
        painter.save()
        painter.translate(11, (frame.top + frame.bottom) / 2)
        painter.rotate(-90)
        _text(painter, QRectF(-120, -8, 240, 15), figure.y_label)
        painter.restore()
        for y, line in frame.key_rows():
            painter.setPen(_pen(line, _color(line.ink, look)))
            painter.drawLine(QPointF(frame.left + 8, y - 4), QPointF(frame.left + 26, y - 4))
            painter.setPen(QColor(look.dim))
            _text(painter, QRectF(frame.left + 31, y - 11, 200, 15), line.name, Qt.AlignmentFlag.AlignLeft)
        painter.setPen(QColor(look.text))
        bold = QFont(painter.font())
        bold.setBold(True)
        painter.setFont(bold)
        _text(painter, QRectF(frame.left, 4, frame.right - frame.left, 16), figure.title)


def _draw(painter: QPainter, frame: Frame, shape: Line | Band | Dot, color: QColor) -> None:
    match shape:
        case Line():
            painter.setPen(_pen(shape, color))
            painter.drawPolyline(QPolygonF([QPointF(*place) for place in frame.points(shape.x, shape.y)]))
        case Band():
            painter.setPen(Qt.PenStyle.NoPen)
            fill = QColor(color)
            fill.setAlphaF(0.2)
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF([QPointF(*place) for place in frame.around(shape)]))
        case Dot():
            x, y = frame.across(shape.x), frame.up(shape.y)
            if shape.span is not None:
                painter.setPen(QPen(color, 1.2))
                painter.drawLine(QPointF(x, frame.up(shape.span[0])), QPointF(x, frame.up(shape.span[1])))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawEllipse(QPointF(x, y), shape.radius, shape.radius)


def _pen(line: Line, color: QColor) -> QPen:
    pen = QPen(color, 1.0 if line.dashed else 1.8)
    if line.dashed:
        pen.setDashPattern([4, 3])
    return pen


def _color(ink: Ink, look: theme.Colors) -> QColor:
    colors = {"model": look.accent, "other": _OTHER, "guide": look.dim, "chosen": look.caution}
    return QColor(colors[ink])


def _area(frame: Frame) -> tuple[float, float, float, float]:
    return frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top


def _text(
    painter: QPainter, area: QRectF, text: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter
) -> None:
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), text)
