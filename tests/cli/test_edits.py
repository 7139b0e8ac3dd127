"""Masks edited by hand from the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.imaging.measure.document import ImageKey
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.results.reading import read_result
from meddiag_gui.imaging.results.result import draw
from meddiag_gui.inference.mask_edits import MaskEditStore, edit_now
from meddiag_gui.inference.prediction import ModelRef
from tests.cli.conftest import Run
from tests.support.dicom_files import write_image
from tests.support.outlines import two_lungs

SHAPE = (80, 60)


@pytest.fixture
def chest(tmp_path: Path, model: Path) -> tuple[Path, np.ndarray]:
    """Image and mask of one that was edited."""
    path = write_image(
        tmp_path / "chest.dcm", np.zeros(SHAPE, np.uint16), SOPClassUID="1.2.840.10008.5.1.4.1.1.1",
        SOPInstanceUID="1.2.3.4.5", StudyInstanceUID="1.2.3", SeriesInstanceUID="1.2.3.4", PatientID="P-1",
    )  # fmt: skip
    original = two_lungs(*SHAPE)
    edited = original.copy()
    edited[:30] = False
    edit = edit_now(original, edited, "Lungs", ModelRef("cxr-lungs", "1.0.0", "0" * 64))
    MaskEditStore().save(ImageKey(open_image(path).sha256), edit)
    return path, edited


def test_an_edit_is_written_for_a_copy_of_its_image_and_none_for_others(
    tmp_path: Path, chest: tuple[Path, np.ndarray], meddiag: Run
) -> None:
    path, edited = chest
    copy = Path(shutil.copy(path, tmp_path / "copy.dcm"))
    other = write_image(tmp_path / "other.dcm", np.ones(SHAPE, np.uint16))
    ended = meddiag("edits", copy, other, "--out", tmp_path / "out")
    assert ended.code == 0
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["copy.png"]
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "out" / "copy.png")) == 255, edited)
    assert "Lungs, edited by" in ended.out
    assert "no mask edited by hand" in ended.out


def test_as_dicom_it_lies_on_its_image(tmp_path: Path, chest: tuple[Path, np.ndarray], meddiag: Run) -> None:
    path, edited = chest
    assert meddiag("edits", path, "--out", tmp_path / "out", "--dicom").code == 0
    masks = draw(read_result(tmp_path / "out" / "chest.dcm"), open_image(path)).masks
    np.testing.assert_array_equal(masks[0] | masks[1], edited)


def test_what_cannot_be_read_or_written_is_named(
    tmp_path: Path, chest: tuple[Path, np.ndarray], meddiag: Run
) -> None:
    (tmp_path / "bad.dcm").write_bytes(b"no image")
    ended = meddiag("edits", tmp_path / "bad.dcm", "--out", tmp_path / "out")
    assert ended.code == 1
    assert "bad.dcm" in ended.err
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "chest.png").mkdir()
    assert meddiag("edits", chest[0], "--out", tmp_path / "full").code == 1
