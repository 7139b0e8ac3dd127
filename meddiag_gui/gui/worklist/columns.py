"""The columns of lists of studies: what stands in each cell."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from meddiag_gui.gui.library.paged import ColumnSpec
from meddiag_gui.gui.text import person_name, plain
from meddiag_gui.language import mark, tr
from meddiag_gui.worklist import urgency

if TYPE_CHECKING:
    from meddiag_gui.library.reading.lines import Line

STATUS = {
    "": mark("Unread"), "draft": mark("Draft"), "signed": mark("Signed"), "amended": mark("Amended"),
}  # fmt: skip


def status(line: Line) -> str:
    """Say how far the verdict is, and whose."""
    word = tr(STATUS.get(line.verdict, ""))
    return f"{word}, {plain(line.reader, 40)}" if line.reader else word


def name(line: Line) -> str:
    """Write the patient's name as it is read."""
    return plain(person_name(line.name), 80)


def age(line: Line) -> str:
    """Write age and sex."""
    years = "" if line.age is None else str(line.age)
    return " ".join(filter(None, (years, plain(line.sex, 8))))


def _patient_id(line: Line) -> str:
    return plain(line.patient_id, 64)


def _modalities(line: Line) -> str:
    return plain(line.modalities, 40)


def _description(line: Line) -> str:
    return plain(line.description, 120)


def _date(line: Line) -> str:
    return line.date.isoformat() if line.date else ""


def _waiting(line: Line) -> str:
    return urgency.waiting(line.arrived, datetime.now(UTC)) if line.verdict in ("", "draft") else ""


URGENCY = ColumnSpec("urgency", mark("Urgency"), urgency.short, 210)
STUDY = (
    ColumnSpec("status", mark("Status"), status, 120),
    ColumnSpec("name", mark("Patient"), name, 190),
    ColumnSpec("patient_id", mark("ID"), _patient_id, 110),
    ColumnSpec("age", mark("Age"), age, 60),
    ColumnSpec("modality", mark("Modality"), _modalities, 80),
    ColumnSpec("description", mark("Description"), _description, 220),
    ColumnSpec("date", mark("Study date"), _date, 95),
)
WAITING = ColumnSpec("waiting", mark("Waiting"), _waiting, 90)
WORKLIST = (URGENCY, *STUDY, WAITING)
"""Columns of the worklist; without the first where models' results are hidden."""
