"""Where a study stands: its urgency by what models said of it, and how far its verdict is.

What models called present comes first, then what they could not call. What no model judged stands before what
was called absent: nobody knows how urgent it is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from meddiag_gui.library.reading.lines import ABSENT, PRESENT, UNCERTAIN, UNJUDGED
from meddiag_gui.library.tables.core import READ, READING, UNREAD, Study
from meddiag_gui.library.tables.reading import Opinion, Prediction, Reading, Score, Standing
from meddiag_gui.library.words import fold

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RANKS = {"present": PRESENT, "uncertain": UNCERTAIN, "absent": ABSENT}


def refresh(session: Session, study_key: int) -> Standing:
    """Work out anew where a study stands, in the caller's transaction; also what search finds it by."""
    session.flush()
    study = session.get_one(Study, study_key)
    standing = session.get(Standing, study_key) or Standing(study_key=study_key)
    _judge(standing, _latest(session, study_key), study)
    _follow_verdict(session, standing, study)
    session.add(standing)
    session.flush()
    return standing


def _latest(session: Session, study_key: int) -> list[Prediction]:
    """Give the newest answer of each model for each frame; an overridden one says nothing measured."""
    found = session.scalars(
        select(Prediction)
        .where(Prediction.study_key == study_key, ~Prediction.overridden)
        .order_by(Prediction.at, Prediction.id)
        .options(selectinload(Prediction.scores))
    )
    return list({(one.instance_key, one.frame, one.model_name): one for one in found}.values())


def _judge(standing: Standing, answers: list[Prediction], study: Study) -> None:
    """Take the most urgent of all scores; without any, why there is none."""
    scores = [(score, answer) for answer in answers for score in answer.scores if answer.status == "ok"]
    standing.finding = standing.model = standing.reason = ""
    standing.probability = standing.operating_point = 0.0
    if scores:
        score, answer = min(scores, key=_urgency)
        standing.rank = RANKS.get(score.call, UNJUDGED)
        standing.finding, standing.probability = score.finding, score.probability
        standing.operating_point = score.operating_point
        standing.model = f"{answer.model_name} {answer.model_version}"
    else:
        standing.rank = UNJUDGED
        refusals = [answer for answer in answers if answer.status != "ok"]
        if refusals:
            last = refusals[-1]
            standing.model = f"{last.model_name} {last.model_version}"
            standing.reason = next(iter(json.loads(last.reasons)), "")
    named = {f"{score.finding} {score.call}" for score, _ in scores}
    study.finding_words = _words(sorted(named))


def _urgency(one: tuple[Score, Prediction]) -> tuple[int, float]:
    score, _ = one
    return RANKS.get(score.call, UNJUDGED), -score.probability


def _follow_verdict(session: Session, standing: Standing, study: Study) -> None:
    """Take the last signed verdict, else the draft that was saved last."""
    opinions = session.execute(
        select(Opinion, Reading.reader)
        .join(Reading, Reading.id == Opinion.reading_key)
        .where(Reading.study_key == study.id)
        .order_by(Opinion.saved_at, Opinion.id)
        .options(selectinload(Opinion.findings))
    ).all()
    signed = [
        (one, reader) for one, reader in opinions if one.state == "signed" and one.stage == "with_model"
    ]
    standing.verdict, standing.reader, standing.signed_at = "", "", None
    if signed:
        last, standing.reader = signed[-1]
        standing.verdict = "amended" if last.version > 1 else "signed"
        standing.signed_at = last.signed_at
        said = [f"{one.finding} {one.presence}" for one in last.findings]
        study.verdict_words = _words([*said, last.comment])
        study.status = READ
    elif opinions:
        standing.verdict, standing.reader = "draft", opinions[-1][1]
        study.status = READING
    else:
        study.status = UNREAD


def _words(said: list[str]) -> str:
    return fold(" ".join(said))
