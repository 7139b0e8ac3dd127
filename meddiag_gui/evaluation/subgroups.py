"""Which images belong together: by each value of an attribute, ages by range."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from meddiag_gui.language import mark

MOST_VALUES = 12
NOT_STATED = mark("not stated")

# ICH E11 has the ranges up to 18 years; decades of adults are grouped so that most hold enough images.
_AGE_RANGES = (
    (1, mark("under 1")),
    (2, "1"),
    (6, "2–5"),
    (12, "6–11"),
    (18, "12–17"),
    (40, "18–39"),
    (60, "40–59"),
    (80, "60–79"),
    (math.inf, mark("80 and over")),
)
_YEARS = {"": 1.0, "Y": 1.0, "M": 1 / 12, "W": 7 / 365.25, "D": 1 / 365.25}
_AGE = re.compile(r"(\d{1,3}(?:\.\d*)?)\s*([YMWD]?)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subgroup:
    """One value of an attribute and the positions of the images that have it."""

    attribute: str
    value: str
    members: tuple[int, ...]


def age_years(text: str) -> float | None:
    """Read an age as a number of years or a DICOM Age String (PS3.5 6.2: ``003Y``, ``018M``); else None."""
    match = _AGE.fullmatch(text.strip())
    return float(match[1]) * _YEARS[match[2].upper()] if match else None


def subgroups(attribute: str, values: Sequence[str]) -> list[Subgroup] | None:
    """Divide images by an attribute.

    Parameters
    ----------
    values
        The attribute of each image; empty where it is not stated.

    Returns
    -------
    list or None
        One subgroup a value, sorted; empty if all images have the same one; None if there are more than
        `MOST_VALUES`, so that the attribute does not divide the images into groups.
    """
    order: dict[str, int] = {}
    if attribute.casefold() == "age":
        order = {name: rank for rank, (_, name) in enumerate(_AGE_RANGES)}
        values = [_age_range(value) for value in values]
    members: dict[str, list[int]] = {}
    for index, value in enumerate(values):
        members.setdefault(value or NOT_STATED, []).append(index)
    if len(members) > MOST_VALUES:
        return None
    if len(members) < 2:
        return []
    names = sorted(members, key=lambda name: (name == NOT_STATED, order.get(name, 0), name))
    return [Subgroup(attribute, name, tuple(members[name])) for name in names]


def _age_range(text: str) -> str:
    age = age_years(text)
    if age is None:
        return NOT_STATED
    return next(name for below, name in _AGE_RANGES if age < below)
