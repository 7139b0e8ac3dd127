"""What models and readers said of studies: predictions, opinions in draft and signed, how a study stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meddiag_gui.library.tables.base import Base, Moment, now


class Prediction(Base):
    """What one model said of one frame of an instance.

    Parameters
    ----------
    asked
        Digest of the weights and the operating points in force: the same question has one answer.
    status
        ``ok``, ``refused`` or ``error``.
    overridden
        The gate refused, and a reader asked for the scores all the same.
    source
        ``reading`` where a reader asked, else ``background``.
    reasons
        JSON list of sentences: why it was refused or failed, or reservations.
    """

    __tablename__ = "predictions"
    __table_args__ = (
        UniqueConstraint("instance", "frame", "asked", "overridden"),
        Index(None, "study"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_key: Mapped[int] = mapped_column("study", ForeignKey("studies.id", ondelete="CASCADE"))
    instance_key: Mapped[int] = mapped_column("instance", ForeignKey("instances.id", ondelete="CASCADE"))
    frame: Mapped[int] = mapped_column(default=0)
    model_name: Mapped[str]
    model_version: Mapped[str]
    model_sha256: Mapped[str]
    asked: Mapped[str]
    status: Mapped[str]
    overridden: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str]
    device: Mapped[str] = mapped_column(default="")
    reasons: Mapped[str] = mapped_column(default="[]")
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    scores: Mapped[list[Score]] = relationship(order_by="Score.id", passive_deletes=True)


class Score(Base):
    """One finding's score in a prediction, with the operating point and the band that made the call."""

    __tablename__ = "prediction_scores"
    __table_args__ = (Index(None, "prediction"), Index(None, "finding"))

    id: Mapped[int] = mapped_column(primary_key=True)
    prediction_key: Mapped[int] = mapped_column(
        "prediction", ForeignKey("predictions.id", ondelete="CASCADE")
    )
    finding: Mapped[str]
    code_scheme: Mapped[str] = mapped_column(default="")
    code_value: Mapped[str] = mapped_column(default="")
    code_meaning: Mapped[str] = mapped_column(default="")
    probability: Mapped[float]
    operating_point: Mapped[float]
    band_low: Mapped[float | None]
    band_high: Mapped[float | None]
    call: Mapped[str]


