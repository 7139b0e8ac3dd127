"""Opinions of readers: a draft that is saved as it is typed, what was signed, and what was amended.

Three opinions on a study are kept apart: of the reader alone, formed before any model's result was shown; of
the models (`meddiag_gui.library.reading.predictions`); and of the reader who has seen them, the verdict.

    alone:       draft → signed (committed)                          in read-first mode only, never amended
    with_model:  draft → signed → draft with a reason → signed (amended) → …
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from meddiag_gui.errors import MedDiagError
from meddiag_gui.language import tr
from meddiag_gui.library import audit
from meddiag_gui.library.reading.standing import refresh
from meddiag_gui.library.tables.base import now
from meddiag_gui.library.tables.core import Study
from meddiag_gui.library.tables.reading import Opinion, OpinionFinding, Reading

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Stage = Literal["alone", "with_model"]
Presence = Literal["present", "absent", "unsure"]
Agreement = Literal["agree", "disagree", "unsure", ""]
LONGEST = 4000  # characters of a comment
LONGEST_FINDING = 80


class VerdictError(MedDiagError):
    """An opinion cannot be kept as it is, or not at this time."""


@dataclass(frozen=True, slots=True)
class FindingOpinion:
    """What a reader says of one finding.

    Parameters
    ----------
    added
        The reader named it; no model did.
    call, score
        What the model had said of it, and the key of its score; empty and None where the reader did not know.
    instance
        Key of the image that was looked at, or None.
    """

    finding: str
    presence: Presence
    comment: str = ""
    added: bool = False
    call: str = ""
    score: int | None = None
    instance: int | None = None

    @property
    def agreement(self) -> Agreement:
        """Whether it agrees with the model's call; empty where the model made none."""
        return agreement(self.presence, self.call)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written; ``reason`` says why an opinion that was signed is amended."""

    findings: tuple[FindingOpinion, ...] = ()
    comment: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an opinion as it is kept; ``signed_at`` is None for a draft."""

    stage: Stage
    number: int
    content: Draft
    saved_at: datetime
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How far one reader is with one study.

    Parameters
    ----------
    revealed_at
        When a model's result was first shown to the reader; None while it never was.
    versions
        All versions of both stages, the earliest first.
    """

    reader: str
    read_first: bool = False
    revealed_at: datetime | None = None
    versions: tuple[Version, ...] = ()

    def signed(self, stage: Stage) -> Version | None:
        """Give the last signed version of a stage."""
        found = [one for one in self.versions if one.stage == stage and one.signed_at is not None]
        return found[-1] if found else None

    def draft(self, stage: Stage) -> Version | None:
        """Give the draft of a stage."""
        return next((one for one in self.versions if one.stage == stage and one.signed_at is None), None)

    @property
    def may_see_model(self) -> bool:
        """Whether the model's result need not be hidden (any more)."""
        return not self.read_first or self.signed("alone") is not None


def agreement(presence: Presence, call: str) -> Agreement:
    """Compare a reader's word with a model's call; empty where the call is ``uncertain`` or there is none."""
    if call not in ("present", "absent"):
        return ""
    if presence == "unsure":
        return "unsure"
    return "agree" if presence == call else "disagree"


def load(session: Session, study_key: int, reader: str, read_first: bool = False) -> ReadingState:
    """Give how far a reader is; ``read_first`` counts where nothing was shown or written yet."""
    reading = _reading(session, study_key, reader)
    if reading is None:
        return ReadingState(reader, read_first)
    versions = tuple(_version(one) for one in sorted(reading.opinions, key=lambda one: one.id))
    untouched = not versions and reading.revealed_at is None
    return ReadingState(
        reader, read_first if untouched else reading.read_first, reading.revealed_at, versions
    )


def others(session: Session, study_key: int, reader: str) -> tuple[ReadingState, ...]:
    """Give what other readers signed of a study."""
    found = session.scalars(
        select(Reading)
        .where(Reading.study_key == study_key, Reading.reader != reader)
        .order_by(Reading.began_at)
        .options(selectinload(Reading.opinions).selectinload(Opinion.findings))
    )
    states = [
        ReadingState(
            one.reader,
            one.read_first,
            one.revealed_at,
            tuple(_version(opinion) for opinion in one.opinions if opinion.state == "signed"),
        )
        for one in found
    ]
    return tuple(state for state in states if state.versions)


def reveal(session: Session, study_key: int, reader: str) -> None:
    """Note that a model's result is shown to a reader: from now on the reader cannot read first."""
    reading = _begin(session, study_key, reader, read_first=False)
    if reading.revealed_at is None:
        reading.revealed_at = now()


def save_draft(
    session: Session, study_key: int, reader: str, stage: Stage, draft: Draft, *, read_first: bool = False
) -> ReadingState:
    """Keep a draft as it is now.

    Raises
    ------
    VerdictError
        If the stage is not open: the reader alone has committed already or has not yet, or a signed verdict
        is changed without a reason.
    """
    reading = _begin(session, study_key, reader, read_first)
    _write(session, reading, stage, draft)
    refresh(session, study_key)
    return load(session, study_key, reader)


