"""Where events and tracks stand on the timeline, as plain numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meddiag_gui.records.timeline import Event, Lane

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from meddiag_gui.records.timeline import Track

GUTTER = 168  # pixels at the left, for names
ROW, TRACK, GAP = 20, 64, 6
_MOST_ROWS = 5  # of one lane
_NEAR = 7.0  # pixels


@dataclass(frozen=True, slots=True)
class Placed:
    """An event in a row of its lane."""

    event: Event
    row: int


@dataclass(frozen=True, slots=True)
class Band:
    """One lane: its rows from ``top``."""

    lane: Lane
    top: int
    rows: int
    events: tuple[Placed, ...]

    @property
    def height(self) -> int:
        """In pixels."""
        return self.rows * ROW + GAP


def bands(events: Iterable[Event]) -> list[Band]:
    """Lay the events out in lanes, those that overlap in rows below each other."""
    by_lane: dict[Lane, list[Event]] = {}
    for event in events:
        by_lane.setdefault(event.lane, []).append(event)
    made, top = [], 0
    for lane in Lane:
        if lane in by_lane:
            placed, rows = _in_rows(by_lane[lane])
            made.append(Band(lane, top, rows, placed))
            top += made[-1].height
    return made


def _in_rows(events: list[Event]) -> tuple[tuple[Placed, ...], int]:
    """Give each lasting event the first row that is free; the last row takes what has no room."""
    ends: list[float] = []
    placed = []
    for event in sorted(events, key=lambda each: each.seconds):
        row = next((row for row, end in enumerate(ends) if end < event.seconds), len(ends))
        row = min(row, _MOST_ROWS - 1)
        end = event.end if event.end is not None else -math.inf
        if row == len(ends):
            ends.append(end)
        else:
            ends[row] = max(ends[row], end)
        placed.append(Placed(event, row))
    return tuple(placed), max(1, len(ends))


def scale_of(track: Track) -> tuple[float, float]:
    """Ends of a track's scale: around its sound values and its range, or all values if none is sound."""
    import numpy as np

    sound = track.numbers[~track.doubtful]
    numbers = sound if sound.size else track.numbers
    numbers = numbers[np.isfinite(numbers)]
    ends = [end for end in track.band if end is not None]
    if not numbers.size:
        return 0.0, 1.0
    low, high = min([float(numbers.min()), *ends]), max([float(numbers.max()), *ends])
    if not math.isfinite(high - low):
        low, high = low / 4, high / 4
    room = 0.08 * (high - low) or abs(high) * 0.1 or 1.0
    return low - room, high + room


def thinned(places: NDArray[np.float64], heights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Indices of the points that make the picture: first, lowest, highest and last of each column of pixels.

    Parameters
    ----------
    places
        Ascending, in pixels.
    """
    import numpy as np

    columns = np.floor(places).astype(np.int64)
    begins = np.flatnonzero(np.r_[True, columns[1:] != columns[:-1]])
    if len(places) <= 4 * len(begins):
        return np.arange(len(places))
    group = np.repeat(np.arange(len(begins)), np.diff(np.r_[begins, len(places)]))
    order = np.lexsort((heights, group))
    ends = np.r_[begins[1:], len(places)] - 1
    return np.unique(np.r_[begins, ends, order[begins], order[ends]])


def nearest(places: Sequence[float] | NDArray[np.float64], x: float, reach: float = _NEAR) -> int | None:
    """Index of the place nearest to a point, within reach; None where there is none."""
    import numpy as np

    found = np.asarray(places, np.float64)
    if not found.size:
        return None
    index = int(np.abs(found - x).argmin())
    return index if abs(found[index] - x) <= reach else None