class Reading(Base):
    """One reader's reading of one study.

    Parameters
    ----------
    read_first
        Whether the model's result was hidden until the reader alone had committed an opinion.
    revealed_at
        When a model's result was first shown to the reader; None while it never was.
    """

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("study", "reader"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    study_key: Mapped[int] = mapped_column("study", ForeignKey("studies.id", ondelete="CASCADE"))
    reader: Mapped[str]
    read_first: Mapped[bool] = mapped_column(default=False)
    revealed_at: Mapped[datetime | None] = mapped_column(Moment)
    began_at: Mapped[datetime] = mapped_column(Moment, default=now)

    opinions: Mapped[list[Opinion]] = relationship(order_by="Opinion.id", passive_deletes=True)


class Opinion(Base):
    """One version of an opinion; a signed one is never changed, an amendment is the next version.

    Parameters
    ----------
    stage
        ``alone``: formed before the model's result was shown; ``with_model``: the verdict.
    version
        From 1 in each stage.
    state
        ``draft`` or ``signed``.
    reason
        Why a verdict was amended; empty for the first version.
    """

    __tablename__ = "opinions"
    __table_args__ = (
        UniqueConstraint("reading", "stage", "version"),
        CheckConstraint("stage IN ('alone', 'with_model')", name="stage"),
        CheckConstraint("state IN ('draft', 'signed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_key: Mapped[int] = mapped_column("reading", ForeignKey("readings.id", ondelete="CASCADE"))
    stage: Mapped[str]
    version: Mapped[int]
    state: Mapped[str]
    comment: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[datetime] = mapped_column(Moment, default=now)
    signed_at: Mapped[datetime | None] = mapped_column(Moment)

    findings: Mapped[list[OpinionFinding]] = relationship(
        order_by="OpinionFinding.place", passive_deletes=True, cascade="all, delete-orphan"
    )


class OpinionFinding(Base):
    """What an opinion says of one finding.

    Parameters
    ----------
    presence
        ``present``, ``absent`` or ``unsure``.
    added
        The reader named it; no model did.
    call, score_key
        What the model said, as the reader had it before him; empty where it said nothing or was hidden.
    instance_key
        The image that was looked at; None where it is no more.
    """

    __tablename__ = "opinion_findings"
    __table_args__ = (
        UniqueConstraint("opinion", "finding"),
        CheckConstraint("presence IN ('present', 'absent', 'unsure')", name="presence"),
        Index(None, "instance"),
        Index(None, "score"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_key: Mapped[int] = mapped_column("opinion", ForeignKey("opinions.id", ondelete="CASCADE"))
    place: Mapped[int]
    finding: Mapped[str]
    presence: Mapped[str]
    comment: Mapped[str] = mapped_column(default="")
    added: Mapped[bool] = mapped_column(default=False)
    call: Mapped[str] = mapped_column(default="")
    score_key: Mapped[int | None] = mapped_column(
        "score", ForeignKey("prediction_scores.id", ondelete="SET NULL")
    )
    instance_key: Mapped[int | None] = mapped_column(
        "instance", ForeignKey("instances.id", ondelete="SET NULL")
    )

    score: Mapped[Score | None] = relationship()


class Standing(Base):
    """Where a study stands, kept for the worklist; all of it follows from the other tables.

    Parameters
    ----------
    rank
        Of urgency, the most urgent first (`meddiag_gui.library.reading.standing.RANKS`).
    finding, probability, operating_point, model, reason
        What the urgency rests on: the leading finding and the model that named it, or why there is none.
    verdict
        Empty, ``draft``, ``signed`` or ``amended``.
    reader, signed_at
        Who signed last, or drafts, and when.
    """

    __tablename__ = "standings"
    __table_args__ = (Index(None, "rank", "probability"), Index(None, "verdict"))

    study_key: Mapped[int] = mapped_column(
        "study", ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True
    )
    rank: Mapped[int]
    finding: Mapped[str] = mapped_column(default="")
    probability: Mapped[float] = mapped_column(default=0.0)
    operating_point: Mapped[float] = mapped_column(default=0.0)
    model: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    verdict: Mapped[str] = mapped_column(default="")
    reader: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None] = mapped_column(Moment)


class WatchedFile(Base):
    """A file of a watched folder that was taken care of, as it then was."""

    __tablename__ = "watched_files"

    path: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    modified_ns: Mapped[int]


class SavedFilter(Base):
    """A filter of the worklist under a name; it may name a patient, so it is kept here and in no setting."""

    __tablename__ = "saved_filters"

    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]


_SIGNED = "(SELECT state FROM opinions WHERE id = {row}.opinion) = 'signed'"
_REFUSE = "BEGIN SELECT RAISE(ABORT, 'a signed opinion is never changed'); END"
_STUDY_THERE = "EXISTS (SELECT 1 FROM readings r JOIN studies s ON s.id = r.study WHERE r.id = OLD.reading)"
TRIGGERS = {
    "opinion_stays": f"BEFORE UPDATE ON opinions WHEN OLD.state = 'signed' {_REFUSE}",
    # ends only with its study, when that is deleted for good
    "opinion_never_goes": (
        f"BEFORE DELETE ON opinions WHEN OLD.state = 'signed' AND {_STUDY_THERE} {_REFUSE}"
    ),
    "opinion_finding_not_added": (
        f"BEFORE INSERT ON opinion_findings WHEN {_SIGNED.format(row='NEW')} {_REFUSE}"
    ),
    "opinion_finding_stays": (
        "BEFORE UPDATE OF opinion, place, finding, presence, comment, added, call ON opinion_findings "
        f"WHEN {_SIGNED.format(row='OLD')} {_REFUSE}"
    ),
    "opinion_finding_never_goes": (
        f"BEFORE DELETE ON opinion_findings WHEN {_SIGNED.format(row='OLD')} {_REFUSE}"
    ),
}
"""What stands behind ``CREATE TRIGGER <name>``, by name: the database itself keeps what was signed."""
