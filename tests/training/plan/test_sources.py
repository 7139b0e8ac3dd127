from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.errors import ManifestError
from meddiag_gui.tasks import CancelToken, no_report
from meddiag_gui.training.plan.plan import Source
from meddiag_gui.training.plan.sources import read_labels
from tests.support.dicom_files import write_image


def read(source: Source) -> list[tuple[str, str, dict[str, int | None]]]:
    found = read_labels(source, report=no_report, token=CancelToken())
    return [(row.source, row.patient_id, row.labels) for row in found.rows]


@pytest.mark.parametrize("kind", ["manifest", "verdicts"])
def test_a_manifest_and_verdicts_are_tables(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text(
        "path,patient_id,Mass,reader,signed_at\na.png,1,1,R,2026-01-01T10:00:00\nb.png,2,,R; S,\n"
    )
    assert read(Source(kind=kind, path=str(path))) == [  # type: ignore[arg-type]
        ("a.png", "1", {"Mass": 1}),
        ("b.png", "2", {"Mass": None}),
    ]


def test_folders_name_classes_and_their_files_patients(tmp_path: Path) -> None:
    for name in ("normal/person1_a_1.png", "mass/person2_b_1.png"):
        (tmp_path / name).parent.mkdir()
        Image.fromarray(np.zeros((4, 4), np.uint8)).save(tmp_path / name)
    by_name = read(Source(kind="folder", path=str(tmp_path)))
    assert by_name == [
        ("mass/person2_b_1.png", "person2_b", {"mass": 1}),
        ("normal/person1_a_1.png", "person1_a", {"mass": 0}),
    ]
    by_rule = read(Source(kind="folder", path=str(tmp_path), patient="person([0-9]+)_"))
    assert [patient for _, patient, _ in by_rule] == ["2", "1"]
    with pytest.raises(ManifestError, match="no regular expression"):
        read(Source(kind="folder", path=str(tmp_path), patient="("))


def test_dicom_files_have_a_table(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    write_image(tmp_path / "images" / "a.dcm", np.zeros((4, 4), np.uint16), PatientID="P1")
    table = tmp_path / "labels.csv"
    table.write_text("file,Mass\na.dcm,1\nb.dcm,0\n")
    source = Source(kind="dicom", path=str(tmp_path / "images"), table=str(table))
    assert read(source) == [("a.dcm", "P1", {"Mass": 1})]


@pytest.mark.parametrize("kind", ["manifest", "verdicts", "folder", "dicom"])
def test_what_is_not_there_is_one_sentence(kind: str, tmp_path: Path) -> None:
    source = Source(kind=kind, path=str(tmp_path / "none"), table=str(tmp_path / "none.csv"))  # type: ignore[arg-type]
    with pytest.raises(ManifestError):
        read(source)
