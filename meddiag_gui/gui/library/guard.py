"""Who may see the window: locked after a time without input, opened by password or passphrase.

What the lock asks for follows from the library: a user's password where there are users; its passphrase where
it is encrypted and has one; else only a key, for then the lock keeps patients from the eyes of passers-by and
no more.
"""

from __future__ import annotations

import functools
import time
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from meddiag_gui.gui.library import guard_work as work
from meddiag_gui.gui.library.desk import State
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr
from meddiag_gui.library.idle import IdleLock, IdleState

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.runner import Job
    from meddiag_gui.library.users import Person

_INPUT = (
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
)  # fmt: skip


class Asks(Enum):
    """What opens the lock."""

    KEY = "key"
    PASSPHRASE = "passphrase"  # noqa: S105  # the kind of question
    PASSWORD = "password"  # noqa: S105


class Guard(QObject):
    """Locks the window and opens it again.

    Attributes
    ----------
    locked, asks
        Whether nothing is to be seen, and what opens it.
    warned
        Whether it will lock in a moment.
    problem
        Why it was not opened.

    Signals
    -------
    changed
        Any of these is another.
    """

    changed = Signal()

    def __init__(self, desk: LibraryDesk, minutes: int = 0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lock = IdleLock(60.0 * minutes, time.monotonic())
        self._job: Job[Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._pass)
        self.asks, self.problem, self.busy = Asks.KEY, "", False
        self._known, self._opened_now = State.CLOSED, False
        desk.changed.connect(self._on_desk)

    @property
    def locked(self) -> bool:
        """Whether nothing is to be seen."""
        return self._lock.state is IdleState.LOCKED

    @property
    def warned(self) -> bool:
        """Whether it will lock in a moment."""
        return self._lock.state is IdleState.WARNED

    def start(self) -> None:
        """Watch for input, once the window is on the screen."""
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._plan()

    def stop(self) -> None:
        """Watch no more."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    def set_minutes(self, minutes: int) -> None:
        """Lock after another time; 0 for never."""
        self._lock = IdleLock(60.0 * minutes, time.monotonic(), state=self._lock.state)
        self._plan()

    def lock(self) -> None:
        """Lock now."""
        if not self.locked:
            self._change(self._lock.lock())

    def open(self, secret: str = "", name: str = "") -> None:
        """Try to open the lock with what was typed."""
        if self.busy:
            return
        self.problem, self.busy = "", True
        if self._desk.state is State.LOCKED:
            self._desk.open(secret)
        elif self.asks is Asks.KEY:
            self._let_in()
        else:
            check = functools.partial(work.check, self.asks is Asks.PASSWORD, name, secret)
            self._job = self._desk.do(check, self._take, self._fail)
        self.changed.emit()

    @property
    def can_do_without(self) -> bool:
        """Whether one can work without the library: it is encrypted, and nobody has opened it."""
        return self._desk.state is State.LOCKED

    def go_without(self) -> None:
        """Leave the library closed."""
        if self.can_do_without:
            self._let_in()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102  (Qt's name)
        if self.locked:
            return event.type() == QEvent.Type.Shortcut  # no key acts on what is covered
        if event.type() in _INPUT and self._lock.after:
            self._change(self._lock.used(time.monotonic()))
        return False

    def _pass(self) -> None:
        self._change(self._lock.passed(time.monotonic()))

    def _change(self, lock: IdleLock) -> None:
        before, self._lock = self._lock.state, lock
        if lock.state is not before:
            if lock.state is IdleState.LOCKED:
                self.problem = ""
                self._desk.log("lock")
            self.changed.emit()
        self._plan()

    def _plan(self) -> None:
        """Look again when something can have changed; input alone moves no timer that is under way."""
        seconds = self._lock.next_look(time.monotonic())
        if seconds is None:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start(int(seconds * 1000) + 10)

    def _on_desk(self) -> None:
        """Lock where the library opens only for a passphrase or a user."""
        state = self._desk.state
        if state is self._known:
            return
        self._known = state
        if state is State.LOCKED:
            self.asks, self.busy = Asks.PASSPHRASE, False
            self.problem = self._desk.problem if self.locked else ""
            if not self.locked:
                self._lock = self._lock.lock()
            self.changed.emit()
        elif state is State.OPEN:
            self._opened_now = True
            self._job = self._desk.do(work.what_opens, self._take_way, self._fail)
        elif state is State.FAILED and self.locked:
            self.asks, self.busy, self.problem = Asks.KEY, False, self._desk.problem
            self.changed.emit()

    def look_again(self) -> None:
        """Ask anew what opens the lock: users or encryption are others."""
        if self._desk.state is State.OPEN:
            self._job = self._desk.do(work.what_opens, self._take_way, self._fail)

    def _take_way(self, job: Job[work.Way], way: work.Way) -> None:
        """Know what opens the lock; whoever has just given the passphrase is in."""
        self.busy = False
        if way.has_users:
            self.asks = Asks.PASSWORD
            if self._desk.person is None and not self.locked:
                self._lock = self._lock.lock()
        else:
            self.asks = Asks.PASSPHRASE if way.has_passphrase else Asks.KEY
            if self.locked and self._opened_now:
                self._let_in()
        self._opened_now = False
        self.changed.emit()

    def _take(self, job: Job[Person | None], person: Person | None) -> None:
        if job is self._job:
            self._job = None
            if person is not None:
                self._desk.take_person(person)
            self._let_in()

    def _let_in(self) -> None:
        self.busy, self.problem = False, ""
        self._change(self._lock.unlocked(time.monotonic()))

    def _fail(self, job: Job[Any], error: Exception) -> None:
        self.busy = False
        self.problem = sentence_for(error, tr("opening the lock"))
        self.changed.emit()
