"""Conditions, medication, allergies, procedures, reports, imaging studies and encounters."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from meddiag_gui.imaging.text import clean_lines
from meddiag_gui.language import tr
from meddiag_gui.records.fhir.context import Context
from meddiag_gui.records.fhir.elements import (
    code,
    concept,
    lines,
    member,
    members,
    notes,
    period_of,
    text,
    when,
)
from meddiag_gui.records.fhir.observations import place_of
from meddiag_gui.records.judging import in_future
from meddiag_gui.records.model import Flag, Kind, Statement

_OVER = ("inactive", "resolved", "remission", "completed", "stopped", "finished", "ended")
_HOLDS = ("active", "recurrence", "relapse", "in-progress", "on-hold", "intended")
_REFUTED = ("entered-in-error", "refuted", "cancelled", "not-taken", "not-done")
_NOTE_TYPES = ("text/plain", "text/markdown", "")
_UID = "urn:oid:"

Read = Callable[[dict[str, Any], Statement, Context], Statement]


def statement_of(
    resource: dict[str, Any], subject: str, place: str, flags: tuple[Flag, ...], context: Context
) -> Statement:
    """Read a resource of one of the types in `READERS`."""
    kind, reader = READERS[resource["resourceType"]]
    bare = Statement(
        subject,
        place,
        kind,
        "",
        flags=flags,
        resource=place_of(resource),
        version=text(member(resource, "meta", "lastUpdated")),
    )
    made = reader(resource, bare, context)
    remarks = "\n".join(filter(None, (made.text, *notes(resource))))
    made = replace(made, name=made.name or tr("without a name"), text=remarks)
    made = _judge_status(made, code(resource.get("verificationStatus")))
    if made.start is not None and in_future(made.start) and made.active is not None:
        made = replace(made, flags=(*made.flags, Flag.FUTURE))
    return made


def _judge_status(made: Statement, verification: str) -> Statement:
    words = {made.status, verification}
    if words & set(_REFUTED):
        shown = next(word for word in (verification, made.status) if word in _REFUTED)
        return replace(made, status=shown, active=False, flags=(*made.flags, Flag.RETRACTED))
    if (made.end is not None and not in_future(made.end)) or made.status in _OVER:
        return replace(made, active=False)
    return replace(made, active=True if made.status in _HOLDS else None)


def _condition(resource: dict[str, Any], made: Statement, context: Context) -> Statement:
    name, value, system = concept(resource.get("code"))
    start, late = period_of(resource, "onsetDateTime", "onsetPeriod")
    end, _ = period_of(resource, "abatementDateTime", "abatementPeriod")
    said = [lines(resource.get("onsetString")), concept(resource.get("severity"))[0]]
    return replace(
        made,
        name=name,
        code=value,
        system=system,
        status=code(resource.get("clinicalStatus")),
        start=start or when(resource.get("recordedDate")),
        end=end or late,
        text="\n".join(filter(None, said)),
    )


def _medication(resource: dict[str, Any], made: Statement, context: Context) -> Statement:
    name, value, system = concept(resource.get("medicationCodeableConcept"))
    reference = resource.get("medicationReference")
    if not name and reference is not None:
        found = context.find(reference, resource)
        name, value, system = concept(found.get("code")) if found else ("", "", "")
        name = name or text(member(reference, "display")) or text(member(reference, "reference"))
    start, end = period_of(resource, "effectiveDateTime", "effectivePeriod", "authoredOn", "dateAsserted")
    doses = [*members(resource, "dosage"), *members(resource, "dosageInstruction")]
    return replace(
        made,
        name=name,
        code=value,
        system=system,
        status=text(resource.get("status")),
        start=start,
        end=end,
        text="\n".join(filter(None, map(_dose, doses))),
    )


def _dose(dosage: dict[str, Any]) -> str:
    """The printed instruction, or what can be put together from dose, frequency and way."""
    if said := lines(dosage.get("text")):
        return said
    quantity = member(dosage, "doseAndRate", "doseQuantity")
    repeat = member(dosage, "timing", "repeat")
    dose = f"{member(quantity, 'value') or ''} {text(member(quantity, 'unit'))}".strip()
    times, period, unit = (member(repeat, name) for name in ("frequency", "period", "periodUnit"))
    often = f"{times} × / {period} {unit}" if times and period and unit else ""
    return clean_lines(", ".join(filter(None, (dose, often, concept(dosage.get("route"))[0]))))


def _allergy(resource: dict[str, Any], made: Statement, context: Context) -> Statement:
    name, value, system = concept(resource.get("code"))
    start, _ = period_of(resource, "onsetDateTime", "recordedDate")
    reactions = [
        concept(what)[0] for each in members(resource, "reaction") for what in members(each, "manifestation")
    ]
    if not name:
        name = next((concept(r.get("substance"))[0] for r in members(resource, "reaction")), "")
    said = [text(resource.get("criticality")), ", ".join(filter(None, reactions))]
    status = code(resource.get("clinicalStatus"))
    return replace(
        made,
        name=name,
        code=value,
        system=system,
        status=status,
        start=start,
        text="\n".join(filter(None, said)),
    )


def _procedure(resource: dict[str, Any], made: Statement, context: Context) -> Statement:
    name, value, system = concept(resource.get("code"))
    start, end = period_of(resource, "performedDateTime", "performedPeriod")
    return replace(
        made, name=name, code=value, system=system, status=text(resource.get("status")), start=start, end=end,
        text=concept(resource.get("outcome"))[0] or lines(resource.get("performedString")),
    )  # fmt: skip


def _report(resource: dict[str, Any], made: Statement, context: Context) -> Statement:
    name, value, system = concept(resource.get("code"))
    start, end = period_of(resource, "effectiveDateTime", "effectivePeriod", "issued")
    forms, unread = _forms(resource)
    said = [lines(resource.get("conclusion")), *forms]
    said += [concept(each)[0] for each in members(resource, "conclusionCode")]
    if unread:
        said.append(tr("An attachment of this report is not shown ({kinds}).", kinds=", ".join(unread)))
    return replace(
        made, name=name, code=value, system=system, status=text(resource.get("status")), start=start, end=end,
        text="\n".join(filter(None, said)),
    )  # fmt: skip


def _forms(resource: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Presented forms: their plain text, and the kinds of the others."""
    read, unread = [], []
    for each in members(resource, "presentedForm"):
        kind, data = text(each.get("contentType")), each.get("data")
        if kind.split(";")[0].strip() in _NOTE_TYPES and isinstance(data, str):
            try:
                read.append(clean_lines(base64.b64decode(data, validate=True).decode("utf-8")))
                continue
            except (binascii.Error, UnicodeDecodeError, ValueError):
                pass
        unread.append(kind or "?")
    return read, unread


