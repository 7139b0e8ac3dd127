from __future__ import annotations

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.gui.viewer.placement import (
    FLIP_HORIZONTAL,
    FLIP_VERTICAL,
    LARGEST_SCALE,
    TURN_LEFT,
    TURN_RIGHT,
    UPRIGHT,
    Placement,
    compose,
)

changes = st.lists(st.sampled_from([TURN_LEFT, TURN_RIGHT, FLIP_HORIZONTAL, FLIP_VERTICAL]), max_size=5)
placements = st.builds(
    Placement,
    columns=st.integers(1, 4000),
    rows=st.integers(1, 4000),
    aspect=st.floats(0.25, 4),
    viewport=st.tuples(st.integers(1, 3000), st.integers(1, 3000)),
    orientation=changes.map(lambda steps: functools.reduce(lambda o, c: compose(c, o), steps, UPRIGHT)),
    scale=st.floats(0.05, 32),
    center=st.tuples(st.floats(0, 1000), st.floats(0, 1000)),
    fitted=st.booleans(),
)


@given(placements, st.floats(-500, 5000), st.floats(-500, 5000))
def test_view_and_image_coordinates_are_inverse(placement, x, y):
    assert placement.to_image(*placement.to_view(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(placements)
def test_a_fitted_picture_lies_wholly_and_tightly_in_the_viewport(placement):
    fitted = placement.fit()
    corners = [fitted.to_view(x, y) for x in (0, fitted.columns) for y in (0, fitted.rows)]
    us, vs = [u for u, _ in corners], [v for _, v in corners]
    width, height = fitted.viewport
    assert min(us) >= -1
    assert max(us) <= width + 1
    assert min(vs) >= -1
    assert max(vs) <= height + 1
    spare = min(width - (max(us) - min(us)), height - (max(vs) - min(vs)))
    assert spare == pytest.approx(0, abs=1e-6)


@given(placements, st.floats(0.1, 20), st.floats(0, 1), st.floats(0, 1))
def test_zooming_keeps_the_point_under_the_pointer(placement, factor, across, down):
    """Where the point is on the picture; within the rounding to whole device pixels."""
    anchor = placement.viewport[0] * across, placement.viewport[1] * down
    x, y = placement.to_image(*anchor)
    zoomed = placement.zoomed(placement.scale * factor, anchor)
    inside = 0 < zoomed.center[0] < zoomed.columns and 0 < zoomed.center[1] < zoomed.rows
    if inside and 0 <= x <= placement.columns and 0 <= y <= placement.rows:
        assert zoomed.to_view(x, y) == pytest.approx(anchor, abs=2)


def test_scale_is_bounded_both_ways():
    placement = Placement(2000, 1000, viewport=(500, 500))
    assert placement.zoomed(1e9).scale == LARGEST_SCALE
    assert 2000 * placement.zoomed(1e-9).scale == pytest.approx(32)


def test_panning_moves_by_device_pixels_and_never_loses_the_picture():
    placement = Placement(1000, 1000, viewport=(500, 500)).zoomed(1.0)
    u, v = placement.to_view(500, 500)
    assert placement.panned(30, -20).to_view(500, 500) == (u + 30, v - 20)
    assert placement.panned(1e6, 0).center == (0, 500)


def test_turning_right_moves_the_top_left_corner_to_the_top_right():
    placement = Placement(100, 100, viewport=(100, 100)).oriented(TURN_RIGHT)
    assert placement.to_view(0, 0) == pytest.approx((100, 0))
    assert placement.turned == 90
    assert not placement.mirrored


def test_flips_act_on_what_is_seen():
    """After a quarter turn a left–right flip still swaps left and right of the screen."""
    turned = Placement(100, 100, viewport=(100, 100)).oriented(TURN_RIGHT)
    u, v = turned.to_view(10, 20)
    assert turned.oriented(FLIP_HORIZONTAL).to_view(10, 20) == pytest.approx((100 - u, v))
    assert turned.oriented(FLIP_VERTICAL).to_view(10, 20) == pytest.approx((u, 100 - v))


@pytest.mark.parametrize("change", [FLIP_HORIZONTAL, FLIP_VERTICAL])
def test_one_flip_mirrors_and_two_do_not(change):
    placement = Placement(10, 10).oriented(change)
    assert placement.mirrored
    assert not placement.oriented(TURN_LEFT).oriented(change).mirrored


def test_four_turns_and_both_flips_with_a_half_turn_change_nothing():
    assert functools.reduce(compose, [TURN_LEFT] * 4, UPRIGHT) == UPRIGHT
    half_turn = compose(TURN_RIGHT, TURN_RIGHT)
    assert compose(FLIP_HORIZONTAL, compose(FLIP_VERTICAL, half_turn)) == UPRIGHT


def test_pixels_twice_as_high_as_wide_are_drawn_so():
    placement = Placement(100, 100, aspect=2.0, viewport=(400, 400))
    (u0, v0), (u1, v1) = placement.to_view(0, 0), placement.to_view(100, 100)
    assert (u1 - u0, v1 - v0) == pytest.approx((200, 400))


def test_resizing_keeps_the_fit_or_else_the_scale():
    placement = Placement(100, 100, viewport=(100, 100))
    assert placement.resized(300, 200).scale == 2
    assert placement.zoomed(1.5).resized(300, 200).scale == 1.5
    assert placement.resized(0, 0).viewport == (1, 1)
