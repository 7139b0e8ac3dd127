from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.image import PixelSpacing
from meddiag_gui.imaging.measure.annotation import Annotation
from meddiag_gui.imaging.measure.figures import measure
from meddiag_gui.imaging.ultrasound import UltrasoundRegion
from tests.support.images import coordinate_image, image_of

SQUARE = PixelSpacing(0.5, 0.5, "PixelSpacing")
TALL = PixelSpacing(0.8, 0.2, "ImagerPixelSpacing")  # rows 0.8 mm apart, columns 0.2


def values(annotation, **changes):
    figures = measure(annotation, coordinate_image(**changes))
    return {q.name: (pytest.approx(q.value), q.unit) for q in figures.quantities}, figures


def length(a, b):
    return Annotation("length", (a, b))


def test_a_length_is_in_millimetres_only_where_the_header_justifies_it():
    found, figures = values(length((0, 0), (30, 40)), spacing=SQUARE)
    assert found == {"Length": (25.0, "mm")}
    assert figures.source == "calibrated to the patient"
    found, figures = values(length((0, 0), (30, 40)))
    assert found == {"Length": (50.0, "px")}
    assert figures.source == "no spacing: no millimetres"
    film = PixelSpacing(0.1, 0.1, "NominalScannedPixelSpacing")
    assert values(length((0, 0), (30, 40)), spacing=film)[1].source == "of the digitised film"


def test_rows_and_columns_have_their_own_spacing():
    assert values(length((0, 0), (10, 0)), spacing=TALL)[0] == {"Length": (2.0, "mm")}
    assert values(length((0, 0), (0, 10)), spacing=TALL)[0] == {"Length": (8.0, "mm")}
    found, figures = values(length((0, 0), (30, 10)), spacing=TALL)
    assert found == {"Length": (10.0, "mm")}
    assert figures.source == "at the detector, larger than the anatomy"


def test_angles_are_those_of_the_anatomy_and_not_of_the_pixels():
    corner = Annotation("angle", ((40, 0), (0, 0), (40, 10)))
    assert values(corner, spacing=TALL)[0] == {"Angle": (45.0, "°")}
    cobb = Annotation("cobb", ((0, 0), (40, 0), (0, 30), (40, 40)))
    assert values(cobb, spacing=TALL)[0] == {"Cobb angle": (45.0, "°")}
    assert values(cobb, aspect_ratio=4.0)[0] == {"Cobb angle": (45.0, "°")}


def test_without_spacing_a_pixel_that_is_not_square_is_measured_in_its_widths():
    found, figures = values(length((0, 0), (0, 10)), aspect_ratio=2.0)
    assert found == {"Length": (20.0, "px")}
    assert figures.source == "no spacing: in widths of a pixel, which is not square"


def test_the_cardiothoracic_ratio_gives_both_widths():
    ctr = Annotation("ctr", ((20, 10), (44, 10), (5, 20), (55, 20)))
    assert values(ctr, spacing=SQUARE)[0] == {
        "CTR": (0.48, ""),
        "Heart": (12.0, "mm"),
        "Chest": (25.0, "mm"),
    }
    assert values(ctr)[0]["CTR"] == (0.48, "")
    flat = Annotation("ctr", ((20, 10), (44, 10), (5, 20), (5, 20)))
    assert measure(flat, coordinate_image()).quantities[0].value is None


@pytest.mark.parametrize("kind", ["rectangle", "polygon"])
def test_a_box_has_area_and_perimeter_in_its_units(kind):
    corners = ((10, 5), (20, 5), (20, 10), (10, 10))
    box = Annotation(kind, corners if kind == "polygon" else corners[::2])
    found, _ = values(box, spacing=TALL, unit="HU")
    assert (found["Area"], found["Perimeter"]) == ((8.0, "mm²"), (12.0, "mm"))
    assert found["Mean"] == (pytest.approx(700 + 14.5), "HU")
    assert found["Pixels"] == (50, "")
    assert values(box)[0]["Area"] == (50.0, "px²")


def test_an_ellipse_has_its_own_area_and_not_that_of_its_pixels():
    found, _ = values(Annotation("ellipse", ((10, 5), (30, 15))), spacing=SQUARE)
    assert found["Area"] == (math.pi * 5 * 2.5, "mm²")
    assert abs(found["Pixels"][0].expected - math.pi * 50) < 8


def test_what_cannot_be_measured_is_said():
    eight = Annotation("polygon", ((0, 0), (4, 4), (4, 0), (0, 4)))
    assert measure(eight, coordinate_image()).note == "the outline crosses itself"
    outside = Annotation("rectangle", ((-9, -9), (-2, -2)))
    assert "no pixel" in measure(outside, coordinate_image()).note
    color = image_of(np.zeros((20, 20, 3), np.uint8))
    figures = measure(Annotation("rectangle", ((0, 0), (4, 4))), color)
    assert figures.note == "no values: the picture is in colour"
    assert [q.name for q in figures.quantities] == ["Area", "Perimeter"]


