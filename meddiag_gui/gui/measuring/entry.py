"""The line in which the reader writes, on the picture where the words will stand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from meddiag_gui.imaging.measure.annotation import MAX_TEXT
from meddiag_gui.language import tr

_WIDTH = 240


class TextEntry(QLineEdit):
    """Deletes itself when it is done.

    Signals
    -------
    written
        Enter was pressed, or the focus went elsewhere; carries the words.
    cancelled
        Esc was pressed.
    """

    written = Signal(str)
    cancelled = Signal()

    def __init__(self, view: QWidget, at: QPoint, text: str) -> None:
        super().__init__(text, view)
        self._done = False
        self.installEventFilter(self)
        self.setMaxLength(MAX_TEXT)
        self.setPlaceholderText(tr("Text, then Enter"))
        self.setAccessibleName(tr("Text of the annotation"))
        self.setFixedWidth(min(_WIDTH, view.width()))
        left = min(max(at.x(), 0), max(0, view.width() - self.width()))
        top = min(max(at.y(), 0), max(0, view.height() - self.sizeHint().height()))
        self.move(left, top)
        self.selectAll()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102  (Qt's name)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(write=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(write=False)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no key here is a shortcut: Esc and Enter are meant for these words
            return True
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802, D102
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:  # its own menu
            self._end(write=True)

    def _end(self, *, write: bool) -> None:
        if self._done:
            return
        self._done = True
        if write:
            self.written.emit(self.text().strip())
        else:
            self.cancelled.emit()
        self.hide()
        self.deleteLater()
