"""One cell of the grid: a viewport's picture, its scroll bar, and the reservations above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from meddiag_gui.gui import theme
from meddiag_gui.gui.dragging import SERIES, unpack
from meddiag_gui.gui.viewer.sweep import Sweep
from meddiag_gui.gui.viewer.view import ImageView
from meddiag_gui.gui.widgets import Strip

if TYPE_CHECKING:
    from meddiag_gui.gui.viewport import Viewport

_CHOOSING = (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn)


class Cell(QWidget):
    """Shows one viewport.

    Signals
    -------
    chosen
        The user clicked here, or came here by the keyboard; carries the cell.
    dropped
        A series was dropped here; carries the cell, and file and frame of an image of the series.
    """

    chosen = Signal(object)
    dropped = Signal(object, object)

    def __init__(self, viewport: Viewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.viewport = viewport
        self.warning, self.notice, self.view = Strip("warning"), Strip("notice"), ImageView()
        self.scroll_bar = QScrollBar(Qt.Orientation.Vertical)
        self.scroll_bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_bar.setProperty("role", "picture")
        self.scroll_bar.hide()
        self._active = self._alone = self._aimed_at = False
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.warning)
        self._column.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.scroll_bar)
        self._column.addLayout(row, 1)
        self._sweep = Sweep(self.view, viewport)
        self.view.installEventFilter(self)  # the filter put in last is asked first: a press chooses the cell
        self.scroll_bar.valueChanged.connect(viewport.go)
        self.view.scrolled.connect(viewport.scroll)
        viewport.place_changed.connect(self._on_place)
        viewport.picture_changed.connect(self.show_picture)
        self.show_picture()
        self._on_place()

    def frame(self, active: bool, alone: bool) -> None:
        """Draw the border: that of the active one in the accent, none where there is but one cell."""
        self._active, self._alone = active, alone
        width = 0 if alone else 1
        self._column.setContentsMargins(width, width, width, width)
        self.update()

    def show_picture(self) -> None:
        """Show the viewport's picture, or the message in its place, and the reservations."""
        viewport = self.viewport
        self.show_notices()
        if viewport.picture is None:
            self.view.set_picture(None, viewport.message)
        elif viewport.picture is not self.view.picture:
            self.view.set_picture(viewport.picture, follow=viewport.coherent)
        self.view.set_position(viewport.position)

    def show_notices(self) -> None:
        """Show the reservations about the picture and its stack."""
        self.notice.say("\n".join(self.viewport.notices))
        self.view.set_position(self.viewport.position)

    def _on_place(self) -> None:
        """Let scroll bar and wheel follow; the bar must not answer back."""
        count = self.viewport.count
        with QSignalBlocker(self.scroll_bar):
            self.scroll_bar.setRange(0, max(0, count - 1))
            self.scroll_bar.setPageStep(max(1, count // 10))
            self.scroll_bar.setValue(self.viewport.place)
        self.scroll_bar.setVisible(count > 1)
        self.view.stacked = count > 1
        self.view.set_position(self.viewport.position)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102  (Qt's name)
        zoomed = isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.type() in _CHOOSING or zoomed:
            self.chosen.emit(self)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        lit = self._active or self._aimed_at
        QPainter(self).fillRect(self.rect(), QColor(theme.ACCENT if lit else theme.LINE))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102
        if event.mimeData().hasFormat(SERIES):
            event.acceptProposedAction()
            self._aim(True)
        else:
            event.ignore()  # files are for the window

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, D102
        self._aim(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102
        self._aim(False)
        ref = unpack(event.mimeData())
        if ref is not None:
            event.acceptProposedAction()
            self.dropped.emit(self, ref)

    def _aim(self, aimed_at: bool) -> None:
        """Show that what is dragged can be dropped here."""
        self._aimed_at = aimed_at
        self.update()
