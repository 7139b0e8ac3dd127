"""Observations with a number as tracks of the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from meddiag_gui.language import tr
from meddiag_gui.library.tables.records import RecordValue
from meddiag_gui.records.analytes import analytes
from meddiag_gui.records.model import Flag
from meddiag_gui.records.timeline import Track
from meddiag_gui.records.when import When

_YEAR = 365.2425 * 86400
_SOUND = frozenset({Flag.NO_UNIT.value, Flag.PRELIMINARY.value})  # flags that leave a number usable
_ORDER = {key: place for place, key in enumerate(analytes())}


def tracks_of(
    session: Session, held: Sequence[ColumnElement[bool]], sex: str, birth: When | None
) -> tuple[tuple[Track, ...], int]:
    """Tracks of all values with a number and a time, and how many observations there are in all."""
    column = RecordValue
    key = func.iif(column.analyte != "", column.analyte, column.name)
    found = session.execute(
        select(
            key, column.unit, column.relative, column.name, column.start, column.number, column.low,
            column.high, column.flags, column.id,
        )
        .where(*held, column.number.is_not(None), column.start.is_not(None))
        .order_by(key, column.unit, column.relative, column.start, column.id)
    )  # fmt: skip
    rows = list(found)
    given = recorded_age(rows) if birth is None else None
    made = [
        _track(list(group), sex, birth, given)
        for _, group in groupby(rows, key=lambda row: (row[0], row[1], row[2]))
    ]
    made.sort(key=lambda track: (_ORDER.get(track.key, len(_ORDER)), track.name.casefold(), track.unit))
    count = session.scalar(select(func.count()).select_from(column).where(*held)) or 0
    return tuple(made), count


def recorded_age(rows: Sequence[Any]) -> float | None:
    """Age in years as the record gives it, the last one; for records without a birth date."""
    found = [row[5] for row in rows if row[0] == "age" and row[1] == "a" and not set(row[8].split()) - _SOUND]
    return float(found[-1]) if found else None


def _track(rows: list[Any], sex: str, birth: When | None, given: float | None) -> Track:
    key, unit, relative, name = rows[0][:4]
    seconds = np.array([row[4] for row in rows], np.float64)
    numbers = np.array([row[5] for row in rows], np.float64)
    doubtful = np.array([bool(set(row[8].split()) - _SOUND) for row in rows])
    analyte = analytes().get(key)
    age = (seconds[-1] - birth.seconds) / _YEAR if birth is not None and not relative else given
    own = [(row[6], row[7]) for row in rows if row[6] is not None or row[7] is not None]
    general = analyte.general_range(sex, age) if analyte is not None and analyte.unit == unit else None
    low = np.array([_end(row[6], row[7], general, 0) for row in rows])
    high = np.array([_end(row[7], row[6], general, 1) for row in rows])
    with np.errstate(invalid="ignore"):
        outside = (numbers < low) | (numbers > high)
    return Track(
        key,
        tr(analyte.name) if analyte is not None else name,
        unit,
        seconds,
        numbers,
        outside & ~doubtful,
        doubtful,
        np.array([row[9] for row in rows], np.int64),
        own[-1] if own else general or (None, None),
        not own and general is not None,
        bool(relative),
    )


def _end(own: float | None, other: float | None, general: tuple[float, float] | None, place: int) -> float:
    """End of the range that holds for a value: its own, else the general one; NaN for none."""
    if own is not None:
        return own
    if other is not None or general is None:
        return float("nan")
    return general[place]
