"""Rooms: one on the screen, made when entered, and no key of a picture fires beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from meddiag_gui.errors import NOT_INCLUDED
from meddiag_gui.gui.rooms import READING, Room, Rooms
from tests.gui.conftest import Start

OTHER = "other"


@pytest.fixture
def rooms(qtbot: QtBot) -> Iterator[Rooms]:
    """A reading room, and another that is a table."""
    window = QMainWindow()
    qtbot.addWidget(window)
    rooms = Rooms(QLabel("reading"))
    rooms.add(Room(OTHER, QTableWidget))
    window.setCentralWidget(rooms)
    window.show()
    yield rooms  # noqa: PT022  (keeps the window alive)


def test_the_reading_room_comes_first_and_others_cost_nothing(rooms: Rooms) -> None:
    assert rooms.current == READING
    assert rooms.ids == (READING, OTHER)
    assert rooms.count() == 1


def test_a_room_is_made_once_and_announced_when_it_is_entered(rooms: Rooms, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rooms.entered) as entered:
        rooms.enter(OTHER)
    assert entered.args == [OTHER]
    assert isinstance(rooms.currentWidget(), QTableWidget)
    made = rooms.widget_of(OTHER)
    rooms.enter(READING)
    rooms.enter(OTHER)
    assert rooms.widget_of(OTHER) is made


def test_entering_the_room_one_is_in_changes_nothing(rooms: Rooms, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(rooms.entered):
        rooms.enter(READING)
    assert rooms.current == READING
    assert rooms.count() == 1


def test_a_room_whose_library_is_not_here_says_so_and_is_not_made(rooms: Rooms) -> None:
    rooms.add(Room("training", pytest.fail, needs="no_such_library"))
    rooms.add(Room("evaluation", QTableWidget, needs="json"))
    rooms.enter("training")
    shown = rooms.currentWidget()
    assert isinstance(shown, QLabel)
    assert shown.text() == NOT_INCLUDED
    assert isinstance(rooms.widget_of("evaluation"), QTableWidget)


def test_an_unknown_room_is_refused_and_leaves_everything_as_it_was(rooms: Rooms) -> None:
    with pytest.raises(KeyError):
        rooms.enter("attic")
    assert rooms.current == READING


def test_keys_of_pictures_rest_in_other_rooms_and_come_back(start: Start, qtbot: QtBot) -> None:
    program = start()
    window = program.window
    program.session.open_paths([Path("one.dcm")])
    qtbot.waitUntil(lambda: program.session.picture is not None and not program.busy)
    window.rooms.add(Room(OTHER, QTableWidget))
    invert = program.control.actions["invert"]
    window.rooms.enter(OTHER)
    table: QWidget = window.rooms.widget_of(OTHER)
    qtbot.keyClick(table, Qt.Key.Key_I)
    assert not invert.isChecked()
    assert not window.tool_bar.isVisible()
    window.rooms.enter(READING)
    qtbot.keyClick(window.view, Qt.Key.Key_I)
    assert invert.isChecked()
    assert window.tool_bar.isVisible()


def test_what_is_opened_is_looked_at_in_the_reading_room(start: Start, qtbot: QtBot) -> None:
    program = start()
    program.window.rooms.add(Room(OTHER, QTableWidget))
    program.window.rooms.enter(OTHER)
    program.session.open_paths([Path("one.dcm")])
    qtbot.waitUntil(lambda: program.window.rooms.current == READING)
    qtbot.waitUntil(lambda: not program.busy)


def test_one_stays_in_a_room_while_what_was_opened_before_arrives(start: Start, qtbot: QtBot) -> None:
    program = start()
    program.window.rooms.add(Room(OTHER, QTableWidget))
    program.session.open_paths([Path("one.dcm")])
    program.window.rooms.enter(OTHER)
    qtbot.waitUntil(lambda: program.session.picture is not None and not program.busy)
    assert program.window.rooms.current == OTHER
