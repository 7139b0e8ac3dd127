"""The stretch of time that is on the screen: one for the axis, the lanes and all tracks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from meddiag_gui.records.when import When, at

_SHORTEST, _LONGEST = 60.0, 200 * 365.25 * 86400  # seconds
_ROOM = 0.03  # of the whole, at both ends
_HOUR, _DAY = 3600.0, 86400.0
_STEPS = (60.0, 300.0, 900.0, _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR, _DAY, 2 * _DAY, 7 * _DAY)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240)


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark of the axis; ``seconds`` as everywhere on the timeline."""

    seconds: float
    text: str


class TimeSpan(QObject):
    """Left and right end of what is shown, in seconds.

    Signals
    -------
    changed
        Another stretch is shown.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first, self.last = 0.0, _DAY
        self.left, self.right = self.first, self.last
        self.relative = False

    @property
    def length(self) -> float:
        """Seconds on the screen."""
        return self.right - self.left

    def set_whole(self, first: float, last: float, *, relative: bool = False) -> None:
        """Say what there is at all, and show it."""
        room = max((last - first) * _ROOM, _HOUR)
        self.first, self.last, self.relative = first - room, last + room, relative
        self.show_whole()

    def show_whole(self) -> None:
        """Show all there is."""
        self._set(self.first, self.last)

    def show_most(self, times: Sequence[float]) -> None:
        """Show the stretch in which most happened, if one old event would make it small."""
        ordered = sorted(times)
        early = ordered[len(ordered) // 20] if ordered else self.first
        room = max((self.last - early) * _ROOM, _HOUR)
        if self.last - early + room < self.length / 2:
            self._set(early - room, self.last)

    def zoom(self, factor: float, at_share: float = 0.5) -> None:
        """Show ``factor`` of the present stretch, with the point at a share of the width in its place."""
        length = min(max(self.length * factor, _SHORTEST), min(_LONGEST, self.last - self.first))
        point = self.left + at_share * self.length
        self._set(point - at_share * length, point + (1 - at_share) * length)

    def move(self, share: float) -> None:
        """Move by a share of what is shown; positive to later."""
        self._set(self.left + share * self.length, self.right + share * self.length)

    def reveal(self, seconds: float) -> None:
        """Move as little as needed for a moment to be on the screen."""
        room = 0.1 * self.length
        if seconds < self.left + room:
            self._set(seconds - room, seconds - room + self.length)
        elif seconds > self.right - room:
            self._set(seconds + room - self.length, seconds + room)

    def _set(self, left: float, right: float) -> None:
        """Keep the ends within what there is."""
        length = right - left
        left = min(max(left, self.first), self.last - length)
        self.left, self.right = left, left + length
        self.changed.emit()


def ticks(span: TimeSpan, most: int) -> list[Tick]:
    """Give at most about ``most`` round points of time within a span."""
    rough = span.length / max(1, most)
    if span.relative:
        step = next((step for step in _STEPS if step >= rough), None) or -(-rough // _DAY) * _DAY
        first = int(span.left // step) + 1
        marks = (number * step for number in range(first, int(span.right // step) + 1))
        return [Tick(mark, When(mark, "minute", relative=True).text) for mark in marks]
    step = next((step for step in _STEPS if step >= rough), 0.0)
    found = _even(span, step) if step else _monthly(span, rough)
    return list(found)


def _even(span: TimeSpan, step: float) -> Iterator[Tick]:
    number = int(span.left // step) + 1
    while number * step <= span.right:
        when = When(number * step, "minute")
        yield Tick(when.seconds, when.text[5:] if step < _DAY else when.text[:10])
        number += 1


def _monthly(span: TimeSpan, rough: float) -> Iterator[Tick]:
    months = next((months for months in _MONTHS if months * 30.4 * _DAY >= rough), _MONTHS[-1])
    try:
        start = When(span.left).moment
    except OverflowError:
        return
    index = start.year * 12 + start.month - 1
    index += -index % months
    while index // 12 < 9999:
        moment = datetime(max(1, index // 12), index % 12 + 1, 1)
        if at(moment).seconds > span.right:
            return
        if at(moment).seconds >= span.left:
            yield Tick(at(moment).seconds, f"{moment.year}" if months >= 12 else moment.strftime("%Y-%m"))
        index += months
