"""Points in time as records give them: with less than full precision, in another zone, or since admission.

A time with an offset is brought to the zone of this computer, one without is taken as local, as DICOM's are:
so images and values of one site stand in their true order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

Precision = Literal["year", "month", "day", "minute", "second"]

_EPOCH = datetime(1970, 1, 1)
_ISO = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})"
    r"(?:[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s?(Z|[+-]\d{2}:?\d{2})?)?)?)?",
    re.ASCII,
)
_FORMATS: dict[Precision, str] = {
    "year": "%Y",
    "month": "%Y-%m",
    "day": "%Y-%m-%d",
    "minute": "%Y-%m-%d %H:%M",
    "second": "%Y-%m-%d %H:%M:%S",
}
_DEEPEST: tuple[Precision, ...] = ("year", "month", "day", "minute", "second")


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A point in time.

    Parameters
    ----------
    seconds
        Local wall clock as seconds since 1970; of a relative time, seconds since admission.
    precision
        What was given; the rest of ``seconds`` is the beginning of that year, month or day.
    relative
        Whether it counts from admission, whose date is not known.
    """

    seconds: float
    precision: Precision = "second"
    relative: bool = False

    @property
    def moment(self) -> datetime:
        """Local wall clock, without a zone.

        Raises
        ------
        OverflowError
            Outside the years 1 to 9999.
        """
        return _EPOCH + timedelta(seconds=self.seconds)

    @property
    def text(self) -> str:
        """For people: ``2024-03-05 07:15``, ``2024-03``; of a relative time ``26 h 05 min``."""
        if self.relative:
            minutes = round(self.seconds / 60)
            sign = "−" if minutes < 0 else ""
            return f"{sign}{abs(minutes) // 60} h {abs(minutes) % 60:02d} min"
        precision = "minute" if self.precision == "second" else self.precision
        return self.moment.strftime(_FORMATS[precision])


def at(moment: datetime, precision: Precision = "second") -> When:
    """Make a `When` of a date and time; one with a zone is brought to this computer's."""
    if moment.tzinfo is not None:
        moment = _local(moment)
    return When((moment - _EPOCH).total_seconds(), precision)


def since_admission(hours: float) -> When:
    """Make a relative time."""
    return When(hours * 3600.0, "minute", relative=True)


def read_iso(text: str) -> When | None:
    """Read a FHIR date, dateTime or instant, also without a zone, which FHIR forbids; else None."""
    found = _ISO.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    given = sum(part is not None for part in (year, month, day, minute, second))
    precision = _DEEPEST[given - 1]
    try:
        moment = datetime(
            int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0)
        ) + timedelta(seconds=float(second or 0))
        if zone:
            moment = _local(moment.replace(tzinfo=UTC) - _offset(zone))
    except (ValueError, OverflowError):
        return None
    return at(moment, precision)


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    span = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    if span > timedelta(hours=14):
        raise ValueError
    return -span if zone[0] == "-" else span


def _local(moment: datetime) -> datetime:
    try:
        return moment.astimezone().replace(tzinfo=None)
    except (OSError, OverflowError):  # years that the system's zones do not know
        return moment.astimezone(UTC).replace(tzinfo=None)