def sign(
    session: Session, study_key: int, reader: str, stage: Stage, draft: Draft, *, read_first: bool = False
) -> ReadingState:
    """Keep an opinion as it is now, for good, and log it; raises as `save_draft`, and if it says nothing."""
    if not draft.findings and not draft.comment.strip():
        raise VerdictError(tr("An opinion that says nothing cannot be signed."))
    reading = _begin(session, study_key, reader, read_first)
    opinion = _write(session, reading, stage, draft)
    session.flush()
    opinion.state, opinion.signed_at = "signed", now()
    session.flush()
    action = "commit_alone" if stage == "alone" else "sign" if opinion.version == 1 else "amend"
    subject = session.get_one(Study, study_key).study_instance_uid
    audit.record(session, reader, action, subject, {"version": opinion.version})
    _log_disagreements(session, reader, subject, draft)
    refresh(session, study_key)
    return load(session, study_key, reader)


def discard(session: Session, study_key: int, reader: str, stage: Stage) -> ReadingState:
    """Throw a draft away; what was signed stays."""
    reading = _reading(session, study_key, reader)
    for opinion in reading.opinions if reading is not None else ():
        if opinion.stage == stage and opinion.state == "draft":
            session.delete(opinion)
    session.flush()
    session.expire_all()
    refresh(session, study_key)
    return load(session, study_key, reader)


def _log_disagreements(session: Session, reader: str, subject: str, draft: Draft) -> None:
    """Log where the reader overrode the model's call."""
    for one in draft.findings:
        if one.agreement == "disagree":
            said = {"finding": one.finding, "call": one.call, "verdict": one.presence}
            audit.record(session, reader, "override", subject, said)


def _reading(session: Session, study_key: int, reader: str) -> Reading | None:
    return session.scalar(
        select(Reading)
        .where(Reading.study_key == study_key, Reading.reader == reader)
        .options(selectinload(Reading.opinions).selectinload(Opinion.findings))
        .execution_options(populate_existing=True)
    )


def _begin(session: Session, study_key: int, reader: str, read_first: bool) -> Reading:
    reading = _reading(session, study_key, reader)
    if reading is None:
        reading = Reading(study_key=study_key, reader=reader, read_first=read_first, opinions=[])
        session.add(reading)
    elif not reading.opinions and reading.revealed_at is None:
        reading.read_first = read_first
    session.flush()
    return reading


def _write(session: Session, reading: Reading, stage: Stage, draft: Draft) -> Opinion:
    """Put a draft into its row, which is made where there is none."""
    versions = [one for one in reading.opinions if one.stage == stage]
    opinion = next((one for one in versions if one.state == "draft"), None)
    _check_open(reading, stage, draft, amends=any(one.state == "signed" for one in versions))
    if opinion is None:
        opinion = Opinion(stage=stage, version=len(versions) + 1, state="draft")
        reading.opinions.append(opinion)
    opinion.comment, opinion.reason = draft.comment[:LONGEST], draft.reason[:LONGEST].strip()
    opinion.saved_at = now()
    opinion.findings.clear()
    session.flush()
    named = {one.finding.casefold(): one for one in draft.findings}
    opinion.findings.extend(_row(place, one) for place, one in enumerate(named.values()))
    return opinion


def _check_open(reading: Reading, stage: Stage, draft: Draft, amends: bool) -> None:
    alone = any(one.stage == "alone" and one.state == "signed" for one in reading.opinions)
    if stage == "alone" and (not reading.read_first or amends):
        raise VerdictError(tr("What the reader alone thought is committed, and cannot be changed any more."))
    if stage == "with_model" and reading.read_first and not alone:
        raise VerdictError(tr("Commit your own opinion first: this study is read before the model is seen."))
    if stage == "with_model" and amends and not draft.reason.strip():
        raise VerdictError(tr("A signed verdict is amended only with a reason."))


def _row(place: int, one: FindingOpinion) -> OpinionFinding:
    return OpinionFinding(
        place=place, finding=one.finding[:LONGEST_FINDING], presence=one.presence,
        comment=one.comment[:LONGEST], added=one.added, call=one.call, score_key=one.score,
        instance_key=one.instance,
    )  # fmt: skip


def _version(opinion: Opinion) -> Version:
    findings = tuple(
        FindingOpinion(
            one.finding,
            cast("Presence", one.presence),
            one.comment,
            one.added,
            one.call,
            one.score_key,
            one.instance_key,
        )
        for one in opinion.findings
    )
    stage: Stage = "alone" if opinion.stage == "alone" else "with_model"
    content = Draft(findings, opinion.comment, opinion.reason)
    return Version(stage, opinion.version, content, opinion.saved_at, opinion.signed_at)
