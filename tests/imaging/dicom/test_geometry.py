"""The place of a frame in the patient, wherever the file states it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from meddiag_gui.imaging.open import open_image, open_source
from meddiag_gui.imaging.plane import Plane, make_plane
from tests.support.dicom_files import write_image
from tests.support.stacks import AXIAL, CORONAL
from tests.support.volumes import item, place_groups, write_enhanced

FRAMES = np.arange(3 * 24, dtype=np.uint16).reshape(3, 4, 6)


def planes(path: Path) -> list[Plane | None]:
    with open_source(path) as source:
        return [source.image(frame).plane for frame in range(source.frames)]


def placed(*heights: float) -> list[Plane | None]:
    return [make_plane(AXIAL, (1, 2, z)) for z in heights]


def test_a_single_frame_states_its_place_at_the_top(tmp_path: Path) -> None:
    path = write_image(
        tmp_path / "a", FRAMES[0], ImageOrientationPatient=list(CORONAL), ImagePositionPatient=[1, 2, 3],
        FrameOfReferenceUID="1.9",
    )  # fmt: skip
    image = open_image(path)
    assert image.plane == make_plane(CORONAL, (1, 2, 3))
    assert image.header.frame_of_reference == "1.9"


def test_each_frame_of_an_enhanced_file_has_its_own_place_and_spacing(tmp_path: Path) -> None:
    groups = [place_groups((1, 2, z)) for z in (9, 5, 7)]
    groups[1].PixelMeasuresSequence = [item(PixelSpacing=[3.0, 4.0])]
    path = write_enhanced(tmp_path / "a", FRAMES, groups)
    assert planes(path) == placed(9, 5, 7)
    spacings = [open_image(path, frame).spacing for frame in range(3)]
    assert [(s.row_mm, s.column_mm) for s in spacings if s] == [(0.5, 0.8), (3, 4), (0.5, 0.8)]


def test_an_orientation_may_be_shared_by_all_frames(tmp_path: Path) -> None:
    groups = [item(PlanePositionSequence=[item(ImagePositionPatient=[1, 2, z])]) for z in (0, 1, 2)]
    shared = item(PlaneOrientationSequence=[item(ImageOrientationPatient=list(AXIAL))])
    assert planes(write_enhanced(tmp_path / "a", FRAMES, groups, shared)) == placed(0, 1, 2)


@pytest.mark.parametrize("first", [0.0, -40.0])
def test_dose_frames_are_placed_by_their_offsets_relative_or_absolute(tmp_path: Path, first: float) -> None:
    path = write_image(
        tmp_path / "a", FRAMES, ImageOrientationPatient=list(AXIAL), ImagePositionPatient=[1, 2, -40],
        GridFrameOffsetVector=[first, first + 2.5, first + 7],
    )  # fmt: skip
    assert planes(path) == placed(-40, -37.5, -33)


@pytest.mark.parametrize("step", [4.0, -4.0])
def test_reconstructed_nuclear_medicine_is_stacked_by_its_slice_spacing(tmp_path: Path, step: float) -> None:
    detector = item(ImageOrientationPatient=list(AXIAL), ImagePositionPatient=[1, 2, 10])
    path = write_image(
        tmp_path / "a", FRAMES, Modality="NM", DetectorInformationSequence=[detector],
        SpacingBetweenSlices=step, NumberOfSlices=3,
    )  # fmt: skip
    assert planes(path) == placed(10, 10 + step, 10 + 2 * step)


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        # One place for all frames is the place of none: a cine loop.
        {"ImageOrientationPatient": list(AXIAL), "ImagePositionPatient": [1, 2, 3]},
        {
            "ImageOrientationPatient": list(AXIAL),
            "ImagePositionPatient": [1, 2, 3],
            "GridFrameOffsetVector": [0, 1],
        },
        {"PerFrameFunctionalGroupsSequence": [place_groups((0, 0, 0), (1, 0, 0, 1, 0, 0))] * 3},
    ],
)
def test_a_place_that_is_not_validly_stated_is_none(tmp_path: Path, attributes: dict[str, Any]) -> None:
    assert planes(write_image(tmp_path / "a", FRAMES, **attributes)) == [None, None, None]
