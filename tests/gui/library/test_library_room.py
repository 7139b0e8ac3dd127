"""The library room: search as you type, import with a word about every file, and the bin."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from meddiag_gui.files import sha256_of
from meddiag_gui.gui.library.feature import LibraryKeeping
from meddiag_gui.gui.rooms import READING
from meddiag_gui.gui.verdict.case import Phase
from meddiag_gui.gui.verdict.feature import Verdicts
from meddiag_gui.library import audit
from meddiag_gui.library.reading import opinions
from meddiag_gui.library.tables.core import Study
from tests.support.dicom_files import write_image
from tests.support.images import coordinate_image
from tests.support.libraries import add_study
from tests.support.library_program import opened

PIXELS = np.arange(64, dtype=np.uint16).reshape(8, 8)


@pytest.fixture
def program(start, library):
    return start(open_image=opened)


def keeping_of(program):
    return program.feature(LibraryKeeping)


def settle(program, qtbot):
    desk, room = keeping_of(program)._desk, keeping_of(program).room
    qtbot.waitUntil(lambda: not desk.busy and room._job is None)
    room.model.row(0)  # as the table does when it is drawn
    qtbot.waitUntil(lambda: not desk.busy and not room.model._soon.isActive())


def room_of(program, qtbot):
    program.control.actions["room_library"].trigger()
    settle(program, qtbot)
    return keeping_of(program).room


def shown(room, column=1):
    return [room.model.index(row, column).data() for row in range(room.model.rowCount())]


def find(room, program, qtbot, line):
    room.search.setText(line)
    qtbot.waitUntil(lambda: not room._pause.isActive())
    settle(program, qtbot)
    return shown(room)


def test_all_studies_are_listed_and_found_while_one_types(program, at, qtbot):
    with at.write() as session:
        add_study(session, 3, name="王^小明", modality="CT")
    room = room_of(program, qtbot)
    assert sorted(shown(room)) == ["Patient, 1", "Patient, 2", "王, 小明"]
    assert room.count.text() == "3 studies"
    assert find(room, program, qtbot, "小明") == ["王, 小明"]
    assert find(room, program, qtbot, "mod:DX id:P0002") == ["Patient, 2"]
    assert find(room, program, qtbot, "nobody") == []
    find(room, program, qtbot, "date:yesteryear")
    assert "is not understood" in room.failure.text


def test_enter_opens_a_study(program, qtbot):
    room = room_of(program, qtbot)
    find(room, program, qtbot, "id:P0002")
    room.table.setFocus()
    qtbot.keyClick(room.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.session.picture is not None)
    assert program.session.picture.image.path.name == "b.dcm"
    assert program.window.rooms.current == READING


def test_deleting_goes_through_the_bin_and_can_be_taken_back(program, at, qtbot):
    room = room_of(program, qtbot)
    find(room, program, qtbot, "id:P0001")
    room.table.selectRow(0)
    qtbot.mouseClick(room.delete, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.in_bin.text() == "Bin (1)")
    settle(program, qtbot)
    assert shown(room) == []
    qtbot.mouseClick(room.in_bin, Qt.MouseButton.LeftButton)
    settle(program, qtbot)
    assert shown(room) == ["Patient, 1"]
    assert not room.delete.isVisible()
    room.table.selectRow(0)
    qtbot.mouseClick(room.put_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.in_bin.text() == "Bin")
    with at.read() as session:
        assert session.get(Study, 1).binned_at is None


def test_deleting_for_good_asks_twice(program, at, qtbot):
    with at.write() as session:
        session.get(Study, 1).binned_at = session.get(Study, 1).added_at
    room = room_of(program, qtbot)
    qtbot.mouseClick(room.in_bin, Qt.MouseButton.LeftButton)
    settle(program, qtbot)
    room.table.selectRow(0)
    assert not room.sure.isVisible()
    qtbot.mouseClick(room.delete_for_good, Qt.MouseButton.LeftButton)
    with at.read() as session:
        assert session.get(Study, 1) is not None
    qtbot.mouseClick(room.sure, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.in_bin.text() == "Bin")
    with at.read() as session:
        assert session.get(Study, 1) is None
        assert [entry.action for entry in audit.entries(session)] == ["delete"]


def test_an_import_says_how_it_went_and_what_failed(program, tmp_path, plain_reader, qtbot):
    folder = tmp_path / "in"
    folder.mkdir()
    write_image(folder / "a.dcm", PIXELS, PatientName="New^One")
    (folder / "notes.txt").write_text("hello")
    room = room_of(program, qtbot)
    keeping = keeping_of(program)
    keeping._import([str(folder)])
    assert room.cancel.isVisible()
    qtbot.waitUntil(lambda: not keeping.importing.running)
    assert room.progress.text() == "1 image imported, 1 failed"
    assert "notes.txt" in room.told.toPlainText()
    assert not room.cancel.isVisible()
    qtbot.waitUntil(lambda: "One, New" in shown(room) or "New, One" in shown(room))
    keeping._import([str(folder)])
    qtbot.waitUntil(lambda: not keeping.importing.running)
    assert room.progress.text() == "0 images imported, 1 was there already, 1 failed"


def test_an_import_can_be_stopped_and_says_so(program, tmp_path, plain_reader, qtbot):
    room = room_of(program, qtbot)
    keeping = keeping_of(program)
    keeping.importing.start([tmp_path], False)
    keeping.importing.cancel()
    assert room.progress.text() == "The import was stopped. What was imported stays."
    assert not keeping.importing.running


def test_what_is_open_is_added_and_then_has_a_verdict(start, qtbot, tmp_path, plain_reader):
    """There is no library yet: adding makes it."""
    file = write_image(tmp_path / "a.dcm", PIXELS)
    digest = sha256_of(file)
    program = start(open_image=lambda path, frame=0: coordinate_image(sha256=digest, path=path, frame=frame))
    program.session.open_paths([file])
    verdicts = program.feature(Verdicts)
    qtbot.waitUntil(lambda: verdicts.case.phase is Phase.OUTSIDE and bool(program.reading.answer))
    qtbot.mouseClick(verdicts.panel.add_to_library, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: verdicts.case.phase is Phase.OPEN and bool(verdicts.case.told))
    verdicts.case.say("pneumonia", "present")
    with qtbot.waitSignal(verdicts.case.signed):
        verdicts.case.sign()
    desk = keeping_of(program)._desk
    with desk._library.read() as session:
        assert opinions.load(session, 1, desk.who).signed("with_model") is not None


def test_a_library_that_is_damaged_is_told_in_every_room(start, library, qtbot):
    (library / "library.json").write_text("{")
    program = start(open_image=opened)
    program.control.actions["room_library"].trigger()
    room = keeping_of(program).room
    qtbot.waitUntil(lambda: "damaged" in room.failure.text)
    assert Path(library).is_dir()
