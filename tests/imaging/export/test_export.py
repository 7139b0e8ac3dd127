from __future__ import annotations

import json

import nibabel
import numpy as np
import pytest
from PIL import Image
from pydicom import dcmread
from pydicom.uid import KeyObjectSelectionDocumentStorage, SecondaryCaptureImageStorage

from meddiag_gui.errors import ExportError
from meddiag_gui.imaging.export.dicom import key_objects, secondary_capture
from meddiag_gui.imaging.export.nifti import write_nifti
from meddiag_gui.imaging.export.png_series import SIDECAR, write_png_series, write_seen
from meddiag_gui.imaging.instance import read_instance
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.results.reading import read_result
from meddiag_gui.imaging.series import group
from meddiag_gui.imaging.volume import load_volume
from meddiag_gui.imaging.windowing import Window
from meddiag_gui.tasks import Cancelled, CancelToken
from tests.support.dicom_files import write_image
from tests.support.images import image_of
from tests.support.results import COLUMNS, ROWS, ct_series, write_ct


def values_of(folder):
    """Bring PNG files back to values by the sidecar."""
    rows = json.loads((folder / SIDECAR).read_text())["images"]
    return [np.array(Image.open(folder / row["file"])) * row["slope"] + row["intercept"] for row in rows]


@pytest.mark.parametrize(
    "pixels",
    [
        np.array([[0, 65535], [1, 7]], np.uint16),
        np.array([[-1024, 3071], [0, 7]], np.int16),
        np.array([[100_000, 165_535], [100_001, 100_002]], np.int32),
        np.array([[5, 5], [5, 5]], np.uint8),
    ],
)
def test_whole_numbers_come_back_exactly(tmp_path, pixels):
    write_png_series(tmp_path / "out", [(tmp_path / "a", 0)], lambda path, frame: image_of(pixels))
    np.testing.assert_array_equal(values_of(tmp_path / "out")[0], pixels)


def test_fractions_come_back_to_half_a_step(tmp_path):
    pixels = np.random.default_rng(0).normal(0, 3, (20, 30)).astype(np.float32)
    write_png_series(tmp_path / "out", [(tmp_path / "a", 0)], lambda path, frame: image_of(pixels))
    step = np.ptp(pixels) / 65535
    np.testing.assert_allclose(values_of(tmp_path / "out")[0], pixels, atol=0.51 * step)


def test_a_series_has_one_file_an_image_and_no_patient_in_it(tmp_path):
    sources = [(path, 0) for path in ct_series(tmp_path)]
    write_png_series(tmp_path / "out", sources, open_image)
    assert [int(values.max()) for values in values_of(tmp_path / "out")] == [1, 2, 3]
    sidecar = (tmp_path / "out" / SIDECAR).read_text()
    assert "Doe" not in sidecar
    assert "P-1" not in sidecar
    assert json.loads(sidecar)["images"][0]["pixel_spacing"] == [0.5, 0.8]


def test_what_is_meant_to_be_seen_is_windowed_and_upright_in_grey(tmp_path):
    pixels, window = np.array([[0, 50, 100]], np.int16), Window(50, 100, "LINEAR_EXACT")
    ramp = image_of(pixels, vois=(window,), inverted=True)
    color = image_of(np.full((2, 2, 3), 7, np.uint8), vois=ramp.vois)
    images = iter((ramp, color))
    write_seen(tmp_path / "out", [(tmp_path, 0), (tmp_path, 1)], lambda path, frame: next(images))
    first, second = (np.array(Image.open(tmp_path / "out" / f"000{n}.png")) for n in (1, 2))
    assert first.tolist() == [[255, 128, 0]]
    assert (second == 7).all()


def test_nothing_is_overwritten_and_cancel_stops(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "0001.png").write_text("mine")
    sources = [(path, 0) for path in ct_series(tmp_path)]
    with pytest.raises(ExportError, match="full is not empty"):
        write_png_series(tmp_path / "full", sources, open_image)
    assert (tmp_path / "full" / "0001.png").read_text() == "mine"
    token = CancelToken()
    with pytest.raises(Cancelled):
        write_png_series(tmp_path / "out", sources, open_image, report=lambda _: token.cancel(), token=token)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["0001.png"]


