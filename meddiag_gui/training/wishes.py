"""What the user wants of a run under way, said through a file in its folder: it works on every system.

A signal does not: Windows has none that a program could catch in time. The run looks at the file a few times
a second, and a run that starts finds what was asked for meanwhile.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from meddiag_gui.files import write_atomic
from meddiag_gui.tasks import Cancelled, CancelToken

WISH = "wish"
"""Name of the file in a run's folder."""
_EVERY = 0.3  # seconds
_LARGEST = 64  # bytes


class Wish(Enum):
    """What can be asked for."""

    PAUSE = "pause"
    """Keep a checkpoint and end; go on when the user says so."""
    WAIT = "wait"
    """Keep a checkpoint and end; go on with the queue."""
    FINISH = "finish"
    """Learn no further, and publish the best weights so far."""
    CANCEL = "cancel"
    """End for good, and publish nothing."""


def ask(folder: Path, wish: Wish) -> None:
    """Leave a wish for the run in ``folder``; the latest counts.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    write_atomic(folder / WISH, wish.value)


def asked(folder: Path) -> Wish | None:
    """Give the wish that was left; None where there is none, or none that is known."""
    path = folder / WISH
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return Wish(path.read_text("ascii").strip())
    except (OSError, ValueError):
        return None


def forget(folder: Path) -> None:
    """Take a wish back that was met, or is none any more."""
    (folder / WISH).unlink(missing_ok=True)


class WishToken(CancelToken):
    """Cancelled by a wish in a run's folder, or as any other token."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._folder, self._clock = folder, clock
        self._looked = -math.inf
        self._wish: Wish | None = None
        self._look()

    def _look(self) -> Wish | None:
        if self._clock() - self._looked >= _EVERY:
            self._looked, self._wish = self._clock(), asked(self._folder)
        return self._wish

    @property
    def cancelled(self) -> bool:
        """Whether the run is to end without a model."""
        return super().cancelled or self._look() in (Wish.PAUSE, Wish.WAIT, Wish.CANCEL)

    def check(self) -> None:
        """Return, or stop the work; see `meddiag_gui.tasks.CancelToken.check`."""
        if self.cancelled:
            raise Cancelled

    def enough(self) -> bool:
        """Whether the best weights so far are wanted."""
        return self._look() is Wish.FINISH