def test_the_value_of_a_point_is_that_of_its_pixel():
    assert values(Annotation("point", ((7.9, 3.1),)), unit="HU")[0] == {
        "Value": (307, "HU"), "Column": (7, ""), "Row": (3, ""),
    }  # fmt: skip
    assert measure(Annotation("point", ((60.0, 3),)), coordinate_image()).note == "outside the image"
    assert values(Annotation("point", ((7, 3),)), padding=(307.0, 310.0))[1].note == "padding"
    color = image_of(np.full((9, 9, 3), (1, 2, 3), np.uint8))
    found = measure(Annotation("point", ((5, 5),)), color).quantities
    assert [(q.name, q.value) for q in found[:3]] == [("Red", 1), ("Green", 2), ("Blue", 3)]


def test_words_have_no_figures():
    assert measure(Annotation("text", ((5, 5),), "here"), coordinate_image()).quantities == ()


@given(st.floats(0.01, 10), st.floats(0.01, 10), st.integers(1, 50), st.integers(1, 50))
def test_a_region_scales_with_the_size_of_its_pixels(row_mm, column_mm, width, height):
    box = Annotation("rectangle", ((1, 1), (1 + width, 1 + height)))
    found = values(box, spacing=PixelSpacing(row_mm, column_mm, "PixelSpacing"))[0]
    assert found["Area"] == (width * height * row_mm * column_mm, "mm²")
    assert found["Perimeter"] == (2 * (width * column_mm + height * row_mm), "mm")


TISSUE = UltrasoundRegion(10, 5, 29, 24, 0.5, 0.5, "mm", "mm", prior=False)
COLOUR = UltrasoundRegion(15, 8, 20, 15, 0.5, 0.5, "mm", "mm", prior=True)
TRACE = UltrasoundRegion(32, 5, 55, 24, 0.01, 0.4, "s", "mm")
BARE = UltrasoundRegion(0, 30, 59, 39, 1.0, 1.0, "", "")


@pytest.mark.parametrize(
    ("ends", "expected", "source"),
    [
        (((11, 6), (21, 6)), {"Length": (5.0, "mm")}, "calibrated ultrasound region"),
        (((16, 9), (28, 9)), {"Length": (6.0, "mm")}, "calibrated ultrasound region"),
        (((11, 6), (40, 6)), {"Length": (29.0, "px")}, "crosses ultrasound regions"),
        (((11, 6), (11, 3)), {"Length": (3.0, "px")}, "crosses ultrasound regions"),
        (((1, 1), (4, 5)), {"Length": (5.0, "px")}, "outside the ultrasound regions"),
        (((1, 31), (4, 35)), {"Length": (5.0, "px")}, "this ultrasound region has no scale"),
        (
            ((35, 10), (45, 15)),
            {"Length across": (0.1, "s"), "Length down": (2.0, "mm")},
            "calibrated ultrasound region",
        ),
    ],
)
def test_in_ultrasound_each_region_has_its_own_scale(ends, expected, source):
    regions = (TISSUE, COLOUR, TRACE, BARE)
    found, figures = values(length(*ends), regions=regions, spacing=SQUARE)
    assert (found, figures.source) == (expected, source)


def test_a_region_on_top_with_another_scale_has_no_common_length_with_the_one_below():
    zoomed = UltrasoundRegion(15, 8, 20, 15, 0.25, 0.25, "mm", "mm", prior=True)
    assert (
        values(length((11, 6), (16, 9)), regions=(TISSUE, zoomed))[1].source == "crosses ultrasound regions"
    )
    assert values(length((16, 9), (18, 9)), regions=(TISSUE, zoomed))[0] == {"Length": (0.5, "mm")}


def test_a_box_counts_by_all_four_corners_and_a_trace_has_no_angle():
    _, figures = values(Annotation("ellipse", ((28, 8), (12, 26))), regions=(TISSUE,))
    assert figures.source == "crosses ultrasound regions"
    corner = Annotation("angle", ((35, 10), (40, 10), (40, 15)))
    assert values(corner, regions=(TRACE,))[1].note == "no angle between time and distance"
    ctr = Annotation("ctr", ((35, 10), (40, 10), (35, 12), (40, 15)))
    assert values(ctr, regions=(TRACE,))[1].note == "no ratio of time and distance"
    box = values(Annotation("rectangle", ((35, 10), (40, 15))), regions=(TRACE,))[0]
    assert "Area" not in box
    assert box["Pixels"] == (25, "")
