from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from meddiag_gui.gui.layouts import WITH_KEYS, Layouts
from meddiag_gui.settings import load_settings

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def program(start, qtbot):
    program = start()
    program.session.open_paths([Path(letter) for letter in "abcd"])
    qtbot.waitUntil(lambda: program.session.picture is not None)
    return program


def visible(program):
    return [cell for cell in program.window.grid.cells if cell.isVisible()]


@pytest.mark.parametrize(("rows", "columns"), WITH_KEYS)
def test_every_layout_shows_so_many_cells_of_one_size(program, qtbot, rows, columns):
    program.control.actions[f"layout_{rows}x{columns}"].trigger()
    cells = visible(program)
    assert len(cells) == rows * columns
    qtbot.waitUntil(lambda: len({(cell.x(), cell.y()) for cell in cells}) == rows * columns)
    assert (len({cell.y() for cell in cells}), len({cell.x() for cell in cells})) == (rows, columns)
    widths, heights = {cell.width() for cell in cells}, {cell.height() for cell in cells}
    assert max(widths) - min(widths) <= 1
    assert max(heights) - min(heights) <= 1
    assert program.control.actions[f"layout_{rows}x{columns}"].isChecked()


def test_clicking_into_a_cell_makes_it_active_and_keys_then_act_on_it(program, qtbot):
    program.control.actions["layout_1x2"].trigger()
    left, right = visible(program)
    qtbot.waitUntil(lambda: right.view.display is not None)
    qtbot.mouseClick(right.view, LEFT)
    assert program.window.cell is right
    qtbot.keyClick(program.window.view, Qt.Key.Key_I)
    assert (left.view.display.inverted, right.view.display.inverted) == (False, True)
    assert program.window.windowTitle() == "b – MedDiag"


def test_the_active_cell_has_the_whole_area_and_gives_it_back(program, qtbot):
    program.control.actions["layout_2x2"].trigger()
    assert not program.control.actions["maximise"].isChecked()
    qtbot.keyClick(program.window.view, Qt.Key.Key_X)
    assert visible(program) == [program.window.cell]
    qtbot.keyClick(program.window.view, Qt.Key.Key_N)
    assert visible(program) == [program.window.cell]
    assert program.session.viewports.index(program.session.active) == 1
    qtbot.keyClick(program.window.view, Qt.Key.Key_X)
    assert len(visible(program)) == 4
    program.control.actions["layout_1x1"].trigger()
    assert not program.control.actions["maximise"].isEnabled()


def test_rows_and_columns_are_picked_with_the_mouse(program, qtbot):
    program.control.actions["layout"].trigger()
    picker = program.feature(Layouts).picker
    assert picker.isVisible()
    place = picker.square(1, 2).center()
    QTest.mouseMove(picker, place)
    QTest.mouseMove(picker, place + QPoint(1, 1))
    assert picker.marked == (2, 3)
    qtbot.mouseClick(picker, LEFT, pos=place)
    assert not picker.isVisible()
    assert program.session.layout == (2, 3)


def test_rows_and_columns_are_picked_with_the_keyboard_within_bounds(program, qtbot):
    picker = program.feature(Layouts).picker
    program.control.actions["layout"].trigger()
    for key in ("Up", "Down", "Down", "Down", "Down", "Right", "Left", "Left"):
        qtbot.keyClick(picker, getattr(Qt.Key, f"Key_{key}"))
    assert picker.marked == (3, 1)
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert program.session.layout == (3, 1)
    program.control.actions["layout"].trigger()
    qtbot.keyClick(picker, Qt.Key.Key_Escape)
    assert not picker.isVisible()
    assert program.session.layout == (3, 1)


def test_the_layout_is_there_at_the_next_start(program, start):
    program.control.actions["layout_2x3"].trigger()
    program.window.close()
    program.shut_down()
    assert load_settings().layout == (2, 3)
    assert len(visible(start())) == 6


def test_the_findings_say_which_of_several_pictures_they_are_of(program, qtbot):
    findings = program.window.findings
    assert findings.subject == ""
    program.control.actions["layout_1x2"].trigger()
    assert findings.subject == "Of the active picture: DX, 2024-01-31"
    program.control.actions["maximise"].trigger()
    assert findings.subject == ""
