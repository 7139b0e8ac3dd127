from __future__ import annotations

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.uid import RLELossless

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.results.reading import read_result
from meddiag_gui.imaging.results.result import draw
from tests.support.dicom_files import shipped
from tests.support.results import COLUMNS, ROWS, ct_series, write_ct, write_seg


@pytest.fixture
def masks():
    """Segments on three slices ``(slices, rows, columns, segments)``: Liver on 1 and 2, Cyst on 2."""
    values = np.zeros((3, ROWS, COLUMNS, 2), np.uint8)
    values[0, 1:3, 2:5, 0] = values[1, 0, 0, 0] = values[1, 4:6, 6:8, 1] = 1
    return values


def drawn(path, image_path):
    return draw(read_result(path), open_image(image_path))


def test_each_segment_is_drawn_on_the_slice_it_was_made_on(tmp_path, masks):
    sources = ct_series(tmp_path)
    path = write_seg(tmp_path / "seg", sources, masks)
    assert [layer.name for layer in read_result(path).layers] == ["Liver", "Cyst"]
    for number, source in enumerate(sources):
        found = drawn(path, source).masks
        for segment in (0, 1):
            expected = masks[number, ..., segment].astype(bool)
            assert (segment in found) == expected.any()
            if segment in found:
                np.testing.assert_array_equal(found[segment], expected)


def test_a_fraction_is_a_strength(tmp_path, masks):
    sources = ct_series(tmp_path)
    path = write_seg(tmp_path / "seg", sources, masks[..., :1] * 0.2, "FRACTIONAL", max_fractional_value=100)
    strength = drawn(path, sources[0]).masks[0]
    assert strength.dtype == np.uint8
    np.testing.assert_array_equal(strength, masks[0, ..., 0] * 51)


def test_a_label_map_has_all_segments_in_one_frame(tmp_path, masks):
    sources = ct_series(tmp_path)
    path = write_seg(tmp_path / "seg", sources, masks[..., 0] + 2 * masks[..., 1], "LABELMAP")
    found = drawn(path, sources[1]).masks
    np.testing.assert_array_equal(found[0], masks[1, ..., 0].astype(bool))
    np.testing.assert_array_equal(found[1], masks[1, ..., 1].astype(bool))


def test_compressed_frames_are_read(tmp_path, masks):
    sources = ct_series(tmp_path)
    path = write_seg(
        tmp_path / "seg", sources, masks[..., :1] * 1.0, "FRACTIONAL", transfer_syntax_uid=RLELossless
    )
    np.testing.assert_array_equal(drawn(path, sources[0]).masks[0], masks[0, ..., 0] * 255)


def test_another_series_of_the_same_frame_of_reference_is_met_by_place(tmp_path, masks):
    """Slices twice as fine, shifted by one row, lying half as far apart."""
    sources = ct_series(tmp_path)
    path = write_seg(tmp_path / "seg", sources, masks)
    fine = {
        "SOPInstanceUID": "1.7", "SeriesInstanceUID": "1.8", "PixelSpacing": [0.25, 0.4],
        "ImagePositionPatient": [-10 - 0.2, 20 - 0.125 + 0.5, 2.9],
    }  # fmt: skip
    target = write_ct(tmp_path / "fine", 9, Rows=2 * ROWS, Columns=2 * COLUMNS,
                      PixelData=bytes(8 * ROWS * COLUMNS), **fine)  # fmt: skip
    found = drawn(path, target).masks
    expected = np.zeros((2 * ROWS, 2 * COLUMNS), bool)
    expected[:-2] = np.kron(masks[0, ..., 0], np.ones((2, 2)))[2:].astype(bool)
    assert list(found) == [0]
    np.testing.assert_array_equal(found[0], expected)


@pytest.mark.parametrize(
    "changes",
    [
        {"FrameOfReferenceUID": "1.5"},
        {"StudyInstanceUID": "1.6"},
        {"ImagePositionPatient": [-10, 20, 30]},
        {"ImageOrientationPatient": [1, 0, 0, 0, 0, 1]},
        {"ImagePositionPatient": None},
    ],
)
def test_what_lies_elsewhere_gets_nothing(tmp_path, masks, changes):
    path = write_seg(tmp_path / "seg", ct_series(tmp_path), masks)
    assert drawn(path, write_ct(tmp_path / "other", 1, SOPInstanceUID="1.7", **changes)).empty


@pytest.mark.parametrize("changes", [{"PatientID": "P-2"}, {"PatientBirthDate": "19700101"}])
def test_another_patients_image_gets_nothing_even_with_the_same_uid(tmp_path, masks, changes):
    path = write_seg(tmp_path / "seg", ct_series(tmp_path), masks)
    drawing = drawn(path, write_ct(tmp_path / "other", 1, **changes))
    assert drawing.empty
    assert "not that of the image" in drawing.notices[0]


def test_an_image_that_is_named_but_of_another_size_is_said(tmp_path, masks):
    sources = ct_series(tmp_path)
    path = write_seg(tmp_path / "seg", sources, masks)
    small = write_ct(tmp_path / "small", 1, Rows=3, PixelData=bytes(6 * COLUMNS), ImagePositionPatient=None)
    drawing = drawn(path, small)
    assert drawing.empty
    assert drawing.notices == ("A segmentation is not drawn here: it is of another size than the image.",)


def test_a_segment_that_is_not_described_is_refused(tmp_path, masks):
    path = write_seg(tmp_path / "seg", ct_series(tmp_path), masks)
    dataset = dcmread(path)
    del dataset.SegmentSequence[1]
    dataset.save_as(path)
    with pytest.raises(UnreadableImage, match="a segment that it does not describe"):
        read_result(path)


def test_the_segmentation_that_pydicom_ships():
    result = read_result(shipped("liver_1frame.dcm"))
    assert [(layer.name, layer.color) for layer in result.layers] == [("Liver", (221, 130, 101))]
    assert len(result.references) == 1
