"""A header's few facts, read without pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.errors import NoImage, UnreadableImage
from meddiag_gui.imaging.instance import is_index, read_instance
from meddiag_gui.imaging.plane import make_plane
from tests.support.dicom_files import image_dataset, raw_element, shipped, write_dicom, write_image
from tests.support.stacks import AXIAL, write_slice

RAMP = np.arange(24, dtype=np.uint16).reshape(4, 6)


def test_everything_that_places_a_slice_is_read(tmp_path: Path) -> None:
    found = read_instance(write_slice(tmp_path / "a", z=12.5, number=7, PatientBirthDate="19700203"))
    assert (found.sop_instance_uid, found.series_uid, found.study_uid) == ("1.2.3.7", "1.2.3", "1.2")
    assert (found.patient_id, found.patient_name, found.patient_birth_date) == ("P-1", "Doe^Jane", "19700203")
    assert (found.modality, found.study_date, found.series_description) == ("CT", "20240131", "Thorax")
    assert (found.series_number, found.number, found.frames) == (2, 7, 1)
    assert (found.rows, found.columns, found.spacing, found.frame_of_reference) == (4, 6, (0.7, 0.7), "1.9")
    assert found.plane == make_plane(AXIAL, (0, 0, 12.5))
    assert found.plane is not None
    assert found.plane.normal == (0, 0, 1)


def test_no_pixel_is_read(tmp_path: Path) -> None:
    whole = write_slice(tmp_path / "a", z=0, number=1).read_bytes()
    (tmp_path / "b").write_bytes(whole[: -RAMP.nbytes])
    assert read_instance(tmp_path / "b").rows == 4


def test_invalid_values_are_left_to_whoever_opens_the_image(tmp_path: Path) -> None:
    path = write_slice(
        tmp_path / "a", z=0, number=1, PixelSpacing=[0, 1], ImageOrientationPatient=[2, 0, 0, 0, 2, 0],
        InstanceNumber=None, NumberOfFrames=0,
    )  # fmt: skip
    found = read_instance(path)
    assert (found.spacing, found.plane, found.number, found.frames) == (None, None, None, 1)


def test_frames_of_one_file_have_no_common_plane(tmp_path: Path) -> None:
    found = read_instance(write_image(tmp_path / "a", np.zeros((5, 4, 6), np.uint8)))
    assert (found.frames, found.plane) == (5, None)


def test_a_raster_file_is_an_image_of_its_pages(tmp_path: Path) -> None:
    Image.fromarray(RAMP.astype(np.uint8)).save(tmp_path / "a.png")
    pages = [Image.fromarray(RAMP.astype(np.uint8))] * 3
    pages[0].save(tmp_path / "b.tif", save_all=True, append_images=pages[1:])
    assert read_instance(tmp_path / "a.png").frames == 1
    assert read_instance(tmp_path / "b.tif").frames == 3


@pytest.mark.parametrize("name", ["rtplan.dcm", "test-SR.dcm", "reportsi.dcm", "DICOMDIR-bigEnd"])
def test_objects_without_an_image_are_named(name: str) -> None:
    with pytest.raises(NoImage, match=f"{name} cannot be opened: it is a DICOM object without an image"):
        read_instance(shipped(name))


def test_nothing_but_attributes_that_are_not_asked_for_is_no_image(tmp_path: Path) -> None:
    dataset = image_dataset(RAMP)
    for keyword in list(dataset.dir()):
        delattr(dataset, keyword)
    dataset.ContentDate = "20240101"
    dataset.ZoomFactor = [1.0, 1.0]
    with pytest.raises(NoImage, match="without an image"):
        read_instance(write_dicom(tmp_path / "a", dataset))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"\0" * 128 + b"DICM", "cut short"),
        (b"\0" * 128 + b"DICM" + raw_element(0x0008, 0x0016, b"UI", b"1.2", length=999), "cut short"),
        (b"hello", "a text file"),
    ],
)
def test_what_is_no_image_is_refused_by_name(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.dcm").write_bytes(content)
    with pytest.raises(UnreadableImage, match=rf"a\.dcm cannot be opened: .*{reason}"):
        read_instance(tmp_path / "a.dcm")


@pytest.mark.parametrize(
    ("name", "index"), [("DICOMDIR", True), ("dicomdir.", True), ("DICOMDIR.zip", False)]
)
def test_the_index_of_a_medium_is_told_by_its_name(name: str, index: bool) -> None:
    assert is_index(Path("/media") / name) is index
