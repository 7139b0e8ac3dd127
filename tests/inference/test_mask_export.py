"""Lung fields out: PNG and DICOM say what the mask is, and who changed it."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from pydicom import dcmread

from meddiag_gui.errors import ExportError
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.results.reading import read_result
from meddiag_gui.imaging.results.result import draw
from meddiag_gui.inference.mask_edits import edit_now
from meddiag_gui.inference.mask_export import dicom_of, png_of
from meddiag_gui.inference.prediction import ModelRef
from tests.support.dicom_files import write_image
from tests.support.outlines import two_lungs

ROWS, COLUMNS = 80, 60
UIDS = {
    "SOPClassUID": "1.2.840.10008.5.1.4.1.1.1", "SOPInstanceUID": "1.2.3.4.5", "Modality": "CR",
    "StudyInstanceUID": "1.2.3", "SeriesInstanceUID": "1.2.3.4", "PatientID": "P-1",
}  # fmt: skip


def radiograph(folder, **changes):
    path = write_image(folder / "chest.dcm", np.zeros((ROWS, COLUMNS), np.uint16), **(UIDS | changes))
    return path, open_image(path)


@pytest.fixture
def base():
    original = two_lungs(ROWS, COLUMNS)
    return edit_now(original, original, "Lungs", ModelRef("cxr-lungs", "1.0.0", "0" * 64))


@pytest.fixture
def edited(base):
    mask = base.original.copy()
    mask[60:70, 5:25] = True
    return mask


@pytest.fixture
def sides():
    return np.tile(np.arange(COLUMNS) < COLUMNS // 2, (ROWS, 1))


def test_the_segments_are_drawn_back_on_the_image_each_on_its_side(tmp_path, base, edited, sides) -> None:
    _, image = radiograph(tmp_path)
    path = tmp_path / "seg.dcm"
    path.write_bytes(dicom_of(image, base, edited, sides))
    result = read_result(path)
    assert [layer.name for layer in result.layers] == ["Right lung", "Left lung"]
    masks = draw(result, image).masks
    np.testing.assert_array_equal(masks[0], edited & sides)
    np.testing.assert_array_equal(masks[1], edited & ~sides)


def test_where_the_header_says_so_the_right_lung_is_at_the_right(tmp_path, base, edited, sides) -> None:
    _, image = radiograph(tmp_path, PatientOrientation=["R", "F"])
    path = tmp_path / "seg.dcm"
    path.write_bytes(dicom_of(image, base, edited, sides))
    np.testing.assert_array_equal(draw(read_result(path), image).masks[0], edited & ~sides)


def test_the_object_says_whether_a_reader_changed_it(tmp_path, base, edited, sides) -> None:
    _, image = radiograph(tmp_path)
    own, changed = (dcmread(BytesIO(dicom_of(image, base, mask, sides))) for mask in (base.original, edited))
    assert {one.SegmentAlgorithmType for one in own.SegmentSequence} == {"AUTOMATIC"}
    assert {one.SegmentAlgorithmType for one in changed.SegmentSequence} == {"SEMIAUTOMATIC"}
    assert (own.ContentLabel, changed.ContentLabel) == ("MODEL", "EDITED")
    assert "edited by hand" in changed.ContentDescription
    assert (
        changed.SegmentSequence[0].SegmentationAlgorithmIdentificationSequence[0].AlgorithmVersion == "1.0.0"
    )
    assert changed.StudyInstanceUID == UIDS["StudyInstanceUID"]


def test_a_lung_of_which_nothing_is_left_is_not_written(tmp_path, base, edited, sides) -> None:
    _, image = radiograph(tmp_path)
    made = dcmread(BytesIO(dicom_of(image, base, edited & sides, sides)))
    assert [one.SegmentLabel for one in made.SegmentSequence] == ["Right lung"]
    with pytest.raises(ExportError, match="nothing to save"):
        dicom_of(image, base, edited & False, sides)


def test_what_is_no_dicom_image_is_refused(tmp_path, base, edited, sides) -> None:
    path = tmp_path / "chest.png"
    Image.fromarray(np.zeros((ROWS, COLUMNS), np.uint8)).save(path)
    with pytest.raises(ExportError, match=r"chest\.png is no DICOM image"):
        dicom_of(open_image(path), base, edited, sides)


def test_the_png_holds_the_mask_and_says_who_drew_it(base, edited) -> None:
    own, changed = (Image.open(BytesIO(png_of(base, mask))) for mask in (base.original, edited))
    np.testing.assert_array_equal(np.asarray(changed), edited * np.uint8(255))
    assert "edited" not in own.info["Title"] + own.info["Warning"]
    assert "edited by hand" in changed.info["Title"]
    assert "Research use only" in changed.info["Warning"]
