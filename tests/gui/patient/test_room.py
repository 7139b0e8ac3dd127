"""The patient room in the program: finding, telling, importing, deciding."""

from __future__ import annotations

from datetime import date

import pytest

from meddiag_gui.gui.patient.feature import ROOM, PatientRecords
from meddiag_gui.library.library import Library
from tests.support import fhir
from tests.support.libraries import add_study

NAME = "Wang1^Xiao Dong"


@pytest.fixture
def room(start, qtbot, own_home):
    """The room over a library with one patient, entered."""
    with Library.open() as library, library.write() as session:
        add_study(session, 1, name=NAME, patient_id="MRN00001", date=date(2024, 1, 5))
    program = start()
    feature = program.feature(PatientRecords)
    program.window.rooms.enter(ROOM)
    qtbot.waitUntil(lambda: feature.room.list.count() == 1, timeout=60_000)
    return feature


def settle(qtbot, condition):
    qtbot.waitUntil(condition, timeout=60_000)


def names(feature):
    return [feature.room.list.item(row).text().split("\n")[0] for row in range(feature.room.list.count())]


def take(qtbot, feature, path):
    room = feature.room
    feature.taking.take([path])
    settle(qtbot, lambda: room.stack.currentWidget() in (room.outcomes, room.mapping))


def test_a_patient_is_found_and_told(qtbot, room):
    room.room.list.setCurrentRow(0)
    settle(qtbot, lambda: room.room.stack.currentWidget() is room.room.view)
    assert room.room.view.name.text() == "Wang1, Xiao Dong"
    qtbot.keyClicks(room.room.search, "nobody")
    settle(qtbot, lambda: room.room.list.count() == 0)


def test_records_are_taken_in_asked_about_and_parted(qtbot, room, tmp_path):
    """The birth dates differ: a question; the answer ties them; the tie is cut again."""
    take(qtbot, room, fhir.write(tmp_path / "a.json", fhir.whole()))
    page = room.room.outcomes
    assert page.tree.topLevelItem(0).text(1) == "16"
    settle(qtbot, lambda: not room.room.questions.isHidden())
    assert "1 record waits" in room.room.questions.text()
    room.room.questions.click()
    links = room.room.links
    settle(qtbot, lambda: room.room.stack.currentWidget() is links)
    qtbot.keyClicks(links.reason, "checked")
    links.same.click()
    settle(qtbot, lambda: room.room.questions.isHidden())
    room.room.list.setCurrentRow(0)
    settle(qtbot, lambda: room.room.view.story is not None and room.room.view.story.values == 7)
    room.room.view.links.click()
    settle(qtbot, lambda: links.question is not None and links.question.state == "linked")
    qtbot.keyClicks(links.reason, "another person")
    links.other.click()
    settle(qtbot, lambda: links.question is not None and links.question.state == "cut")
    links.close_page.click()
    settle(qtbot, lambda: room.room.view.story.values == 0)


def test_the_source_of_a_value_is_said(qtbot, room, tmp_path):
    take(qtbot, room, fhir.write(tmp_path / "a.json", fhir.whole()))
    room.room.view.value_wanted.emit(1)
    settle(qtbot, lambda: "a.json (sha256" in room.room.view.detail.text())
    assert "given as 0.8 mg/dL" in room.room.view.detail.text()


def test_a_table_asks_for_its_mapping_once(qtbot, room, tmp_path):
    path = tmp_path / "labs.csv"
    path.write_text("Patient ID,Date,K\nMRN00001,2024-01-01,4.1\n")
    take(qtbot, room, path)
    page = room.room.mapping
    settle(qtbot, lambda: room.room.stack.currentWidget() is page and page.preview.count() == 2)
    page.accept.click()
    settle(qtbot, lambda: room.room.stack.currentWidget() is room.room.outcomes)
    assert room.room.outcomes.tree.topLevelItem(0).text(1) == "1"
    path.write_text("Patient ID,Date,K\nMRN00001,2024-01-02,4.2\n")
    take(qtbot, room, path)
    assert room.room.stack.currentWidget() is room.room.outcomes


def test_giving_up_a_mapping_takes_nothing(qtbot, room, tmp_path):
    path = tmp_path / "labs.csv"
    path.write_text("Patient ID,K\nP1,4.1\n")
    take(qtbot, room, path)
    settle(qtbot, lambda: room.room.stack.currentWidget() is room.room.mapping)
    room.room.mapping.cancel.click()
    assert "labs.csv" in room.room.failure.text
    assert not room.taking.busy


def test_a_bad_file_is_named(qtbot, room, tmp_path):
    path = tmp_path / "bad.json"
    path.write_text("{")
    take(qtbot, room, path)
    assert "bad.json" in room.room.outcomes.tree.topLevelItem(0).child(0).text(0)


def test_a_record_is_tied_by_hand(qtbot, room, tmp_path):
    content = fhir.bundle(fhir.patient(identifier=[{"value": "ELSEWHERE"}]), fhir.observation())
    take(qtbot, room, fhir.write(tmp_path / "a.json", content))
    settle(qtbot, lambda: room.room.list.count() == 2)
    lone = next(row for row in range(2) if "ELSEWHERE" in room.room.list.item(row).text())
    room.room.list.setCurrentRow(lone)
    settle(qtbot, lambda: not room.room.tie.isHidden())
    room.room.tie.click()
    room.room.list.setCurrentRow(1 - lone)
    settle(qtbot, lambda: room.room.stack.currentWidget() is room.room.links)
    qtbot.keyClicks(room.room.links.reason, "asked the ward")
    room.room.links.same.click()
    settle(qtbot, lambda: room.room.list.count() == 1)
