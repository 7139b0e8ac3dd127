"""Libraries and files for them, whose right answers are known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from meddiag_gui.library import keys
from meddiag_gui.library.library import Library
from meddiag_gui.library.tables.core import Instance, Patient, Series, Study
from meddiag_gui.library.words import fold
from tests.support.dicom_files import write_image

PASSPHRASE = "a long enough passphrase"  # noqa: S105  # of invented libraries


def cheap_keys(monkeypatch: Any) -> None:
    """Let scrypt be quick."""
    monkeypatch.setattr(keys.wrap, "__defaults__", (4,))


def write_study(folder: Path, number: int = 1, images: int = 1, **attributes: Any) -> list[Path]:
    """Write the images of one study as DICOM files; attributes by keyword override what is invented."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for image in range(images):
        given = {
            "SOPInstanceUID": f"1.2.826.{number}.1.{image}",
            "SeriesInstanceUID": f"1.2.826.{number}.1",
            "StudyInstanceUID": f"1.2.826.{number}",
            "PatientID": f"P{number}",
            "PatientName": f"Name{number}^Given",
            "PatientBirthDate": "19500102",
            "PatientSex": "F",
            "StudyDate": "20240517",
            "StudyTime": "101500",
            "StudyDescription": "Chest PA",
            "AccessionNumber": f"A{number}",
            "InstanceNumber": image + 1,
        }
        pixels = np.full((8, 8), number * 100 + image, "u2")
        found.append(write_image(folder / f"s{number}-{image}.dcm", pixels, **(given | attributes)))
    return found


def add_study(session: Session, number: int, name: str = "Doe^John", **fields: Any) -> Study:
    """Put a study into the database alone, without a file."""
    patient = {key: fields.pop(key) for key in ("patient_id", "birth_date", "sex") if key in fields}
    study = Study(
        study_instance_uid=f"1.2.826.{number}",
        patient=Patient(**{"patient_id": f"P{number}", "name": name, "name_words": fold(name)} | patient),
        **{"date": date(2024, 1, 1), "modalities": "CR"} | fields,
    )
    study.words = fold(f"{study.description or ''} {study.modalities}")
    series = Series(series_instance_uid=f"1.2.826.{number}.1", study=study)
    series.instances = [Instance(sop_instance_uid=f"1.2.826.{number}.1.0", sha256=f"{number:064x}")]
    session.add(study)
    session.flush()
    return study


def counts(library: Library) -> tuple[int, int, int, int]:
    """How many patients, studies, series and instances there are."""
    with library.read() as session:
        found = [
            session.scalar(select(func.count()).select_from(t)) for t in (Patient, Study, Series, Instance)
        ]
    return tuple(found)  # type: ignore[return-value]


def opened(folder: Path, **options: Any) -> Iterator[Library]:
    """Open a library for a fixture."""
    with Library.open(folder, **options) as library:
        yield library
