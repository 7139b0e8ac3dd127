"""Cells read as numbers, times and codes, by what the mapping says of them."""

from __future__ import annotations

import math
import re
from datetime import datetime, time, timedelta

from meddiag_gui.imaging.text import clean_text
from meddiag_gui.records.tables.mapping import DateOrder, Mapping
from meddiag_gui.records.tables.sheets import Cell
from meddiag_gui.records.when import Precision, When, at, read_iso, since_admission

_NUMBER = re.compile(r"([<>]=?|[≤≥])?\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?)\s*([HL*↑↓]{0,2})")
_DATE = re.compile(
    r"(\d{1,4})\s?[./年-]\s?(\d{1,2})\s?[./月-]\s?(\d{1,4})日?"
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm])?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?")
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?")
_RANGE = re.compile(r"\s*([<>≤≥]=?)?\s*([\d.,]+)?\s*(?:(?:-|–|—|~|to|bis)\s*([\d.,]+))?\s*")
_WORDS = {"m": "M", "male": "M", "man": "M", "男": "M", "f": "F", "female": "F", "woman": "F", "w": "F",
          "女": "F", "o": "O", "other": "O", "d": "O"}  # fmt: skip
_SIGNS = {"≤": "<=", "≥": ">="}


def shown(cell: Cell) -> str:
    """A cell as people read it."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return at(cell).text.removesuffix(" 00:00")
    if isinstance(cell, timedelta):
        return since_admission(cell.total_seconds() / 3600).text
    return clean_text(cell) if isinstance(cell, str) else cell.strftime("%H:%M")


class Cells:
    """Reads cells of one table."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        words = [word.strip().casefold() for word in mapping.missing]
        self._missing = set(words) | {""}
        self._missing_numbers = {found[0] for word in words if (found := self._parse(word)) is not None}

    def empty(self, cell: Cell) -> bool:
        """Whether a cell says nothing, or stands for no value."""
        if isinstance(cell, float):
            return cell in self._missing_numbers or math.isnan(cell)
        if not isinstance(cell, str):
            return False
        if not cell or cell.strip().casefold() in self._missing:
            return True
        if not self._missing_numbers or not cell.strip().startswith(("-", "+", *"0123456789.")):
            return False
        found = self._parse(cell)
        return found is not None and not found[1] and found[0] in self._missing_numbers

    def number(self, cell: Cell) -> tuple[float, str] | None:
        """Number and comparator (``<``, ``<=``, ``>``, ``>=``, or empty); None where it is no number."""
        return (cell, "") if isinstance(cell, float) else self._parse(cell) if isinstance(cell, str) else None

    def _parse(self, text: str) -> tuple[float, str] | None:
        try:
            return float(text), ""  # as most are; "nan" and "inf" are judged later
        except ValueError:
            pass
        if self._mapping.decimal_comma:
            text = text.replace(".", "").replace(",", ".")
        elif re.search(r"\d,\d{3}(?:\D|$)", text):
            text = text.replace(",", "")
        found = _NUMBER.fullmatch(text.strip())
        if found is None:
            return None
        sign = found[1] or ""
        return float(found[2]), _SIGNS.get(sign, sign)

    def span(self, cell: Cell) -> tuple[float | None, float | None]:
        """Reference range as ``3.5 - 5.1`` or ``< 5``."""
        text = shown(cell).replace(",", ".") if self._mapping.decimal_comma else shown(cell)
        found = _RANGE.fullmatch(text)
        if found is None:
            return None, None
        ends = [self._end(found[2]), self._end(found[3])]
        if found[1] and found[3] is None:
            return (None, ends[0]) if found[1][0] in "<≤" else (ends[0], None)
        return (ends[0], ends[1]) if found[3] is not None else (None, None)

    @staticmethod
    def _end(text: str | None) -> float | None:
        try:
            return float(text) if text else None
        except ValueError:
            return None

    def sex(self, cell: Cell) -> str:
        """``M``, ``F``, ``O``, or empty where the code is not known."""
        text = shown(cell).casefold()
        return self._mapping.sexes.get(text, "") or _WORDS.get(text, "")

    def when(self, cell: Cell) -> When | None:
        """A date, or a date and time."""
        if isinstance(cell, datetime):
            return at(cell, "day" if cell.time() == time() else "second")
        if not isinstance(cell, str):
            return _compact(f"{cell:.0f}") if isinstance(cell, float) and cell > 19_000_000 else None
        text = cell.strip()
        return (
            read_iso(text)
            if text[4:5] == "-" and text[7:8] in ("", "-")
            else _compact(text) or self._date(text)
        )

    def _date(self, text: str) -> When | None:
        found = _DATE.fullmatch(text)
        if found is None:
            return None
        first, second, third = (int(part) for part in found.groups()[:3])
        order = self._mapping.dates
        if len(found[1]) == 4:
            year, month, day = first, second, third
        elif order is DateOrder.MONTH_FIRST:
            year, month, day = third, first, second
        elif order is DateOrder.DAY_FIRST:
            year, month, day = third, second, first
        else:
            return None
        return _made(_century(year), month, day, found[4], found[5], found[6], found[7])

    def clock(self, cell: Cell) -> float | None:
        """Time of day in seconds."""
        if isinstance(cell, time):
            return cell.hour * 3600.0 + cell.minute * 60 + cell.second
        if isinstance(cell, float):
            return cell * 86400 if 0 <= cell < 1 else None
        found = _CLOCK.fullmatch(cell.strip()) if isinstance(cell, str) else None
        hour = _hour(int(found[1]), found[4]) if found else None
        return hour * 3600.0 + int(found[2]) * 60 + int(found[3] or 0) if found and hour is not None else None

    def elapsed(self, cell: Cell) -> When | None:
        """Time since admission: ``hh:mm`` (also beyond 24 hours), or hours."""
        if isinstance(cell, time):
            return since_admission(cell.hour + cell.minute / 60)
        if isinstance(cell, timedelta):
            return since_admission(cell.total_seconds() / 3600)
        if isinstance(cell, str) and (found := _CLOCK.fullmatch(cell.strip())):
            return since_admission(int(found[1]) + int(found[2]) / 60 + int(found[3] or 0) / 3600)
        hours = self.number(cell)
        return since_admission(hours[0]) if hours and abs(hours[0]) < 1e6 else None


def _compact(text: str) -> When | None:
    found = _COMPACT.fullmatch(text)
    return _made(int(found[1]), int(found[2]), int(found[3]), found[4], found[5], found[6]) if found else None


def _century(year: int) -> int:
    """A year of two digits is the latest that is not in the future."""
    if year > 99:
        return year
    return 2000 + year if 2000 + year <= datetime.now().year else 1900 + year


def _hour(hour: int, half: str | None) -> int | None:
    if half:
        return hour % 12 + (12 if half.lower() == "pm" else 0) if 1 <= hour <= 12 else None
    return hour if hour < 24 else None


def _made(
    year: int,
    month: int,
    day: int,
    hour: str | None,
    minute: str | None,
    second: str | None,
    half: str | None = None,
) -> When | None:
    precision: Precision = "second" if second else "minute" if hour else "day"
    whole = _hour(int(hour or 0), half) if hour else 0
    if whole is None:
        return None
    try:
        return at(datetime(year, month, day, whole, int(minute or 0), int(second or 0)), precision)
    except ValueError:
        return None
