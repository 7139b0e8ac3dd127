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

from PySide6.QtCore import QObject, Signal

from meddiag_gui.errors import MedDiagError
from meddiag_gui.gui.runner import Job, Runner, Work
from meddiag_gui.gui.text import plain, sentence_for
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report

if TYPE_CHECKING:
    from meddiag_gui.library.library import Library

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
    user, reader_name
        Who is logged in, where the library has users; else the name that was chosen in the settings.

    Signals
    -------
    changed
        State, problem or user is another.
    touched
        Something in the library is another: studies, predictions, verdicts. Carries what touched it, a word.
    """

    changed = Signal()
    touched = Signal(str)

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
        self.user = self.reader_name = ""

    @property
    def who(self) -> str:
        """By which name verdicts are signed and the log is kept."""
        return self.user or self.reader_name or system_user()

    @property
    def busy(self) -> bool:
        """Whether any of its threads has work."""
        return self._runner.busy or self._long.busy

    def open(self, passphrase: str | None = None) -> None:
        """Open the library, unless it is open."""
        if self.state is not State.OPEN:
            self._set(State.OPENING, "")
            work = functools.partial(self._open, passphrase)
            self._runner.submit(work, self._take_open, self._fail_open)

    def do(
        self,
        work: LibraryWork[T],
        done: Callable[[Job[T], T], None],
        failed: Callable[[Job[T], Exception], None],
    ) -> Job[T]:
        """Ask the library, which is opened if need be; see `Job` for the callbacks."""
        if self.state in (State.CLOSED, State.FAILED):
            self.open()
        return self._runner.submit(functools.partial(self._with_library, work), done, failed)

    def do_long(
        self,
        work: LibraryWork[T],
        done: Callable[[Job[T], T], None],
        failed: Callable[[Job[T], Exception], None],
        progressed: Callable[[Job[T], Progress], None] | None = None,
    ) -> Job[T]:
        """Do what takes longer than a moment, on a thread of its own."""
        if self.state in (State.CLOSED, State.FAILED):
            self.open()
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

    def do_at_the_end(self, work: LibraryWork[object]) -> None:
        """Do something when the program ends and no thread works any more: keep a draft."""
        self._last.append(work)

    def close_library(self) -> None:
        """Close it, to be opened anew: it is locked, or was replaced."""
        self._runner.submit(self._close, _ignore, _ignore)
        self._set(State.CLOSED, "")

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

        library = self._open(None, report=report, token=token)
        try:
            return work(library, report=report, token=token)
        except LibraryChanged:  # encrypted or restored by another window: nothing was done, so do it there
            self._close(report=report, token=token)
            return work(self._open(None, report=report, token=token), report=report, token=token)

    def _if_there(self, work: LibraryWork[T], *, report: Report, token: CancelToken) -> T | None:
        if self._library is None and not self._is_there():
            return None
        return self._with_library(work, report=report, token=token)

    def _open(self, passphrase: str | None, *, report: Report, token: CancelToken) -> Library:
        with self._opening:
            if self._library is None:
                self._library = self._make(passphrase)
            return self._library

    def _close(self, *, report: Report, token: CancelToken) -> None:
        with self._opening:
            if self._library is not None:
                self._library.close()
            self._library = None

    def _take_open(self, job: Job[Library], library: Library) -> None:
        self._set(State.OPEN, "")
        self.touched.emit("open")

    def _fail_open(self, job: Job[Library], error: Exception) -> None:
        from meddiag_gui.library.faults import LibraryLocked

        state = State.LOCKED if isinstance(error, LibraryLocked) else State.FAILED
        self._set(state, sentence_for(error, tr("opening the library")))

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


def _ignore(job: object, outcome: object) -> None:
    """Take note of nothing: what was closed needs no answer."""
