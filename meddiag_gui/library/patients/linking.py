"""Tying persons of records to patients of images by identifier, with a question where something disagrees.

Every change of a link is kept with who made it. What the user decided holds until new evidence speaks
against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from meddiag_gui.errors import RecordError
from meddiag_gui.language import tr
from meddiag_gui.library import audit
from meddiag_gui.library.patients.persons import person_of
from meddiag_gui.library.tables.base import now
from meddiag_gui.library.tables.core import Patient, Study
from meddiag_gui.library.tables.records import (
    APART,
    ASKED,
    CUT,
    LINKED,
    RecordIdentifier,
    RecordLink,
    RecordLinkEvent,
    RecordPerson,
    RecordStatement,
)
from meddiag_gui.records.identity import Comparison, Imaged, Match, Verdict, compare
from meddiag_gui.records.model import Person

PROGRAM = "MedDiag"
_LONGEST = 500
_STATES = {Verdict.LINK: LINKED, Verdict.ASK: ASKED, Verdict.APART: APART}


@dataclass(frozen=True, slots=True)
class Question:
    """A link with both sides, as the user sees it.

    Parameters
    ----------
    studies
        How many studies the patient of the images has.
    decided_before
        Whether the user decided on it once, and new evidence asks again.
    """

    link: int
    state: str
    person: Person
    imaged: Imaged
    comparison: Comparison
    studies: int
    decided_before: bool = False


def link_persons(session: Session, persons: Collection[int], who: str = PROGRAM) -> None:
    """Compare persons with every patient that shares an identifier or a study, and keep what follows."""
    for key in persons:
        row = session.get(RecordPerson, key)
        if row is None:
            continue
        person = person_of(session, row)
        named = _named_studies(session, key)
        for patient in _candidates(session, key, named):
            _link(session, key, patient, compare(person, _imaged(session, patient), named), who)


def link_new_patients(session: Session, who: str = PROGRAM) -> None:
    """Compare patients that came after the records, wherever they share an identifier or a study."""
    link_persons(session, _uncompared(session), who)


def _uncompared(session: Session) -> set[int]:
    """Persons who share an identifier or a study with a patient they were not compared with."""
    compared = select(RecordLink.id).where(
        RecordLink.person_key == RecordIdentifier.person_key, RecordLink.patient_key == Patient.id
    )
    by_id = (
        select(RecordIdentifier.person_key)
        .join(Patient, func.lower(func.trim(Patient.patient_id)) == RecordIdentifier.folded)
        .where(~compared.exists())
    )
    held = select(RecordLink.id).where(
        RecordLink.person_key == RecordStatement.person_key, RecordLink.patient_key == Study.patient_key
    )
    by_study = (
        select(RecordStatement.person_key)
        .join(Study, Study.study_instance_uid == RecordStatement.uid)
        .where(RecordStatement.uid != "", RecordStatement.superseded.is_(False), ~held.exists())
    )
    return set(session.scalars(by_id.union(by_study)))


def questions(session: Session, *, limit: int = 500) -> list[Question]:
    """Links that wait for the user's decision, the oldest first."""
    asked = select(RecordLink).where(RecordLink.state == ASKED).order_by(RecordLink.id).limit(limit)
    return [question_of(session, link) for link in session.scalars(asked)]


def count_questions(session: Session) -> int:
    """How many links wait for the user's decision."""
    return session.scalar(select(func.count()).where(RecordLink.state == ASKED)) or 0


def question_of(session: Session, link: RecordLink) -> Question:
    """A link with both its sides."""
    row = session.get_one(RecordPerson, link.person_key)
    patient = session.get_one(Patient, link.patient_key)
    decided = select(RecordLinkEvent.id).where(
        RecordLinkEvent.person == link.person_key,
        RecordLinkEvent.patient == link.patient_key,
        RecordLinkEvent.who != PROGRAM,
        RecordLinkEvent.reason != "",
    )
    imaged = _imaged(session, patient)
    comparison = msgspec.json.decode(link.basis, type=Comparison)
    before = not link.decided and session.scalar(select(decided.exists())) is True
    return Question(
        link.id, link.state, person_of(session, row), imaged, comparison, len(imaged.studies), before
    )


def decide(session: Session, link: int, same: bool, who: str, reason: str) -> None:
    """Keep the user's decision that two are one person, or are not; also cuts a link, and mends a cut.

    Raises
    ------
    RecordError
        If the link is gone, or name or reason are missing.
    """
    who, reason = who.strip()[:_LONGEST], reason.strip()[:_LONGEST]
    if not who or not reason:
        raise RecordError(tr("A record is tied or cut only with a name and a reason."))
    found = session.get(RecordLink, link)
    if found is None:
        raise RecordError(tr("What was to be decided is no longer there."))
    _set(session, found, LINKED if same else CUT, who, reason, decided=True)


