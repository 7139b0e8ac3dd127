from __future__ import annotations

import numpy as np
import pytest
from pydicom.dataset import Dataset

from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.ultrasound import UltrasoundRegion
from tests.support.dicom_files import shipped, write_image


def region(**changes):
    """A B-mode region of 0.05 cm a pixel."""
    given = {
        "RegionSpatialFormat": 1, "RegionDataType": 1, "RegionFlags": 0,
        "RegionLocationMinX0": 10, "RegionLocationMinY0": 5,
        "RegionLocationMaxX1": 49, "RegionLocationMaxY1": 29,
        "PhysicalUnitsXDirection": 3, "PhysicalUnitsYDirection": 3,
        "PhysicalDeltaX": 0.05, "PhysicalDeltaY": 0.05,
    }  # fmt: skip
    item = Dataset()
    for keyword, value in (given | changes).items():
        if value is not None:
            setattr(item, keyword, value)
    return item


def opened(tmp_path, *items):
    pixels = np.zeros((40, 60), np.uint8)
    return open_image(
        write_image(tmp_path / "us.dcm", pixels, Modality="US", SequenceOfUltrasoundRegions=list(items))
    )


def test_centimetres_become_millimetres_and_each_region_keeps_its_own(tmp_path):
    m_mode = region(RegionFlags=1, PhysicalUnitsXDirection=4, PhysicalDeltaX=0.01, PhysicalDeltaY=-0.02)
    image = opened(tmp_path, region(), m_mode)
    assert image.regions == (
        UltrasoundRegion(10, 5, 49, 29, 0.5, 0.5, "mm", "mm", prior=True),
        UltrasoundRegion(10, 5, 49, 29, 0.01, pytest.approx(0.2), "s", "mm", prior=False),
    )
    assert image.notices == ()


def test_edges_belong_to_the_region():
    known = UltrasoundRegion(10, 5, 49, 29, 0.5, 0.5, "mm", "mm")
    assert known.contains(10, 5)
    assert known.contains(50, 30)
    assert not known.contains(9.9, 5)
    assert not known.contains(50, 30.1)


@pytest.mark.parametrize(
    "changes",
    [
        {"PhysicalDeltaX": 0.0},
        {"PhysicalUnitsXDirection": 0},
        {"PhysicalUnitsXDirection": 77},
        {"PhysicalDeltaX": None},
    ],
)
def test_a_direction_without_a_size_has_no_unit(tmp_path, changes):
    (known,) = opened(tmp_path, region(**changes)).regions
    assert (known.delta_x, known.unit_x) == (1.0, "")
    assert (known.delta_y, known.unit_y) == (0.5, "mm")


@pytest.mark.parametrize(
    "changes",
    [
        {"RegionLocationMinX0": None},
        {"RegionLocationMaxX1": 3},
        {"PhysicalDeltaY": float("nan")},
    ],
)
def test_an_impossible_region_is_left_out_and_said(tmp_path, changes):
    image = opened(tmp_path, region(**changes), region())
    assert len(image.regions) == 1
    assert image.notices == ("The scale of an ultrasound region is not valid and was left out.",)


def test_the_regions_of_a_shipped_file():
    image = open_image(shipped("examples_palette.dcm"))
    tissue, other = image.regions
    assert tissue == UltrasoundRegion(
        120, 60, 800, 518, pytest.approx(0.2622878766), pytest.approx(0.2622878766), "mm", "mm", prior=False
    )
    assert (other.unit_x, other.unit_y) == ("s", "")
