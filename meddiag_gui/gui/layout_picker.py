"""The small grid in which rows and columns of the layout are chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from meddiag_gui.gui import theme
from meddiag_gui.gui.arrangement import MOST
from meddiag_gui.language import tr

_SIDE, _GAP, _MARGIN, _WORDS = 34, 4, 10, 22
_STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class LayoutPicker(QWidget):
    """Closes itself when something is chosen, with Esc, or when one clicks elsewhere.

    Signals
    -------
    chosen
        Carries rows and columns.
    """

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Rows and columns of the layout"))
        self.marked = (1, 1)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:  # noqa: N802, D102  (Qt's name)
        side = 2 * _MARGIN + MOST * _SIDE + (MOST - 1) * _GAP
        return QSize(side, side + _WORDS)

    def open_at(self, place: QPoint, current: tuple[int, int]) -> None:
        """Show with the layout in use marked."""
        self.marked = current
        self.move(place)
        self.show()
        self.setFocus()

    def square(self, row: int, column: int) -> QRect:
        """Where a square is drawn, from row and column 0."""
        step = _SIDE + _GAP
        return QRect(_MARGIN + column * step, _MARGIN + row * step, _SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.colors().raised))
        painter.setPen(QColor(theme.colors().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        rows, columns = self.marked
        for row in range(MOST):
            for column in range(MOST):
                inside = row < rows and column < columns
                painter.fillRect(
                    self.square(row, column), QColor(theme.colors().accent if inside else theme.colors().line)
                )
        painter.setPen(QColor(theme.colors().text))
        words = QRect(0, self.height() - _WORDS - 4, self.width(), _WORDS)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, f"{rows} × {columns}")
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        found = self._at(event.position())
        if found is not None:
            self._mark(*found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        found = self._at(event.position())
        if found is not None:
            self._choose(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._mark(self.marked[0] + step[0], self.marked[1] + step[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(*self.marked)
        else:
            super().keyPressEvent(event)  # Esc closes

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802, D102
        window = self.parentWidget()
        if window is not None:
            window.activateWindow()

    def _at(self, place: QPointF) -> tuple[int, int] | None:
        for row in range(MOST):
            for column in range(MOST):
                if self.square(row, column).contains(place.toPoint()):
                    return row + 1, column + 1
        return None

    def _mark(self, rows: int, columns: int) -> None:
        self.marked = min(max(rows, 1), MOST), min(max(columns, 1), MOST)
        self.update()

    def _choose(self, rows: int, columns: int) -> None:
        self.close()
        self.chosen.emit(rows, columns)
