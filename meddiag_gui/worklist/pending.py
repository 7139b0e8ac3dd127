"""What the background pass still has to score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from meddiag_gui.library.tables.core import READ, Instance, Series, Study
from meddiag_gui.library.tables.reading import Prediction

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

UNKNOWN_MODALITIES = ("", "OT", "SC")
"""What plain pictures have; whether a model may judge them is for its gate to say."""


def pending(session: Session, asked: str, modalities: Sequence[str], limit: int = 200) -> list[int]:
    """Give images of unread studies that were not asked this question, those of the longest wait first.

    Parameters
    ----------
    asked
        Digest of the model and its operating points (`meddiag_gui.worklist.answers.question`).
    modalities
        For which the model is meant. Others would be refused one by one; files of several frames (films,
        volumes) are left to the reader.

    Returns
    -------
    list of int
        Keys of instances.
    """
    answered = exists().where(Prediction.instance_key == Instance.id, Prediction.asked == asked)
    return list(
        session.scalars(
            select(Instance.id)
            .join(Series, Series.id == Instance.series_key)
            .join(Study, Study.id == Series.study_key)
            .where(
                Study.status != READ,
                Study.binned_at.is_(None),
                Instance.has_image,
                Instance.frames == 1,
                Series.modality.in_((*modalities, *UNKNOWN_MODALITIES)),
                ~answered,
            )
            .order_by(Study.added_at, Instance.id)
            .limit(limit)
        )
    )
