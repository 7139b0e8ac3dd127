"""How fast a training goes, and its loss of late: what changes too quickly to be told at every step."""

from __future__ import annotations

import time
from collections.abc import Callable


class Meter:
    """Counts steps between two reports.

    Parameters
    ----------
    images
        Images a step.
    """

    def __init__(self, images: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._images, self._clock = images, clock
        self._since, self._steps, self._loss = clock(), 0, 0.0
        self.rate: float | None = None

    @property
    def seconds(self) -> float:
        """Since the last report."""
        return self._clock() - self._since

    def add(self, loss: float) -> None:
        """Count a step."""
        self._steps += 1
        self._loss += loss
        if self.seconds > 0:
            self.rate = round(self._steps * self._images / self.seconds, 1)

    def take(self) -> dict[str, float | None]:
        """Give mean loss and images a second since the last report, and begin the next one."""
        found = {"loss": round(self._loss / max(1, self._steps), 6), "images_per_second": self.rate}
        self.pause()
        return found

    def pause(self) -> None:
        """Leave out the time of what is no step."""
        self._since, self._steps, self._loss = self._clock(), 0, 0.0
