"""Strokes and polygons on masks: which pixels, only there, and every step taken back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.mask_edit import Box, Brush, EditedMask
from meddiag_gui.imaging.measure.annotation import Annotation

ROWS, COLUMNS = 30, 40
places = st.tuples(st.floats(-5, COLUMNS + 5), st.floats(-5, ROWS + 5))
strokes = st.lists(st.tuples(places, places, st.floats(0.2, 9), st.booleans()), min_size=1, max_size=6)


def empty() -> EditedMask:
    return EditedMask(np.zeros((ROWS, COLUMNS), np.bool_))


def centres() -> tuple[np.ndarray, np.ndarray]:
    rows, columns = np.indices((ROWS, COLUMNS))
    return columns + 0.5, rows + 0.5


def test_a_dot_is_the_disc_around_it() -> None:
    mask = empty()
    mask.stroke((20, 15), (20, 15), Brush(6, 6), True)
    x, y = centres()
    np.testing.assert_array_equal(mask.values, np.hypot(x - 20, y - 15) <= 6)


def test_a_brush_on_oblong_pixels_is_an_ellipse_of_pixels() -> None:
    mask = empty()
    mask.stroke((20, 15), (20, 15), Brush(12, 6), True)
    x, y = centres()
    np.testing.assert_array_equal(mask.values, ((x - 20) / 12) ** 2 + ((y - 15) / 6) ** 2 <= 1)


def test_a_fast_stroke_has_no_gaps() -> None:
    mask = empty()
    mask.stroke((5, 10), (35, 10), Brush(2, 2), True)
    assert mask.values[9:11, 5:35].all()
    assert not mask.values[13:].any()


def test_the_smallest_brush_still_sets_the_pixel_under_it() -> None:
    mask = empty()
    assert mask.stroke((7.9, 3.1), (7.9, 3.1), Brush(0.1, 0.1), True) is not None
    assert np.argwhere(mask.values).tolist() == [[3, 7]]


def test_what_changes_nothing_is_no_step() -> None:
    mask = empty()
    assert mask.stroke((5, 5), (9, 9), Brush(3, 3), False) is None
    assert mask.stroke((-50, 5), (-40, 9), Brush(3, 3), True) is None
    assert not mask.can_undo


def test_a_polygon_takes_the_pixels_whose_centres_it_encloses() -> None:
    mask = empty()
    box = Annotation("polygon", ((2.0, 3.0), (12.0, 3.0), (12.0, 8.0), (2.0, 8.0)))
    assert mask.fill(box, True) == Box(3, 2, 8, 12)
    expected = np.zeros((ROWS, COLUMNS), np.bool_)
    expected[3:8, 2:12] = True
    np.testing.assert_array_equal(mask.values, expected)
    mask.begin()
    mask.fill(Annotation("polygon", ((2.0, 3.0), (7.0, 3.0), (7.0, 8.0), (2.0, 8.0))), False)
    assert not mask.values[:, :7].any()
    assert mask.values.sum() == 25


@given(strokes)
def test_all_steps_can_be_taken_back_and_made_again(drawn) -> None:
    start = np.indices((ROWS, COLUMNS)).sum(axis=0) % 7 < 3
    mask = EditedMask(start)
    for begin, end, radius, inside in drawn:
        mask.begin()
        mask.stroke(begin, end, Brush(radius, radius / 2), inside)
    after = mask.values.copy()
    while mask.can_undo:
        assert mask.undo()
    np.testing.assert_array_equal(mask.values, start)
    while mask.can_redo:
        mask.redo()
    np.testing.assert_array_equal(mask.values, after)


@given(places, places, st.floats(0.2, 9))
def test_nothing_changes_outside_the_box_that_is_told(begin, end, radius) -> None:
    mask = empty()
    box = mask.stroke(begin, end, Brush(radius, radius), True)
    changed = mask.values.copy()
    if box is not None:
        changed[box.slices] = False
    assert not changed.any()
    assert (box is None) == (not mask.values.any())


def test_one_stroke_of_many_pieces_is_one_step_and_a_new_one_ends_redoing() -> None:
    mask = empty()
    mask.begin()
    for x in range(5, 30, 5):
        mask.stroke((x, 10), (x + 5, 10), Brush(3, 3), True)
    assert len(mask.undo()) == 5
    assert not mask.values.any()
    mask.stroke((5, 5), (5, 5), Brush(2, 2), True)
    assert not mask.can_redo


def test_replacing_is_one_step_and_the_given_array_stays_as_it_is() -> None:
    first, second = np.zeros((4, 4), np.bool_), np.eye(4, dtype=np.bool_)
    mask = EditedMask(first)
    mask.replace(second)
    mask.stroke((0, 0), (0, 0), Brush(1, 1), False)
    assert second[0, 0]
    assert not first.any()
    mask.undo()
    np.testing.assert_array_equal(mask.values, first)


@pytest.mark.parametrize("step", ["undo", "redo"])
def test_where_there_is_no_step_nothing_happens(step) -> None:
    assert getattr(empty(), step)() == []
