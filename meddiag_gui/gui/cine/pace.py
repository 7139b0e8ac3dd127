"""Which frame is due when: the arithmetic of cine, without Qt and without a clock."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

UNSTATED_MS = 100.0
"""How long an image is shown where the file states nothing, as between the slices of a CT."""
SPEEDS = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
"""Multiples of the file's own rate."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long each of several frames is shown.

    Parameters
    ----------
    count
        Number of frames, at least 2.
    frame_ms
        One number for all frames or ``count`` of them, greater than 0; anything else counts as not stated.
    sweeps
        Whether the frames go forth and back, instead of round.
    """

    count: int
    frame_ms: tuple[float, ...] = ()
    sweeps: bool = False

    def _durations(self) -> list[float]:
        """Return milliseconds of each step of a round, in the order in which they are shown."""
        stated = self.frame_ms if len(self.frame_ms) in (1, self.count) else (UNSTATED_MS,)
        forth = list(stated) * (self.count if len(stated) == 1 else 1)
        return forth + (forth[-2:0:-1] if self.sweeps else [])

    def frames_per_second(self) -> float:
        """Mean rate of one round."""
        durations = self._durations()
        return 1000 * len(durations) / sum(durations)

    def start_of(self, place: int) -> float:
        """Milliseconds from the beginning of a round to a frame, on the way forth."""
        return sum(self._durations()[:place])

    def at(self, elapsed: float) -> tuple[int, float]:
        """Return the frame that is due, and the milliseconds until the next is.

        Parameters
        ----------
        elapsed
            Milliseconds since the beginning of the first round, at the file's own rate.
        """
        ends = list(accumulate(self._durations()))
        within = elapsed % ends[-1]
        step = min(bisect_right(ends, within), len(ends) - 1)
        place = step if step < self.count else 2 * self.count - 2 - step
        return place, ends[step] - within


def next_speed(speed: float, step: int) -> float:
    """Return the speed some steps faster, or slower, within `SPEEDS`."""
    place = SPEEDS.index(speed) + step
    return SPEEDS[min(max(place, 0), len(SPEEDS) - 1)]
