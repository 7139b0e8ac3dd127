"""The Patient resource."""

from __future__ import annotations

from typing import Any

from meddiag_gui.records.fhir.elements import member, members, text
from meddiag_gui.records.model import Identifier, Person
from meddiag_gui.records.when import read_iso

_SEXES = {"male": "M", "female": "F", "other": "O"}
_LAST_USES = ("old", "temp", "secondary")


def person_of(patient: dict[str, Any], subject: str, place: str) -> Person:
    """Read a Patient.

    Parameters
    ----------
    subject
        Key by which the other resources name it.
    """
    birth = text(patient.get("birthDate"))
    return Person(
        subject,
        place,
        identifiers(patient),
        names(patient),
        _SEXES.get(text(patient.get("gender")).lower(), ""),
        birth if read_iso(birth) else "",
    )


def person_by_reference(subject: str) -> Person:
    """Make do with the reference where the Patient itself is not at hand."""
    if subject.startswith("identifier "):
        system, _, value = subject.removeprefix("identifier ").partition("|")
        return Person(subject, subject, (Identifier(value, (system,) if system else ()),))
    return Person(subject, subject, (Identifier(subject.rsplit("/", 1)[-1], weak=True),))


def identifiers(patient: dict[str, Any]) -> tuple[Identifier, ...]:
    """Identifiers, a medical record number first, then official ones; the resource's id last and weak."""
    found = sorted(members(patient, "identifier"), key=_rank)
    made = []
    for each in found:
        if value := text(each.get("value")):
            issuers = (text(each.get("system")), text(member(each, "assigner", "display")))
            made.append(Identifier(value, tuple(filter(None, issuers))))
    given = text(patient.get("id"))
    if given:
        made.append(Identifier(given, weak=bool(made)))
    return tuple(dict.fromkeys(made))


def _rank(identifier: dict[str, Any]) -> tuple[int, int]:
    types = {text(each.get("code")) for each in members(identifier.get("type"), "coding")}
    use = text(identifier.get("use"))
    order = 0 if use == "official" else 2 if use in _LAST_USES else 1
    return 0 if "MR" in types else 1 if "PI" in types or not types else 2, order


def names(patient: dict[str, Any]) -> tuple[str, ...]:
    """Names as DICOM writes them, the official one first, former ones left out."""
    given = [each for each in members(patient, "name") if text(each.get("use")) not in ("old", "nickname")]
    given.sort(key=lambda each: text(each.get("use")) not in ("official", "usual", ""))
    made = []
    for each in given:
        family = text(each.get("family"))
        firsts = each.get("given")
        first = " ".join(filter(None, map(text, firsts if isinstance(firsts, list) else ())))
        made.append(f"{family}^{first}".rstrip("^") if family else first or text(each.get("text")))
    return tuple(dict.fromkeys(filter(None, made)))
