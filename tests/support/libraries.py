"""Libraries filled by hand: patients, studies and images that are nowhere on the disk."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from meddiag_gui.library.library import Library
from meddiag_gui.library.reading.predictions import KeptAnswer, KeptScore, ModelName
from meddiag_gui.library.tables.base import now
from meddiag_gui.library.tables.core import Instance, Patient, Series, Study
from meddiag_gui.library.words import fold

MODEL = ModelName("fake-pneumonia", "1.2.3", "0" * 64)


def new_library(folder: Path) -> Path:
    """Put an empty library into a folder, without running all migrations anew."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in _empty().items():
        (folder / name).write_bytes(content)
    return folder


@cache
def _empty() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "library"
        Library.open(folder).close()
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def add_study(
    session: Session,
    number: int = 1,
    *,
    name: str = "",
    patient_id: str | None = None,
    modality: str = "DX",
    images: int = 1,
    arrived: datetime | None = None,
    file: Path | None = None,
    **fields: Any,
) -> int:
    """Add a study of a patient of its own (unless the ID is known) with images; return its key.

    Image ``k`` of study ``n`` has the SOP Instance UID ``1.2.n.k`` and the sha256 ``sha-n-k``, or for a file
    that is referenced in place ``sha-<its name>``, as the pictures of `tests.gui.conftest` have.
    """
    name, patient_id = name or f"Patient^{number}", patient_id or f"P{number:04d}"
    patient = session.query(Patient).filter_by(patient_id=patient_id, name=name).one_or_none()
    if patient is None:
        patient = Patient(
            patient_id=patient_id, name=name, sex="F", birth_date="1960-05-01", name_words=fold(name)
        )
    description = fields.pop("description", "Chest PA")
    study = Study(
        study_instance_uid=f"1.2.{number}", patient=patient, modalities=modality, images=images,
        description=description, words=fold(description), date=fields.pop("date", date(2024, 5, 2)),
        added_at=arrived or now(), **fields,
    )  # fmt: skip
    series = Series(series_instance_uid=f"1.2.{number}.0", modality=modality)
    for image in range(images):
        series.instances.append(
            Instance(
                sop_instance_uid=f"1.2.{number}.{image}",
                sha256=f"sha-{number}-{image}" if file is None else f"sha-{file.name}",
                number=image, rows=64, columns=64, reference=str(file) if file else None,
            )
        )  # fmt: skip
    study.series.append(series)
    session.add(study)
    session.flush()
    return study.id


def image_of(session: Session, study: int, image: int = 0) -> int:
    """Give the key of one image of a study."""
    found = session.query(Instance).join(Series).filter(Series.study_key == study).order_by(Instance.id)
    return found[image].id


def answer(probability: float = 0.87, **changes: Any) -> KeptAnswer:
    """Make a model's answer; ``present`` at 0.62 and above."""
    call = changes.pop("call", "present" if probability >= 0.62 else "absent")
    finding = changes.pop("finding", "pneumonia")
    score = KeptScore(finding, ("SCT", "233604007", "Pneumonia"), probability, 0.62, None, call)
    fields: dict[str, Any] = {
        "model": MODEL, "asked": "first", "status": "ok", "scores": (score,), "device": "CPU",
    }  # fmt: skip
    return KeptAnswer(**(fields | changes))
