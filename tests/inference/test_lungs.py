"""What lung fields say, for masks whose areas and sides are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from meddiag_gui.imaging.image import ImageHeader, PixelSpacing
from meddiag_gui.inference.lungs import cut_off_edges, lungs_plausible, measure_lungs, split_sides
from tests.support.images import image_of
from tests.support.outlines import lung_picture, two_lungs

SPACING = PixelSpacing(0.5, 0.4, "ImagerPixelSpacing")


def rectangle(rows: slice, columns: slice, shape: tuple[int, int] = (100, 100)) -> np.ndarray:
    mask = np.zeros(shape, np.bool_)
    mask[rows, columns] = True
    return mask


def test_areas_are_in_square_millimetres_by_rows_and_columns() -> None:
    mask = rectangle(slice(20, 80), slice(10, 30)) | rectangle(slice(20, 80), slice(60, 90))
    found = measure_lungs(mask, image_of(lung_picture(mask), spacing=SPACING))
    assert (found.right.pixels, found.left.pixels) == (1200, 1800)
    assert found.right.area_mm2 == pytest.approx(1200 * 0.2)
    assert found.asymmetry == pytest.approx(-0.2)
    assert found.share == pytest.approx(0.3)
    assert found.spacing == SPACING


def test_without_spacing_there_are_no_millimetres() -> None:
    mask = two_lungs()
    found = measure_lungs(mask, image_of(lung_picture(mask)))
    assert (found.right.area_mm2, found.left.area_mm2, found.spacing) == (None, None, None)


@pytest.mark.parametrize(("orientation", "right"), [("", 1200), ("L\\F", 1200), ("R\\F", 1800)])
def test_the_header_says_on_which_side_the_right_lung_lies(orientation: str, right: int) -> None:
    mask = rectangle(slice(20, 80), slice(10, 30)) | rectangle(slice(20, 80), slice(60, 90))
    header = ImageHeader(modality="DX", patient_orientation=orientation)
    assert measure_lungs(mask, image_of(lung_picture(mask), header=header)).right.pixels == right


def test_lungs_that_touch_are_cut_between_them() -> None:
    mask = two_lungs() | rectangle(slice(140, 160), slice(60, 180), (300, 240))
    at_left, at_right = split_sides(mask)
    assert at_left[:, :115].sum() == mask[:, :115].sum()
    assert at_right[:, 125:].sum() == mask[:, 125:].sum()


def test_a_slanting_lung_stays_whole_though_it_crosses_the_middle() -> None:
    rows, columns = np.mgrid[0:100, 0:100]
    slanting = (abs(columns - 30 - rows / 4) < 8) & (rows > 10) & (rows < 90)
    other = (abs(columns - 62 - rows / 4) < 8) & (rows > 10) & (rows < 90)
    at_left, at_right = split_sides(slanting | other)
    assert (at_left & slanting).sum() >= 0.97 * slanting.sum()
    assert (at_right & other).sum() >= 0.97 * other.sum()


@pytest.mark.parametrize(("columns", "side"), [(slice(10, 40), 0), (slice(55, 95), 1)])
def test_a_single_lung_is_not_cut_in_two(columns: slice, side: int) -> None:
    mask = rectangle(slice(20, 80), columns)
    sides = split_sides(mask)
    np.testing.assert_array_equal(sides[side], mask)
    assert not sides[1 - side].any()


@settings(max_examples=60, deadline=None)
@given(arrays.arrays(np.bool_, st.tuples(st.integers(1, 20), st.integers(1, 20))))
def test_the_sides_of_any_mask_are_the_mask(mask: np.ndarray) -> None:
    at_left, at_right = split_sides(mask)
    np.testing.assert_array_equal(at_left | at_right, mask)
    assert not (at_left & at_right).any()


def test_an_empty_mask_has_no_asymmetry() -> None:
    mask = np.zeros((50, 50), np.bool_)
    found = measure_lungs(mask, image_of(lung_picture(two_lungs(50, 50))))
    assert math.isnan(found.asymmetry)
    assert found.cut_off == ()


@pytest.mark.parametrize(
    ("rows", "columns", "edges"),
    [
        (slice(0, 50), slice(20, 40), ("top",)),
        (slice(50, 100), slice(20, 40), ("bottom",)),
        (slice(20, 70), slice(0, 30), ("left",)),
        (slice(20, 100), slice(60, 100), ("bottom", "right")),
        (slice(0, 50), slice(20, 22), ()),
        (slice(2, 98), slice(2, 98), ()),
    ],
)
def test_fields_are_cut_off_where_they_reach_an_edge_over_a_length(
    rows: slice, columns: slice, edges: tuple[str, ...]
) -> None:
    assert cut_off_edges(rectangle(rows, columns)) == edges


@pytest.mark.parametrize("shape", [(300, 240), (224, 224), (200, 320)])
def test_two_lungs_are_plausible(shape: tuple[int, int]) -> None:
    assert lungs_plausible(two_lungs(*shape)) == ()


def test_fields_with_ragged_outlines_are_no_lungs() -> None:
    mask = two_lungs(256, 256)
    mask[::6] = False
    mask[:, 70:80] |= two_lungs(256, 256)[:, 70:80]
    mask[:, 175:185] |= two_lungs(256, 256)[:, 175:185]
    assert any("ragged" in sentence for sentence in lungs_plausible(mask))


@pytest.mark.parametrize(
    ("mask", "reason"),
    [
        (np.zeros((100, 100), np.bool_), "no lung fields of a size"),
        (rectangle(slice(40, 50), slice(40, 50)), "no lung fields of a size"),
        (np.ones((100, 100), np.bool_), "fill more of the image"),
        (two_lungs(right=0.02), "Only one lung field"),
        (rectangle(slice(5, 40), slice(9, 40)) | rectangle(slice(60, 95), slice(60, 91)), "beside each"),
        (
            rectangle(slice(10, 90), slice(10, 14)) | rectangle(slice(10, 14), slice(10, 45))
            | rectangle(slice(10, 90), slice(60, 64)) | rectangle(slice(10, 14), slice(60, 95)),
            "ragged",
        ),
    ],
)  # fmt: skip
def test_what_can_hardly_be_lungs_is_said(mask: np.ndarray, reason: str) -> None:
    assert any(reason in sentence for sentence in lungs_plausible(mask))
