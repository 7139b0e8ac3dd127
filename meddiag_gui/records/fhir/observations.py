"""The Observation resource, with its components."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from meddiag_gui.language import tr
from meddiag_gui.records.analytes import Analyte, by_loinc, by_word
from meddiag_gui.records.fhir.elements import (
    LOINC,
    codes,
    concept,
    lines,
    member,
    members,
    notes,
    number,
    period_of,
    text,
    when,
)
from meddiag_gui.records.judging import Raw, judge
from meddiag_gui.records.model import Flag, Value

_RETRACTED = ("entered-in-error", "cancelled")
_UNFINISHED = ("registered", "preliminary")
_COMPARATORS = ("<", "<=", ">=", ">")
_MOST_SAMPLES = 12


def values_of(resource: dict[str, Any], subject: str, place: str, flags: tuple[Flag, ...]) -> Iterator[Value]:
    """Read an Observation: its own value, and one of each component."""
    status = text(resource.get("status"))
    flags = (
        *flags,
        *((Flag.RETRACTED,) if status in _RETRACTED else ()),
        *((Flag.PRELIMINARY,) if status in _UNFINISHED else ()),
    )
    parts = list(members(resource, "component"))
    own = any(key.startswith("value") for key in resource) or "dataAbsentReason" in resource or not parts
    if own and not (not parts and "hasMember" in resource and not _said(resource)):
        yield _value(resource, resource, subject, place, flags)
    for index, part in enumerate(parts):
        yield _value(part, resource, subject, f"{place}, component {index + 1}", flags)


def _said(resource: dict[str, Any]) -> bool:
    return any(key.startswith("value") for key in resource)


def _value(
    part: dict[str, Any],
    whole: dict[str, Any],
    subject: str,
    place: str,
    flags: tuple[Flag, ...],
) -> Value:
    name, code, system = concept(part.get("code"))
    analyte = analyte_of(part.get("code"), name)
    measured, said = _result(part)
    quantity = measured or {}
    unit = _unit(quantity)
    low, high = _reference(part)
    start, end = period_of(whole, "effectiveDateTime", "effectivePeriod", "effectiveInstant")
    remarks = [said, *(notes(whole) if part is whole else ())]
    comparator = text(quantity.get("comparator"))
    value = Value(
        subject,
        place,
        analyte.name if analyte and name == code else name or tr("without a name"),
        code,
        system,
        when=start or end or when(whole.get("issued")),
        comparator=comparator if comparator in _COMPARATORS else "",
        text="\n".join(filter(None, remarks)),
        flags=flags,
        resource=place_of(whole),
        version=text(member(whole, "meta", "lastUpdated")),
    )
    written = quantity.get("value")
    found = number(written)
    if written is not None and found is None:
        value = _no_number(value, written)
    given = f"{_written(written)} {unit}".strip()
    return judge(Raw(value, analyte, found, given, unit, low, high))


def _no_number(value: Value, written: Any) -> Value:
    shown = text(written) if isinstance(written, str) else ""
    return replace(value, text=value.text or shown, flags=(*value.flags, Flag.NO_NUMBER))


def _written(value: Any) -> str:
    return text(value) if isinstance(value, str) else f"{value:.12g}" if number(value) is not None else ""


def place_of(resource: dict[str, Any]) -> str:
    """Type and id, the lasting name of a resource; empty without an id."""
    given = text(resource.get("id"))
    return f"{text(resource.get('resourceType'))}/{given}" if given else ""


def analyte_of(code: Any, name: str) -> Analyte | None:
    """What is measured: by LOINC, and by name only where no LOINC code is given."""
    loinc = [value for system, value in codes(code) if system == LOINC]
    return next(filter(None, map(by_loinc, loinc)), None) if loinc else by_word(name)


def _unit(quantity: dict[str, Any]) -> str:
    """UCUM's code, or the printed unit where the code is of another system or missing."""
    code, printed = text(quantity.get("code")), text(quantity.get("unit"))
    if code and text(quantity.get("system")) in (
        "http://unitsofmeasure.org",
        "urn:oid:2.16.840.1.113883.6.8",
    ):
        return code
    return printed or code


def _reference(part: dict[str, Any]) -> tuple[float | None, float | None]:
    """The normal range; ranges of another meaning, such as therapeutic ones, are left aside."""
    for each in members(part, "referenceRange"):
        meaning = text(member(each, "type", "coding", "code"))
        if meaning in ("", "normal"):
            low, high = number(member(each, "low", "value")), number(member(each, "high", "value"))
            if (low, high) != (None, None):
                return low, high
    return None, None


def _result(part: dict[str, Any]) -> tuple[dict[str, Any] | None, str]:
    """Quantity, or words."""
    quantity = part.get("valueQuantity")
    if isinstance(quantity, dict):
        return quantity, ""
    integer = part.get("valueInteger")
    if isinstance(integer, int) and not isinstance(integer, bool):
        return {"value": integer}, ""
    said = lines(part.get("valueString")) or concept(part.get("valueCodeableConcept"))[0]
    if not said and isinstance(part.get("valueBoolean"), bool):
        said = tr("yes") if part["valueBoolean"] else tr("no")
    for name in ("valueDateTime", "valueTime"):
        said = said or text(part.get(name))
    return None, said or _compound(part) or _absent(part)


def _compound(part: dict[str, Any]) -> str:
    """Ranges, ratios, periods and samples in words."""
    if isinstance(span := part.get("valueRange"), dict):
        return f"{_quantity(span.get('low'))} – {_quantity(span.get('high'))}"
    if isinstance(ratio := part.get("valueRatio"), dict):
        return f"{_quantity(ratio.get('numerator'))} : {_quantity(ratio.get('denominator'))}"
    if isinstance(period := part.get("valuePeriod"), dict):
        return f"{text(period.get('start'))} – {text(period.get('end'))}"
    if isinstance(samples := part.get("valueSampledData"), dict):
        data = text(samples.get("data")).split()
        more = " …" if len(data) > _MOST_SAMPLES else ""
        return tr("samples: {data}", data=" ".join(data[:_MOST_SAMPLES]) + more)
    return ""


def _quantity(value: Any) -> str:
    quantity = value if isinstance(value, dict) else {}
    return f"{_written(quantity.get('value'))} {_unit(quantity)}".strip() or "?"


def _absent(part: dict[str, Any]) -> str:
    reason = concept(part.get("dataAbsentReason"))[0]
    return tr("no result: {reason}", reason=reason) if reason else ""
