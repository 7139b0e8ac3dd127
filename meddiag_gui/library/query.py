"""What someone looks for, and how it is written in one line.

Words are looked up everywhere; ``key:value`` looks in one place, with quotes where a value has spaces:
``wang mod:CR,DX date:2024-01..2024-06 finding:pneumonia``. Modalities with commas between them are
alternatives; all else must hold together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.library.tables.core import READ, READING, UNREAD

_PART = re.compile(r'(?:([^\W\d_]+):)?("[^"]*"?|\S+)')
_DAYS = re.compile(r"(\d{1,4})d")
_DAY = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?")
_LONGEST = 1000
_KEYS = {
    "name": "name", "patient": "name", "id": "ids", "acc": "ids", "uid": "ids", "desc": "words",
    "finding": "findings", "verdict": "verdicts",
}  # fmt: skip  # column of the index
_OTHER_KEYS = ("mod", "date", "born", "sex", "status", "in")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; everything must hold.

    Parameters
    ----------
    words
        Column of the index (``name``, ``ids``, ``words``, ``findings``, ``verdicts``, or empty for all) and
        the beginnings of words that it must hold.
    modalities
        One of them, such as ``CR``; empty for all.
    first, last
        Study dates, both included; None for no bound.
    born
        Beginning of the ISO birth date.
    sex
        ``F``, ``M`` or ``O``; empty for all.
    status
        ``unread``, ``reading`` or ``read``; empty for all.
    in_bin
        Look into the bin instead of the library.
    problems
        One sentence for each part that was not understood, and left out.
    """

    words: tuple[tuple[str, str], ...] = ()
    modalities: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    born: str = ""
    sex: str = ""
    status: str = ""
    in_bin: bool = False
    problems: tuple[str, ...] = ()


def parse(line: str, today: date | None = None) -> Query:
    """Understand a line; it never fails, but says what it left out.

    Parameters
    ----------
    today
        For ``date:today``, ``date:yesterday`` and ``date:7d``; None for this day.
    """
    return _Parsing(today or date.today()).run(line[:_LONGEST])


class _Parsing:
    """State while one line is read."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._words: list[tuple[str, str]] = []
        self._problems: list[str] = []
        self._modalities: tuple[str, ...] = ()
        self._dates: tuple[date | None, date | None] = (None, None)
        self._values = {"born": "", "sex": "", "status": ""}
        self._in_bin = False

    def run(self, line: str) -> Query:
        for key, written in _PART.findall(line):
            value = written.strip('"').strip()
            lowered = key.lower()
            if not value:
                continue
            if lowered in _KEYS:
                self._words.append((_KEYS[lowered], value))
            elif lowered in _OTHER_KEYS:
                self._other(lowered, value)
            else:  # a colon may stand in any text
                self._words.append(("", f"{key} {value}".strip()))
        first, last = self._dates
        return Query(
            tuple(self._words), self._modalities, first, last, **self._values, in_bin=self._in_bin,
            problems=tuple(self._problems),
        )  # fmt: skip

    def _other(self, key: str, value: str) -> None:
        if key == "mod":
            self._modalities += tuple(filter(None, value.upper().split(",")))
        elif key == "date":
            self._take_dates(value)
        elif key == "in":
            self._take_choice("in", value, ("bin", "library"))
            self._in_bin = value.lower() == "bin"
        elif key == "born":
            self._take_birth(value)
        elif key == "sex":
            self._values["sex"] = self._take_choice(key, value, ("f", "m", "o")).upper()
        else:
            self._values[key] = self._take_choice(key, value, (UNREAD, READING, READ))

    def _take_choice(self, key: str, value: str, choices: tuple[str, ...]) -> str:
        if value.lower() in choices:
            return value.lower()
        listed = ", ".join(choices)
        self._problems.append(
            tr(
                "{key}:{value} is not understood; it can be {listed}.",
                key=key,
                value=clean_text(value),
                listed=listed,
            )
        )
        return ""

    def _take_birth(self, value: str) -> None:
        found = _span(value)
        if found is None:
            self._not_a_date("born", value)
            return
        first, last = found
        self._values["born"] = _common(first.isoformat(), last.isoformat())

    def _take_dates(self, value: str) -> None:
        found = self._relative(value) or self._range(value)
        if found is None:
            self._not_a_date("date", value)
        else:
            self._dates = found

    def _not_a_date(self, key: str, value: str) -> None:
        self._problems.append(
            tr("{key}:{value} is not understood; write {key}:2024, {key}:2024-05 or {key}:2024-05-17.",
               key=key, value=clean_text(value))
        )  # fmt: skip

    def _relative(self, value: str) -> tuple[date | None, date | None] | None:
        days = {"today": 0, "yesterday": 1}.get(value.lower())
        if days is not None:
            day = self._today - timedelta(days)
            return day, day
        if counted := _DAYS.fullmatch(value.lower()):
            return self._today - timedelta(int(counted[1])), None
        return None

    def _range(self, value: str) -> tuple[date | None, date | None] | None:
        start, dots, end = value.partition("..")
        if not dots:
            return _span(start)
        first, last = _span(start), _span(end)
        if (start and first is None) or (end and last is None) or not (start or end):
            return None
        return (first[0] if first else None), (last[1] if last else None)


def _span(value: str) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day; None for what is none."""
    found = _DAY.fullmatch(value)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is None:
            return None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is not None:
            return date(year, month, day), date(year, month, day)
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(1)
    except ValueError:
        return None


def _common(one: str, other: str) -> str:
    """Give how two dates begin alike: a year, a month or a day."""
    for length in (10, 7, 4):
        if one[:length] == other[:length]:
            return one[:length]
    return ""
