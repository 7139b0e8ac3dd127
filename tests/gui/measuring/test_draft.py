from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from meddiag_gui.gui.measuring.draft import Draft
from meddiag_gui.gui.viewer.tools import Pointer


def at(x, y):
    """Point at an image twice enlarged on the screen."""
    return Pointer(x, y, lambda u, v: QPointF(2 * u, 2 * v))


def drag(draft, *points):
    draft.press(at(*points[0]))
    for point in points[1:]:
        draft.move(at(*point))
    draft.release(at(*points[-1]))


def click(draft, *points):
    for point in points:
        draft.move(at(*point))
        draft.press(at(*point))
        draft.release(at(*point))


@pytest.mark.parametrize("draw", [drag, click])
def test_a_length_is_drawn_by_a_drag_or_by_two_clicks(draw):
    draft = Draft("length")
    draw(draft, (10, 10), (30, 40))
    assert draft.finished
    assert draft.annotation().points == ((10, 10), (30, 40))


def test_the_value_is_there_while_it_is_drawn():
    draft = Draft("length")
    draft.press(at(10, 10))
    assert draft.annotation().points == ((10, 10), (10, 10))
    draft.move(at(20, 20))
    assert draft.annotation().points == ((10, 10), (20, 20))
    assert not draft.finished


def test_a_click_or_a_double_click_alone_measures_nothing():
    draft = Draft("length")
    click(draft, (10, 10))
    draft.double(at(10, 10))
    draft.release(at(10, 10))
    assert not draft.finished
    assert draft.points == [(10, 10)]


def test_an_angle_is_a_drag_to_the_corner_and_a_click():
    draft = Draft("angle")
    drag(draft, (10, 10), (30, 10))
    assert not draft.finished
    assert draft.annotation() is None or len(draft.annotation().points) == 3
    click(draft, (30, 30))
    assert draft.annotation().points == ((10, 10), (30, 10), (30, 30))


@pytest.mark.parametrize("kind", ["cobb", "ctr"])
def test_two_lines_are_two_drags_and_nothing_follows_the_pointer_between(kind):
    draft = Draft(kind)
    drag(draft, (10, 10), (30, 10))
    draft.move(at(50, 50))
    assert draft.shown == ((10, 10), (30, 10))
    drag(draft, (10, 40), (30, 45))
    assert draft.finished
    assert draft.annotation().points == ((10, 10), (30, 10), (10, 40), (30, 45))


def test_an_outline_is_drawn_by_hand():
    draft = Draft("polygon")
    drag(draft, (10, 10), (30, 10), (30.5, 10), (30, 30), (10, 30))
    assert draft.finished
    assert draft.annotation().points == ((10, 10), (30, 10), (30, 30), (10, 30))  # not every twitch


@pytest.mark.parametrize("ending", ["first point", "double click"])
def test_an_outline_is_clicked_and_closed(ending):
    draft = Draft("polygon")
    click(draft, (10, 10), (30, 10), (30, 30))
    assert not draft.finished
    if ending == "first point":
        click(draft, (11, 11))
    else:
        draft.double(at(30, 30))
    assert draft.annotation().points == ((10, 10), (30, 10), (30, 30))
    assert draft.finished


def test_a_short_stroke_encloses_nothing():
    draft = Draft("polygon")
    drag(draft, (10, 10), (12, 10))
    assert not draft.finished
    assert draft.points == [(10, 10)]


def test_a_point_is_where_the_button_is_let_go():
    draft = Draft("point")
    drag(draft, (10, 10), (12, 13))
    assert draft.annotation().points == ((12, 13),)
