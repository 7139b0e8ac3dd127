"""Patients, studies, series and instances: what was imported, as its headers name it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meddiag_gui.library.tables.base import Base, Moment, now

UNREAD, READING, READ = "unread", "reading", "read"


class Patient(Base):
    """One patient as headers name it: whoever differs in any of this is another row, never merged in silence.

    Parameters
    ----------
    patient_id, issuer
        Patient ID (0010,0020) and Issuer of Patient ID (0010,0021); empty where the file has none.
    name, birth_date, sex
        Patient's Name (0010,0010) as it stands there, ISO date or empty, Patient's Sex (0010,0040).
    scope
        Empty; for a patient without an ID the Study Instance UID, beyond which nobody can tell who it is.
    name_words
        The name as search looks it up (`meddiag_gui.library.words.fold`).
    """

    __tablename__ = "patients"
    __table_args__ = (
        UniqueConstraint("patient_id", "issuer", "name", "birth_date", "sex", "scope"),
        Index(None, "name"),
        Index(None, "birth_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[str] = mapped_column(default="")
    issuer: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    birth_date: Mapped[str] = mapped_column(default="")
    sex: Mapped[str] = mapped_column(default="")
    scope: Mapped[str] = mapped_column(default="")
    name_words: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime] = mapped_column(Moment, default=now)

    studies: Mapped[list[Study]] = relationship(back_populates="patient")


class Study(Base):
    """One study of one patient.

    Parameters
    ----------
    date, time
        Study Date (0008,0020), None where there is none, and Study Time (0008,0030) as HH:MM:SS or empty.
    modalities
        All modalities of its series, sorted, joined by spaces.
    patient_age
        Patient's Age (0010,1010) at the study, such as ``061Y``, or empty.
    images
        Instances with a picture in it.
    status
        `UNREAD`, `READING` or `READ`.
    binned_at
        When it was put into the bin; None while it is in the library.
    words, finding_words, verdict_words
        What search looks up: descriptions and the like, findings of models, verdicts of readers.
    """

    __tablename__ = "studies"
    __table_args__ = (
        UniqueConstraint("study_instance_uid", "patient"),
        Index(None, "patient"),
        # all that filters ask for, so that counting reads this index alone
        Index("ix_studies_listed", "binned_at", "date", "time", "id", "modalities", "status", "patient"),
        Index(None, "accession"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_instance_uid: Mapped[str]
    patient_key: Mapped[int] = mapped_column("patient", ForeignKey("patients.id"))
    accession: Mapped[str] = mapped_column(default="")
    date: Mapped[date | None]
    time: Mapped[str] = mapped_column(default="")
    modalities: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    body_part: Mapped[str] = mapped_column(default="")
    referring: Mapped[str] = mapped_column(default="")
    institution: Mapped[str] = mapped_column(default="")
    patient_age: Mapped[str] = mapped_column(default="")
    images: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(default=UNREAD)
    added_at: Mapped[datetime] = mapped_column(Moment, default=now)
    binned_at: Mapped[datetime | None] = mapped_column(Moment)
    words: Mapped[str] = mapped_column(default="")
    finding_words: Mapped[str] = mapped_column(default="")
    verdict_words: Mapped[str] = mapped_column(default="")

    patient: Mapped[Patient] = relationship(back_populates="studies")
    series: Mapped[list[Series]] = relationship(
        back_populates="study", order_by="Series.number, Series.id", passive_deletes=True, cascade="all"
    )


class Series(Base):
    """One series of a study."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("study", "series_instance_uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    study_key: Mapped[int] = mapped_column("study", ForeignKey("studies.id", ondelete="CASCADE"))
    series_instance_uid: Mapped[str]
    number: Mapped[int | None]
    modality: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    body_part: Mapped[str] = mapped_column(default="")
    view_position: Mapped[str] = mapped_column(default="")

    study: Mapped[Study] = relationship(back_populates="series")
    instances: Mapped[list[Instance]] = relationship(
        back_populates="series", order_by="Instance.number, Instance.id", passive_deletes=True, cascade="all"
    )


class Instance(Base):
    """One file.

    Parameters
    ----------
    sha256
        Hex digest of its content; with the SOP Instance UID what it is known by.
    reference
        Absolute path where the file was left in its place; None where it lies in the store.
    has_image
        Whether it holds pixels that can be looked at; else it is a report, a plan or the like.
    variant
        0; for the same SOP Instance UID with other content 1, 2 … in the order they came.
    rows, columns
        In pixels; 0 where the header was not asked.
    size
        Of the file, in bytes.
    """

    __tablename__ = "instances"
    __table_args__ = (
        UniqueConstraint("sop_instance_uid", "sha256"),
        Index(None, "series"),
        Index(None, "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_key: Mapped[int] = mapped_column("series", ForeignKey("series.id", ondelete="CASCADE"))
    sop_instance_uid: Mapped[str]
    sop_class_uid: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str]
    reference: Mapped[str | None]
    has_image: Mapped[bool] = mapped_column(default=True)
    variant: Mapped[int] = mapped_column(default=0)
    number: Mapped[int | None]
    rows: Mapped[int] = mapped_column(default=0)
    columns: Mapped[int] = mapped_column(default=0)
    frames: Mapped[int] = mapped_column(default=1)
    size: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime] = mapped_column(Moment, default=now)

    series: Mapped[Series] = relationship(back_populates="instances")
