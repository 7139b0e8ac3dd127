"""Signed verdicts as labels of images: what a data manifest for training is made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from meddiag_gui.library.reading.opinion import Stage
from meddiag_gui.library.tables.core import Instance, Patient, Series, Study
from meddiag_gui.library.tables.reading import Opinion, OpinionFinding, Reading

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class LabelledImage:
    """One image and what readers signed of it.

    Parameters
    ----------
    patient
        Pseudonym that is the same for all images of a patient ID and issuer: nothing of the patient.
    labels
        1 present, 0 absent, None unsure or where readers contradict each other, by finding.
    readers
        Who signed, sorted.
    signed_at
        When the last of them did.
    """

    instance: int
    sha256: str
    reference: str | None
    frames: int
    patient: str
    labels: dict[str, int | None]
    readers: tuple[str, ...]
    signed_at: datetime


_LABELS = {"present": 1, "absent": 0, "unsure": None}


def labelled(session: Session, stage: Stage = "with_model", reader: str | None = None) -> list[LabelledImage]:
    """Give every image of the library that a signed opinion speaks of, in the order of the instances.

    The last signed version of each reader counts; studies in the bin are left out.

    Parameters
    ----------
    reader
        Take this reader's opinions only; None for all.
    """
    latest = (
        select(Opinion.reading_key, func.max(Opinion.version).label("version"))
        .where(Opinion.stage == stage, Opinion.state == "signed")
        .group_by(Opinion.reading_key)
        .subquery()
    )
    first = aliased(Patient)
    same = (
        first.patient_id == Patient.patient_id,
        first.issuer == Patient.issuer,
        first.scope == Patient.scope,
    )
    number = select(func.min(first.id)).where(*same).scalar_subquery()
    said = (
        select(OpinionFinding, Opinion.signed_at, Reading.reader, Instance, number)
        .join(Opinion, Opinion.id == OpinionFinding.opinion_key)
        .join(
            latest,
            (latest.c.reading_key == Opinion.reading_key) & (latest.c.version == Opinion.version),
        )
        .join(Reading, Reading.id == Opinion.reading_key)
        .join(Instance, Instance.id == OpinionFinding.instance_key)
        .join(Series, Series.id == Instance.series_key)
        .join(Study, Study.id == Series.study_key)
        .join(Patient, Patient.id == Study.patient_key)
        .where(Opinion.stage == stage, Study.binned_at.is_(None))
        .order_by(Instance.id, Reading.reader, OpinionFinding.place)
    )
    if reader is not None:
        said = said.where(Reading.reader == reader)
    images: dict[int, _Collected] = {}
    for finding, signed_at, who, instance, patient in session.execute(said):
        image = images.setdefault(instance.id, _Collected(instance, patient))
        image.take(finding, who, signed_at)
    return [image.labelled() for image in images.values()]


class _Collected:
    """What was said of one image so far."""

    def __init__(self, instance: Instance, patient: int) -> None:
        self._instance, self._patient = instance, patient
        self._said: defaultdict[str, set[int | None]] = defaultdict(set)
        self._readers: set[str] = set()
        self._signed: list[datetime] = []

    def take(self, finding: OpinionFinding, who: str, signed_at: datetime) -> None:
        self._said[finding.finding.casefold()].add(_LABELS[finding.presence])
        self._readers.add(who)
        self._signed.append(signed_at)

    def labelled(self) -> LabelledImage:
        instance = self._instance
        labels = {
            name: next(iter(said)) if len(said) == 1 else None for name, said in sorted(self._said.items())
        }
        return LabelledImage(
            instance.id, instance.sha256, instance.reference, instance.frames, f"patient-{self._patient:06d}",
            labels, tuple(sorted(self._readers)), max(self._signed),
        )  # fmt: skip
