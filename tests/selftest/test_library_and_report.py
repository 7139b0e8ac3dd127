"""The parts that fill a library and write a report; and that they see what is not right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.selftest import library, report
from tests.support.dicom_files import write_image
from tests.support.installed import install


@pytest.fixture(autouse=True)
def _small_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file stands for the phantom, which takes seconds to compute."""

    def small(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        pixels = np.linspace(0, 4000, 64 * 64, dtype=np.uint16).reshape(64, 64)
        return write_image(folder / "study.dcm", pixels, PatientName="Phantom^Demo", Modality="DX")

    monkeypatch.setattr(library, "demo_study", small)
    monkeypatch.setattr(report, "demo_study", small)


def test_a_library_takes_a_study_once_and_keeps_it_under_a_passphrase(tmp_path: Path) -> None:
    outcomes = list(library.check(tmp_path, "cpu"))
    assert [outcome.words for outcome in outcomes if not outcome.passed] == []
    assert [outcome.words.split(":")[0] for outcome in outcomes] == ["Library"] * 2 + [
        "Encrypted library"
    ] * 3


def test_a_library_that_gives_back_other_bytes_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "sha256_of", str)  # no two paths are the same
    failed = [outcome.words for outcome in library.check(tmp_path, "cpu") if not outcome.passed]
    assert failed == [
        f"{name}: opened again, found, checked, and the same as was imported"
        for name in ("Library", "Encrypted library")
    ]


@pytest.fixture
def _one_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = install(tmp_path / "home", monkeypatch).parent
    monkeypatch.setattr("meddiag_gui.paths.bundled_models", lambda: shipped)


@pytest.mark.usefixtures("_one_model")
def test_reports_are_written_as_html_and_as_pdf(tmp_path: Path) -> None:
    judged, *written = report.check(tmp_path, "cpu")
    assert (judged.passed, judged.words) == (True, "brightness 1.0.0 evaluated: 6 of 6 images judged")
    assert [(outcome.passed, outcome.words.split(":")[0]) for outcome in written] == [
        (True, "report.html"),
        (True, "report.pdf"),
    ]


@pytest.mark.usefixtures("_one_model")
def test_a_page_of_another_kind_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(report.BEGINS, "report.html", b"%pdf-")
    assert [outcome.passed for outcome in report.check(tmp_path, "cpu")] == [True, False, True]


def test_the_reader_says_that_it_writes_no_evaluations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report.importlib.util, "find_spec", lambda name: None)
    (outcome,) = report.check(tmp_path, "cpu")
    assert outcome.passed
    assert "not part of this installation" in outcome.words