@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz"])
@pytest.mark.parametrize("orientation", [(1, 0, 0, 0, 1, 0), (0, 1, 0, 0, 0, -1)])
def test_every_voxel_of_a_nifti_lies_where_the_header_says(tmp_path, name, orientation):
    row, column = np.array(orientation[:3]), np.array(orientation[3:])
    normal = np.cross(row, column)
    first = np.array([-30.0, 12.0, 5.0])
    values = np.random.default_rng(1).integers(-1000, 1000, (4, ROWS, COLUMNS)).astype(np.int16)
    for number, plane in enumerate(values):
        write_ct(tmp_path / f"{number}.dcm", number, PixelData=plane.tobytes(),
                 ImageOrientationPatient=list(orientation),
                 ImagePositionPatient=(first + 2.5 * number * normal).tolist())  # fmt: skip
    instances = [read_instance(path) for path in sorted(tmp_path.glob("*.dcm"))]
    (stack,) = group(instances)[0].studies[0].series[0].stacks
    write_nifti(tmp_path / name, load_volume(stack))
    image = nibabel.load(tmp_path / name)
    assert image.get_data_dtype() == np.int16
    data = np.asarray(image.dataobj)
    for slice_, r, c in ((0, 0, 0), (3, ROWS - 1, COLUMNS - 1), (1, 2, 3)):
        place = first + 2.5 * slice_ * normal + 0.8 * c * row + 0.5 * r * column
        voxel = np.linalg.inv(image.affine) @ [-place[0], -place[1], place[2], 1]
        index = tuple(np.rint(voxel[:3]).astype(int))
        np.testing.assert_allclose(voxel[:3], index, atol=1e-4)
        assert data[index] == values[slice_, r, c]
    assert nibabel.aff2axcodes(image.affine)[2] in "SRI"


def test_a_capture_belongs_to_the_study_and_says_what_it_is(tmp_path):
    (source,) = ct_series(tmp_path, 1)
    picture = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)
    path = tmp_path / "sc.dcm"
    path.write_bytes(secondary_capture(source, picture, identified=True))
    made, origin = dcmread(path), dcmread(source)
    assert made.SOPClassUID == SecondaryCaptureImageStorage
    assert (made.PatientID, made.StudyInstanceUID) == (origin.PatientID, origin.StudyInstanceUID)
    assert made.SeriesInstanceUID != origin.SeriesInstanceUID
    assert made.SOPInstanceUID != origin.SOPInstanceUID
    assert (made.BurnedInAnnotation, made.ImageType[0]) == ("YES", "DERIVED")
    assert made.SourceImageSequence[0].ReferencedSOPInstanceUID == origin.SOPInstanceUID
    assert "Research use only" in made.ImageComments
    np.testing.assert_array_equal(open_image(path).pixels, picture)
    path.write_bytes(secondary_capture(source, picture, identified=False))
    assert dcmread(path).BurnedInAnnotation == "NO"


def test_key_images_are_read_back(tmp_path):
    sources = ct_series(tmp_path)
    path = tmp_path / "ko.dcm"
    path.write_bytes(key_objects(sources[:2], "Compare"))
    assert dcmread(path).SOPClassUID == KeyObjectSelectionDocumentStorage
    selection = read_result(path)
    assert [ref.uid for ref in selection.refs] == ["1.2.826.1.2.1", "1.2.826.1.2.2"]
    assert (selection.purpose, selection.remarks) == ("Of Interest", ("Compare",))


def test_what_cannot_be_referred_to_is_refused(tmp_path):
    anonymous = write_image(tmp_path / "bare.dcm", np.zeros((4, 4), np.uint8))
    with pytest.raises(ExportError, match=r"bare\.dcm has no StudyInstanceUID"):
        secondary_capture(anonymous, np.zeros((2, 2, 3), np.uint8), identified=False)
    Image.new("L", (4, 4)).save(tmp_path / "photo.png")
    with pytest.raises(ExportError, match=r"photo\.png is no DICOM image"):
        secondary_capture(tmp_path / "photo.png", np.zeros((2, 2, 3), np.uint8), identified=False)
    others = [*ct_series(tmp_path, 1), write_ct(tmp_path / "other", 5, PatientID="P-2")]
    with pytest.raises(ExportError, match="of one study of one patient"):
        key_objects(others)