def _imaging(resource: dict[str, Any], made: Statement, context: Context) -> Statement:
    uids = [text(each.get("value")) for each in members(resource, "identifier")]
    uid = next((each.removeprefix(_UID) for each in uids if each.startswith(_UID)), "")
    modalities = [text(each.get("code")) for each in members(resource, "modality")]
    modalities += [text(member(each, "modality", "code")) for each in members(resource, "series")]
    shown = ", ".join(dict.fromkeys(filter(None, modalities)))
    described = text(resource.get("description")) or concept(member(resource, "procedureCode"))[0]
    start, _ = period_of(resource, "started")
    return replace(
        made,
        name=described or tr("Imaging study"),
        status=text(resource.get("status")),
        start=start,
        text=shown,
        uid=uid,
    )


def _encounter(resource: dict[str, Any], made: Statement, context: Context) -> Statement:
    start, end = period_of(resource, "period")
    kinds = [concept(each)[0] for each in members(resource, "type")]
    reasons = [concept(each)[0] for each in members(resource, "reasonCode")]
    return replace(
        made,
        name=next(filter(None, kinds), "") or text(member(resource, "class", "display")) or tr("Encounter"),
        status=text(resource.get("status")),
        start=start,
        end=end,
        text=", ".join(filter(None, reasons)),
    )


READERS: dict[str, tuple[Kind, Read]] = {
    "Condition": (Kind.CONDITION, _condition),
    "MedicationStatement": (Kind.MEDICATION, _medication),
    "MedicationRequest": (Kind.MEDICATION, _medication),
    "AllergyIntolerance": (Kind.ALLERGY, _allergy),
    "Procedure": (Kind.PROCEDURE, _procedure),
    "DiagnosticReport": (Kind.REPORT, _report),
    "ImagingStudy": (Kind.IMAGING, _imaging),
    "Encounter": (Kind.ENCOUNTER, _encounter),
}
