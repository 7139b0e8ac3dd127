"""What a record consists of. Every part knows its place in its source, a file with its sha256."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from meddiag_gui.language import mark
from meddiag_gui.records.when import When


class Flag(StrEnum):
    """Reservations about a part of a record; it is kept all the same."""

    IMPLAUSIBLE = "implausible"
    FUTURE = "future"
    BEFORE_BIRTH = "before_birth"
    NO_TIME = "no_time"
    NO_UNIT = "no_unit"
    UNKNOWN_UNIT = "unknown_unit"
    OTHER_UNIT = "other_unit"
    NO_NUMBER = "no_number"
    RETRACTED = "retracted"
    PRELIMINARY = "preliminary"
    SAME_ID = "same_id"
    INCOMPLETE = "incomplete"


FLAG_WORDS = {
    Flag.IMPLAUSIBLE: mark("outside what is possible"),
    Flag.FUTURE: mark("dated in the future"),
    Flag.BEFORE_BIRTH: mark("dated before birth"),
    Flag.NO_TIME: mark("without a time"),
    Flag.NO_UNIT: mark("without a unit"),
    Flag.UNKNOWN_UNIT: mark("in a unit that is not known, not converted"),
    Flag.OTHER_UNIT: mark("in a unit that does not fit what was measured, not converted"),
    Flag.NO_NUMBER: mark("not a number"),
    Flag.RETRACTED: mark("marked as entered in error or cancelled"),
    Flag.PRELIMINARY: mark("preliminary"),
    Flag.SAME_ID: mark("its identifier stands for something else too"),
    Flag.INCOMPLETE: mark("not all of it could be read"),
}


class Kind(StrEnum):
    """What a statement is about."""

    CONDITION = "condition"
    MEDICATION = "medication"
    ALLERGY = "allergy"
    PROCEDURE = "procedure"
    REPORT = "report"
    IMAGING = "imaging"
    ENCOUNTER = "encounter"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A patient identifier.

    Parameters
    ----------
    value
        As given, without padding.
    issuers
        Names of who gives such identifiers; any may stand in DICOM's Issuer of Patient ID. May be empty.
    weak
        Whether it is only a reference inside a file or a server, not what a hospital writes on a form.
    """

    value: str
    issuers: tuple[str, ...] = ()
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Whom parts of a record are about.

    Parameters
    ----------
    subject
        Key by which parts of the same source name this person.
    identifiers
        The first is what the source uses mainly.
    names
        DICOM's form, ``Family^Given Middle``, the first as it is shown; scripts may stand side by side.
    sex
        ``M``, ``F``, ``O``, or empty where it is not known.
    birth_date
        ISO: ``1950-03-05``, ``1950-03``, ``1950``, or empty.
    """

    subject: str
    place: str
    identifiers: tuple[Identifier, ...] = ()
    names: tuple[str, ...] = ()
    sex: str = ""
    birth_date: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One observation.

    Parameters
    ----------
    place
        Where in the source: a row, or a resource and its id.
    name, code, system
        What was observed, in the source's words and code; ``system`` is a URI, empty where there is none.
    analyte
        Key into `meddiag_gui.records.analytes`, or empty.
    number, unit
        In the analyte's own unit (UCUM) where it could be converted, else as given; None without a number.
    comparator
        ``<``, ``<=``, ``>`` or ``>=`` where the number is a limit.
    text
        The result where it is not a number, or what else was said.
    given
        Number and unit as the source writes them.
    low, high
        Reference range in ``unit``.
    range_from
        ``source``, ``general`` (a table of ours, for adults), or empty.
    resource
        Name of the FHIR resource, which may come again in another version; empty for rows.
    version
        When the source last changed the resource, ISO, or empty; the later one holds.
    content
        Digest of the whole resource: another one is another version.
    """

    subject: str
    place: str
    name: str
    code: str = ""
    system: str = ""
    analyte: str = ""
    when: When | None = None
    number: float | None = None
    unit: str = ""
    comparator: str = ""
    text: str = ""
    given: str = ""
    low: float | None = None
    high: float | None = None
    range_from: str = ""
    flags: tuple[Flag, ...] = ()
    resource: str = ""
    version: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A condition, a medication, a report …: what is said with words and dates.

    Parameters
    ----------
    start, end
        When it began and ended, or happened.
    text
        Further words: dosage, reaction, conclusion; several lines are possible.
    uid
        Study Instance UID of an imaging study, else empty.
    active
        Whether it still holds; None where that is not said.
    """

    subject: str
    place: str
    kind: Kind
    name: str
    code: str = ""
    system: str = ""
    status: str = ""
    active: bool | None = None
    start: When | None = None
    end: When | None = None
    text: str = ""
    uid: str = ""
    flags: tuple[Flag, ...] = ()
    resource: str = ""
    version: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read, and where; never says what stood there."""

    place: str
    message: str


Item = Person | Value | Statement
