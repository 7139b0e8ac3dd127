from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from meddiag_gui.gui.dragging import SERIES, pack, unpack
from meddiag_gui.gui.thumbnails import SIDE
from tests.gui.conftest import open_fake
from tests.support.images import image_of
from tests.support.scans import FakeScanner

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def brightness(program, row):
    return (
        program.window.series.list.item(row)
        .icon()
        .pixmap(SIDE)
        .toImage()
        .pixelColor(SIDE // 2, SIDE // 2)
        .value()
    )


@pytest.fixture
def opened(start, qtbot):
    def run(letters="abc", open_image=open_fake, **scan):
        program = start(open_image=open_image, scanner=FakeScanner(**scan))
        program.session.open_paths([Path(letter) for letter in letters])
        qtbot.waitUntil(lambda: program.session.complete and program.session.picture is not None)
        return program

    return run


def test_every_row_has_a_picture_of_its_middle_image(opened, qtbot):
    def open_numbered(path, frame):
        return image_of(
            np.full((8, 8), 250 if path.name == "c" else 10, np.uint8), path=path, vois=open_voi()
        )

    def open_voi():
        from meddiag_gui.imaging.windowing import Window

        return (Window(127.5, 255, "LINEAR_EXACT"),)

    program = opened("abcde", open_numbered, as_slices=True)
    qtbot.waitUntil(lambda: brightness(program, 0) == 250)


def test_a_picture_that_cannot_be_read_stays_black_and_is_no_failure_yet(opened, qtbot):
    program = opened(["a", "bad", "c"])
    qtbot.waitUntil(lambda: not program.io.busy)
    assert program.session.problems == {}
    assert brightness(program, 1) == 0
    assert brightness(program, 2) > 0


def test_rows_out_of_sight_are_read_only_when_they_come_into_sight(opened, qtbot):
    read = []

    def open_counted(path, frame):
        read.append(path.name)
        return open_fake(path, frame)

    program = opened([f"{number:03d}" for number in range(60)], open_counted)
    qtbot.waitUntil(lambda: "004" in read and not program.io.busy)
    assert "059" not in read
    program.window.series.list.scrollToBottom()
    qtbot.waitUntil(lambda: "059" in read)


def test_nothing_is_read_for_the_list_while_a_picture_is_waited_for(opened, qtbot):
    read = []

    def open_counted(path, frame):
        read.append(path.name)
        return open_fake(path, frame)

    program = opened("abcdefgh", open_counted)
    program.session.show(7)
    qtbot.waitUntil(lambda: program.session.picture is not None and not program.io.busy)
    assert read.index("h") < read.index("e")
    assert read.count("h") == 1  # what was read to be looked at serves the list too


def test_enter_opens_the_marked_series_and_gives_the_keys_back_to_the_picture(opened, qtbot):
    program = opened()
    rows = program.window.series.list
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert (rows.currentRow(), program.session.index) == (1, 0)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.session.index == 1 and program.session.picture is not None)
    assert program.window.view.hasFocus()


def drop(widget, data):
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, NONE)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, NONE))


def test_a_series_dragged_into_a_cell_opens_there_and_makes_it_active(opened, qtbot):
    program = opened()
    program.session.lay_out(1, 2)
    rows, cell = program.window.series.list, program.window.grid.cells[1]
    qtbot.waitUntil(lambda: cell.viewport.picture is not None)
    drop(cell, rows.mimeData([rows.item(2)]))
    qtbot.waitUntil(lambda: program.session.index == 2 and program.session.picture is not None)
    assert program.window.cell is cell
    assert program.session.index_of(program.window.grid.cells[0].viewport.stack) == 0


def test_a_cell_lights_up_while_a_series_is_over_it(opened):
    program = opened()
    program.session.lay_out(1, 2)
    cell = program.window.grid.cells[1]
    plain = cell.grab().toImage()
    data = pack((Path("a"), 0))
    QApplication.sendEvent(cell, QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, NONE))
    assert cell.grab().toImage() != plain
    QApplication.sendEvent(cell, QDragLeaveEvent())
    assert cell.grab().toImage() == plain


def test_a_series_of_what_is_open_no_more_is_dropped_in_vain(opened):
    program = opened()
    before = program.session.picture
    drop(program.window.cell, pack((Path("of another program"), 0)))
    assert program.session.picture is before


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'["a", "b"]', b"[1, 2, 3]", b"null"])
def test_what_is_no_series_is_none(content):
    data = QMimeData()
    data.setData(SERIES, content)
    assert unpack(data) is None
    assert unpack(pack((Path("a.dcm"), 3))) == (Path("a.dcm"), 3)


def test_the_mark_follows_the_active_cell(opened, qtbot):
    program = opened()
    program.session.lay_out(1, 2)
    program.session.activate_next()
    assert program.window.series.list.currentRow() == 1
    QApplication.sendEvent(program.window.grid.cells[0].view, QEvent(QEvent.Type.FocusIn))
    assert program.window.series.list.currentRow() == 0
