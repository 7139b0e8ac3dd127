"""What models and readers said in use, out of the library, as the drift view takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from meddiag_gui.library.library import Library


@dataclass(frozen=True, slots=True)
class Live:
    """One image that a model was asked about; see `meddiag_gui.evaluation.drift.LiveScore`."""

    at: datetime
    model: str
    finding: str
    probability: float | None
    refused: bool
    present: bool | None


def read_live(
    library: Library, model: str, finding: str, *, report: Report, token: CancelToken
) -> list[Live]:
    """Read the answers of the weights with a sha256 about a finding, once an image; no overrides.

    The reader's word is the opinion that was formed before the model's result was shown, where there is
    one; else the verdict. Of several readers or versions the one signed last counts.
    """
    from sqlalchemy import select
    from sqlalchemy.orm import selectinload

    from meddiag_gui.library.tables.reading import Prediction

    with library.read() as session:
        said = _opinions(session, finding)
        asked = session.scalars(
            select(Prediction)
            .where(
                Prediction.model_sha256 == model,
                Prediction.status.in_(("ok", "refused")),
                Prediction.overridden.is_(False),
            )
            .options(selectinload(Prediction.scores))
            .order_by(Prediction.id)
        )
        latest = {(one.instance_key, one.frame): one for one in asked}
        found: list[Live] = []
        for one in latest.values():
            token.check()
            score = next((s.probability for s in one.scores if s.finding == finding), None)
            refused = one.status == "refused"
            if score is not None or refused:
                found.append(Live(one.at, model, finding, score, refused, said.get(one.study_key)))
        return found


def _opinions(session: Session, finding: str) -> dict[int, bool]:
    """By study, what readers said of a finding: present or not; those who were unsure are left out."""
    from sqlalchemy import select

    from meddiag_gui.library.tables.reading import Opinion, OpinionFinding, Reading

    rows = session.execute(
        select(Reading.study_key, OpinionFinding.presence)
        .join(Opinion, Opinion.reading_key == Reading.id)
        .join(OpinionFinding, OpinionFinding.opinion_key == Opinion.id)
        .where(Opinion.state == "signed", OpinionFinding.finding == finding)
        .order_by(Opinion.stage.desc(), Opinion.id)  # what was said alone comes last, and counts
    )
    known = {"present": True, "absent": False}
    return {study: known[presence] for study, presence in rows if presence in known}
