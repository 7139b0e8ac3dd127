from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from meddiag_gui.gui.help import RESEARCH_USE
from meddiag_gui.gui.second_screen import SecondScreen

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def program(start, qtbot):
    program = start()
    program.session.open_paths([Path("a"), Path("b")])
    qtbot.waitUntil(lambda: program.session.complete and program.session.picture is not None)
    return program


def pictures(program):
    return program.feature(SecondScreen).pictures


def test_the_pictures_go_to_a_window_of_their_own_where_every_key_works(program, qtbot):
    qtbot.keyClick(program.window.view, Qt.Key.Key_F11, CONTROL)
    other = pictures(program)
    assert other.isVisible()
    assert program.window.stage.window() is other
    assert any(label.text() == RESEARCH_USE for label in other.findChildren(QLabel))
    other.activateWindow()
    qtbot.keyClick(program.window.view, Qt.Key.Key_I)
    assert program.window.view.display.inverted
    qtbot.keyClick(program.window.view, Qt.Key.Key_F11, CONTROL)
    assert program.window.stage.window() is program.window
    qtbot.waitUntil(program.window.stage.isVisible)
    assert not program.control.actions["second_screen"].isChecked()


def test_closing_that_window_brings_the_pictures_back(program):
    program.control.actions["second_screen"].trigger()
    pictures(program).close()
    assert pictures(program) is None
    assert program.window.stage.window() is program.window
    assert program.window.view.display is not None


def test_files_dropped_there_are_opened(program, qtbot, tmp_path):
    (tmp_path / "c.dcm").write_bytes(b"x")
    program.control.actions["second_screen"].trigger()
    data, none = QMimeData(), Qt.KeyboardModifier.NoModifier
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "c.dcm"))])
    for kind in (QDragEnterEvent, QDropEvent):
        event = kind(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
        QApplication.sendEvent(pictures(program), event)
    qtbot.waitUntil(lambda: [s.image(0)[0].name for s in program.session.stacks] == ["c.dcm"])


def test_the_end_of_the_program_takes_that_window_along(program):
    program.control.actions["second_screen"].trigger()
    program.window.close()
    assert pictures(program) is None
    program.shut_down()
    assert not [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
