"""The worklist: which studies wait, in which order, and a page of their lines at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import ColumnElement, Integer, Select, column, func, literal_column, select, text

from meddiag_gui.library.reading.lines import UNJUDGED, Column, Filter, Line
from meddiag_gui.library.tables.core import READ, Patient, Study
from meddiag_gui.library.tables.reading import Standing
from meddiag_gui.library.words import match_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_AGE: ColumnElement[int] = literal_column(
    "CASE"
    " WHEN studies.patient_age LIKE '___Y' THEN CAST(substr(studies.patient_age, 1, 3) AS INTEGER)"
    " WHEN studies.patient_age LIKE '___M' THEN CAST(substr(studies.patient_age, 1, 3) AS INTEGER) / 12"
    " WHEN studies.patient_age LIKE '___W' THEN CAST(substr(studies.patient_age, 1, 3) AS INTEGER) * 7 / 365"
    " WHEN studies.patient_age LIKE '___D' THEN CAST(substr(studies.patient_age, 1, 3) AS INTEGER) / 365"
    " ELSE (strftime('%Y%m%d', studies.date) - strftime('%Y%m%d', patients.birth_date)) / 10000 END",
    Integer,
)
"""Whole years by Patient's Age (0010,1010), else by the dates of study and birth; NULL where neither says."""

_OLDEST = 999
_RANK = func.coalesce(Standing.rank, UNJUDGED)
_COLUMNS = (
    Study.id, Study.study_instance_uid, Patient.name, Patient.patient_id, Patient.sex, _AGE, Study.modalities,
    Study.description, Study.date, Study.images, Study.added_at, _RANK, func.coalesce(Standing.finding, ""),
    func.coalesce(Standing.probability, 0.0), func.coalesce(Standing.operating_point, 0.0),
    func.coalesce(Standing.model, ""), func.coalesce(Standing.reason, ""),
    func.coalesce(Standing.verdict, ""), func.coalesce(Standing.reader, ""),
)  # fmt: skip
_SORTED: dict[Column, tuple[ColumnElement[Any], ...]] = {
    "urgency": (_RANK, -func.coalesce(Standing.probability, 0.0)),
    "status": (func.coalesce(Standing.verdict, ""), func.coalesce(Standing.reader, "")),
    "name": (func.lower(Patient.name),),
    "patient_id": (Patient.patient_id + "",),
    "age": (_AGE,),
    "modality": (Study.modalities + "",),
    "description": (func.lower(Study.description),),
    "date": (func.coalesce(Study.date, ""), Study.time + ""),
    "waiting": (),
}


def keys(session: Session, wanted: Filter) -> list[int]:
    """Give the keys of all studies that the filter lets through, in its order."""
    listed = _joined(select(Study.id)).where(*_conditions(wanted))
    return list(session.scalars(listed.order_by(*_order(wanted))))


def lines(session: Session, studies: Sequence[int]) -> list[Line]:
    """Give the lines of some studies, in the order asked for; those that are no more are left out."""
    chosen = cast("Select[Any]", select(*_COLUMNS))
    found = {row[0]: Line(*row) for row in session.execute(_joined(chosen).where(Study.id.in_(studies)))}
    return [found[key] for key in studies if key in found]


def modalities(session: Session) -> list[str]:
    """Give all modalities of the library, sorted."""
    said = session.scalars(select(Study.modalities).where(Study.binned_at.is_(None)).distinct())
    return sorted({one for text in said for one in text.split()})


def _joined(chosen: Select[Any]) -> Select[Any]:
    joined = chosen.join(Patient, Patient.id == Study.patient_key)
    return joined.outerjoin(Standing, Standing.study_key == Study.id)


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    """Say what a study must be to be listed."""
    found: list[ColumnElement[bool]] = [Study.binned_at.is_(None), Study.images > 0]
    if wanted.shown == "drafts":
        found.append(Standing.verdict == "draft")
    elif wanted.shown != "all":
        found.append(Study.status == READ if wanted.shown == "read" else Study.status != READ)
    if wanted.modality:
        found.append((" " + Study.modalities + " ").contains(f" {wanted.modality} ", autoescape=True))
    if wanted.age_from is not None or wanted.age_to is not None:
        oldest = _OLDEST if wanted.age_to is None else wanted.age_to
        found.append(_AGE.between(wanted.age_from or 0, oldest))
    looked_for = " AND ".join(filter(None, map(match_of, wanted.text.split())))
    if looked_for:
        columns = f"{{name ids words}} : ({looked_for})"
        matching = text("SELECT rowid FROM study_index WHERE study_index MATCH :said").bindparams(
            said=columns
        )
        found.append(Study.id.in_(matching.columns(column("rowid"))))
    return found


def _order(wanted: Filter) -> list[ColumnElement[Any]]:
    chosen = _SORTED[wanted.sort]
    if wanted.sort == "waiting":
        return [Study.added_at.desc() if wanted.descending else Study.added_at.asc(), Study.id.asc()]
    turned = [column.desc() if wanted.descending else column.asc() for column in chosen]
    return [*turned, Study.added_at.asc(), Study.id.asc()]
