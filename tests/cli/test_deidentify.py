"""``meddiag deidentify`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Run
from tests.support.dicom_files import image_dataset, write_dicom


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "in"
    source.mkdir()
    for name, modality in (("a.dcm", "CR"), ("b.dcm", "US")):
        dataset = image_dataset(
            np.full((40, 40), 9, np.uint8),
            Modality=modality,
            PatientName="Kettenglied^Anna",
            StudyDate="20240301",
        )
        write_dicom(source / name, dataset)
    return source


def test_doubt_is_named_and_leaves_only_after_a_confirmation(
    meddiag: Run, folder: Path, tmp_path: Path
) -> None:
    out, report = tmp_path / "out", tmp_path / "report.json"
    ended = meddiag("deidentify", folder, out, "--json", report)
    assert ended.code == 1
    assert "b.dcm is held back" in ended.err
    content = json.loads(report.read_text())
    assert content["counts"] == {"done": 1, "held": 1}
    assert b"Kettenglied" not in (out / "report.html").read_bytes()
    for row in content["results"]:
        row["confirmed"] = row["status"] == "held"
    report.write_text(json.dumps(content))
    ended = meddiag("deidentify", folder, out, "--confirm", report)
    assert (ended.code, ended.err) == (0, "")
    assert "2 of 2 files written" in ended.out
    assert len(list(out.rglob("*.dcm"))) == 2


def test_dates_can_be_kept(meddiag: Run, folder: Path, tmp_path: Path) -> None:
    from pydicom import dcmread

    meddiag("deidentify", folder / "a.dcm", tmp_path / "out", "--dates", "keep")
    (written,) = (tmp_path / "out").rglob("*.dcm")
    assert dcmread(written).StudyDate == "20240301"


def test_folders_in_each_other_and_a_wrong_secret_are_refused(
    meddiag: Run, folder: Path, tmp_path: Path
) -> None:
    ended = meddiag("deidentify", folder, folder / "out")
    assert ended.code == 1
    assert "lie in each other" in ended.err
    secret = tmp_path / "site.secret"
    secret.write_text("no hex digits")
    ended = meddiag("deidentify", folder, tmp_path / "out", "--secret", secret)
    assert ended.code == 1
    assert "site.secret" in ended.err
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_is_told(meddiag: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    ended = meddiag("deidentify", tmp_path / "in", tmp_path / "out")
    assert ended.code == 1
    assert "no file" in ended.err
