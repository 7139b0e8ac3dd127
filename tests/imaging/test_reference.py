"""Lines in which images cut each other, known by construction."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.image import ImageHeader, PixelSpacing, RadiographImage
from meddiag_gui.imaging.plane import make_plane
from meddiag_gui.imaging.reference import crossing
from meddiag_gui.imaging.windowing import Window
from tests.support.stacks import AXIAL, CORONAL

SAGITTAL = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)


def image(
    orientation: tuple[float, ...],
    position: tuple[float, float, float],
    size: tuple[int, int] = (40, 60),
    spacing: tuple[float, float] = (2.0, 1.0),
) -> RadiographImage:
    """Make an image of so many rows and columns, which are so many mm apart."""
    header = ImageHeader(frame_of_reference="1.9")
    return RadiographImage(
        np.zeros(size, np.uint8), (Window(1, 2),), header, "", Path("a"),
        spacing=PixelSpacing(*spacing, "PixelSpacing"), plane=make_plane(orientation, position),
    )  # fmt: skip


CORONAL_IMAGE = image(CORONAL, (0.0, 30.0, 100.0))  # x from 0 to 59 mm, z from 100 down to 22 mm


def test_an_axial_slice_is_a_level_line_at_its_height_in_a_coronal_one() -> None:
    axial = image(AXIAL, (0.0, 0.0, 80.0), (100, 60), (1.0, 1.0))
    line = crossing(axial, CORONAL_IMAGE)
    assert line is not None
    assert sorted(line) == [pytest.approx((0.0, 10.5)), pytest.approx((60.0, 10.5))]  # 20 mm, rows of 2 mm


def test_a_line_goes_no_further_than_the_image_that_cuts() -> None:
    narrow = image(AXIAL, (10.0, 0.0, 80.0), (100, 20), (1.0, 1.0))
    line = crossing(narrow, CORONAL_IMAGE)
    assert line is not None
    assert sorted(x for x, _ in line) == pytest.approx([10.0, 30.0])


def test_a_line_stays_within_the_picture() -> None:
    wide = image(AXIAL, (-500.0, 0.0, 80.0), (100, 2000), (1.0, 1.0))
    line = crossing(wide, CORONAL_IMAGE)
    assert line is not None
    assert sorted(x for x, _ in line) == pytest.approx([0.0, 60.0])


def test_another_image_of_the_stack_is_drawn_by_its_plane() -> None:
    axial = image(AXIAL, (0.0, 0.0, 80.0), (100, 60), (1.0, 1.0))
    line = crossing(axial, CORONAL_IMAGE, make_plane(AXIAL, (0.0, 0.0, 90.0)))
    assert line is not None
    assert [y for _, y in line] == pytest.approx([5.5, 5.5])


@given(st.floats(-0.9, 0.9), st.floats(30, 90))
def test_every_point_of_an_oblique_line_lies_in_both_planes(tip: float, height: float) -> None:
    orientation = (math.cos(tip), 0.0, math.sin(tip), 0.0, 1.0, 0.0)
    oblique = image(orientation, (0.0, 0.0, height), (100, 60), (1.0, 1.0))
    line = crossing(oblique, CORONAL_IMAGE)
    if line is None:
        return
    for x, y in line:
        assert -1e-6 <= x <= 60 + 1e-6
        assert -1e-6 <= y <= 40 + 1e-6
        along, above = x - 0.5, 100 - (y - 0.5) * 2.0  # mm in the patient
        assert above == pytest.approx(height + along * math.tan(tip), abs=1e-6)


@pytest.mark.parametrize(
    "source",
    [
        image(CORONAL, (0.0, 50.0, 100.0)),  # parallel
        image(AXIAL, (0.0, 0.0, 500.0), (100, 60)),  # above the picture
        image(AXIAL, (0.0, 200.0, 80.0), (100, 60)),  # behind it
        image(SAGITTAL, (500.0, 0.0, 100.0)),  # beside it
        replace(image(AXIAL, (0.0, 0.0, 80.0)), plane=None),
        replace(image(AXIAL, (0.0, 0.0, 80.0)), spacing=None),
        replace(image(AXIAL, (0.0, 0.0, 80.0)), header=ImageHeader(frame_of_reference="1.8")),
        replace(image(AXIAL, (0.0, 0.0, 80.0)), header=ImageHeader()),
    ],
)
def test_where_images_do_not_cut_there_is_no_line(source: RadiographImage) -> None:
    assert crossing(source, CORONAL_IMAGE) is None
    assert crossing(CORONAL_IMAGE, source) is None
