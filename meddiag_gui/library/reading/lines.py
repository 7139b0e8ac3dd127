"""The worklist as values: what it shows, its lines, and the ranks of urgency; without the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

PRESENT, UNCERTAIN, UNJUDGED, ABSENT = range(4)
"""Ranks of urgency, the most urgent first."""

Shown = Literal["unread", "drafts", "read", "all"]
Column = Literal[
    "urgency", "status", "name", "patient_id", "age", "modality", "description", "date", "waiting"
]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the worklist shows, and in which order.

    Parameters
    ----------
    shown
        ``unread`` holds drafts too; ``read`` is what has a signed verdict.
    text
        What words of the patient's name, ID, accession number or descriptions begin with; empty for all.
    modality
        One modality, such as ``DX``; empty for all.
    age_from, age_to
        Whole years at the study, inclusive; None for no limit. Where one is set, unknown ages are left out.
    sort, descending
        Among equals whoever waits longest comes first.
    """

    shown: Shown = "unread"
    text: str = ""
    modality: str = ""
    age_from: int | None = None
    age_to: int | None = None
    sort: Column = "urgency"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One study of the worklist.

    Parameters
    ----------
    age
        Whole years at the study; None where nobody says.
    rank, finding, probability, operating_point, model, reason
        What its urgency rests on (`meddiag_gui.library.tables.reading.Standing`).
    verdict
        Empty, ``draft``, ``signed`` or ``amended``.
    """

    study: int
    study_uid: str
    name: str
    patient_id: str
    sex: str
    age: int | None
    modalities: str
    description: str
    date: date | None
    images: int
    arrived: datetime
    rank: int = UNJUDGED
    finding: str = ""
    probability: float = 0.0
    operating_point: float = 0.0
    model: str = ""
    reason: str = ""
    verdict: str = ""
    reader: str = ""
