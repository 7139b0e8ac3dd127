from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from meddiag_gui import paths
from meddiag_gui.gui.loading import open_from_disk
from meddiag_gui.gui.measuring.feature import Measuring
from meddiag_gui.gui.viewer.placement import FLIP_HORIZONTAL, TURN_RIGHT
from tests.support.dicom_files import write_image
from tests.support.scans import FakeScanner

KEY, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Desk:
    """A program with one image of 60 × 40 pixels, and hands for it; places are image coordinates."""

    def __init__(self, start, qtbot, path):
        self.qtbot = qtbot
        self.program = start(open_image=open_from_disk, scanner=FakeScanner())
        self.program.session.open_paths([path])
        qtbot.waitUntil(lambda: self.view.picture is not None)
        self.measuring = self.program.feature(Measuring)
        qtbot.waitUntil(lambda: self.board.document is not None)
        self.view.setFocus()

    @property
    def view(self):
        return self.program.window.view

    @property
    def board(self):
        return self.measuring.board

    @property
    def marks(self):
        return self.board.annotations

    def at(self, x, y):
        return self.view.to_view(x, y).toPoint()

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.view, key, modifier)

    def drag(self, start, end, button=LEFT):
        self.qtbot.mousePress(self.view, button, pos=self.at(*start))
        self.qtbot.mouseMove(self.view, self.at(*end))
        QApplication.processEvents()
        self.qtbot.mouseRelease(self.view, button, pos=self.at(*end))

    def click(self, x, y):
        self.qtbot.mouseClick(self.view, LEFT, pos=self.at(x, y))

    def write(self, words):
        entry = self.view.findChildren(QLineEdit)[-1]  # those before are hidden, and deleted later
        QTest.keyClicks(entry, words)
        QTest.keyClick(entry, KEY.Key_Return)

    def values(self):
        return {q.name: q.value for q in self.board.figures(self.marks[-1]).quantities}

    def close(self):
        self.program.window.close()
        self.program.shut_down()


@pytest.fixture
def source(tmp_path):
    pixels = (100 * np.arange(40)[:, None] + np.arange(60)).astype(np.uint16)
    return write_image(tmp_path / "a.dcm", pixels, PixelSpacing=[2.0, 1.0], Modality="CT")


@pytest.fixture
def desk(start, qtbot, source):
    return Desk(start, qtbot, source)


def saved():
    files = list((paths.user_data() / "annotations").glob("*.json"))
    return json.loads(files[0].read_bytes())["annotations"] if files else []


def test_a_key_and_a_drag_measure_once_and_give_the_window_back(desk):
    voi = desk.view.display.voi
    desk.press(KEY.Key_D)
    assert desk.program.control.actions["measure_length"].isChecked()
    desk.drag((10, 10), (40, 10))
    assert desk.values()["Length"] == pytest.approx(30, abs=0.3)
    assert desk.view.display.voi == voi
    assert not desk.program.control.actions["measure_length"].isChecked()
    desk.drag((20, 30), (30, 30))
    assert desk.view.display.voi != voi
    assert len(desk.marks) == 1


@pytest.mark.parametrize("turn", [TURN_RIGHT, FLIP_HORIZONTAL])
def test_values_are_the_same_turned_mirrored_and_zoomed(desk, turn):
    desk.view.display.orient(turn)
    desk.view.display.zoom(1.5)
    desk.view.refresh()
    desk.press(KEY.Key_D)
    desk.drag((30, 15), (30, 25))
    assert desk.values()["Length"] == pytest.approx(20, abs=0.5)  # rows are 2 mm apart


def test_while_a_tool_is_in_the_hand_the_right_button_still_windows(desk):
    voi = desk.view.display.voi
    desk.press(KEY.Key_E)
    desk.drag((10, 10), (30, 20), RIGHT)
    assert desk.view.display.voi != voi
    assert desk.marks == ()


def test_the_key_pressed_twice_keeps_the_tool_until_escape(desk):
    for _ in range(2):
        desk.press(KEY.Key_D)
    desk.drag((10, 10), (40, 10))
    desk.drag((10, 20), (40, 20))
    assert len(desk.marks) == 2
    desk.press(KEY.Key_Escape)
    desk.drag((10, 30), (40, 30))
    assert len(desk.marks) == 2


