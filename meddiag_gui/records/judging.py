"""From what a source says to a value: brought to its unit, with its range, flagged where it gives doubt."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from meddiag_gui.records.analytes import Analyte
from meddiag_gui.records.model import Flag, Statement, Value
from meddiag_gui.records.units import convert
from meddiag_gui.records.when import When, at

_LEEWAY = timedelta(days=1)  # clocks and zones differ
_DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Raw:
    """A value as the source gives it.

    Parameters
    ----------
    number
        None where the result is no number; then ``value.text`` has it.
    written
        What the source wrote, with the unit where it gave one.
    low, high
        Reference range in ``unit``.
    """

    value: Value
    analyte: Analyte | None = None
    number: float | None = None
    written: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None


def judge(raw: Raw) -> Value:
    """Make the value; nothing is dropped.

    A range is converted with the number, and left out where one of the two could not be.
    """
    flags = [*raw.value.flags]
    if raw.value.when is None:
        flags.append(Flag.NO_TIME)
    elif in_future(raw.value.when):
        flags.append(Flag.FUTURE)
    key = raw.analyte.key if raw.analyte else ""
    if raw.number is None:
        return replace(raw.value, analyte=key, given=raw.written, flags=tuple(flags))
    if not math.isfinite(raw.number):
        said = raw.value.text or raw.written
        flags.append(Flag.NO_NUMBER)
        return replace(raw.value, analyte=key, given=raw.written, text=said, flags=tuple(flags))
    converted = convert(raw.number, raw.unit, raw.analyte)
    if converted.flag is not None:
        flags.append(converted.flag)
    if _implausible(converted.number, converted.unit, raw.analyte) and Flag.IMPLAUSIBLE not in flags:
        flags.append(Flag.IMPLAUSIBLE)
    low, high = _range(raw, converted.unit)
    return replace(
        raw.value,
        analyte=key,
        number=converted.number,
        unit=converted.unit,
        given=raw.written,
        low=low,
        high=high,
        range_from="source" if (low, high) != (None, None) else "",
        flags=tuple(flags),
    )


def in_future(when: When) -> bool:
    """Whether a time is more than a day ahead; a relative one never is."""
    return not when.relative and when.seconds > at(datetime.now() + _LEEWAY).seconds


def check_birth(item: Value | Statement, birth: When | None) -> Value | Statement:
    """Flag what is dated before birth."""
    when = item.when if isinstance(item, Value) else item.start
    if birth is None or when is None or when.relative or Flag.BEFORE_BIRTH in item.flags:
        return item
    early = when.moment.year < birth.moment.year or (
        birth.precision == "day"
        and when.precision not in ("year", "month")
        and when.seconds < birth.seconds - _DAY
    )
    return replace(item, flags=(*item.flags, Flag.BEFORE_BIRTH)) if early else item


def _implausible(number: float, unit: str, analyte: Analyte | None) -> bool:
    if analyte is None:
        return abs(number) > 1e12
    return unit == analyte.unit and not analyte.bounds[0] <= number <= analyte.bounds[1]


def _range(raw: Raw, unit: str) -> tuple[float | None, float | None]:
    if raw.low is None and raw.high is None:
        return None, None
    ends: list[float | None] = []
    for end in (raw.low, raw.high):
        if end is None or not math.isfinite(end):
            ends.append(None)
            continue
        made = convert(end, raw.unit, raw.analyte)
        ends.append(made.number if made.unit == unit else None)
    low, high = ends
    return (None, None) if low is not None and high is not None and low > high else (low, high)
