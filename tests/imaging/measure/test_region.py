from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.measure.annotation import Annotation
from meddiag_gui.imaging.measure.region import region_pixels, statistics
from tests.support.images import coordinate_image, image_of

ROWS, COLUMNS = 12, 15
places = st.floats(-4, 20).map(lambda value: round(value, 3))


def mask_of(annotation, rows=ROWS, columns=COLUMNS):
    down, across, inside = region_pixels(annotation, rows, columns)
    mask = np.zeros((rows, columns), np.bool_)
    mask[down, across] = inside
    return mask


def inside_polygon(points, x, y):
    """Count crossings of a ray, edge by edge: the textbook's rule."""
    inside = False
    for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0]), strict=True):
        if (ay <= y) != (by <= y) and x >= ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


@given(st.lists(st.tuples(places, places), min_size=3, max_size=8))
def test_a_polygon_holds_the_pixels_whose_centre_is_inside(points):
    mask = mask_of(Annotation("polygon", tuple(points)))
    expected = [[inside_polygon(points, c + 0.5, r + 0.5) for c in range(COLUMNS)] for r in range(ROWS)]
    assert np.array_equal(mask, expected)


@given(places, places, places, places)
def test_box_and_ellipse_hold_the_pixels_whose_centre_is_inside(x0, y0, x1, y1):
    x, y = np.arange(COLUMNS) + 0.5, np.arange(ROWS)[:, None] + 0.5
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    boxed = mask_of(Annotation("rectangle", ((x0, y0), (x1, y1))))
    assert np.array_equal(boxed, (left <= x) & (x < right) & (top <= y) & (y < bottom))
    oval = mask_of(Annotation("ellipse", ((x1, y0), (x0, y1))))
    assert not (oval & ~boxed).any()
    if right - left > 1e-3 and bottom - top > 1e-3:
        radius = ((x - (left + right) / 2) / (right - left)) ** 2 + (
            (y - (top + bottom) / 2) / (bottom - top)
        ) ** 2
        assert not (oval & (radius > 0.25 + 1e-9)).any()
        assert not (~oval & boxed & (radius < 0.25 - 1e-9)).any()


def test_statistics_of_a_box_are_those_of_its_pixels():
    image = coordinate_image()
    found = statistics(image, Annotation("rectangle", ((10, 5), (20, 9))))
    values = image.pixels[5:9, 10:20].astype(float)
    assert found.count == 40
    assert (found.mean, found.deviation) == pytest.approx((values.mean(), values.std()))
    assert (found.minimum, found.maximum) == (values.min(), values.max())


def test_a_disk_of_a_phantom_has_its_own_value_and_about_its_own_area():
    y, x = np.mgrid[0:200, 0:200] + 0.5
    pixels = np.where((x - 100) ** 2 + (y - 100) ** 2 <= 50**2, 40, -1000).astype(np.int16)
    inside = statistics(image_of(pixels), Annotation("ellipse", ((51, 51), (149, 149))))
    assert (inside.mean, inside.deviation, inside.minimum, inside.maximum) == (40, 0, 40, 40)
    assert inside.count == pytest.approx(math.pi * 49**2, rel=0.005)


def test_padding_and_what_lies_outside_the_image_do_not_count():
    pixels = np.full((10, 10), 7, np.int16)
    pixels[:5] = -2000
    image = image_of(pixels, padding=(-2000.0, -2000.0))
    found = statistics(image, Annotation("rectangle", ((-20, -20), (30, 30))))
    assert (found.count, found.mean, found.minimum) == (50, 7, 7)
    assert statistics(image, Annotation("rectangle", ((0, 0), (4, 4)))).count == 0
    assert statistics(image, Annotation("ellipse", ((20, 20), (30, 30)))).count == 0


def test_sums_of_large_values_do_not_overflow():
    found = statistics(
        image_of(np.full((300, 300), 65535, np.uint16)), Annotation("rectangle", ((0, 0), (300, 300)))
    )
    assert (found.count, found.mean, found.deviation) == (90000, 65535, 0)
