from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.gui.viewer.placement import FLIP_HORIZONTAL, TURN_RIGHT
from meddiag_gui.gui.viewer.tools import Pointer, Tool, Toolbox
from meddiag_gui.gui.viewer.view import ImageView
from meddiag_gui.imaging.windowing import Window
from tests.support.images import coordinate_image

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
PHASE = Qt.ScrollPhase.NoScrollPhase


class Recorder(Tool):
    """Takes presses in the left half of the image, every double click, and the key Up."""

    def __init__(self):
        self.seen = []

    @property
    def cursor(self):
        return Qt.CursorShape.CrossCursor

    def press(self, at):
        self.seen.append(("press", at.x, at.y))
        return at.x < 30

    def move(self, at):
        self.seen.append(("move", at.x, at.y))
        return True

    def release(self, at):
        self.seen.append(("release", at.x, at.y))
        return True

    def double(self, at):
        self.seen.append(("double", at.x, at.y))
        return True

    def wants(self, event):
        return event.key() == Qt.Key.Key_Up

    def key(self, event):
        self.seen.append(("key", event.key()))
        return event.key() == Qt.Key.Key_Up


@pytest.fixture
def view(qtbot):
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.set_picture(prepare(coordinate_image(vois=(Window(2000, 400),))))  # 60 × 40, ten times enlarged
    return view


@pytest.fixture
def tool(view):
    tool = Recorder()
    view.set_tool(tool)
    return tool


def drag(qtbot, view, button, start, end):
    qtbot.mousePress(view, button, pos=QPoint(*start))
    qtbot.mouseMove(view, QPoint(*end))
    QApplication.processEvents()
    qtbot.mouseRelease(view, button, pos=QPoint(*end))


def test_a_tool_gets_a_drag_in_image_coordinates_and_the_window_stays(view, tool, qtbot):
    drag(qtbot, view, LEFT, (100, 50), (250, 80))
    assert tool.seen == [("press", 10, 5), ("move", 25, 8), ("release", 25, 8)]
    assert view.display.voi == Window(2000, 400)
    assert view.cursor().shape() is Qt.CursorShape.CrossCursor


def test_image_coordinates_follow_a_turned_and_mirrored_picture(view, tool, qtbot):
    for change in (TURN_RIGHT, FLIP_HORIZONTAL):
        view.display.orient(change)
    place = view.display.placement
    u, v = (round(value) for value in place.to_view(12.25, 7.75))
    qtbot.mousePress(view, LEFT, pos=QPoint(u, v))
    assert tool.seen[-1][1:] == pytest.approx((12.25, 7.75), abs=1 / place.scale)


def test_what_a_tool_leaves_and_the_right_button_change_the_window(view, tool, qtbot):
    drag(qtbot, view, LEFT, (500, 200), (550, 200))
    assert tool.seen == [("press", 50, 20)]
    width = view.display.voi.width
    assert width > 400
    drag(qtbot, view, RIGHT, (100, 200), (150, 200))
    assert view.display.voi.width > width
    assert len(tool.seen) == 1


def test_a_tool_keeps_the_pointer_when_another_button_comes_in_between(view, tool, qtbot):
    qtbot.mousePress(view, LEFT, pos=QPoint(100, 50))
    qtbot.mousePress(view, RIGHT, pos=QPoint(100, 50))
    qtbot.mouseRelease(view, LEFT, pos=QPoint(100, 50))
    assert tool.seen[-1][0] == "release"


def test_a_double_click_is_the_tools_before_the_views(view, tool, qtbot):
    qtbot.mouseDClick(view, LEFT, pos=QPoint(100, 50))
    assert ("double", 10, 5) in tool.seen
    assert view.display.placement.fitted
    view.set_tool(None)
    qtbot.mouseDClick(view, LEFT, pos=QPoint(100, 50))
    assert not view.display.placement.fitted
    assert view.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_key_that_a_tool_wants_is_no_shortcut(view, tool):
    for key, wanted in ((Qt.Key.Key_Up, True), (Qt.Key.Key_Down, False)):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(view, event)
        assert event.isAccepted() is wanted


def test_keys_that_a_tool_leaves_go_on(view, tool, qtbot):
    view.setFocus()
    qtbot.keyPress(view, Qt.Key.Key_Up)
    qtbot.keyPress(view, Qt.Key.Key_Space)
    assert tool.seen == [("key", Qt.Key.Key_Up), ("key", Qt.Key.Key_Space)]
    assert view.cursor().shape() is Qt.CursorShape.OpenHandCursor


def test_the_measuring_slot_is_asked_first(view, tool, qtbot):
    first = Recorder()
    view.set_tool(first, "measuring")
    qtbot.mousePress(view, LEFT, pos=QPoint(100, 50))
    assert (len(first.seen), len(tool.seen)) == (1, 0)
    qtbot.mouseRelease(view, LEFT, pos=QPoint(100, 50))
    qtbot.mousePress(view, LEFT, pos=QPoint(500, 50))
    assert [kind for kind, *_ in tool.seen] == ["press"]


def test_the_wheel_and_the_pointers_leave_are_told(view, tool):
    class Sizer(Tool):
        turned, left = 0.0, False

        def wheel(self, notches, modifiers):
            self.turned += notches
            return modifiers == Qt.KeyboardModifier.ControlModifier

        def leave(self):
            self.left = True

    sizer, scale = Sizer(), view.display.placement.scale
    view.set_tool(sizer, "editing")
    for held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier):
        middle = QPointF(view.rect().center())
        turn = QWheelEvent(
            middle, middle, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, held, PHASE, False
        )
        QApplication.sendEvent(view, turn)
        assert (view.display.placement.scale == scale) == bool(held)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert (sizer.turned, sizer.left) == (2.0, True)


def test_there_are_only_the_known_slots():
    with pytest.raises(ValueError, match="slots"):
        Toolbox().set_tool("other", Tool())


def test_distance_is_that_on_the_screen():
    pointer = Pointer(1, 1, lambda x, y: QPointF(3 * x, 4 * y))
    assert pointer.distance(2, 2) == 5


def test_a_tool_without_wishes_leaves_everything(view, qtbot):
    view.set_tool(Tool())
    drag(qtbot, view, LEFT, (100, 50), (250, 80))
    assert view.display.voi.width > 400
    qtbot.keyPress(view, Qt.Key.Key_Up)
    assert view.cursor().shape() is Qt.CursorShape.ArrowCursor