def test_escape_begins_anew_before_it_leaves(desk):
    desk.press(KEY.Key_B)
    desk.drag((10, 10), (40, 10))
    desk.press(KEY.Key_Escape)
    assert desk.measuring.desk.kind == "cobb"
    desk.drag((10, 10), (40, 10))
    desk.drag((10, 30), (40, 30))
    assert [mark.kind for mark in desk.marks] == ["cobb"]


def test_every_change_is_taken_back_and_made_again(desk):
    desk.press(KEY.Key_Q)
    desk.drag((10, 10), (20, 20))
    states = [(), desk.marks]

    def note():
        states.append(desk.marks)

    desk.drag((15, 10), (18, 12))  # the whole, by its upper side
    note()
    corner = desk.marks[0].points[1]
    desk.drag(corner, (30, 30))
    note()
    desk.press(KEY.Key_Right)
    desk.press(KEY.Key_Right, SHIFT)
    note()
    label = desk.board.label_rect(desk.marks[0]).center()
    desk.qtbot.mousePress(desk.view, LEFT, pos=label.toPoint())
    desk.qtbot.mouseMove(desk.view, label.toPoint() + QPoint(-20, 9))
    desk.qtbot.mouseRelease(desk.view, LEFT, pos=label.toPoint() + QPoint(-20, 9))
    note()
    desk.press(KEY.Key_Delete)
    note()
    assert len(set(states)) == len(states) - 1
    for state in states[-2::-1]:
        desk.press(KEY.Key_Z, CTRL)
        assert desk.marks == state
    for state in states[1:]:
        desk.press(KEY.Key_Z, CTRL | SHIFT)
        assert desk.marks == state


def test_arrows_move_by_pixels_of_the_image_in_the_direction_on_the_screen(desk):
    desk.press(KEY.Key_Y)
    desk.click(30, 20)
    (x, y), place = desk.marks[0].points[0], desk.program.session.place
    desk.view.display.orient(TURN_RIGHT)
    desk.view.refresh()
    desk.press(KEY.Key_Right)  # up in the image, which was turned to the right
    desk.press(KEY.Key_Down, SHIFT)
    assert desk.marks[0].points == ((x + 10, y - 1),)
    assert desk.program.session.place == place
    desk.press(KEY.Key_Escape)
    desk.press(KEY.Key_Right)
    assert desk.marks[0].points == ((x + 10, y - 1),)


def test_tab_goes_from_one_to_the_next_and_then_on(desk):
    for row in (10, 20):
        desk.press(KEY.Key_D)
        desk.drag((10, row), (40, row))
    desk.measuring.desk.select("")
    for mark in desk.marks:
        desk.press(KEY.Key_Tab)
        assert desk.board.selected is mark
    desk.press(KEY.Key_Backtab)
    assert desk.board.selected is desk.marks[0]


def test_words_are_written_on_the_picture_and_can_be_changed(desk):
    desk.press(KEY.Key_T, SHIFT)
    desk.click(20, 20)
    desk.write("left  ")
    assert desk.marks[0].text == "left"
    center = desk.board.label_rect(desk.marks[0]).center().toPoint()
    desk.qtbot.mouseDClick(desk.view, LEFT, pos=center)
    desk.write("right")
    assert desk.marks[0].text == "right"
    desk.press(KEY.Key_W)
    desk.drag((30, 30), (40, 35))
    QTest.keyClick(desk.view.findChildren(QLineEdit)[-1], KEY.Key_Return)
    assert [mark.kind for mark in desk.marks] == ["text", "arrow"]
    desk.press(KEY.Key_T, SHIFT)
    desk.click(40, 20)
    QTest.keyClick(desk.view.findChildren(QLineEdit)[-1], KEY.Key_Escape)
    assert len(desk.marks) == 2


def test_all_is_there_after_a_restart_and_the_file_is_as_it_was(desk, start, qtbot, source):
    before = source.read_bytes()
    desk.press(KEY.Key_D)
    desk.drag((10, 10), (40, 10))
    desk.press(KEY.Key_T, SHIFT)
    desk.click(20, 20)
    desk.write("kept")
    marks = desk.marks
    desk.close()
    renamed = source.rename(source.with_name("other.dcm"))
    again = Desk(start, qtbot, renamed)
    assert again.marks == marks
    assert again.board.document.can_undo is False
    assert renamed.read_bytes() == before
    names = [path.name for path in (paths.user_data() / "annotations").iterdir()]
    assert len(names) == 1
    assert not any(word in names[0] for word in ("a.dcm", "other"))


