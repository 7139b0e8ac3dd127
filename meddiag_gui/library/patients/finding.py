"""Finding patients: of images and of records, by name in any script or by identifier."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from meddiag_gui.library.patients.persons import folded
from meddiag_gui.library.patients.story import Subject, shown_name
from meddiag_gui.library.tables.core import Patient, Study
from meddiag_gui.library.tables.records import (
    ASKED,
    LINKED,
    RecordIdentifier,
    RecordLink,
    RecordPerson,
)
from meddiag_gui.library.words import spellings

MOST = 300


@dataclass(frozen=True, slots=True)
class Found:
    """One patient in the list.

    Parameters
    ----------
    studies, records
        How many studies there are, and how many persons of records are tied.
    asked
        Whether a question waits.
    """

    subject: Subject
    name: str
    patient_id: str
    birth_date: str
    studies: int
    records: int
    asked: bool


def find_patients(session: Session, text: str = "", *, limit: int = MOST) -> list[Found]:
    """Find patients whose name or identifier holds all words of a text; those with records come first.

    Persons of records who are tied to no images stand in the list on their own.
    """
    found = [*_with_images(session, text, limit), *_without_images(session, text, limit)]
    found.sort(key=lambda each: (not each.asked, not each.records, each.name.casefold(), each.patient_id))
    return found[:limit]


def _with_images(session: Session, text: str, limit: int) -> list[Found]:
    tied = func.coalesce(func.sum(RecordLink.state == LINKED), 0)
    asked = func.coalesce(func.sum(RecordLink.state == ASKED), 0)
    studies = (
        select(func.count(Study.id))
        .where(Study.patient_key == Patient.id, Study.binned_at.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(Patient, studies, tied, asked)
        .join(RecordLink, RecordLink.patient_key == Patient.id, isouter=True)
        .where(*_matches(text, Patient.name_words, func.lower(Patient.patient_id)))
        .group_by(Patient.id)
        .order_by(asked.desc(), tied.desc(), Patient.name, Patient.id)
        .limit(limit)
    )
    return [
        Found(
            Subject(patient=row.id),
            shown_name(row.name),
            row.patient_id,
            row.birth_date,
            count,
            tied,
            bool(open_),
        )
        for row, count, tied, open_ in rows
    ]


def _without_images(session: Session, text: str, limit: int) -> list[Found]:
    links = select(RecordLink.id).where(RecordLink.person_key == RecordPerson.id)
    linked = links.where(RecordLink.state == LINKED).exists()
    asked = links.where(RecordLink.state == ASKED).exists()
    ids = select(func.group_concat(RecordIdentifier.folded, " ")).where(
        RecordIdentifier.person_key == RecordPerson.id
    )
    rows = session.execute(
        select(RecordPerson, asked)
        .where(~linked, *_matches(text, RecordPerson.name_words, ids.scalar_subquery()))
        .order_by(RecordPerson.names, RecordPerson.id)
        .limit(limit)
    )
    return [
        Found(
            Subject(person=row.id), shown_name(row.names.split("\n")[0]), row.patient_id, row.birth_date,
            0, 1, bool(open_),
        )
        for row, open_ in rows
    ]  # fmt: skip


def _matches(
    text: str, words: InstrumentedAttribute[str], ids: ColumnElement[str | None]
) -> list[ColumnElement[bool]]:
    """Each word begins a word of the name, or stands in an identifier."""
    conditions = []
    for word in text.split()[:8]:
        ways = [(" " + words).contains(f" {spelling}", autoescape=True) for spelling in spellings(word)]
        conditions.append(or_(*ways, ids.contains(folded(word), autoescape=True)))
    return conditions
