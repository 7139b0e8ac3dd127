"""Elements of FHIR read without trust: whatever stands there, the answer is text, a number, or nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from meddiag_gui.imaging.text import clean_lines, clean_text
from meddiag_gui.records.when import When, read_iso

LOINC = "http://loinc.org"


def text(value: Any) -> str:
    """One line, or empty."""
    return clean_text(value) if isinstance(value, str) else ""


def lines(value: Any) -> str:
    """Several lines, or empty."""
    return clean_lines(value) if isinstance(value, str) else ""


def member(value: Any, *path: str) -> Any:
    """Element at a path of names, the first of a list on the way; None where there is none."""
    for name in path:
        if isinstance(value, list):
            value = value[0] if value else None
        value = value.get(name) if isinstance(value, dict) else None
    return value


def members(value: Any, name: str) -> Iterator[dict[str, Any]]:
    """Objects of a list element."""
    found = value.get(name) if isinstance(value, dict) else None
    yield from (each for each in (found if isinstance(found, list) else ()) if isinstance(each, dict))


def number(value: Any) -> float | None:
    """A finite number, also one in quotes; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def when(value: Any) -> When | None:
    """A date, dateTime or instant."""
    return read_iso(value) if isinstance(value, str) else None


def period_of(resource: dict[str, Any], *names: str) -> tuple[When | None, When | None]:
    """Start and end under the first of several names that is there: a time, or a Period."""
    for name in names:
        found = resource.get(name)
        if isinstance(found, dict):
            return when(found.get("start")), when(found.get("end"))
        if moment := when(found):
            return moment, None
    return None, None


def concept(value: Any) -> tuple[str, str, str]:
    """Name, code and system of a CodeableConcept; LOINC's coding first, else the first with a code."""
    codings = list(members(value, "coding"))
    best = next((each for each in codings if each.get("system") == LOINC), codings[0] if codings else {})
    shown = text(member(value, "text")) or next(filter(None, (text(c.get("display")) for c in codings)), "")
    code = text(best.get("code"))
    return shown or code, code, text(best.get("system"))


def codes(value: Any) -> list[tuple[str, str]]:
    """Every system and code of a CodeableConcept."""
    return [(text(each.get("system")), text(each.get("code"))) for each in members(value, "coding")]


def code(value: Any) -> str:
    """The code of a CodeableConcept such as a status."""
    return text(member(value, "coding", "code")) or text(member(value, "text"))


def notes(resource: dict[str, Any]) -> list[str]:
    """Texts of the annotations."""
    return [said for each in members(resource, "note") if (said := lines(each.get("text")))]
