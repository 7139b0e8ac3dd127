"""Opinions of readers: a draft that is saved as it is typed, what was signed, and what was amended.

Three opinions on a study are kept apart: of the reader alone, formed before any model's result was shown; of
the models (`meddiag_gui.library.reading.predictions`); and of the reader who has seen them, the verdict.

    alone:       draft → signed (committed)                          in read-first mode only, never amended
    with_model:  draft → signed → draft with a reason → signed (amended) → …
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from meddiag_gui.language import tr
from meddiag_gui.library import audit
from meddiag_gui.library.reading.opinion import (
    LONGEST,
    LONGEST_FINDING,
    Draft,
    FindingOpinion,
    Presence,
    ReadingState,
    Stage,
    VerdictError,
    Version,
)
from meddiag_gui.library.reading.standing import refresh
from meddiag_gui.library.tables.base import now
from meddiag_gui.library.tables.core import Study
from meddiag_gui.library.tables.reading import Opinion, OpinionFinding, Reading

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


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


def named_findings(session: Session) -> tuple[str, ...]:
    """Give all findings on which any reader said something, sorted."""
    return tuple(sorted(set(session.scalars(select(OpinionFinding.finding).distinct()))))


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
    subject = audit.uid(session.get_one(Study, study_key).study_instance_uid)
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
