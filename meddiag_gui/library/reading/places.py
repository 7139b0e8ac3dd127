"""Where things of the library lie in it: the study of an image, the images of a study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from meddiag_gui.library.tables.core import Instance, Series, Study

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Place:
    """An image's place: keys of its instance and study, and the Study Instance UID."""

    instance: int
    study: int
    study_uid: str


def place_of(session: Session, sha256: str) -> Place | None:
    """Find an image by its content; None where it is not in the library, or in the bin."""
    row = session.execute(
        select(Instance.id, Study.id, Study.study_instance_uid)
        .join(Series, Series.id == Instance.series_key)
        .join(Study, Study.id == Series.study_key)
        .where(Instance.sha256 == sha256, Study.binned_at.is_(None))
        .order_by(Instance.id)
        .limit(1)
    ).one_or_none()
    return Place(*row) if row is not None else None


def images_of(session: Session, study_key: int) -> list[Instance]:
    """Give a study's images, series by series."""
    found = session.scalars(
        select(Instance)
        .join(Series, Series.id == Instance.series_key)
        .where(Series.study_key == study_key, Instance.has_image)
        .order_by(Series.number, Series.id, Instance.number, Instance.id)
    )
    return list(found)
