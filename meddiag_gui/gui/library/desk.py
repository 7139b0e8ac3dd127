"""The library as the window works with it: opened off the GUI thread at the first need, asked on two threads.

Short questions and drafts go to one thread in the order they came. Long work (an import, a check) has a
thread of its own, so that no draft waits for it; SQLite lets both work on one library.
"""

from __future__ import annotations

import functools
import getpass
import threading
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from meddiag_gui.errors import MedDiagError
from meddiag_gui.gui.runner import Job, Runner, Work
from meddiag_gui.gui.text import plain, sentence_for
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report

if TYPE_CHECKING:
    from meddiag_gui.library.library import Library
    from meddiag_gui.library.users import Person

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
_UNKNOWN = "unknown"


class LibraryWork(Protocol[T_co]):
    """A function for one of the desk's threads."""

    def __call__(self, library: Library, *, report: Report, token: CancelToken) -> T_co:
        """Do the work and return its result."""
        ...


class State(Enum):
    """How the library stands to the window."""

    CLOSED = "closed"
    OPENING = "opening"
    OPEN = "open"
    LOCKED = "locked"
    FAILED = "failed"


class LibraryDesk(QObject):
    """Holds the open library, and who works with it.

    Parameters
    ----------
    make
        Opens the library; takes a passphrase, or None.
    is_there
        Whether there is a library yet.

    Attributes
    ----------
    state, problem
        How the library stands, and one sentence for the user where it could not be opened.
    person, reader_name
        Who has signed in, where the library has users; else the name that was chosen in the settings.

    Signals
    -------
    changed
        State, problem or user is another.
    touched
        Something in the library is another: studies, predictions, verdicts. Carries what touched it, a word.
    """

    changed = Signal()
    touched = Signal(str)
    _is_open = Signal()
    _not_opened = Signal(object)

    def __init__(
        self,
        make: Callable[[str | None], Library] | None = None,
        is_there: Callable[[], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make, self._is_there = make or open_default, is_there or default_is_there
        self._runner, self._long = Runner("library", self), Runner("library-long", self)
        self._library: Library | None = None
        self._opening = threading.Lock()
        self._last: list[LibraryWork[object]] = []
        self.state, self.problem = State.CLOSED, ""
        self._is_open.connect(self._on_open, Qt.ConnectionType.QueuedConnection)
        self._not_opened.connect(self._on_not_opened, Qt.ConnectionType.QueuedConnection)
        self.reader_name = ""
        self.person: Person | None = None

    @property
    def who(self) -> str:
        """By which name verdicts are signed and the log is kept."""
        return self.person.name if self.person else self.reader_name or system_user()

    def may(self, right: str) -> bool:
        """Whether the user has a right (`meddiag_gui.library.users.Right`); without users all have all."""
        from meddiag_gui.library.users import Right

        return self.person is None or self.person.may(Right(right))

    def take_person(self, person: Person) -> None:
        """Know who has signed in."""
        self.person = person
        self.changed.emit()

    @property
    def busy(self) -> bool:
        """Whether any of its threads has work."""
        return self._runner.busy or self._long.busy

    def open(self, passphrase: str | None = None) -> None:
        """Open the library, unless it is open."""
        if self.state is not State.OPEN:
            self._set(State.OPENING, "")
            self._runner.submit(functools.partial(self._open, passphrase), _ignore, _ignore)

    def do(
        self,
        work: LibraryWork[T],
        done: Callable[[Job[T], T], None],
        failed: Callable[[Job[T], Exception], None],
    ) -> Job[T]:
        """Ask the library, which is opened if need be; see `Job` for the callbacks."""
        return self._runner.submit(functools.partial(self._with_library, work), done, failed)

    def do_long(
        self,
        work: LibraryWork[T],
        done: Callable[[Job[T], T], None],
        failed: Callable[[Job[T], Exception], None],
        progressed: Callable[[Job[T], Progress], None] | None = None,
    ) -> Job[T]:
        """Do what takes longer than a moment, on a thread of its own."""
        return self._long.submit(functools.partial(self._with_library, work), done, failed, progressed)

    def ask(
        self,
        work: LibraryWork[T],
        done: Callable[[Job[T | None], T | None], None],
        failed: Callable[[Job[T | None], Exception], None],
    ) -> Job[T | None]:
        """Ask as `do`, but make no library for it: the answer is None where there is none yet."""
        return self._runner.submit(functools.partial(self._if_there, work), done, failed)

    def bound(self, work: LibraryWork[T]) -> Work[T]:
        """Make of it work for a thread of somebody else."""
        return functools.partial(self._with_library, work)

    def log(self, action: str, subject: str = "", **details: str | int) -> None:
        """Put an entry into the audit log, where there is a library."""
        if self.state is State.OPEN:
            entry = functools.partial(_log, self.who, action, subject, details)
            self._runner.submit(self.bound(entry), _ignore, self._fail_log)

    def do_at_the_end(self, work: LibraryWork[object]) -> None:
        """Do something when the program ends and no thread works any more: keep a draft."""
        self._last.append(work)

    def reopen(self, passphrase: str | None = None) -> None:
        """Close it and open it anew: it was encrypted, decrypted or restored."""
        self._runner.submit(self._close, _ignore, _ignore)
        self._set(State.CLOSED, "")
        self.open(passphrase)

    def do_without_library(
        self,
        work: Work[T],
        done: Callable[[Job[T], T], None],
        failed: Callable[[Job[T], Exception], None],
        progressed: Callable[[Job[T], Progress], None] | None = None,
    ) -> Job[T]:
        """Do long work for which the library must be closed: a damaged one is restored."""
        self._runner.submit(self._close, _ignore, _ignore)
        return self._long.submit(work, done, failed, progressed)

    def shut_down(self) -> None:
        """Finish what must not be lost, and close the library."""
        self._runner.shut_down()
        self._long.shut_down()
        if self._library is not None:
            for work in self._last:
                try:
                    work(self._library, report=no_report, token=CancelToken())
                except MedDiagError:  # the window is gone; what was saved before stays
                    continue
        self._close(report=no_report, token=CancelToken())

    def _with_library(self, work: LibraryWork[T], *, report: Report, token: CancelToken) -> T:
        from meddiag_gui.library.faults import LibraryChanged

        try:
            return work(self._open(None, report=report, token=token), report=report, token=token)
        except LibraryChanged:  # by another window; nothing was done, so it can be done there
            self._close(report=report, token=token)
            return work(self._open(None, report=report, token=token), report=report, token=token)

    def _if_there(self, work: LibraryWork[T], *, report: Report, token: CancelToken) -> T | None:
        if self._library is None and not self._is_there():
            return None
        return self._with_library(work, report=report, token=token)

    def _open(self, passphrase: str | None, *, report: Report, token: CancelToken) -> Library:
        with self._opening:
            if self._library is None:
                try:
                    self._library = self._make(passphrase)
                except Exception as error:  # whoever asked is told, and the window too
                    self._not_opened.emit(error)
                    raise
                self._is_open.emit()
            return self._library

    def _close(self, *, report: Report, token: CancelToken) -> None:
        with self._opening:
            if self._library is not None:
                self._library.close()
            self._library = None

    def _on_open(self) -> None:
        self._set(State.OPEN, "")
        self.touched.emit("open")

    def _on_not_opened(self, error: Exception) -> None:
        from meddiag_gui.library.faults import LibraryLocked

        state = State.LOCKED if isinstance(error, LibraryLocked) else State.FAILED
        self._set(state, sentence_for(error, tr("opening the library")))

    def _fail_log(self, job: Job[None], error: Exception) -> None:
        """Say that the log could not be written, which is no reason to stop work."""
        self.problem = sentence_for(error, tr("writing the audit log"))
        self.changed.emit()

    def _set(self, state: State, problem: str) -> None:
        self.state, self.problem = state, problem
        self.changed.emit()


def open_default(passphrase: str | None) -> Library:
    """Open the user's own library.

    Raises
    ------
    LibraryError
        If it cannot be opened; its kind says why.
    """
    from meddiag_gui.library.library import Library

    return Library.open(key=passphrase)


def default_is_there() -> bool:
    """Whether the user has a library."""
    from meddiag_gui.library.descriptor import NAME
    from meddiag_gui.library.library import default_folder

    return (default_folder() / NAME).is_file()


def system_user() -> str:
    """Name of the user of this computer."""
    try:
        return plain(getpass.getuser(), 64) or _UNKNOWN
    except (OSError, KeyError):  # an account without a name
        return _UNKNOWN


def _log(
    who: str, action: str, subject: str, details: dict[str, str | int], library: Library, *,
    report: Report, token: CancelToken,
) -> None:  # fmt: skip
    from meddiag_gui.library import audit

    with library.write() as session:
        audit.record(session, who, action, subject, details)


def _ignore(job: object, outcome: object) -> None:
    """Take note of nothing: what was closed needs no answer."""
