"""A reader's verdict as it is typed, saved, signed and amended; and before the model's result is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from meddiag_gui.gui.reading import Phase as ModelPhase
from meddiag_gui.gui.verdict.case import Phase
from meddiag_gui.gui.verdict.feature import Verdicts
from meddiag_gui.gui.worklist.feature import Worklist
from meddiag_gui.library import audit
from meddiag_gui.library.reading import opinions, predictions
from tests.support.library_program import opened
from tests.support.models import FakePredictor


@pytest.fixture
def program(start, library):
    return start(open_image=opened)


def desk_of(program):
    return program.feature(Worklist)._desk


def settle(program, qtbot):
    qtbot.waitUntil(lambda: not desk_of(program).busy)


def kept(at, program, study=1):
    with at.read() as session:
        return opinions.load(session, study, desk_of(program).who)


def logged(at):
    with at.read() as session:
        return [entry.action for entry in audit.entries(session)]


def press(qtbot, verdicts, place=0, finding="pneumonia"):
    button = verdicts.panel._rows[finding].choice.buttons[place]
    qtbot.waitUntil(lambda: button.height() > 0)  # laid out
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_panel_offers_to_agree_with_what_the_model_said(program, show):
    verdicts = show(program, "a.dcm")
    row = verdicts.panel._rows["pneumonia"]
    assert [button.text() for button in row.choice.buttons] == ["Agree", "Disagree", "Unsure"]
    assert row.told.text() == "model: present  0.87"
    assert verdicts.panel.state.text() == "Not written yet"
    assert not verdicts.panel.sign.isEnabled()
    assert verdicts.panel.sign.toolTip() == "Nothing is said yet of: pneumonia"


def test_what_is_said_is_saved_by_itself(program, show, qtbot, at):
    verdicts = show(program, "a.dcm")
    press(qtbot, verdicts, 1)
    verdicts.panel.comment.setPlainText("Only a skin fold.")
    assert verdicts.panel.state.text() == "Draft, not saved yet"
    qtbot.waitUntil(lambda: not verdicts.case.unsaved)
    draft = kept(at, program).draft("with_model").content
    assert [(one.finding, one.presence) for one in draft.findings] == [("pneumonia", "absent")]
    assert draft.comment == "Only a skin fold."
    assert verdicts.panel.state.text().startswith("Draft, saved at ")


def test_what_was_typed_within_the_last_moment_is_saved_when_the_program_ends(program, show, qtbot, at):
    verdicts = show(program, "a.dcm")
    verdicts.panel.comment.setPlainText("typed and gone")
    assert verdicts.case.unsaved
    program.window.close()
    program.shut_down()
    assert kept(at, program).draft("with_model").content.comment == "typed and gone"


def test_another_picture_saves_the_draft_of_the_study_before_and_takes_nothing_of_it(
    program, show, qtbot, at
):
    press(qtbot, show(program, "a.dcm"), 0)
    verdicts = show(program, "b.dcm")
    assert verdicts.case.draft.findings == ()
    assert kept(at, program, 1).draft("with_model").content.findings[0].presence == "present"
    assert kept(at, program, 2).versions == ()
    assert show(program, "a.dcm").case.draft.findings[0].presence == "present"


def test_signing_keeps_the_models_call_and_score_beside_the_readers_word(program, show, qtbot, at):
    verdicts = show(program, "a.dcm")
    press(qtbot, verdicts, 1)
    with qtbot.waitSignal(verdicts.case.signed):
        qtbot.mouseClick(verdicts.panel.sign, Qt.MouseButton.LeftButton)
    [said] = kept(at, program).signed("with_model").content.findings
    assert (said.presence, said.call, said.agreement) == ("absent", "present", "disagree")
    with at.read() as session:
        [(image, answer)] = predictions.of_study(session, 1)
    assert (said.instance, said.score) == (image, answer.scores[0].id)
    assert logged(at) == ["open", "score", "sign", "override"]
    assert verdicts.panel.state.text().startswith("Signed, ")
    assert not verdicts.panel.sign.isVisible()


def test_a_signed_verdict_changes_only_with_a_reason_and_keeps_its_history(program, show, qtbot, at):
    verdicts = show(program, "a.dcm")
    press(qtbot, verdicts, 0)
    with qtbot.waitSignal(verdicts.case.signed):
        verdicts.case.sign()
    press(qtbot, verdicts, 1)  # signed: nothing happens
    assert verdicts.case.draft.findings[0].presence == "present"
    qtbot.mouseClick(verdicts.panel.amend, Qt.MouseButton.LeftButton)
    assert not verdicts.case.editing
    qtbot.keyClicks(verdicts.panel.reason, "The lateral view came later.")
    qtbot.keyClick(verdicts.panel.reason, Qt.Key.Key_Return)
    press(qtbot, verdicts, 1)
    with qtbot.waitSignal(verdicts.case.signed):
        verdicts.case.sign()
    first, second = kept(at, program).versions
    assert (first.content.findings[0].presence, second.content.findings[0].presence) == ("present", "absent")
    assert second.content.reason == "The lateral view came later."
    history = verdicts.panel.history.text()
    assert history.index("signed") < history.index("amended: The lateral view came later.")


def test_an_amendment_can_be_given_up(program, show, qtbot, at):
    verdicts = show(program, "a.dcm")
    press(qtbot, verdicts, 0)
    with qtbot.waitSignal(verdicts.case.signed):
        verdicts.case.sign()
    verdicts.case.amend("Hm.")
    press(qtbot, verdicts, 1)
    qtbot.mouseClick(verdicts.panel.give_up, Qt.MouseButton.LeftButton)
    settle(program, qtbot)
    assert not verdicts.case.editing
    assert verdicts.case.draft.findings[0].presence == "present"
    assert len(kept(at, program).versions) == 1


def test_a_finding_is_added_once_commented_and_taken_back(program, show, qtbot, at):
    verdicts = show(program, "a.dcm")
    for name in ("Rib fracture", "rib FRACTURE", "Pneumonia", "  "):
        verdicts.panel.new_finding.setText(name)
        qtbot.keyClick(verdicts.panel.new_finding, Qt.Key.Key_Return)
    assert [one.finding for one in verdicts.case.draft.findings] == ["Rib fracture"]
    row = verdicts.panel._rows["Rib fracture"]
    qtbot.keyClicks(row.comment, "7th, left")
    qtbot.waitUntil(lambda: not verdicts.case.unsaved)
    [said] = kept(at, program).draft("with_model").content.findings
    assert (said.added, said.presence, said.comment) == (True, "present", "7th, left")
    press(qtbot, verdicts, 0, "Rib fracture")  # it was chosen: now it is not any more
    assert verdicts.case.draft.findings == ()
    assert "Rib fracture" not in verdicts.panel._rows


def test_the_keyboard_says_it_all(program, show, qtbot):
    verdicts = show(program, "a.dcm")
    program.control.actions["verdict"].trigger()
    choice = verdicts.panel._rows["pneumonia"].choice
    assert choice.hasFocus()
    qtbot.keyClick(choice, Qt.Key.Key_2)
    assert verdicts.case.draft.findings[0].presence == "absent"
    qtbot.keyClick(choice, Qt.Key.Key_Backspace)
    assert verdicts.case.draft.findings == ()


def test_sign_and_next_opens_the_next_unread_study(program, show, qtbot, at):
    verdicts = show(program, "a.dcm")
    press(qtbot, verdicts, 0)
    program.control.actions["verdict_sign_next"].trigger()
    qtbot.waitUntil(
        lambda: (
            program.session.picture is not None
            and program.session.picture.image.path.name == "b.dcm"
            and verdicts.case.phase is Phase.OPEN
        )
    )
    assert kept(at, program, 1).signed("with_model") is not None
    settle(program, qtbot)
    qtbot.waitUntil(lambda: bool(verdicts.case.told))
    press(qtbot, verdicts, 0)
    program.control.actions["verdict_sign_next"].trigger()
    qtbot.waitUntil(lambda: program.window.failure.text == "No other study waits in the worklist.")


def test_a_picture_outside_of_the_library_has_no_verdict(program, show):
    verdicts = show(program, "elsewhere.dcm")
    assert verdicts.case.phase is Phase.OUTSIDE
    assert verdicts.panel.add_to_library.isVisible()
    assert not verdicts.panel._fields.isVisible()


def test_without_a_library_none_is_made_by_looking(start, show, own_home):
    verdicts = show(start(open_image=opened), "a.dcm")
    assert verdicts.case.phase is Phase.OUTSIDE
    assert not (own_home / "data" / "library").exists()


def test_a_library_that_cannot_be_opened_is_told(start, library, show):
    (library / "library.json").write_text("{")
    verdicts = show(start(open_image=opened), "a.dcm")
    assert verdicts.case.phase is Phase.FAILED
    assert "damaged" in verdicts.panel.problem.text()


class TestReadFirst:
    """The model's result is hidden until the reader has committed."""

    @pytest.fixture
    def program(self, start, library):
        program = start(open_image=opened)
        program.control.actions["read_first"].trigger()
        return program

    def test_nothing_shows_the_result(self, program, show):
        verdicts = show(program, "a.dcm")
        assert program.reading.phase is ModelPhase.HELD
        assert program.reading.answer is None
        assert not program.reading.has_scores
        assert program.reading.influence.saliency is None
        row = verdicts.panel._rows["pneumonia"]
        assert row.told.text() == "model: hidden"
        assert [button.text() for button in row.choice.buttons] == ["Present", "Absent", "Unsure"]
        assert not program.control.actions["batch"].isEnabled()

    def test_committing_shows_it_and_the_three_opinions_are_apart(self, program, show, qtbot, at):
        verdicts = show(program, "a.dcm")
        press(qtbot, verdicts, 1)
        with qtbot.waitSignal(verdicts.case.signed):
            qtbot.mouseClick(verdicts.panel.sign, Qt.MouseButton.LeftButton)
        assert program.reading.phase is ModelPhase.DONE
        assert verdicts.case.stage == "with_model"
        settle(program, qtbot)
        row = verdicts.panel._rows["pneumonia"]
        assert [button.text() for button in row.choice.buttons] == ["Agree", "Disagree", "Unsure"]
        press(qtbot, verdicts, 0)
        with qtbot.waitSignal(verdicts.case.signed):
            verdicts.case.sign()
        state = kept(at, program)
        [alone] = state.signed("alone").content.findings
        [both] = state.signed("with_model").content.findings
        assert (alone.presence, alone.call) == ("absent", "")
        assert (both.presence, both.call) == ("present", "present")
        assert logged(at) == ["open", "score", "commit_alone", "sign"]

    def test_a_study_that_was_committed_is_not_hidden_again(self, program, show, qtbot):
        verdicts = show(program, "a.dcm")
        press(qtbot, verdicts, 1)
        with qtbot.waitSignal(verdicts.case.signed):
            verdicts.case.sign()
        show(program, "b.dcm")
        assert program.reading.phase is ModelPhase.HELD
        show(program, "a.dcm")
        assert program.reading.phase is ModelPhase.DONE

    def test_a_picture_outside_of_the_library_stays_hidden(self, program, show):
        show(program, "elsewhere.dcm")
        assert program.reading.phase is ModelPhase.HELD

    def test_leaving_the_mode_shows_what_was_held(self, program, show, qtbot):
        show(program, "a.dcm")
        program.control.actions["read_first"].trigger()
        settle(program, qtbot)
        assert program.reading.phase is ModelPhase.DONE

    def test_who_has_seen_a_result_does_not_read_that_study_first(self, start, library, show, qtbot):
        program = start(open_image=opened)
        show(program, "a.dcm")
        program.control.actions["read_first"].trigger()
        settle(program, qtbot)
        assert program.reading.phase is ModelPhase.DONE
        assert program.feature(Verdicts).case.stage == "with_model"

    def test_other_models_are_not_asked_before(self, start, library, show, qtbot):
        other = FakePredictor(0.1, name="other")
        program = start(open_image=opened, others=(other,))
        program.control.actions["read_first"].trigger()
        show(program, "a.dcm")
        qtbot.wait(50)
        assert other.asked == []


def test_what_other_models_say_is_kept_too(start, library, show, qtbot, at):
    program = start(open_image=opened, others=(FakePredictor(0.1, name="other"),))
    show(program, "a.dcm")

    def both():
        with at.read() as session:
            return {answer.model.name for _, answer in predictions.of_study(session, 1)}

    qtbot.waitUntil(lambda: both() == {"fake-pneumonia", "other"})
    assert program.feature(Verdicts).case.told["pneumonia"].call == "present"  # the first model speaks


def test_a_refused_picture_asks_for_nothing_but_takes_what_the_reader_finds(start, library, show, qtbot, at):
    program = start(FakePredictor(refusal="In colour."), opened)
    verdicts = show(program, "a.dcm")
    assert verdicts.case.told == {}
    verdicts.panel.new_finding.setText("pneumonia")
    qtbot.keyClick(verdicts.panel.new_finding, Qt.Key.Key_Return)
    with qtbot.waitSignal(verdicts.case.signed):
        verdicts.case.sign()
    assert kept(at, program).signed("with_model").content.findings[0].finding == "pneumonia"
    assert Path("a.dcm").name == program.session.picture.image.path.name
