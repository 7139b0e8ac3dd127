"""Finding studies: words by FTS5, the rest by columns, the newest study first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select, text

from meddiag_gui.library.query import Query
from meddiag_gui.library.tables.core import Patient, Study
from meddiag_gui.library.words import match_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PAGE = 100
_MANY = 5000  # hits of the index beyond which walking along the dates is quicker than sorting them

_SHOWN = (
    Study.id.label("study"), Study.study_instance_uid, Patient.patient_id, Patient.issuer,
    Patient.name.label("patient_name"), Patient.birth_date.label("patient_birth_date"),
    Patient.sex.label("patient_sex"), Study.accession, Study.date, Study.time, Study.modalities,
    Study.description, Study.body_part, Study.images, Study.status, Study.added_at, Study.binned_at,
)  # fmt: skip
_NEWEST = (Study.date.desc(), Study.time.desc(), Study.id.desc())


@dataclass(frozen=True, slots=True)
class Found:
    """One study in a list, by fields of `Study` and `Patient`. It is patient data: never log it."""

    study: int
    study_instance_uid: str
    patient_id: str
    issuer: str
    patient_name: str
    patient_birth_date: str
    patient_sex: str
    accession: str
    date: date | None
    time: str
    modalities: str
    description: str
    body_part: str
    images: int
    status: str
    added_at: datetime
    binned_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the studies found, from ``offset`` on, and how many there are in all."""

    studies: tuple[Found, ...]
    offset: int
    total: int


def search(session: Session, query: Query, *, limit: int = PAGE, offset: int = 0) -> Page:
    """Find studies, the newest first.

    Parameters
    ----------
    session
        Of `Library.read`.
    limit, offset
        Which of them; the total counts all.
    """
    match = _match(query)
    hits = _hits(session, match)
    walk = not match or hits > _MANY
    conditions, among = _conditions(query, walk=walk), _among(match, walk=walk)
    listed = select(Study.id).order_by(*_NEWEST)
    if not match:
        total = session.scalar(select(func.count()).select_from(Study).where(*conditions)) or 0
        chosen = session.scalars(listed.where(*conditions).limit(limit).offset(offset)).all()
    elif _narrowed(query):
        every = session.scalars(listed.where(*conditions, *among)).all()
        total, chosen = len(every), every[offset : offset + limit]
    else:
        binned = select(func.count()).select_from(Study).where(Study.binned_at.is_not(None), *_among(match))
        total = hits - (session.scalar(binned) or 0)
        chosen = session.scalars(listed.where(*conditions, *among).limit(limit).offset(offset)).all()
    shown = select(*_SHOWN).join(Patient, Study.patient_key == Patient.id).where(Study.id.in_(chosen))
    rows = session.execute(shown.order_by(*_NEWEST)).all() if chosen else []
    return Page(tuple(Found(**row._mapping) for row in rows), offset, total)


def _match(query: Query) -> str:
    """Write the words of a query in the language of FTS5; empty where there are none."""
    parts = []
    for column, written in query.words:
        for word in written.split():
            if found := match_of(word):
                parts.append(f"{column} : {found}" if column else found)
    return " AND ".join(parts)


def _hits(session: Session, match: str) -> int:
    """Count the hits of the index, in the library and in the bin."""
    if not match:
        return 0
    counted = text("SELECT count(*) FROM study_index WHERE study_index MATCH :match")
    return int(session.execute(counted, {"match": match}).scalar_one())


def _among(match: str, *, walk: bool = False) -> list[ColumnElement[bool]]:
    """Keep to the hits of the index.

    To ``walk`` is to go through the studies in the order of their dates and look up each among the hits; else
    each hit is looked up among the studies. The unary plus keeps SQLite from an index for that term.
    """
    if not match:
        return []
    hits: Select[tuple[int]] = select(literal_column("rowid")).select_from(text("study_index"))
    hits = hits.where(text("study_index MATCH :match").bindparams(match=match))
    return [literal_column("+studies.id").in_(hits) if walk else Study.id.in_(hits)]


def _narrowed(query: Query) -> bool:
    """Whether more than words is asked for."""
    return replace(query, words=(), problems=()) != Query()


def _conditions(query: Query, *, walk: bool) -> list[ColumnElement[bool]]:
    binned: ColumnElement[datetime] = literal_column(f"{'' if walk else '+'}studies.binned_at")
    found: list[ColumnElement[bool]] = [binned.is_not(None) if query.in_bin else binned.is_(None)]
    if query.modalities:
        apart: ColumnElement[str] = literal_column("' ' || studies.modalities || ' '")
        found.append(or_(*(func.instr(apart, f" {modality} ") > 0 for modality in query.modalities)))
    if query.first is not None:
        found.append(Study.date >= query.first)
    if query.last is not None:
        found.append(Study.date <= query.last)
    if query.status:
        found.append(Study.status == query.status)
    if query.born or query.sex:
        patients = select(Patient.id)
        if query.born:
            patients = patients.where(Patient.birth_date >= query.born, Patient.birth_date < f"{query.born}~")
        if query.sex:
            patients = patients.where(Patient.sex == query.sex)
        found.append(literal_column("+studies.patient").in_(patients))
    return found
