"""What the methods work on: a network that can be run, and steps that report and can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report

if TYPE_CHECKING:
    from meddiag_gui.inference.networks import PooledLinear

Batch = NDArray[np.float32]
Map = NDArray[np.float32]
CHUNK = 4
"""Pictures between two looks at the token: at most about 60 ms on one core."""


class Subject(Protocol):
    """A loaded model, as the methods need it."""

    def run(self, batch: Batch) -> tuple[Batch, ...]:
        """``(N, 1, H, W)`` to logits ``(N, F)`` and class activation maps ``(N, F, h, w)``."""
        ...

    def network(self) -> PooledLinear:
        """Return the network in torch, on the CPU, in evaluation; its weights want no gradient."""
        ...


class Steps:
    """Progress of one map: reports the share done and the time left, and stops when asked to.

    Parameters
    ----------
    total
        Forward passes that the map takes.
    """

    def __init__(
        self, total: int, message: str, report: Report = no_report, token: CancelToken | None = None
    ) -> None:
        self._total, self._message, self._report, self._token = total, message, report, token
        self._watch = Stopwatch(total)
        self._done = 0
        self.done(0)

    def done(self, count: int) -> None:
        """Report ``count`` more passes.

        Raises
        ------
        Cancelled
            If the token was cancelled.
        """
        if self._token is not None:
            self._token.check()
        self._done = min(self._total, self._done + count)
        left = self._watch.seconds_left(self._done)
        self._report(Progress(self._done, self._total, self._message, left))


def logits_of(subject: Subject, pictures: Batch, output: int, steps: Steps) -> NDArray[np.float64]:
    """Logits ``(N,)`` of one output for pictures ``(N, 1, H, W)``, a few at a time."""
    found: list[NDArray[np.float32]] = []
    for start in range(0, len(pictures), CHUNK):
        part = pictures[start : start + CHUNK]
        found.append(subject.run(part)[0][:, output])
        steps.done(len(part))
    return np.concatenate(found).astype(np.float64)
