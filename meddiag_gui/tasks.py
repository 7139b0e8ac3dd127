"""The vocabulary of all long work: progress, time left and cancellation, without Qt.

Every function that may take longer than a frame takes ``report`` and ``token`` as keyword arguments.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from meddiag_gui.language import tr


@dataclass(frozen=True, slots=True)
class Progress:
    """One report from long work.

    Parameters
    ----------
    done, total
        Units of work finished and expected; ``total`` is None while it is unknown.
    message
        What is being done, in words for the user; never patient data.
    seconds_left
        Estimated time to the end in seconds, or None.
    """

    done: int
    total: int | None
    message: str = ""
    seconds_left: float | None = None

    @property
    def fraction(self) -> float | None:
        """Share done, in [0, 1]; None while the total is unknown."""
        if not self.total:
            return None
        return min(1.0, self.done / self.total)


Report = Callable[[Progress], None]


def no_report(progress: Progress) -> None:
    """Take a report and do nothing: the default where nobody watches."""


class Cancelled(Exception):
    """Raised inside long work after its token was cancelled; never an error to show."""


class CancelToken:
    """A flag, safe across threads, by which the waiting side asks long work to stop."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def check(self) -> None:
        """Return, or stop the work.

        Raises
        ------
        Cancelled
            If `cancel` was called.
        """
        if self._event.is_set():
            raise Cancelled


_heeded: ContextVar[CancelToken | None] = ContextVar("heeded", default=None)


@contextmanager
def heeding(token: CancelToken) -> Iterator[None]:
    """Make the token known to all that is called in here, on this thread.

    For waits at the bottom of interfaces that carry no token, such as a file being read.
    """
    before = _heeded.set(token)
    try:
        yield
    finally:
        _heeded.reset(before)


def heeded_token() -> CancelToken:
    """Give the token that is heeded here; where there is none, one that nobody cancels."""
    return _heeded.get() or CancelToken()


class Stopwatch:
    """Estimates the time left of work whose units cost about the same."""

    def __init__(self, total: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._clock = clock
        self._start = clock()

    def seconds_left(self, done: int) -> float | None:
        """Seconds to the end after ``done`` units, or None before the first."""
        if done <= 0:
            return None
        elapsed = self._clock() - self._start
        return elapsed / done * max(0, self._total - done)


def format_seconds(seconds: float) -> str:
    """Write a duration for people: ``45 s``, ``3 min 20 s``, ``1 h 05 min``."""
    whole = max(0, round(seconds))
    if whole < 60:
        return tr("{seconds} s", seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return tr("{minutes} min {seconds:02d} s", minutes=minutes, seconds=rest)
    hours, minutes = divmod(minutes, 60)
    return tr("{hours} h {minutes:02d} min", hours=hours, minutes=minutes)
