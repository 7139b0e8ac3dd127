"""A patient as one story: what happened when, and how values went, on one axis of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from meddiag_gui.language import mark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Lane(StrEnum):
    """Where an event stands, from top to bottom."""

    STUDIES = "studies"
    SCORES = "scores"
    VERDICTS = "verdicts"
    NOTES = "notes"
    COURSE = "course"
    CONDITIONS = "conditions"
    MEDICATION = "medication"
    RESULTS = "results"


LANE_WORDS = {
    Lane.STUDIES: mark("Studies"),
    Lane.SCORES: mark("Model scores"),
    Lane.VERDICTS: mark("Verdicts"),
    Lane.NOTES: mark("Reports and notes"),
    Lane.COURSE: mark("Stays and procedures"),
    Lane.CONDITIONS: mark("Problems"),
    Lane.MEDICATION: mark("Medication"),
    Lane.RESULTS: mark("Results in words"),
}


class Weight(StrEnum):
    """How an event is drawn."""

    PLAIN = "plain"
    NOTABLE = "notable"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing on the timeline.

    Parameters
    ----------
    seconds, end
        Local wall clock since 1970, or since admission (`meddiag_gui.records.when`); ``end`` is None for a
        moment. What still goes on ends at infinity.
    title
        One line.
    detail
        What is shown when it is chosen; several lines, with the source.
    study
        Key of a study in the library, which is opened by a click; None for what only has words.
    relative
        Whether the time counts from admission.
    """

    lane: Lane
    seconds: float
    title: str
    end: float | None = None
    detail: str = ""
    study: int | None = None
    weight: Weight = Weight.PLAIN
    relative: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """How one quantity went.

    Parameters
    ----------
    key
        Of the analyte, or the name.
    unit
        UCUM, or as given; values in other units make a track of their own.
    seconds, numbers
        float64 of one length, in the order of time.
    outside
        bool: outside the reference range that holds for the value.
    doubtful
        bool: flagged; drawn, but neither joined by the line nor used for the scale.
    band
        Reference range that is drawn, in ``unit``; either end may be None.
    general
        Whether the band is from a table of ours, for adults, and not from the source.
    keys
        Of the values in the library, int64.
    """

    key: str
    name: str
    unit: str
    seconds: NDArray[np.float64]
    numbers: NDArray[np.float64]
    outside: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]
    keys: NDArray[np.int64]
    band: tuple[float | None, float | None] = (None, None)
    general: bool = False
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One problem, medication or allergy.

    Parameters
    ----------
    when
        Since or until when, in words.
    active
        Whether it still holds; None where that is not said.
    flags
        Reservations, in words.
    source
        File, sha256 and row or resource.
    """

    name: str
    status: str
    active: bool | None
    when: str
    text: str
    flags: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Header:
    """Who it is.

    Parameters
    ----------
    ages
        Age at each study, as ``2024-05-02: 61 years``; the latest first.
    """

    name: str
    other_names: tuple[str, ...]
    identifiers: tuple[str, ...]
    sex: str
    birth_date: str
    ages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """All that the patient view shows.

    Parameters
    ----------
    cautions
        One sentence each, to be read before the rest.
    values
        How many observations there are.
    """

    header: Header
    problems: tuple[Line, ...] = ()
    medication: tuple[Line, ...] = ()
    allergies: tuple[Line, ...] = ()
    tracks: tuple[Track, ...] = ()
    events: tuple[Event, ...] = ()
    cautions: tuple[str, ...] = ()
    values: int = 0
    questions: tuple[int, ...] = field(default=())
