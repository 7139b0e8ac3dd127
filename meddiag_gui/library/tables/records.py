"""Patients' records: sources, persons, values and statements, and how persons are tied to patients of images.

Times are seconds of local wall clock since 1970, or since admission where ``relative`` is set
(`meddiag_gui.records.when`).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from meddiag_gui.library.tables.base import Base, Moment, now

LINKED, ASKED, APART, CUT = "linked", "asked", "apart", "cut"


class RecordSource(Base):
    """One file that records came from.

    Parameters
    ----------
    name
        The file's name, fit for a label.
    mapping
        Digest of the mapping by which a table was read, else empty.
    complete
        Whether it was read to its end.
    taken, known, left
        Items that came from it, that were known already, and complaints about what was not read.
    """

    __tablename__ = "record_sources"
    __table_args__ = (UniqueConstraint("sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    name: Mapped[str]
    form: Mapped[str]
    mapping: Mapped[str] = mapped_column(default="")
    complete: Mapped[bool] = mapped_column(default=False)
    taken: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    left: Mapped[int] = mapped_column("left_out", default=0)
    imported_at: Mapped[datetime] = mapped_column(Moment, default=now)


class RecordProblem(Base):
    """What could not be read of a source; the first of many."""

    __tablename__ = "record_problems"
    __table_args__ = (Index(None, "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_key: Mapped[int] = mapped_column("source", ForeignKey("record_sources.id", ondelete="CASCADE"))
    place: Mapped[str]
    message: Mapped[str]


class RecordPerson(Base):
    """One person as records name it; two that disagree are two rows, whatever their identifiers.

    Parameters
    ----------
    patient_id, issuer
        The main identifier, for people to read.
    names
        DICOM's form, one a line.
    birth_date
        ISO, also ``1950-03`` and ``1950``.
    """

    __tablename__ = "record_persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[str] = mapped_column(default="")
    issuer: Mapped[str] = mapped_column(default="")
    names: Mapped[str] = mapped_column(default="")
    sex: Mapped[str] = mapped_column(default="")
    birth_date: Mapped[str] = mapped_column(default="")
    name_words: Mapped[str] = mapped_column(default="")
    source_key: Mapped[int] = mapped_column("source", ForeignKey("record_sources.id"))
    place: Mapped[str] = mapped_column(default="")


class RecordIdentifier(Base):
    """One identifier of a person; ``folded`` is what it is looked up by, ``issuers`` one a line."""

    __tablename__ = "record_identifiers"
    __table_args__ = (UniqueConstraint("person", "folded", "issuers", "weak"), Index(None, "folded"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_key: Mapped[int] = mapped_column("person", ForeignKey("record_persons.id", ondelete="CASCADE"))
    rank: Mapped[int] = mapped_column(default=0)
    value: Mapped[str]
    folded: Mapped[str]
    issuers: Mapped[str] = mapped_column(default="")
    weak: Mapped[bool] = mapped_column(default=False)


class _Part:
    """What values and statements have in common.

    Parameters
    ----------
    place
        Row or resource in the source.
    resource, version
        Name of a FHIR resource that can come again in another version, and when it was changed last.
    digest
        Of all content: what is known by it is not taken twice.
    superseded
        Whether a later version of the same resource holds in its place.
    flags
        Reservations (`meddiag_gui.records.model.Flag`), separated by spaces.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str]
    name: Mapped[str]
    code: Mapped[str] = mapped_column(default="")
    system: Mapped[str] = mapped_column(default="")
    start: Mapped[float | None]
    precision: Mapped[str] = mapped_column(default="")
    relative: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(default="")
    flags: Mapped[str] = mapped_column(default="")
    resource: Mapped[str] = mapped_column(default="")
    version: Mapped[str] = mapped_column(default="")
    superseded: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class RecordValue(_Part, Base):
    """One observation; see `meddiag_gui.records.model.Value`."""

    __tablename__ = "record_values"
    __table_args__ = (
        UniqueConstraint("person", "digest"),
        Index(None, "source"),
        Index("ix_record_values_resource", "person", "resource", sqlite_where=text("resource != ''")),
    )

    person_key: Mapped[int] = mapped_column("person", ForeignKey("record_persons.id", ondelete="CASCADE"))
    source_key: Mapped[int] = mapped_column("source", ForeignKey("record_sources.id", ondelete="CASCADE"))
    analyte: Mapped[str] = mapped_column(default="")
    number: Mapped[float | None]
    unit: Mapped[str] = mapped_column(default="")
    comparator: Mapped[str] = mapped_column(default="")
    given: Mapped[str] = mapped_column(default="")
    low: Mapped[float | None]
    high: Mapped[float | None]


class RecordStatement(_Part, Base):
    """A condition, a medication, a report …; see `meddiag_gui.records.model.Statement`."""

    __tablename__ = "record_statements"
    __table_args__ = (
        UniqueConstraint("person", "digest"),
        Index(None, "source"),
        Index("ix_record_statements_resource", "person", "resource", sqlite_where=text("resource != ''")),
        Index("ix_record_statements_uid", "uid", sqlite_where=text("uid != ''")),
    )

    person_key: Mapped[int] = mapped_column("person", ForeignKey("record_persons.id", ondelete="CASCADE"))
    source_key: Mapped[int] = mapped_column("source", ForeignKey("record_sources.id", ondelete="CASCADE"))
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(default="")
    active: Mapped[bool | None]
    end: Mapped[float | None] = mapped_column("finish")
    end_precision: Mapped[str] = mapped_column("finish_precision", default="")
    uid: Mapped[str] = mapped_column(default="")


class RecordLink(Base):
    """Whether a person of records is a patient of images.

    Parameters
    ----------
    state
        `LINKED`, `ASKED` (a question for the user), `APART` (nothing speaks for it) or `CUT`.
    decided
        Whether the user has decided; then only new evidence asks again.
    basis
        How the two compare, as JSON.
    """

    __tablename__ = "record_links"
    __table_args__ = (UniqueConstraint("person", "patient"), Index(None, "patient"), Index(None, "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_key: Mapped[int] = mapped_column("person", ForeignKey("record_persons.id", ondelete="CASCADE"))
    patient_key: Mapped[int] = mapped_column("patient", ForeignKey("patients.id", ondelete="CASCADE"))
    state: Mapped[str]
    decided: Mapped[bool] = mapped_column(default=False)
    basis: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)


class RecordLinkEvent(Base):
    """What became of a link, by whom and why; stays when the link goes."""

    __tablename__ = "record_link_events"
    __table_args__ = (Index(None, "person", "patient"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int]
    patient: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    who: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
