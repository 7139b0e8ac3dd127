from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from meddiag_gui.imaging.measure.geometry import (
    angle,
    cobb_angle,
    crosses_itself,
    distance,
    ellipse_perimeter,
    polygon_area,
    polygon_perimeter,
)

coordinates = st.floats(-1000, 1000).map(lambda value: round(value, 3))
points = st.tuples(coordinates, coordinates)
turns = st.floats(0, 360)


def turned(point, degrees, shift=(0.0, 0.0)):
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return cos * point[0] - sin * point[1] + shift[0], sin * point[0] + cos * point[1] + shift[1]


def at(degrees, middle=(0.0, 0.0), half=10.0):
    """Ends of a line of a direction."""
    x, y = turned((half, 0), degrees)
    return (middle[0] - x, middle[1] - y), (middle[0] + x, middle[1] + y)


def test_a_three_four_five_triangle():
    assert distance((1, 1), (4, 5)) == 5
    assert angle((3, 0), (0, 0), (0, 4)) == 90
    assert angle((3, 0), (0, 0), (3, 4)) == pytest.approx(math.degrees(math.atan2(4, 3)))


@given(points, points, points, turns, points)
def test_angles_do_not_change_when_all_is_turned_and_shifted(a, b, c, turn, shift):
    assume(distance(a, b) > 1 and distance(b, c) > 1)
    moved = [turned(point, turn, shift) for point in (a, b, c)]
    assert angle(*moved) == pytest.approx(angle(a, b, c), abs=1e-6)
    assert distance(*moved[:2]) == pytest.approx(distance(a, b))


def test_an_angle_needs_two_sides():
    assert angle((1, 1), (1, 1), (2, 2)) is None
    assert cobb_angle((1, 1), (1, 1), (0, 5), (1, 5)) is None


@given(st.floats(-59, 59), st.floats(-59, 59), turns, st.booleans(), st.booleans())
def test_the_cobb_angle_is_that_of_the_endplates_however_they_are_drawn(one, other, turn, flip, flop):
    upper, lower = at(one, (5, 0)), at(other, (0, 100))
    upper = upper[::-1] if flip else upper
    lower = lower[::-1] if flop else lower
    ends = [turned(point, turn, (3, 4)) for point in (*upper, *lower)]
    assert cobb_angle(*ends) == pytest.approx(abs(one - other), abs=1e-6)


def test_crossing_lines_with_one_middle_take_the_lesser_angle():
    assert cobb_angle(*at(10), *at(170)) == pytest.approx(20)


@pytest.mark.parametrize("a", [1.0, 7.5])
def test_the_perimeter_of_an_ellipse(a):
    assert ellipse_perimeter(a, a) == pytest.approx(2 * math.pi * a, rel=1e-14)
    assert ellipse_perimeter(a, 0) == 4 * a
    assert ellipse_perimeter(0, 0) == 0
    turn = np.linspace(0, 2 * math.pi, 20001)
    x, y = a * np.cos(turn), a / 3 * np.sin(turn)
    measured = np.hypot(np.diff(x), np.diff(y)).sum()
    assert ellipse_perimeter(a / 3, a) == pytest.approx(measured, rel=1e-7)


@given(st.lists(points, min_size=3, max_size=12), turns, points)
def test_area_and_perimeter_do_not_change_when_all_is_turned_and_shifted(outline, turn, shift):
    moved = [turned(point, turn, shift) for point in outline]
    assert polygon_area(moved) == pytest.approx(polygon_area(outline), rel=1e-6, abs=1e-2)
    assert polygon_perimeter(moved) == pytest.approx(polygon_perimeter(outline), rel=1e-9)
    assert polygon_area(outline[::-1]) == pytest.approx(polygon_area(outline), rel=1e-6, abs=1e-6)


def test_an_l_shape():
    outline = [(0, 0), (4, 0), (4, 1), (1, 1), (1, 3), (0, 3)]
    assert polygon_area(outline) == 6
    assert polygon_perimeter(outline) == 14
    assert not crosses_itself(outline)


def test_an_eight_crosses_itself():
    assert crosses_itself([(0, 0), (4, 4), (4, 0), (0, 4)])
    assert not crosses_itself([(0, 0), (4, 0), (4, 4), (0, 4)])
