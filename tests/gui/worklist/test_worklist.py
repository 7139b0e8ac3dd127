"""The worklist room: its order, its filters, what opens from it, and what goes on behind it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from meddiag_gui.gui.rooms import READING
from meddiag_gui.gui.verdict.feature import Verdicts
from meddiag_gui.gui.worklist.feature import Worklist
from meddiag_gui.library.library import Library
from meddiag_gui.library.reading import predictions
from tests.support.dicom_files import write_image
from tests.support.libraries import add_study, answer, image_of
from tests.support.library_program import opened
from tests.support.models import FakePredictor

START = datetime(2024, 5, 2, 8, tzinfo=UTC)


@pytest.fixture
def program(start, library):
    return start(open_image=opened)


def room_of(program, qtbot):
    """Enter the room and wait until its list is there."""
    program.control.actions["room_worklist"].trigger()
    room = program.feature(Worklist).room
    settle(program, qtbot)
    return room


def settle(program, qtbot):
    worklist = program.feature(Worklist)
    qtbot.waitUntil(lambda: not worklist._desk.busy and worklist.room._job is None)
    worklist.room.model.row(0)  # as the table does when it is drawn
    qtbot.waitUntil(lambda: not worklist._desk.busy and not worklist.room.model._soon.isActive())


def shown(room, column=2):
    table = room.model
    return [table.index(row, column).data() for row in range(table.rowCount())]


def test_what_waits_is_listed_with_its_urgency_in_words(program, at, qtbot):
    with at.write() as session:
        predictions.keep(session, image_of(session, 2), answer(0.9), "MedDiag", "background")
    room = room_of(program, qtbot)
    assert shown(room, 0) == ["Pneumonia present  0.90", "Not scored yet"]
    assert shown(room, 1) == ["Unread", "Unread"]
    assert shown(room, 2) == ["Patient, 2", "Patient, 1"]
    assert shown(room, 4) == ["64 F", "64 F"]
    assert shown(room, 8) == ["0 min", "0 min"]
    assert room.why.text() == (
        "Pneumonia called present: probability 0.90, at or above the operating point 0.62 "
        "(fake-pneumonia 1.2.3)."
    )
    assert room.count.text() == "2 studies"


def test_enter_opens_a_study_in_the_reading_room(program, qtbot):
    room = room_of(program, qtbot)
    room.table.setFocus()
    qtbot.keyClick(room.table, Qt.Key.Key_Down)
    qtbot.keyClick(room.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.session.picture is not None)
    assert program.window.rooms.current == READING
    assert program.session.picture.image.path.name == "b.dcm"
    assert program.window.windowTitle() == "Patient, 2  Chest PA  2024-05-02 – MedDiag"
    assert program.keeper.settings.recent_files == ()  # its file's name says nothing to anybody


def test_text_modality_and_age_filter_while_they_are_typed(program, at, qtbot):
    with at.write() as session:
        add_study(session, 3, modality="CT", name="Zimmer^Ada", patient_age="012Y", description="Head")
    room = room_of(program, qtbot)
    assert len(shown(room)) == 3
    qtbot.keyClicks(room.filters.text, "zimm")
    qtbot.waitUntil(lambda: len(room.keys) == 1)
    settle(program, qtbot)
    assert shown(room) == ["Zimmer, Ada"]
    room.filters.text.clear()
    qtbot.keyClicks(room.filters.text, " ")
    qtbot.waitUntil(lambda: len(room.keys) == 3)
    qtbot.keyClicks(room.filters.age_to, "20")
    qtbot.waitUntil(lambda: len(room.keys) == 1)
    room.filters.age_to.clear()
    qtbot.keyClicks(room.filters.age_to, "x")  # no age: no limit
    qtbot.waitUntil(lambda: len(room.keys) == 3)
    room.filters.modality.setCurrentText("CT")
    room.filters.modality.activated.emit(room.filters.modality.currentIndex())
    qtbot.waitUntil(lambda: len(room.keys) == 1)


def test_a_title_sorts_and_a_second_click_turns_it_round(program, qtbot):
    room = room_of(program, qtbot)
    for due in (["Patient, 1", "Patient, 2"], ["Patient, 2", "Patient, 1"]):
        room.table.sorted_by.emit("name")
        settle(program, qtbot)
        assert shown(room) == due


def test_filters_are_kept_in_the_library_and_not_in_the_settings(program, start, qtbot):
    room = room_of(program, qtbot)
    qtbot.keyClicks(room.filters.text, "P0001")
    room.filters.kept.setEditText("the first")
    qtbot.mouseClick(room.filters.save, Qt.MouseButton.LeftButton)
    settle(program, qtbot)
    again = room_of(start(open_image=opened), qtbot)
    assert again.filters.kept.findText("the first") >= 0
    again.filters.kept.setCurrentIndex(again.filters.kept.findText("the first"))
    again.filters.kept.activated.emit(again.filters.kept.currentIndex())
    assert again.filters.text.text() == "P0001"
    qtbot.waitUntil(lambda: len(again.keys) == 1)
    again.filters.kept.setEditText("the first")
    qtbot.mouseClick(again.filters.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: again.filters.kept.findText("the first") < 0)


def test_results_and_the_order_by_them_are_hidden_where_the_reader_is_first(program, at, qtbot):
    with at.write() as session:
        predictions.keep(session, image_of(session, 2), answer(0.9), "MedDiag", "background")
    program.control.actions["read_first"].trigger()
    room = room_of(program, qtbot)
    assert room.table.isColumnHidden(0)
    assert shown(room) == ["Patient, 1", "Patient, 2"]  # who waits longest
    assert "hidden" in room.why.text()
    program.control.actions["read_first"].trigger()
    settle(program, qtbot)
    assert not room.table.isColumnHidden(0)
    assert shown(room) == ["Patient, 2", "Patient, 1"]


def test_the_list_follows_what_happens_in_the_library(program, at, show, qtbot):
    room = room_of(program, qtbot)
    program.window.rooms.enter(READING)
    verdicts = show(program, "a.dcm")
    verdicts.case.say("pneumonia", "absent")
    with qtbot.waitSignal(verdicts.case.signed):
        verdicts.case.sign()
    room_of(program, qtbot)
    assert shown(room) == ["Patient, 2"]
    room.filters.shown.setCurrentIndex(3)
    room.filters.shown.activated.emit(3)
    settle(program, qtbot)
    assert len(shown(room)) == 2
    assert shown(room, 1)[0].startswith("Signed, ")


def test_next_unread_goes_on_in_the_order_that_was_seen(program, at, qtbot):
    with at.write() as session:
        add_study(session, 3, file=Path("c.dcm"), arrived=START)
    room = room_of(program, qtbot)
    room.table.sorted_by.emit("name")
    settle(program, qtbot)
    for name in ("a.dcm", "b.dcm", "c.dcm", "a.dcm"):
        program.control.actions["next_unread"].trigger()
        qtbot.waitUntil(
            lambda name=name: (
                program.session.picture is not None
                and program.session.picture.image.path.name == name
                and program.feature(Verdicts).case.found is not None
            )
        )


def test_a_study_that_is_gone_is_told(program, at, qtbot):
    room = room_of(program, qtbot)
    with at.write() as session:
        from meddiag_gui.library.tables.core import Study

        session.delete(session.get(Study, 1))
    room.opened.emit(1)
    qtbot.waitUntil(lambda: "not in the library any more" in program.window.failure.text)


def test_the_background_pass_scores_what_waits_and_only_that(start, library, at, qtbot):
    model = FakePredictor(0.9)
    program = start(model, opened)
    worklist = program.feature(Worklist)
    worklist.start()
    qtbot.waitUntil(lambda: worklist.scoring.done == 2)
    assert sorted(model.asked) == ["sha-a.dcm", "sha-b.dcm"]
    room = room_of(program, qtbot)
    assert shown(room, 0) == ["Pneumonia present  0.90"] * 2
    qtbot.waitUntil(lambda: room.scoring.text() == "Nothing waits to be scored")
    with at.read() as session:
        [(_, kept)] = predictions.of_study(session, 1)
    assert kept.scores[0].probability == 0.9


def test_the_background_pass_gives_way_to_the_picture_being_read(start, library, qtbot):
    held = FakePredictor(0.9, held=True)
    program = start(held, opened)
    worklist = program.feature(Worklist)
    worklist.start()
    qtbot.waitUntil(held.started.is_set)
    first = held.asked[0]
    program.session.open_paths([Path("read.dcm")])
    qtbot.waitUntil(lambda: held.asked[-1] == "sha-read.dcm")  # nobody let the first image go
    assert worklist.scoring.done == 0
    held.release()
    qtbot.waitUntil(lambda: worklist.scoring.done == 2)
    assert held.asked.count(first) == 1  # it went on behind the picture, and is not asked again


def test_a_picture_that_cannot_be_read_is_told_and_not_tried_again(start, library, at, qtbot):
    with at.write() as session:
        add_study(session, 3, file=Path("bad.dcm"))

    def broken(path, frame=0):
        from meddiag_gui.errors import UnreadableImage

        if path.name.startswith("bad"):
            raise UnreadableImage(f"{path.name} is cut short.")
        return opened(path, frame)

    program = start(FakePredictor(0.9), broken)
    worklist = program.feature(Worklist)
    worklist.start()
    qtbot.waitUntil(lambda: worklist.scoring.done == 3 and not worklist.scoring.running)
    with at.read() as session:
        [(_, kept)] = predictions.of_study(session, 3)
    assert (kept.status, kept.reasons) == ("error", ("bad.dcm is cut short.",))


def test_scoring_can_be_switched_off_and_stays_off(program, qtbot):
    room = room_of(program, qtbot)
    worklist = program.feature(Worklist)
    worklist.start()
    qtbot.mouseClick(room.score, Qt.MouseButton.LeftButton)
    assert not worklist.scoring.wanted
    assert room.scoring.text() == "Scoring is off"
    assert not program.keeper.settings.score_in_background


def test_without_a_library_no_model_is_loaded(start, qtbot, own_home):
    model = FakePredictor()
    program = start(model, opened)
    program.feature(Worklist).start()
    qtbot.wait(400)
    assert model.asked == []
    assert not (own_home / "data" / "library").exists()


def test_what_arrives_in_a_watched_folder_is_listed(program, tmp_path, plain_reader, qtbot):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    pixels = np.arange(64, dtype=np.uint16).reshape(8, 8)
    arrived = write_image(inbox / "new.dcm", pixels, PatientName="New^One")
    os.utime(arrived, ((START - timedelta(days=1)).timestamp(),) * 2)
    room = room_of(program, qtbot)
    arriving = program.feature(Worklist).arriving
    arriving.watch(inbox)
    qtbot.waitUntil(lambda: arriving.last is not None)
    arriving.look()
    qtbot.waitUntil(lambda: arriving.last.added == 1)
    qtbot.waitUntil(lambda: len(room.keys) == 3)
    assert room.watching.text() == "Watching inbox"
    qtbot.mouseClick(room.unwatch, Qt.MouseButton.LeftButton)
    assert arriving.folder is None
    assert not room.unwatch.isVisible()


def test_only_the_pages_that_are_seen_are_read(program, library, qtbot):
    with Library.open(library) as filled, filled.write() as session:
        for number in range(10, 310):
            add_study(session, number)
    room = room_of(program, qtbot)
    assert room.model.rowCount() == 302
    assert set(room.model._pages) == {0}
    room.table.scrollToBottom()
    qtbot.waitUntil(lambda: 3 in room.model._pages)
    assert 1 not in room.model._pages
