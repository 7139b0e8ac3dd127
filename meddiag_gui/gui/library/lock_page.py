"""The page that covers the window while it is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.help import RESEARCH_USE
from meddiag_gui.gui.library.guard import Asks, Guard
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

_WIDTH = 320
_WORDS = {
    Asks.KEY: mark("The window is locked. No user and no passphrase protects this library: press Enter."),
    Asks.PASSPHRASE: mark("Type the library's passphrase."),
    Asks.PASSWORD: mark("Sign in."),
}


class LockPage(QWidget):
    """Covers everything in the window; windows beside it are hidden until it is opened."""

    def __init__(self, guard: Guard, window: QMainWindow) -> None:
        super().__init__(window)
        self._guard, self._window = guard, window
        self._hidden: list[QWidget] = []
        self.setAutoFillBackground(True)
        self.words, self.problem = text_label(""), text_label("", "failure")
        self.name, self.secret = QLineEdit(), QLineEdit()
        self.open, self.without = QPushButton(tr("Open")), QPushButton(tr("Work without the library"))
        self.name.setPlaceholderText(tr("Name"))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.name.returnPressed.connect(self.secret.setFocus)
        self.secret.returnPressed.connect(self._open)
        self.open.clicked.connect(self._open)
        self.without.clicked.connect(self._go_without)
        self._lay_out()
        self.hide()
        window.installEventFilter(self)
        guard.changed.connect(self.show_guard)

    def show_guard(self) -> None:
        """Show or hide the page."""
        guard = self._guard
        if guard.locked != self.isVisible():
            self._cover() if guard.locked else self._uncover()
        if not guard.locked:
            return
        self.words.setText(tr(_WORDS[guard.asks]))
        self.problem.setText(guard.problem)
        self.problem.setVisible(bool(guard.problem))
        self.name.setVisible(guard.asks is Asks.PASSWORD)
        self.secret.setVisible(guard.asks is not Asks.KEY)
        self.secret.setPlaceholderText(tr("Password") if guard.asks is Asks.PASSWORD else tr("Passphrase"))
        self.without.setVisible(guard.can_do_without)
        for widget in (self.name, self.secret, self.open):
            widget.setEnabled(not guard.busy)
        if not guard.busy:
            self._take_keyboard()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102  (Qt's name)
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setSpacing(10)
        column.addWidget(text_label("MedDiag", "title"))
        for widget in (self.words, self.name, self.secret, self.problem):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addWidget(self.without)
        row.addStretch(1)
        column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        research = text_label(tr(RESEARCH_USE), "research", wrap=False)
        outer.addWidget(research, 0, Qt.AlignmentFlag.AlignRight)

    def _cover(self) -> None:
        """Cover the window, and hide every other: none may be read beside the lock."""
        self.secret.clear()
        self._window.setWindowTitle("MedDiag")
        self._hidden = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget is not self._window and widget.isVisible()
        ]
        for widget in self._hidden:
            widget.hide()
        self._set_usable(False)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()

    def _uncover(self) -> None:
        self.secret.clear()
        self.hide()
        self._set_usable(True)
        for widget in self._hidden:
            widget.show()
        self._hidden = []

    def _set_usable(self, usable: bool) -> None:
        """Let no key and nothing that is dropped reach what is covered."""
        window = self._window
        window.setAcceptDrops(usable)
        covered = [window.centralWidget(), window.menuBar(), *window.findChildren(QToolBar)]
        for widget in filter(None, covered):
            widget.setEnabled(usable)

    def _take_keyboard(self) -> None:
        asks = self._guard.asks
        field: QWidget = self.open
        if asks is Asks.PASSWORD and not self.name.text():
            field = self.name
        elif asks is not Asks.KEY:
            field = self.secret
        field.setFocus()

    def _open(self) -> None:
        self._guard.open(self.secret.text(), self.name.text())
        self.secret.clear()

    def _go_without(self) -> None:
        self._guard.go_without()