def link_by_hand(session: Session, person: int, patient: int, who: str, reason: str) -> None:
    """Tie a person to a patient whom no identifier proposes.

    Raises
    ------
    RecordError
        If one of the two is gone, or name or reason are missing.
    """
    row, found = session.get(RecordPerson, person), session.get(Patient, patient)
    if row is None or found is None:
        raise RecordError(tr("What was to be decided is no longer there."))
    known = select(RecordLink).where(RecordLink.person_key == person, RecordLink.patient_key == patient)
    link = session.scalar(known)
    if link is None:
        compared = compare(person_of(session, row), _imaged(session, found), _named_studies(session, person))
        link = RecordLink(person_key=person, patient_key=patient, state=APART, basis=_basis(compared))
        session.add(link)
        session.flush()
    decide(session, link.id, True, who, reason)


def history(session: Session, link: int) -> list[RecordLinkEvent]:
    """What became of a link, the earliest first."""
    found = session.get_one(RecordLink, link)
    same = (RecordLinkEvent.person == found.person_key, RecordLinkEvent.patient == found.patient_key)
    return list(session.scalars(select(RecordLinkEvent).where(*same).order_by(RecordLinkEvent.id)))


def _named_studies(session: Session, person: int) -> frozenset[str]:
    named = select(RecordStatement.uid).where(
        RecordStatement.person_key == person, RecordStatement.uid != "", RecordStatement.superseded.is_(False)
    )
    return frozenset(session.scalars(named))


def _candidates(session: Session, person: int, named: frozenset[str]) -> Iterator[Patient]:
    """Patients that share an identifier or a study with a person."""
    of_person = RecordIdentifier.person_key == person
    ids = select(RecordIdentifier.folded).where(of_person)
    as_written = select(RecordIdentifier.value).where(of_person)
    of_study = select(Study.patient_key).where(Study.study_instance_uid.in_(named))
    shared = or_(
        func.lower(func.trim(Patient.patient_id)).in_(ids),  # SQLite lowers ASCII alone
        Patient.patient_id.in_(as_written),
        Patient.id.in_(of_study),
    )
    yield from session.scalars(select(Patient).where(Patient.patient_id != "", shared))
    if named:
        yield from session.scalars(select(Patient).where(Patient.patient_id == "", Patient.id.in_(of_study)))


def _imaged(session: Session, patient: Patient) -> Imaged:
    uids = session.scalars(select(Study.study_instance_uid).where(Study.patient_key == patient.id))
    return Imaged(
        patient.patient_id, patient.issuer, patient.name, patient.sex, patient.birth_date, frozenset(uids)
    )


def _link(session: Session, person: int, patient: Patient, compared: Comparison, who: str) -> None:
    known = select(RecordLink).where(RecordLink.person_key == person, RecordLink.patient_key == patient.id)
    link = session.scalar(known)
    state = _STATES[compared.verdict]
    if link is None:
        link = RecordLink(person_key=person, patient_key=patient.id, state="", basis=_basis(compared))
        session.add(link)
        session.flush()
        _set(session, link, state, who, "")
        return
    before = msgspec.json.decode(link.basis, type=Comparison)
    link.basis = _basis(compared)
    if not link.decided:
        if link.state != state:
            _set(session, link, state, who, "")
    elif link.state == LINKED and _disagreements(compared) - _disagreements(before):
        _set(session, link, ASKED, who, "")  # what the user agreed to was something else


def _disagreements(compared: Comparison) -> set[str]:
    return {name for name in ("name", "sex", "birth_date") if getattr(compared, name) is Match.DIFFERENT}


def _basis(compared: Comparison) -> str:
    return msgspec.json.encode(compared).decode()


def _set(
    session: Session, link: RecordLink, state: str, who: str, reason: str, *, decided: bool = False
) -> None:
    link.state, link.decided, link.changed_at = state, decided, now()
    event = RecordLinkEvent(
        person=link.person_key, patient=link.patient_key, who=who, state=state, reason=reason
    )
    session.add(event)
    session.flush()
    if decided:
        subject = f"person {link.person_key}, patient {link.patient_key}"
        audit.record(session, who, "tie_record" if state == LINKED else "cut_record", subject)


def links_of(session: Session, patient: int | None, person: int | None) -> list[Question]:
    """All links of a patient or of a person but those that nothing speaks for; questions first."""
    mine = RecordLink.patient_key == patient if patient is not None else RecordLink.person_key == person
    found = select(RecordLink).where(mine, RecordLink.state != APART)
    rows = sorted(session.scalars(found), key=lambda link: (link.state != ASKED, link.state == CUT, link.id))
    return [question_of(session, link) for link in rows]


def proposal(session: Session, person: int, patient: int) -> Question:
    """Both sides of a link that the user thinks of; nothing is kept yet, and ``link`` is 0.

    Raises
    ------
    RecordError
        If one of the two is gone.
    """
    row, found = session.get(RecordPerson, person), session.get(Patient, patient)
    if row is None or found is None:
        raise RecordError(tr("What was to be decided is no longer there."))
    known, imaged = person_of(session, row), _imaged(session, found)
    compared = compare(known, imaged, _named_studies(session, person))
    return Question(0, APART, known, imaged, compared, len(imaged.studies))


def unlinked(session: Session) -> bool:
    """Whether a patient shares an identifier or a study with a person and the two were not compared yet."""
    return bool(_uncompared(session))
