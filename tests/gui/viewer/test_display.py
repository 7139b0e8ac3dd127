from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.gui.viewer.display import Display, dragged_window
from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.gui.viewer.placement import FLIP_HORIZONTAL, TURN_RIGHT
from meddiag_gui.imaging.windowing import VoiLut, Window
from tests.support.images import coordinate_image, image_of


@pytest.fixture
def display():
    return Display(prepare(coordinate_image(vois=(Window(2000, 400), Window(100, 50)))), (600, 400))


def test_dragging_right_widens_and_dragging_up_brightens(display):
    start = display.voi
    display.drag_window(start, 150, 0)
    assert display.voi.width == pytest.approx(400 * np.exp(0.5))
    assert display.voi.center == 2000
    display.drag_window(start, 0, -100)
    assert display.voi.center < 2000
    assert display.voi.apply(np.array([2000]))[0] > start.apply(np.array([2000]))[0]


def test_up_is_brighter_also_for_an_inverted_picture(display):
    display.set_window(display.voi, inverted=True)
    start = display.voi
    display.drag_window(start, 0, -100)
    assert 1 - display.voi.apply(np.array([2000]))[0] > 1 - start.apply(np.array([2000]))[0]


@pytest.mark.parametrize("du", [-1e9, 1e9])
@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
def test_no_drag_makes_an_impossible_window(du, function):
    window = dragged_window(Window(100, 2, function), du, 5)
    assert window.function == function
    assert window.width >= (1 if function == "LINEAR" else 1e-6)


def test_dragging_a_table_starts_from_the_linear_window_over_its_range():
    window = dragged_window(VoiLut(-100, np.arange(201, dtype=np.uint16), 8), 0, 0)
    assert (window.center, window.width) == (0, 200)


def test_a_colour_picture_has_no_window_to_drag():
    color = image_of(np.zeros((8, 8, 3), np.uint8), vois=(Window(127.5, 255, "LINEAR_EXACT"),))
    display = Display(prepare(color), (100, 100))
    display.drag_window(display.voi, 50, 50)
    assert display.voi == color.voi


def test_number_keys_choose_the_file_s_windows_and_the_computed_ones(display):
    display.take_preset(2)
    assert display.voi == Window(100, 50)
    display.take_preset(9)
    assert display.voi.bounds == (0, 3959)
    display.take_preset(5)  # there is none: nothing changes
    assert display.voi.bounds == (0, 3959)
    assert sorted(display.presets()) == [1, 2, 8, 9]


def test_reset_goes_back_to_how_the_file_wants_to_be_shown(display):
    display.take_preset(9)
    display.set_window(display.voi, inverted=True)
    display.orient(TURN_RIGHT)
    display.zoom(3.0)
    display.pan(20, 20)
    display.reset()
    assert display.voi == Window(2000, 400)
    assert not display.inverted
    assert display.placement.fitted
    assert display.corners().caution == ""


@pytest.mark.parametrize("changes", [(), (TURN_RIGHT,), (FLIP_HORIZONTAL,), (FLIP_HORIZONTAL, TURN_RIGHT)])
@pytest.mark.parametrize("factor", [0.5, 1.0, 4.0])
def test_the_value_under_the_pointer_is_that_of_the_pixel_there(display, changes, factor):
    for change in changes:
        display.orient(change)
    display.zoom(factor)
    u, v = display.placement.to_view(30.5, 20.5)
    assert display.pixel_words(u, v).startswith("column 30  row 20   2030")


def test_one_to_one_is_one_device_pixel_for_a_column(display):
    display.actual()
    assert display.placement.scale == 1.0
    display.fit()
    assert display.placement.scale == 10.0
