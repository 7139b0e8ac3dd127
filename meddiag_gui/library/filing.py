"""One file's place in the database: its patient, study, series, and itself; nothing is merged in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from meddiag_gui.language import tr
from meddiag_gui.library.tables.core import Instance, Patient, Series, Study
from meddiag_gui.library.words import fold

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from meddiag_gui.imaging.identity import Identity


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a file went.

    Parameters
    ----------
    notices
        One sentence for each thing that the user should know of.
    new_study
        Whether its study was not in the library before.
    """

    instance: Instance
    study: Study
    notices: tuple[str, ...] = ()
    new_study: bool = False


def known(session: Session, sop_instance_uid: str, sha256: str) -> Instance | None:
    """Find the file of this UID and content."""
    wanted = select(Instance).where(Instance.sop_instance_uid == sop_instance_uid, Instance.sha256 == sha256)
    return session.scalars(wanted).one_or_none()


def file_in(
    session: Session, identity: Identity, *, sha256: str, size: int, name: str, reference: str | None
) -> Filed:
    """Add a file that is not known yet.

    Parameters
    ----------
    identity
        With all UIDs (`Identity.settled`).
    reference
        Where it stays; None for one that lies in the store.
    """
    notices: list[str] = []
    patient = _patient(session, identity, notices)
    study, new = _study(session, identity, patient, notices)
    series = _series(session, identity, study)
    same_uid = select(func.count()).where(Instance.sop_instance_uid == identity.sop_instance_uid)
    variant = session.scalar(same_uid) or 0
    instance = Instance(
        series_key=series.id, sop_instance_uid=identity.sop_instance_uid, sha256=sha256, variant=variant,
        sop_class_uid=identity.sop_class_uid, reference=reference, has_image=identity.has_image,
        number=identity.number, rows=identity.rows, columns=identity.columns, frames=identity.frames,
        size=size, name=name,
    )  # fmt: skip
    session.add(instance)
    study.images += int(identity.has_image)
    if study.binned_at is not None:
        study.binned_at = None
        notices.append(tr("Its study was in the bin, and is back in the library."))
    session.flush()
    return Filed(instance, study, tuple(notices), new)


def _patient(session: Session, identity: Identity, notices: list[str]) -> Patient:
    """Find the patient whom nothing in the header contradicts, and complete it; else make one."""
    scope = "" if identity.patient_id else identity.study_uid
    same = select(Patient).where(
        Patient.patient_id == identity.patient_id, Patient.issuer == identity.issuer, Patient.scope == scope
    )
    found = session.scalars(same.order_by(Patient.id)).all()
    best = max(found, key=lambda one: _likeness(one, identity), default=None)
    if best is not None and _likeness(best, identity) >= 0:
        _complete(best, identity)
        return best
    if found:
        notices.append(
            tr(
                "Another patient in the library has this patient ID with another name, sex or birth date; "
                "the two are kept apart."
            )
        )
    made = Patient(
        patient_id=identity.patient_id, issuer=identity.issuer, name=identity.patient_name, scope=scope,
        birth_date=identity.patient_birth_date, sex=identity.patient_sex,
        name_words=fold(identity.patient_name),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _likeness(patient: Patient, identity: Identity) -> int:
    """Count what agrees; -1 where something contradicts. What is missing on one side does not."""
    pairs = (
        (patient.name_words, fold(identity.patient_name)),
        (patient.birth_date, identity.patient_birth_date),
        (patient.sex, identity.patient_sex),
    )
    if any(ours and theirs and ours != theirs for ours, theirs in pairs):
        return -1
    return sum(bool(ours and theirs) for ours, theirs in pairs)


def _complete(patient: Patient, identity: Identity) -> None:
    if not patient.name and identity.patient_name:
        patient.name, patient.name_words = identity.patient_name, fold(identity.patient_name)
    patient.birth_date = patient.birth_date or identity.patient_birth_date
    patient.sex = patient.sex or identity.patient_sex


def _study(session: Session, identity: Identity, patient: Patient, notices: list[str]) -> tuple[Study, bool]:
    same = session.scalars(select(Study).where(Study.study_instance_uid == identity.study_uid)).all()
    found = next((study for study in same if study.patient_key == patient.id), None)
    new = found is None
    if new and same:
        notices.append(tr("Its study is in the library under another patient; the two are kept apart."))
    study = found or Study(
        study_instance_uid=identity.study_uid, patient_key=patient.id, images=0, modalities="", words=""
    )
    study.accession = study.accession or identity.accession
    study.date = study.date or (date.fromisoformat(identity.study_date) if identity.study_date else None)
    study.time = study.time or identity.study_time
    study.description = study.description or identity.study_description
    study.body_part = study.body_part or identity.body_part
    study.referring = study.referring or identity.referring
    study.institution = study.institution or identity.institution
    study.patient_age = study.patient_age or identity.patient_age
    study.modalities = " ".join(sorted({*study.modalities.split(), *identity.modality.split()}))
    texts = (
        identity.study_description, identity.series_description, identity.body_part, identity.modality,
        identity.referring, identity.institution,
    )  # fmt: skip
    study.words = _with_words(study.words or "", texts)
    session.add(study)
    session.flush()
    return study, new


def _with_words(words: str, texts: tuple[str, ...]) -> str:
    """Add what is not yet among the words that search looks up; characters that follow each other stay so."""
    for text in map(fold, texts):
        if f" {text} " not in f" {words} ":
            words = f"{words} {text}".strip()
    return words


def _series(session: Session, identity: Identity, study: Study) -> Series:
    same = select(Series).where(
        Series.study_key == study.id, Series.series_instance_uid == identity.series_uid
    )
    found = session.scalars(same).one_or_none()
    if found is None:
        found = Series(
            study_key=study.id, series_instance_uid=identity.series_uid, number=identity.series_number,
            modality=identity.modality, description=identity.series_description,
            body_part=identity.body_part, view_position=identity.view_position,
        )  # fmt: skip
        session.add(found)
        session.flush()
    return found
