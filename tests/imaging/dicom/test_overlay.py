from __future__ import annotations

import numpy as np
import pytest
from pydicom.uid import ExplicitVRBigEndian

from meddiag_gui.imaging.open import open_image
from tests.support.dicom_files import image_dataset, shipped, write_dicom

PLANE = np.zeros((3, 5), bool)
PLANE[0, 1] = PLANE[2, 4] = PLANE[1, 0] = True


def packed(planes, order="<"):
    bits = np.packbits(np.ravel(planes), bitorder="little").tobytes()
    words = np.frombuffer(bits + b"\0" * (len(bits) % 2), "<u2")
    return words.astype(f"{order}u2").tobytes()


def write(path, pixels, syntax=None, group=0x6000, **attributes):
    """Write an image with an overlay; its attributes are given by their element as ``e0010``."""
    given = {"e0010": ("US", 3), "e0011": ("US", 5), "e0040": ("CS", "G"), "e0050": ("SS", [1, 1]),
             "e0100": ("US", 1), "e0102": ("US", 0), "e3000": ("OW", packed(PLANE))}  # fmt: skip
    dataset = image_dataset(pixels)
    for element, entry in (given | attributes).items():
        if entry is not None:
            dataset.add_new((group, int(element[1:], 16)), *entry)
    return write_dicom(path, dataset, *([syntax] if syntax else []))


def test_an_overlay_lies_where_its_origin_says(tmp_path):
    pixels = np.zeros((6, 8), np.uint16)
    path = write(
        tmp_path / "a.dcm",
        pixels,
        e0050=("SS", [2, 3]),
        e1500=("LO", "Marks"),
        e0040=("CS", "R"),
        group=0x6004,
    )
    (overlay,) = open_image(path).overlays
    expected = np.zeros((6, 8), bool)
    expected[1:4, 2:7] = PLANE
    np.testing.assert_array_equal(overlay.values, expected)
    assert (overlay.label, overlay.is_region) == ("Marks", True)


def test_what_lies_beyond_the_image_is_cut_off(tmp_path):
    path = write(tmp_path / "a.dcm", np.zeros((2, 4), np.uint8), e0050=("SS", [0, 3]))
    expected = np.zeros((2, 4), bool)
    expected[:, 2:] = PLANE[1:, :2]
    np.testing.assert_array_equal(open_image(path).overlays[0].values, expected)
    away = write(tmp_path / "b.dcm", np.zeros((2, 4), np.uint8), e0050=("SS", [-9, 90]))
    assert not open_image(away).overlays[0].values.any()


def test_each_frame_has_its_own_plane_where_the_overlay_has_frames(tmp_path):
    planes = np.stack([PLANE, ~PLANE])
    path = write(
        tmp_path / "a.dcm",
        np.zeros((4, 3, 5), np.uint8),
        e0015=("IS", 2),
        e0051=("US", 2),
        e3000=("OW", packed(planes)),
    )
    assert open_image(path, 0).overlays == ()
    np.testing.assert_array_equal(open_image(path, 1).overlays[0].values, PLANE)
    np.testing.assert_array_equal(open_image(path, 2).overlays[0].values, ~PLANE)
    assert open_image(path, 3).overlays == ()


def test_an_overlay_of_one_plane_is_for_all_frames(tmp_path):
    path = write(tmp_path / "a.dcm", np.zeros((2, 3, 5), np.uint8))
    assert all(open_image(path, frame).overlays[0].values.sum() == 3 for frame in (0, 1))


def test_old_files_keep_the_overlay_in_unused_bits(tmp_path):
    pixels = np.full((3, 5), 7, np.uint16) | PLANE.astype(np.uint16) << 12
    dataset = image_dataset(pixels, BitsStored=12, HighBit=11)
    for element, vr, value in ((0x10, "US", 3), (0x11, "US", 5), (0x100, "US", 16), (0x102, "US", 12)):
        dataset.add_new((0x6000, element), vr, value)
    image = open_image(write_dicom(tmp_path / "a.dcm", dataset))
    np.testing.assert_array_equal(image.overlays[0].values, PLANE)
    assert (image.pixels == 7).all()
    assert image.notices == ()


def test_words_of_big_endian_files_are_swapped(tmp_path):
    path = write(
        tmp_path / "a.dcm", np.zeros((3, 5), np.uint8), ExplicitVRBigEndian, e3000=("OW", packed(PLANE, ">"))
    )
    np.testing.assert_array_equal(open_image(path).overlays[0].values, PLANE)


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ({"e0010": ("US", 40)}, "it is shorter than its size needs"),
        ({"e3000": None}, "its bits are not there"),
        ({"e0010": ("US", 0)}, "its size is not valid"),
        ({"e0010": ("US", 65535), "e0011": ("US", 65535)}, "it is 65535 × 65535 pixels"),
        ({"e0050": ("SS", [1, 1, 1])}, "its origin is not valid"),
    ],
)
def test_a_bad_overlay_costs_only_itself(tmp_path, attributes, reason):
    image = open_image(write(tmp_path / "a.dcm", np.zeros((4, 4), np.uint8), **attributes))
    assert image.overlays == ()
    assert image.notices[0].startswith("The file has a graphic overlay that is not drawn: " + reason)


def test_the_overlay_of_a_scanner():
    image = open_image(shipped("examples_overlay.dcm"))
    (overlay,) = image.overlays
    assert overlay.label == "Siemens MedCom Object Graphics"
    assert overlay.values.shape == (300, 484)
    assert 0 < overlay.values.mean() < 0.1


def test_a_shutter_of_the_file_covers_the_picture(tmp_path):
    edges = {"ShutterLeftVerticalEdge": 2, "ShutterRightVerticalEdge": 3,
             "ShutterUpperHorizontalEdge": 1, "ShutterLowerHorizontalEdge": 2}  # fmt: skip
    path = write_dicom(
        tmp_path / "a.dcm", image_dataset(np.ones((3, 4), np.uint8), ShutterShape="RECTANGULAR", **edges)
    )
    image = open_image(path)
    assert image.shutter.tolist() == [
        [True, False, False, True],
        [True, False, False, True],
        [True, True, True, True],
    ]
    assert (image.pixels == 1).all()
    bad = write_dicom(tmp_path / "b.dcm", image_dataset(np.ones((3, 4), np.uint8), ShutterShape="CIRCULAR"))
    assert open_image(bad).shutter is None
    assert open_image(bad).notices == ("The file's display shutter is not valid and was left out.",)
