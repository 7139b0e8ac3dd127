"""Predictions in the library: each answer of a model is kept once, with the weights and points behind it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from meddiag_gui.library import audit
from meddiag_gui.library.reading.standing import refresh
from meddiag_gui.library.tables.core import Instance, Series
from meddiag_gui.library.tables.reading import Prediction, Score

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Status = Literal["ok", "refused", "error"]
Source = Literal["reading", "background"]


@dataclass(frozen=True, slots=True)
class ModelName:
    """Which weights spoke: name, version, and sha256 of the weights file."""

    name: str
    version: str
    sha256: str

    def __str__(self) -> str:
        """Write it as the command line does: ``name@version``."""
        return f"{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class KeptScore:
    """One finding's score as it is kept; ``id`` is None before.

    Parameters
    ----------
    code
        Scheme, value and meaning.
    band
        Within it the call is ``uncertain``; None for no band.
    """

    finding: str
    code: tuple[str, str, str]
    probability: float
    operating_point: float
    band: tuple[float, float] | None
    call: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a model said of a frame, as it is kept; see `meddiag_gui.library.tables.reading.Prediction`."""

    model: ModelName
    asked: str
    status: Status
    scores: tuple[KeptScore, ...] = ()
    reasons: tuple[str, ...] = ()
    frame: int = 0
    overridden: bool = False
    device: str = ""
    at: datetime | None = None


def keep(session: Session, instance_key: int, answer: KeptAnswer, who: str, source: Source) -> int:
    """Keep an answer, unless the same question was answered before; log a new one.

    Returns
    -------
    int
        Key of the prediction.

    Raises
    ------
    LookupError
        If the instance is not in the library any more.
    """
    known = session.scalar(
        select(Prediction.id).where(
            Prediction.instance_key == instance_key,
            Prediction.frame == answer.frame,
            Prediction.asked == answer.asked,
            Prediction.overridden == answer.overridden,
        )
    )
    if known is not None:
        return known
    row = session.execute(
        select(Instance.sop_instance_uid, Series.study_key)
        .join(Series, Series.id == Instance.series_key)
        .where(Instance.id == instance_key)
    ).one_or_none()
    if row is None:
        raise LookupError("The image is not in the library.")
    prediction = Prediction(
        study_key=row.study_key, instance_key=instance_key, frame=answer.frame,
        model_name=answer.model.name, model_version=answer.model.version, model_sha256=answer.model.sha256,
        asked=answer.asked, status=answer.status, overridden=answer.overridden, source=source,
        device=answer.device, reasons=json.dumps(answer.reasons), scores=[_row(one) for one in answer.scores],
    )  # fmt: skip
    session.add(prediction)
    session.flush()
    details = {"model": str(answer.model), "sha256": answer.model.sha256, "status": answer.status}
    action = "override_gate" if answer.overridden else "score"
    audit.record(session, who, action, audit.uid(row.sop_instance_uid), {**details, "source": source})
    refresh(session, row.study_key)
    return prediction.id


def of_study(session: Session, study_key: int) -> list[tuple[int, KeptAnswer]]:
    """Give all answers for a study's images, each with its instance's key, the earliest first."""
    found = session.scalars(
        select(Prediction)
        .where(Prediction.study_key == study_key)
        .order_by(Prediction.at, Prediction.id)
        .options(selectinload(Prediction.scores))
    )
    return [(one.instance_key, _answer(one)) for one in found]


def known(session: Session, instance_key: int, asked: str) -> bool:
    """Whether a question was answered for an instance (its first frame)."""
    found = select(Prediction.id).where(
        Prediction.instance_key == instance_key, Prediction.asked == asked, Prediction.frame == 0
    )
    return session.scalar(found.limit(1)) is not None


def scores_of(session: Session, prediction_key: int) -> Sequence[KeptScore]:
    """Give the scores of a prediction with their keys."""
    found = session.scalars(select(Score).where(Score.prediction_key == prediction_key).order_by(Score.id))
    return [_score(one) for one in found]


def _row(score: KeptScore) -> Score:
    low, high = score.band or (None, None)
    scheme, value, meaning = score.code
    return Score(
        finding=score.finding, code_scheme=scheme, code_value=value, code_meaning=meaning,
        probability=score.probability, operating_point=score.operating_point, band_low=low, band_high=high,
        call=score.call,
    )  # fmt: skip


def _score(row: Score) -> KeptScore:
    band = (row.band_low, row.band_high) if row.band_low is not None and row.band_high is not None else None
    return KeptScore(
        row.finding, (row.code_scheme, row.code_value, row.code_meaning), row.probability,
        row.operating_point, band, row.call, row.id,
    )  # fmt: skip


def _answer(row: Prediction) -> KeptAnswer:
    return KeptAnswer(
        ModelName(row.model_name, row.model_version, row.model_sha256), row.asked, cast("Status", row.status),
        tuple(_score(one) for one in row.scores), tuple(json.loads(row.reasons)), row.frame, row.overridden,
        row.device, row.at,
    )  # fmt: skip
