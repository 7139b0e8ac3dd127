"""When a window locks by itself: after a time without input. A state machine without a clock of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class IdleState(Enum):
    """How the window stands to its user."""

    OPEN = "open"
    WARNED = "warned"  # it will lock in a moment
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class IdleLock:
    """State of the lock; every change gives a new one.

    Times are seconds of a clock that only goes forward and counts while the machine sleeps too.

    Parameters
    ----------
    after
        Seconds without input after which it locks; 0 for never.
    warning
        Seconds before that in which it says so.
    since
        Time of the last input.
    """

    after: float
    since: float
    warning: float = 20.0
    state: IdleState = IdleState.OPEN

    def used(self, now: float) -> IdleLock:
        """Take note of input; it never opens a lock, and input that comes too late locks."""
        seen = self.passed(now)
        return seen if seen.state is IdleState.LOCKED else replace(self, since=now, state=IdleState.OPEN)

    def passed(self, now: float) -> IdleLock:
        """Let time pass."""
        if self.state is IdleState.LOCKED or not self.after:
            return self
        idle = now - self.since
        if idle >= self.after:
            return self.lock()
        warned = idle >= self.after - min(self.warning, self.after / 2)
        return replace(self, state=IdleState.WARNED if warned else IdleState.OPEN)

    def lock(self) -> IdleLock:
        """Lock at once, as the user asks for."""
        return replace(self, state=IdleState.LOCKED)

    def unlocked(self, now: float) -> IdleLock:
        """Open again: whoever calls this has looked at the password."""
        return replace(self, since=now, state=IdleState.OPEN)

    def next_look(self, now: float) -> float | None:
        """Seconds until the state may change by itself; None for never."""
        if self.state is IdleState.LOCKED or not self.after:
            return None
        warn_at = self.since + self.after - min(self.warning, self.after / 2)
        lock_at = self.since + self.after
        return max(0.0, (warn_at if now < warn_at else lock_at) - now)
