"""The wizard in the program's window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from meddiag_gui.gui.app import Program
from meddiag_gui.gui.wizard.feature import Retraining

LONG = 60_000  # milliseconds


def test_its_room_is_made_when_it_is_entered(start: Callable[..., Program], qtbot: QtBot) -> None:
    program = start()
    feature = program.feature(Retraining)
    assert feature.room is None
    program.control.actions["room_wizard"].trigger()
    assert feature.room is not None
    assert program.window.rooms.current == "wizard"
    qtbot.waitUntil(lambda: not feature.room.state.doing, timeout=LONG)
    assert "Choose where" in feature.room.lacks.text()


def test_a_job_that_was_made_leads_to_the_training_room(
    start: Callable[..., Program], qtbot: QtBot, tmp_path: Path
) -> None:
    program = start()
    program.feature(Retraining).made.emit(tmp_path)
    assert program.window.rooms.current == "training"


def test_without_signed_verdicts_the_library_says_so(start: Callable[..., Program], qtbot: QtBot) -> None:
    program = start()
    program.control.actions["room_wizard"].trigger()
    room = program.feature(Retraining).room
    assert room is not None
    qtbot.waitUntil(lambda: not room.state.doing, timeout=LONG)
    room.source.kind.buttons["verdicts"].click()
    room.source.collect.click()
    qtbot.waitUntil(lambda: not room.state.doing, timeout=LONG)
    assert room.lacks.text() == "There is no signed verdict to export."