def test_it_is_on_the_disk_within_a_moment_without_any_end(desk, qtbot):
    desk.press(KEY.Key_D)
    desk.drag((10, 10), (40, 10))
    qtbot.waitUntil(lambda: len(saved()) == 1)
    desk.press(KEY.Key_Delete)
    qtbot.waitUntil(lambda: saved() == [])


def test_a_damaged_file_is_kept_and_said_and_a_disk_that_is_full_too(desk, start, qtbot, source, monkeypatch):
    desk.press(KEY.Key_D)
    desk.drag((10, 10), (40, 10))
    desk.close()
    (file,) = (paths.user_data() / "annotations").iterdir()
    file.write_bytes(b"{")
    again = Desk(start, qtbot, source)
    assert again.marks == ()
    qtbot.waitUntil(lambda: "damaged" in again.program.window.failure.text)

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("meddiag_gui.imaging.measure.store.write_atomic", refuse)
    again.press(KEY.Key_D)
    again.drag((10, 10), (40, 10))
    qtbot.waitUntil(lambda: "saving the annotations" in again.program.window.failure.text)


def test_the_list_selects_copies_and_goes_away_with_the_last(desk):
    panel, clipboard = desk.measuring.panel, QGuiApplication.clipboard()
    assert panel.isHidden()
    desk.press(KEY.Key_D)
    desk.drag((10, 10), (40, 10))
    desk.press(KEY.Key_Q)
    desk.drag((10, 20), (20, 30))
    rows = [[panel.list.topLevelItem(row).text(column) for column in (0, 1)] for row in range(2)]
    assert rows[0][0] == "1  Length"
    assert rows[0][1].endswith("mm")
    assert rows[1][1].startswith("Mean")
    panel.list.setCurrentItem(panel.list.topLevelItem(0))
    assert desk.board.selected is desk.marks[0]
    desk.program.control.actions["measure_copy"].trigger()
    assert clipboard.text().startswith("Length: ")
    panel.copy_table.emit()
    assert clipboard.text().splitlines()[0].startswith("Number,Kind,Quantity,Value,Unit")
    desk.program.control.actions["measure_clear"].trigger()
    assert panel.isHidden()


def test_one_key_hides_all_and_a_tool_shows_them_again(desk):
    desk.press(KEY.Key_D)
    desk.drag((10, 10), (40, 10))
    desk.press(KEY.Key_A, SHIFT)
    assert desk.marks == ()
    assert desk.measuring.panel.isHidden()
    desk.press(KEY.Key_D)
    assert len(desk.marks) == 1


def test_two_views_of_one_image_have_the_same_marks(desk, qtbot):
    session = desk.program.session
    session.lay_out(1, 2)
    session.show(0, session.viewports[1])
    qtbot.waitUntil(lambda: session.viewports[1].picture is not None)
    desk.press(KEY.Key_D)
    desk.drag((10, 10), (40, 10))
    session.activate(session.viewports[1])
    assert len(desk.marks) == 1
    desk.board.remove_selected()
    session.activate(session.viewports[0])
    assert desk.marks == ()


def test_the_setting_keeps_every_tool_in_the_hand(desk, start, qtbot, source):
    desk.program.control.actions["measure_keep"].trigger()
    desk.close()
    again = Desk(start, qtbot, source)
    again.press(KEY.Key_D)
    again.drag((10, 10), (40, 10))
    again.drag((10, 20), (40, 20))
    assert len(again.marks) == 2


def test_a_large_region_is_measured_aside(start, qtbot, tmp_path):
    big = write_image(tmp_path / "big.dcm", np.full((700, 900), 7, np.uint8), Modality="CT")
    desk = Desk(start, qtbot, big)
    desk.press(KEY.Key_Q)
    desk.drag((50, 50), (850, 650))
    qtbot.waitUntil(lambda: desk.values().get("Mean") == 7)
    assert desk.values()["Pixels"] == pytest.approx(480_000, rel=0.01)


def test_a_computed_picture_cannot_be_measured_and_says_so(start, qtbot):
    from tests.support.images import coordinate_image

    program = start(open_image=lambda path, frame: coordinate_image(sha256=""), scanner=FakeScanner())
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(lambda: program.window.view.picture is not None)
    board = program.feature(Measuring).board
    qtbot.keyClick(program.window.view, KEY.Key_D)
    qtbot.mousePress(program.window.view, LEFT, pos=QPoint(200, 200))
    qtbot.mouseRelease(program.window.view, LEFT, pos=QPoint(250, 250))
    assert board.document is None
    assert board.annotations == ()
