from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from meddiag_gui.errors import ModelError
from meddiag_gui.gui.findings.card import FindingCard
from meddiag_gui.gui.models.feature import SeveralModels
from meddiag_gui.gui.reading import Phase
from meddiag_gui.inference.gate import SuppliedContext
from meddiag_gui.settings import load_settings, settings_path
from tests.support.models import FakePredictor

A, B = Path("a.dcm"), Path("b.dcm")


def site(*arguments, version="2.0.0", **options):
    return FakePredictor(*arguments, name="site", version=version, **options)


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


@pytest.fixture
def answered(start, qtbot):
    """Open an image, and wait until all models have answered."""

    def run(first, *others):
        program = start(first, others=(first, *others))
        program.session.open_paths([A])
        several = program.feature(SeveralModels)
        qtbot.waitUntil(lambda: all(model.settled for model in several.others.chosen) and settled(program))
        return program, several

    return run


def settled(program):
    several = program.feature(SeveralModels)
    return program.reading.phase is Phase.DONE and bool(several.others.known) and not program.busy


def test_each_model_has_its_findings_under_its_name_and_version(answered):
    _, several = answered(FakePredictor(0.87), site(0.3))
    assert "site 2.0.0" in texts(several.part)
    (card,) = several.part.findChildren(FindingCard)
    assert "probability 0.30" in texts(card)


def test_a_refusal_is_one_line_with_its_reason(answered):
    _, several = answered(FakePredictor(), site(refusal="The patient's age is 4 years."))
    assert "site 2.0.0: refused. The patient's age is 4 years." in texts(several.part)
    assert several.part.findChildren(FindingCard) == []


def test_where_the_first_refuses_another_may_judge(answered):
    program, several = answered(FakePredictor(refusal="Too old."), site(0.7))
    assert not program.reading.has_scores
    assert len(several.part.findChildren(FindingCard)) == 1


def test_a_model_that_fails_costs_only_itself(answered):
    _, several = answered(FakePredictor(), site(error=ModelError("No memory.")), FakePredictor(name="third"))
    assert "site 2.0.0: No memory." in texts(several.part)
    assert len(several.part.findChildren(FindingCard)) == 1


def test_the_first_model_never_waits_for_the_others(start, qtbot):
    first, slow = FakePredictor(0.87), site(held=True)
    program = start(first, others=(slow,))
    program.session.open_paths([A, B])
    qtbot.waitUntil(slow.started.is_set)
    assert first.explained == ["pneumonia"]  # score and map were there before the other was asked
    program.session.next()  # while the other still holds the first image
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE and len(first.asked) == 2)
    slow.release()
    others = program.feature(SeveralModels).others
    qtbot.waitUntil(lambda: all(model.settled for model in others.chosen))
    assert [model.answer.prediction.image_sha256 for model in others.chosen] == ["sha-b.dcm"]


def test_what_the_user_says_reaches_all_but_an_override_only_the_first(answered, qtbot):
    first, other = FakePredictor(refusal="Too old."), site(refusal="Too old.")
    program, _ = answered(first, other)
    program.reading.supply(SuppliedContext(age_years=30))
    qtbot.waitUntil(lambda: len(other.contexts) == 2)
    program.reading.override()
    qtbot.waitUntil(lambda: len(other.contexts) == 3)
    assert [context.override for context in first.contexts] == [False, False, True]
    assert [(context.age_years, context.override) for context in other.contexts[1:]] == [(30, False)] * 2


def test_of_a_name_only_the_newest_runs_until_another_is_chosen_and_that_is_kept(answered, qtbot):
    old = site(0.1, version="1.0.0")
    program, several = answered(FakePredictor(), site(0.9), old)
    assert old.asked == []
    several.part.menu.aboutToShow.emit()
    entry = next(one for one in several.part.menu.actions() if one.text() == "site 1.0.0")
    entry.trigger()
    qtbot.waitUntil(lambda: old.asked == ["sha-a.dcm"])
    qtbot.waitUntil(lambda: not program.busy)
    assert load_settings(settings_path()).models == ("site@2.0.0", "site@1.0.0")
    several.others.choose(several.others.known[0], False)
    assert [model.key for model in several.others.chosen] == ["site@1.0.0"]


def test_a_single_model_has_no_such_part(start, qtbot):
    model = FakePredictor()
    program = start(model, others=(model,))
    program.session.open_paths([A])
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE and not program.busy)
    assert program.feature(SeveralModels).part.isHidden()
    assert model.asked == ["sha-a.dcm"]


def test_a_click_on_a_finding_maps_that_model_and_a_click_on_the_first_comes_back(answered, qtbot):
    first, other = FakePredictor(0.87), site(0.9)
    program, several = answered(first, other)
    influence = program.reading.influence
    several.part.findChildren(FindingCard)[0].chosen.emit("pneumonia")
    qtbot.waitUntil(lambda: other.explained == ["pneumonia"] and influence.saliency is not None)
    assert "Of pneumonia, by site 2.0.0" in texts(program.window.findings.overlay)
    program.reading.choose_finding("pneumonia")
    qtbot.waitUntil(lambda: influence.saliency is not None)
    assert influence.answer is program.reading.answer
    assert "Of pneumonia, by fake-pneumonia 1.2.3" in texts(program.window.findings.overlay)


def test_two_models_stand_side_by_side_and_each_map_can_be_drawn(answered, qtbot):
    program, several = answered(FakePredictor(0.3), site(0.9))
    program.control.actions["compare_models"].trigger()
    table = several.comparison
    shown = texts(table)
    for part in ("0.30", "absent", "0.90", "present", "0.62", "Pneumonia", "calls differ"):
        assert part in shown
    assert [table.left.currentText(), table.right.currentText()] == ["fake-pneumonia 1.2.3", "site 2.0.0"]
    maps = [button for button in table.findChildren(QPushButton) if button.text() == "Map"]
    maps[1].click()
    influence = program.reading.influence
    qtbot.waitUntil(lambda: influence.saliency is not None)
    assert influence.wanted
    assert influence.answer.bundle.name == "site"


def test_the_comparison_follows_the_image_and_says_what_was_refused(answered, qtbot):
    program, several = answered(FakePredictor(0.3), site(refusal="In colour."))
    several.compare()
    assert "Refused. In colour." in texts(several.comparison)
    program.session.open_paths([B])
    qtbot.waitUntil(lambda: program.reading.phase is Phase.RUNNING or program.reading.answer is None)
    qtbot.waitUntil(lambda: settled(program) and several.others.chosen[0].settled)
    assert several.others.chosen[0].answer.prediction.image_sha256 == "sha-b.dcm"
    assert "Refused. In colour." in texts(several.comparison)
