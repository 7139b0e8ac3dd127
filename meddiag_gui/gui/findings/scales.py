"""The two drawn scales: a probability with its operating point, and the influence map's colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from meddiag_gui.gui import theme
from meddiag_gui.gui.viewer.colormap import overlay_table
from meddiag_gui.language import tr

_INSET = 10


class ProbabilityScale(QWidget):
    """A bar from 0 to 1 filled to the probability, with a mark at the operating point.

    Parameters
    ----------
    probability, operating_point
        In [0, 1].
    present
        Whether the call is ``present``, which gives the bar its colour.
    band
        From where to where the call is ``uncertain``; None for nowhere.
    """

    def __init__(
        self,
        probability: float,
        operating_point: float,
        present: bool,
        band: tuple[float, float] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._band = band
        self.probability, self.operating_point, self._present = probability, operating_point, present
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            tr(
                "Probability {probability:.2f} on a scale from 0 to 1, operating point {point:.2f}",
                probability=probability,
                point=operating_point,
            )
        )

    def sizeHint(self) -> QSize:  # noqa: N802, D102  (Qt's name)
        return QSize(240, 46)

    def position(self, value: float) -> float:
        """Horizontal place of a value on the scale."""
        return _INSET + value * (self.width() - 2 * _INSET)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right, top, height = self.position(0), self.position(1), 17.0, 9.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colors().line))
        painter.drawRect(QRectF(left, top, right - left, height))
        painter.setBrush(QColor(theme.colors().accent if self._present else theme.colors().dim))
        painter.drawRect(QRectF(left, top, max(2.0, self.position(self.probability) - left), height))
        if self._band is not None:
            ends = self.position(self._band[0]), self.position(self._band[1])
            painter.setBrush(QColor(theme.colors().caution))
            painter.drawRect(QRectF(ends[0], top + height, ends[1] - ends[0], 2.5))
        self._paint_operating_point(painter, top, height)
        painter.setPen(QColor(theme.colors().dim))
        below = QRectF(0, top + height + 3, self.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "  0")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, "1  ")
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, tr("probability"))
        painter.end()

    def _paint_operating_point(self, painter: QPainter, top: float, height: float) -> None:
        at = self.position(self.operating_point)
        painter.setBrush(QColor(theme.colors().text))
        painter.drawPolygon(QPolygonF([QPointF(at - 4, top - 5), QPointF(at + 4, top - 5), QPointF(at, top)]))
        painter.setPen(QPen(QColor(theme.colors().text), 1.4))
        painter.drawLine(QPointF(at, top - 2), QPointF(at, top + height + 3))
        text = tr("operating point {point:.2f}", point=self.operating_point)
        width = painter.fontMetrics().horizontalAdvance(text)
        start = min(max(at - width / 2, 0), self.width() - width)
        painter.drawText(QPointF(start, top - 7), text)
        painter.setPen(Qt.PenStyle.NoPen)


class ColorScale(QWidget):
    """The influence map's colours at the opacity in use, over the mid-grey of a picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opacity = 0.5
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Colours of the influence map, from none to strong"))

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(240, 30)

    def set_opacity(self, opacity: float) -> None:
        """Show the colours at another opacity in [0, 1]."""
        self._opacity = opacity
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        bar = QRectF(0, 1, self.width(), 10)
        painter.fillRect(bar, QColor("#6a6a6a"))
        table = memoryview(overlay_table(self._opacity)).cast("B")
        form = QImage.Format.Format_ARGB32_Premultiplied
        painter.drawImage(bar, QImage(table, len(table) // 4, 1, len(table), form))
        painter.setPen(QColor(theme.colors().dim))
        below = QRectF(0, 14, self.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, tr("none"))
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, tr("influence"))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, tr("strong"))
        painter.end()
