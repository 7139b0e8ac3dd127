"""The demo study: a valid DICOM file, the same every time, that names itself a phantom."""

from __future__ import annotations

import io
import os

import numpy as np
import pydicom
import pytest

from meddiag_gui.imaging.phantom import demo_study
from meddiag_gui.imaging.phantom.study import phantom_file


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return demo_study(tmp_path_factory.mktemp("demo"))


def test_header_says_what_it_is(study):
    ds = pydicom.dcmread(study)
    assert ds.SOPClassUID.name == "Digital X-Ray Image Storage - For Presentation"
    assert (ds.Modality, ds.BodyPartExamined, ds.ViewPosition, ds.PatientAge) == ("DX", "CHEST", "AP", "003Y")
    assert (ds.PatientName, ds.PatientID) == ("Phantom^Demo", "PHANTOM-001")
    assert all(
        "not a patient" in text for text in (ds.StudyDescription, ds.SeriesDescription, ds.PatientComments)
    )
    assert list(ds.ImagerPixelSpacing) == [0.15, 0.15]
    assert "PixelSpacing" not in ds  # nothing calibrates it to the patient
    assert all(ds[k].value.is_valid for k in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"))


def test_picture_has_the_contrast_of_a_chest(study):
    ds = pydicom.dcmread(study)
    pixels = ds.pixel_array.astype(float)
    middle = pixels[800, :]
    lung_right, lung_left = middle[330:400].mean(), middle[1180:1240].mean()
    heart = pixels[900:950, 950:1050].mean()
    spine = pixels[950:1000, 740:790].mean()
    liver = pixels[1300:1350, 350:550].mean()
    assert max(lung_right, lung_left) + 500 < heart < spine
    assert max(lung_right, lung_left) + 500 < liver
    low, high = ds.WindowCenter - ds.WindowWidth / 2, ds.WindowCenter + ds.WindowWidth / 2
    assert low < min(lung_right, lung_left)
    assert spine < high


def test_collimator_edges_are_those_of_the_pixels(study):
    ds = pydicom.dcmread(study)
    rows, columns = (np.flatnonzero(ds.pixel_array.any(axis=axis)) + 1 for axis in (1, 0))
    assert (ds.CollimatorUpperHorizontalEdge, ds.CollimatorLowerHorizontalEdge) == (rows[0], rows[-1])
    assert (ds.CollimatorLeftVerticalEdge, ds.CollimatorRightVerticalEdge) == (columns[0], columns[-1])


def test_same_bytes_every_time(study):
    assert phantom_file() == study.read_bytes()


def test_sound_file_is_not_made_again(study, monkeypatch):
    monkeypatch.setattr("meddiag_gui.imaging.phantom.study.phantom_file", lambda: pytest.fail("made again"))
    assert demo_study(study.parent) == study


@pytest.mark.parametrize("harm", ["cut", "altered", "unsealed", "seal lost its text"])
def test_damaged_file_is_made_again(study, tmp_path, monkeypatch, harm):
    content = study.read_bytes()
    monkeypatch.setattr("meddiag_gui.imaging.phantom.study.phantom_file", lambda: content)
    path = demo_study(tmp_path)
    if harm == "cut":
        os.truncate(path, 1000)
    elif harm == "altered":
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    elif harm == "unsealed":
        path.with_suffix(".sha256").unlink()
    else:
        path.with_suffix(".sha256").write_bytes(b"\xff\x00")
    assert demo_study(tmp_path).read_bytes() == content
    assert pydicom.dcmread(io.BytesIO(path.read_bytes())).PatientID == "PHANTOM-001"


def test_lies_in_the_users_cache_unless_told_otherwise(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDDIAG_HOME", str(tmp_path))
    monkeypatch.setattr("meddiag_gui.imaging.phantom.study.phantom_file", lambda: b"phantom")
    assert demo_study().parent == tmp_path / "cache" / "demo"
