"""The pages of the patient room on their own: timeline, lists, links, mapping, outcomes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from meddiag_gui.gui.patient.links import LinksPage
from meddiag_gui.gui.patient.mapping_page import MappingPage
from meddiag_gui.gui.patient.preview import sentences
from meddiag_gui.gui.patient.view import PatientView
from meddiag_gui.library.patients.linking import Question
from meddiag_gui.records.identity import Imaged, compare
from meddiag_gui.records.model import Identifier, Person
from meddiag_gui.records.opening import look_at
from meddiag_gui.records.tables.guessing import guess
from meddiag_gui.records.tables.mapping import Column, Mapping, Role
from meddiag_gui.records.tables.rows import read_sample
from meddiag_gui.records.tables.sheets import sheets_of
from meddiag_gui.records.timeline import Event, Header, Lane, Line, Story, Track, Weight

DAY = 86400.0


def make_track(count=50, *, relative=False):
    seconds = np.arange(count) * DAY
    numbers = 4 + np.sin(np.arange(count))
    doubtful = np.arange(count) == 3
    return Track(
        "k", "Potassium", "mmol/L", seconds, numbers, numbers > 4.8, doubtful, np.arange(count) + 100,
        (3.5, 5.1),
        relative=relative,
    )  # fmt: skip


EVENTS = (
    Event(Lane.STUDIES, 10 * DAY, "DX Chest PA", study=7, detail="three images"),
    Event(Lane.CONDITIONS, 5 * DAY, "Pneumonia", end=float("inf"), weight=Weight.DOUBTFUL),
    Event(Lane.NOTES, 20 * DAY, "A note", detail="what it says"),
)
STORY = Story(
    Header("Doe, Jane", ("Also",), ("P1",), "F", "1950-03-05", ("2024-01-01: 73 years",)),
    (Line("Pneumonia", "active", True, "2024", "", (), "a.json, Condition/1"),
     Line("<b>Old</b>", "refuted", False, "", "text", ("marked as entered in error",), "b.csv, row 2")),
    tracks=(make_track(),),
    events=EVENTS,
    cautions=("One caution.",),
    values=50,
)  # fmt: skip


@pytest.fixture
def view(qtbot):
    made = PatientView()
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.show_story(STORY)
    QApplication.processEvents()
    return made


def press(qtbot, view, keys):
    qtbot.keyClicks(view.timeline.canvas, keys)


def test_the_view_says_who_it_is(view):
    assert view.name.text() == "Doe, Jane"
    assert "born 1950-03-05" in view.facts.text()
    assert "73 years" in view.facts.text()
    assert view.cautions.text() == "One caution."
    assert not view.axis_kind.isVisible()


def test_lists_show_what_holds_and_what_was_retracted_with_the_source(view):
    said = []
    view.lists.chosen.connect(said.append)
    problems = view.lists.topLevelItem(0)
    assert [problems.child(index).text(0) for index in range(2)] == ["Pneumonia", "<b>Old</b>"]
    view.lists.setCurrentItem(problems.child(1))
    assert "b.csv, row 2" in said[0]
    assert view.detail.text() == said[0]
    assert view.lists.topLevelItem(2).child(0).text(0) == "nothing recorded"


def test_keys_step_from_event_to_event_and_open_a_study(qtbot, view):
    opened = []
    view.study_wanted.connect(opened.append)
    press(qtbot, view, "n")
    assert view.timeline.canvas.event_chosen.title == "Pneumonia"
    press(qtbot, view, "n")
    assert view.detail.text() == "three images"
    qtbot.keyClick(view.timeline.canvas, Qt.Key.Key_Return)
    assert opened == [7]
    press(qtbot, view, "p")
    assert view.timeline.canvas.event_chosen.title == "Pneumonia"


def test_a_click_on_a_study_opens_it(qtbot, view):
    opened = []
    view.study_wanted.connect(opened.append)
    canvas = view.timeline.canvas
    canvas.grab()
    place = next(rect.center() for rect, event in canvas._hits if event.study == 7)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert opened == [7]


def test_a_click_on_a_value_asks_for_its_source(qtbot, view):
    wanted = []
    view.value_wanted.connect(wanted.append)
    canvas = view.timeline.canvas
    from meddiag_gui.gui.patient.drawing import Scale

    x = Scale.of(view.timeline.span, canvas.width()).x(25 * DAY)
    y = canvas._top_of_tracks + 20
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), y))
    assert wanted == [125]
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), canvas.height() - 2))
    assert wanted == [125]


def test_the_wheel_zooms_to_the_pointer_and_dragging_moves(qtbot, view):
    span, canvas = view.timeline.span, view.timeline.canvas
    length = span.length
    here = QPointF(600, 30)
    turn = QWheelEvent(
        here, canvas.mapToGlobal(here), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, turn)
    assert span.length == pytest.approx(length / 1.25**2)
    left = span.left
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(600, 150))
    qtbot.mouseMove(canvas, QPoint(650, 150))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(650, 150))
    assert span.left < left
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert span.length == pytest.approx(length)


def test_everything_is_drawn_in_both_looks_and_at_every_zoom(view):
    canvas = view.timeline.canvas
    before = canvas.grab().toImage()
    for _ in range(12):
        view.timeline.span.zoom(0.5, 0.3)
        assert not canvas.grab().isNull()
    assert canvas.grab().toImage() != before


def test_times_since_admission_are_looked_at_apart(qtbot):
    view = PatientView()
    qtbot.addWidget(view)
    story = Story(Header("x", (), (), "", ""), tracks=(make_track(relative=True),), events=EVENTS)
    view.show_story(story)
    assert not view.axis_kind.isHidden()
    assert not view.timeline.span.relative
    view.axis_kind.click()
    assert view.timeline.span.relative
    view.show_story(Story(Header("x", (), (), "", ""), tracks=(make_track(relative=True),)))
    assert view.axis_kind.isHidden()
    assert view.timeline.span.relative


def test_nobody_and_nothing_is_shown_without_raising(qtbot):
    view = PatientView()
    qtbot.addWidget(view)
    view.show_story(Story(Header("Name not known", (), (), "", "")))
    assert "Nothing with a time" in view.detail.text()
    assert not view.grab().isNull()


# links


def question(state="asked", link=3, **changes):
    person = Person("1", "row 2", (Identifier("P1", ("Here",)),), ("Doe^Jane",), "F", "1950-03-05")
    imaged = Imaged(**({"patient_id": "P1", "issuer": "Here", "name": "Roe^Jane"} | changes))
    return Question(link, state, person, imaged, compare(person, imaged), 2)


@pytest.fixture
def links(qtbot):
    page = LinksPage()
    qtbot.addWidget(page)
    return page


def test_both_sides_are_shown_and_what_disagrees_is_marked(links):
    links.show_questions([question()])
    left, right, word = links.cells[0]
    assert (left.text(), right.text(), word.text()) == ("Doe, Jane", "Roe, Jane", "different")
    assert left.property("role") == "caution"
    assert "kept apart until you decide" in links.state.text()


def test_a_decision_needs_a_reason(qtbot, links):
    links.show_questions([question()])
    assert not links.same.isEnabled()
    qtbot.keyClicks(links.reason, "checked")
    with qtbot.waitSignal(links.decided) as signal:
        links.other.click()
    assert signal.args == [links.question, False, "checked"]


def test_a_tie_can_only_be_parted_and_the_other_way_round(qtbot, links):
    links.show_questions([question("linked")])
    qtbot.keyClicks(links.reason, "x")
    assert (links.same.isEnabled(), links.other.isEnabled()) == (False, True)
    links.show_questions([question("cut")])
    qtbot.keyClicks(links.reason, "x")
    assert (links.same.isEnabled(), links.other.isEnabled()) == (True, False)


def test_one_question_after_the_other(links):
    links.show_questions([question(link=1), question(link=2)])
    links.next.click()
    assert links.question.link == 2
    assert not links.next.isEnabled()
    links.back.click()
    assert links.question.link == 1
    links.show_questions([])
    assert links.question is None
    assert "No record is tied" in links.state.text()


# mapping


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "labs.csv"
    path.write_text("Patient ID,Date,K,Odd\nP1,2024-01-01,4.1,x\nP1,2024-01-02,99,y\n")
    return sheets_of(look_at(path))[0]


@pytest.fixture
def page(qtbot, sheet):
    made = MappingPage()
    qtbot.addWidget(made)
    found = guess(sheet)
    made.show_sheet(sheet, found.mapping, found.doubts)
    return made


def test_the_guess_and_the_first_values_are_shown(page, sheet):
    assert page.table.item(2, 1).text() == "Measured value"
    assert page.table.item(2, 2).text() == "Potassium"
    assert page.table.item(2, 3).text() == "mmol/L"
    assert page.table.item(2, 4).text() == "4.1 | 99"
    assert page.mapping() == guess(sheet).mapping
    assert page.accept.isEnabled()


def test_a_meaning_can_be_changed(qtbot, page):
    with qtbot.waitSignal(page.changed):
        page.table.item(3, 1).setText("Measured value")
    page.table.item(3, 2).setText("Sodium")
    assert page.mapping().columns[3] == Column(Role.MEASURED, "na", "mmol/L")
    page.table.item(0, 1).setText("Leave out")
    assert not page.accept.isEnabled()
    assert "No column holds the patient ID." in page.doubts.text()
    page.lone.click()
    assert page.accept.isEnabled()


def test_every_editor_offers_what_is_possible(qtbot, page):
    table = page.table
    for place in (1, 2, 3):
        table.editItem(table.item(2, place))
        QApplication.processEvents()
        table.closePersistentEditor(table.item(2, place))
    assert page.mapping().columns[2] == Column(Role.MEASURED, "k", "mmol/L")


def test_taking_leaving_out_and_giving_up(qtbot, page, sheet):
    with qtbot.waitSignal(page.accepted) as taken:
        page.accept.click()
    assert taken.args == [sheet, page.mapping()]
    with qtbot.waitSignal(page.left_out) as left:
        page.leave.click()
    assert not left.args[1].used
    with qtbot.waitSignal(page.cancelled):
        page.cancel.click()


def test_options_come_back_as_they_were(qtbot, page, sheet):
    mapping = Mapping(
        (Column(Role.PATIENT_ID), Column(Role.TIME), Column(Role.MEASURED, "k", "mmol/L"), Column()),
        {"Gender": Column(Role.SEX)}, ("-1", "NA"), decimal_comma=True, issuer="Here",
        sexes={"1": "M", "2": "F"},
        name="mine",
    )  # fmt: skip
    page.show_sheet(sheet, mapping, ())
    assert page.mapping() == mapping
    assert not page.parameters.isHidden()


def test_what_comes_of_the_first_rows_in_words(sheet):
    lines = sentences(read_sample(sheet, guess(sheet).mapping))
    assert lines[0].startswith("Patient P1")
    assert "Potassium 4.1 mmol/L 2024-01-01" in lines[1]
    assert "outside what is possible" in lines[2]
