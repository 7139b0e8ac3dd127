from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.gui.viewer.placement import (
    FLIP_HORIZONTAL,
    FLIP_VERTICAL,
    TURN_LEFT,
    TURN_RIGHT,
    Placement,
)
from meddiag_gui.gui.viewer.sampling import level_for, sample

ROWS, COLUMNS = 40, 60
SOURCE = (100 * np.arange(ROWS)[:, None] + np.arange(COLUMNS)).astype(np.uint16)
WHOLE = (0.0, 0.0, float(COLUMNS), float(ROWS))


def test_at_one_to_one_the_pixels_come_through_unchanged():
    patch = sample(SOURCE, WHOLE, Placement(COLUMNS, ROWS, viewport=(200, 100)).zoomed(1.0))
    assert np.array_equal(patch.values, SOURCE)
    assert (patch.left, patch.top) == (70, 30)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (TURN_RIGHT, np.rot90(SOURCE, -1)),
        (TURN_LEFT, np.rot90(SOURCE, 1)),
        (FLIP_HORIZONTAL, SOURCE[:, ::-1]),
        (FLIP_VERTICAL, SOURCE[::-1]),
    ],
)
def test_orientation_agrees_with_numpy(change, expected):
    placement = Placement(COLUMNS, ROWS, viewport=(200, 100)).zoomed(1.0).oriented(change)
    assert np.array_equal(sample(SOURCE, WHOLE, placement).values, expected)


@given(st.floats(0.3, 20), st.integers(-300, 300), st.integers(-300, 300))
def test_every_sample_is_the_plane_at_its_centre(scale, du, dv):
    """A plane is linear, so linear interpolation must give it exactly, away from the edges."""
    plane = SOURCE.astype(np.float32)
    placement = Placement(COLUMNS, ROWS, viewport=(150, 120)).zoomed(scale).panned(du, dv)
    patch = sample(plane, WHOLE, placement)
    if patch is None:
        return
    row, column = (size // 2 for size in patch.values.shape)
    x, y = placement.to_image(patch.left + column + 0.5, patch.top + row + 0.5)
    if 0.5 <= x <= COLUMNS - 0.5 and 0.5 <= y <= ROWS - 0.5:
        assert patch.values[row, column] == pytest.approx(100 * (y - 0.5) + (x - 0.5), abs=0.01)


def test_a_picture_out_of_view_gives_nothing():
    placement = Placement(COLUMNS, ROWS, viewport=(50, 50)).zoomed(10.0)
    assert sample(SOURCE, (1000.0, 0.0, 5.0, 5.0), placement) is None


def test_an_extent_places_a_small_array_over_part_of_the_image():
    placement = Placement(COLUMNS, ROWS, viewport=(COLUMNS, ROWS)).zoomed(1.0)
    patch = sample(np.full((2, 2), 7, np.uint8), (10.0, 20.0, 30.0, 5.0), placement)
    assert (patch.left, patch.top, patch.values.shape) == (10, 20, (5, 30))
    assert (patch.values == 7).all()


def test_signed_and_colour_sources_keep_their_type():
    signed = (SOURCE.astype(np.int32) - 2000).astype(np.int16)
    placement = Placement(COLUMNS, ROWS, viewport=(97, 71))
    assert sample(signed, WHOLE, placement).values.dtype == np.int16
    color = np.stack([SOURCE % 256] * 3, axis=-1).astype(np.uint8)
    values = sample(color, WHOLE, placement.oriented(TURN_LEFT)).values
    assert values.dtype == np.uint8
    assert values.shape[2] == 3
    assert np.array_equal(values[..., 0], values[..., 2])


def test_interpolated_extremes_never_wrap_around():
    limits = np.array([[0, 65535], [65535, 0]], np.uint16)
    values = sample(limits, (0.0, 0.0, 2.0, 2.0), Placement(2, 2, viewport=(50, 50))).values
    assert values[0, 0] == 0
    assert values[0, -1] == 65535
    assert (np.diff(values[0].astype(int)) >= 0).all()


@pytest.mark.parametrize(
    ("scale", "levels", "level"), [(1, 3, 0), (8, 3, 0), (0.5, 3, 1), (0.3, 3, 1), (0.25, 3, 2), (0.01, 3, 2)]
)
def test_the_pyramid_level_is_never_coarser_than_the_screen(scale, levels, level):
    assert level_for(scale, levels) == level
