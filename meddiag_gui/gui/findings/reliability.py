"""The reliability diagram: what was said against what was true."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from meddiag_gui.gui import theme
from meddiag_gui.language import tr

_LEFT, _BOTTOM, _TOP, _RIGHT = 34.0, 30.0, 8.0, 10.0


class ReliabilityDiagram(QWidget):
    """Observed share over stated probability, with intervals; a dot's area grows with its images."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bins: list[dict[str, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802, D102  (Qt's name)
        return QSize(260, 190)

    def show_bins(self, bins: Sequence[dict[str, float]]) -> None:
        """Draw bins as ``meddiag evaluate`` writes them; hides itself for none."""
        self._bins = list(bins)
        self.setVisible(bool(bins))
        spoken = ", ".join(map(_spoken, bins))
        self.setAccessibleName(tr("Reliability diagram: {points}", points=spoken))
        self.update()

    def point(self, said: float, observed: float) -> QPointF:
        """Place of a pair in [0, 1] on the widget."""
        width, height = self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM
        return QPointF(_LEFT + said * width, _TOP + (1 - observed) * height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter)
        most = max((one["images"] for one in self._bins), default=1)
        for one in self._bins:
            painter.setPen(QPen(QColor(theme.colors().dim), 1.2))
            painter.drawLine(
                self.point(one["probability"], one["low"]), self.point(one["probability"], one["high"])
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colors().accent))
            radius = 2.5 + 4 * (one["images"] / most) ** 0.5
            painter.drawEllipse(self.point(one["probability"], one["observed"]), radius, radius)
        painter.end()

    def _paint_axes(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(theme.colors().line), 1))
        painter.drawRect(QRectF(self.point(0, 1), self.point(1, 0)))
        painter.setPen(QPen(QColor(theme.colors().dim), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self.point(0, 0), self.point(1, 1))
        painter.setPen(QColor(theme.colors().dim))
        for value in (0.0, 0.5, 1.0):
            across, up = self.point(value, 0), self.point(0, value)
            painter.drawText(
                QRectF(across.x() - 15, across.y() + 1, 30, 14), Qt.AlignmentFlag.AlignCenter, f"{value:g}"
            )
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, up.y() - 7, _LEFT - 4, 14), side, f"{value:g}")
        below = QRectF(_LEFT, self.height() - 16, self.width() - _LEFT - _RIGHT, 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, tr("probability said → share observed ↑"))


def _spoken(one: dict[str, float]) -> str:
    said, observed = one["probability"], one["observed"]
    return tr("said {said:.2f}, observed {observed:.2f}", said=said, observed=observed)
