from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from meddiag_gui.gui.opening import Opening
from meddiag_gui.gui.reading import Phase
from meddiag_gui.settings import Settings, load_settings, save_settings
from tests.gui.conftest import listed
from tests.support.models import FakePredictor
from tests.support.scans import FakeScanner


@pytest.fixture
def opened(start, qtbot):
    def run(model=None, names=("a.dcm", "b.dcm")):
        program = start(model)
        program.session.open_paths([Path(name) for name in names])
        qtbot.waitUntil(lambda: program.session.picture is not None)
        return program

    return run


def press(qtbot, program, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(program.window.view, key, modifier)


def test_keys_do_what_the_menus_say(opened, qtbot):
    program = opened()
    display = program.window.view.display
    press(qtbot, program, Qt.Key.Key_I)
    assert display.inverted
    assert program.control.actions["invert"].isChecked()
    press(qtbot, program, Qt.Key.Key_H)
    assert display.placement.mirrored
    press(qtbot, program, Qt.Key.Key_BracketRight)
    assert display.placement.turned == 90
    press(qtbot, program, Qt.Key.Key_Z)
    assert display.placement.scale == 1.0
    press(qtbot, program, Qt.Key.Key_F)
    assert display.placement.fitted
    press(qtbot, program, Qt.Key.Key_8)
    assert display.voi.explanation == "1st to 99th percentile"
    press(qtbot, program, Qt.Key.Key_0)
    assert not display.inverted
    assert not display.placement.mirrored
    press(qtbot, program, Qt.Key.Key_A)
    assert not program.window.view.annotated


def test_page_keys_go_through_the_series_and_stop_at_the_ends(opened, qtbot):
    program = opened()
    assert not program.control.actions["previous"].isEnabled()
    press(qtbot, program, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: program.session.index == 1 and program.session.picture is not None)
    assert not program.control.actions["next"].isEnabled()
    press(qtbot, program, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: program.session.index == 0 and program.session.picture is not None)


def test_arrow_keys_go_through_the_images_of_a_series_and_stop_at_the_ends(start, qtbot):
    program = start(scanner=FakeScanner(as_slices=True))
    program.session.open_paths([Path(name) for name in "abcd"])
    qtbot.waitUntil(lambda: program.session.count == 4 and program.session.picture is not None)
    enabled = {
        name: program.control.actions[name].isEnabled() for name in ("back", "first", "forward", "last")
    }
    assert enabled == {"back": False, "first": False, "forward": True, "last": True}
    for key, place in (("Down", 1), ("End", 3), ("Down", 3), ("Up", 2), ("Home", 0)):
        press(qtbot, program, getattr(Qt.Key, f"Key_{key}"))
        assert program.session.place == place
        qtbot.waitUntil(lambda: program.session.position == f"{program.session.place + 1} / 4")


def test_one_key_shows_and_hides_the_map(opened, qtbot):
    program = opened(FakePredictor(0.2))
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)
    press(qtbot, program, Qt.Key.Key_O)
    assert program.reading.influence.wanted
    press(qtbot, program, Qt.Key.Key_S)
    assert not program.reading.influence.wanted


def test_escape_cancels_the_model_and_then_puts_the_failure_away(opened, qtbot):
    model = FakePredictor(held=True)
    program = opened(model)
    qtbot.waitUntil(model.started.is_set)
    press(qtbot, program, Qt.Key.Key_Escape)
    assert program.reading.phase is Phase.CANCELLED
    program.window.say_failure("Something went wrong.")
    program.control.actions["cancel"].trigger()
    assert program.window.failure.text == ""


def test_without_a_picture_there_is_nothing_to_do_to_it(start):
    actions = start().control.actions
    assert not any(actions[name].isEnabled() for name in ("fit", "invert", "rotate_left", "run", "overlay"))
    assert all(actions[name].isEnabled() for name in ("open", "demo", "help"))


def test_an_opened_file_is_remembered_at_once_and_can_be_forgotten(opened, qtbot):
    program = opened(names=["b & c.dcm"])
    qtbot.waitUntil(lambda: load_settings().recent_files == (str(Path("b & c.dcm").absolute()),))
    menu = program.feature(Opening).recent
    assert [action.text() for action in menu.actions()] == ["b && c.dcm"]
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: program.session.picture is not None)
    program.control.actions["clear_recent"].trigger()
    qtbot.waitUntil(lambda: load_settings().recent_files == ())
    assert not menu.actions()


def test_the_demo_study_is_not_a_recent_file(start, qtbot):
    program = start()
    program.start([])
    qtbot.waitUntil(lambda: program.session.picture is not None)
    assert listed(program) == ["demo.dcm"]
    assert program.keeper.settings.recent_files == ()


def test_someone_who_opened_files_before_starts_with_an_empty_window(start):
    save_settings(Settings(recent_files=("/x/a.dcm",)))
    program = start()
    program.start([])
    assert not program.io.busy
    assert program.session.stacks == ()


def test_the_file_dialog_does_not_block_and_opens_what_is_chosen(start, qtbot):
    program = start()
    program.control.actions["open"].trigger()
    dialog = program.window.findChild(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    dialog.filesSelected.emit(["a.dcm", "b.dcm"])
    dialog.close()
    qtbot.waitUntil(lambda: listed(program) == ["a.dcm", "b.dcm"])


def test_what_was_set_is_there_at_the_next_start(start, qtbot):
    program = start()
    for name in ("annotations", "files", "auto"):
        program.control.actions[name].trigger()
    program.window.resize(1111, 777)
    program.window.close()
    program.shut_down()
    settings = load_settings()
    assert (settings.show_annotations, settings.show_files, settings.predict_on_open) == (False,) * 3
    again = start()
    assert not again.window.view.annotated
    assert not again.window.series.isVisible()
    assert not again.reading.predict_on_open


def test_settings_that_cannot_be_written_are_told(start, qtbot, monkeypatch):
    def refuse(*_):
        raise OSError("disk full")

    program = start()
    monkeypatch.setattr("meddiag_gui.gui.settings_keeper.save_settings", refuse)
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(lambda: "saving the settings" in program.window.failure.text)
    program.shut_down()  # and the end does not stumble over it
