from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.gui.viewer.placement import FLIP_HORIZONTAL
from meddiag_gui.gui.viewer.view import ImageView
from meddiag_gui.imaging.windowing import Window
from meddiag_gui.inference.prediction import SaliencyMap
from tests.support.images import coordinate_image, image_of

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton


@pytest.fixture
def view(qtbot):
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.set_picture(prepare(coordinate_image(vois=(Window(2000, 400),))))
    return view


def drag(qtbot, view, button, start, end):
    qtbot.mousePress(view, button, pos=QPoint(*start))
    qtbot.mouseMove(view, QPoint(*end))
    QApplication.processEvents()
    qtbot.mouseRelease(view, button, pos=QPoint(*end))


def wheel(view, position, notches, modifier=Qt.KeyboardModifier.NoModifier):
    at = QPointF(*position)
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), QPoint(0, round(120 * notches)), Qt.MouseButton.NoButton,
        modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize("button", [LEFT, RIGHT])
def test_dragging_changes_the_window_and_not_the_place(view, qtbot, button):
    place = view.display.placement
    drag(qtbot, view, button, (300, 200), (400, 150))
    assert view.display.voi.width > 400
    assert view.display.voi.center < 2000
    assert view.display.placement == place


def test_dragging_the_middle_button_moves_the_picture_and_not_the_window(view, qtbot):
    view.display.actual()
    before = view.display.placement.to_view(0, 0)
    drag(qtbot, view, MIDDLE, (300, 200), (310, 195))
    assert view.display.placement.to_view(0, 0) == (before[0] + 10, before[1] - 5)
    assert view.display.voi == Window(2000, 400)


def test_space_and_a_drag_move_the_picture(view, qtbot):
    view.setFocus()
    view.display.actual()
    before = view.display.placement.to_view(0, 0)
    qtbot.keyPress(view, Qt.Key.Key_Space)
    drag(qtbot, view, LEFT, (300, 200), (290, 200))
    qtbot.keyRelease(view, Qt.Key.Key_Space)
    assert view.display.placement.to_view(0, 0) == (before[0] - 10, before[1])


def test_the_wheel_zooms_to_the_pointer(view):
    point = view.display.placement.to_image(150, 100)
    wheel(view, (150, 100), 2)
    assert view.display.placement.scale == pytest.approx(10 * 1.44)
    assert view.display.placement.to_view(*point) == pytest.approx((150, 100), abs=1)


def test_over_a_stack_the_wheel_scrolls_and_with_ctrl_it_zooms(view):
    steps = []
    view.scrolled.connect(steps.append)
    view.stacked = True
    place = view.display.placement
    for notches in (-1, 2, 0.25, 0.25, 0.5):  # the last three are those of a touch pad
        wheel(view, (150, 100), notches)
    assert steps == [1, -2, -1]
    assert view.display.placement == place
    wheel(view, (150, 100), 1, Qt.KeyboardModifier.ControlModifier)
    assert view.display.placement.scale > place.scale
    assert len(steps) == 3


def test_the_next_slice_is_shown_in_the_same_place_and_window(view):
    view.display.set_window(Window(1000, 300), inverted=True)
    view.display.zoom(2)
    view.display.orient(FLIP_HORIZONTAL)
    before = view.display.placement
    view.set_picture(prepare(coordinate_image(vois=(Window(5, 10),))), follow=True)
    assert (view.display.placement, view.display.voi, view.display.inverted) == (
        before, Window(1000, 300), True
    )  # fmt: skip
    view.set_picture(prepare(coordinate_image(vois=(Window(5, 10),))))
    assert (view.display.placement.fitted, view.display.voi) == (True, Window(5, 10))


def test_a_slice_of_another_size_takes_the_window_but_not_the_place(view):
    view.display.zoom(2)
    view.set_picture(prepare(coordinate_image(20, 30)), follow=True)
    assert view.display.placement.fitted
    assert view.display.voi == Window(2000, 400)


def test_the_place_in_the_stack_is_written_in_the_corner(view):
    view.set_position("12 / 160")
    assert "Image 12 / 160" in view.display.corners().top_right


def test_a_double_click_changes_between_fit_and_one_to_one(view, qtbot):
    qtbot.mouseDClick(view, LEFT, pos=QPoint(300, 200))
    assert view.display.placement.scale == 1.0
    qtbot.mouseRelease(view, LEFT, pos=QPoint(300, 200))
    qtbot.mouseDClick(view, LEFT, pos=QPoint(300, 200))
    assert view.display.placement.fitted


def test_the_pixel_under_the_pointer_is_told_and_forgotten_when_it_leaves(view, qtbot):
    told = []
    view.hovered.connect(told.append)
    qtbot.mouseMove(view, QPoint(305, 205))  # ten device pixels a pixel, fitted
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1].startswith("column 30  row 20   2030")


def test_resizing_keeps_the_whole_picture_in_view(view, qtbot):
    view.resize(1200, 800)
    qtbot.waitUntil(lambda: view.display.placement.viewport == (1200, 800))
    assert view.display.placement.scale == 20.0


def grabbed(view, x, y):
    color = view.grab().toImage().pixelColor(x, y)
    return color.red(), color.green(), color.blue()


def test_what_is_drawn_is_the_window_of_the_pixel_there(view):
    view.set_annotated(False)
    view.display.set_window(Window(2050, 4100, "LINEAR_EXACT"))
    gray = round(2030 / 4100 * 255)
    assert grabbed(view, 305, 205) == pytest.approx((gray,) * 3, abs=1)


def test_a_map_colours_its_place_and_can_be_taken_away(view):
    view.set_annotated(False)
    plain = grabbed(view, 105, 105)
    values = np.zeros((2, 2), np.float32)
    values[0, 0] = 1
    view.set_map(SaliencyMap(values, (0, 0, 60, 40), "finding", "cam", "0"), 1.0)
    red, _, blue = grabbed(view, 105, 105)
    assert red > blue + 50
    assert len(set(grabbed(view, 505, 305))) == 1  # grey: nothing there
    view.set_map(None, 1.0)
    assert grabbed(view, 105, 105) == plain


def test_the_caution_about_a_mirrored_picture_stays_when_the_texts_are_hidden(view):
    from meddiag_gui.gui.viewer.commands import ViewCommands

    view.set_annotated(False)
    upright = view.grab().toImage()
    ViewCommands(SimpleNamespace(view=view)).flip_horizontal()
    ViewCommands(SimpleNamespace(view=view)).flip_horizontal()
    assert view.grab().toImage() == upright
    ViewCommands(SimpleNamespace(view=view)).flip_horizontal()
    flipped = view.grab().toImage()
    top = [flipped.pixelColor(x, y).name() for x in range(150, 450) for y in range(10, 30)]
    assert any(name == "#d9ab55" for name in top)


def test_without_a_picture_gestures_do_nothing(view, qtbot):
    view.set_picture(None, "Opening a.dcm …")
    drag(qtbot, view, LEFT, (300, 200), (400, 150))
    wheel(view, (10, 10), 1)
    qtbot.mouseDClick(view, LEFT, pos=QPoint(300, 200))
    assert view.display is None


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_on_a_dense_screen_every_device_pixel_is_drawn(view, monkeypatch, ratio):
    monkeypatch.setattr(ImageView, "devicePixelRatioF", lambda _: ratio)
    view.set_picture(prepare(image_of(np.full((40, 60), 7, np.uint16))))
    assert view.display.placement.viewport == (round(600 * ratio), round(400 * ratio))
    assert view.display.placement.scale == 10 * ratio
