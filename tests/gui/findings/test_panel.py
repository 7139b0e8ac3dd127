from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QSlider

from meddiag_gui.errors import ModelError
from meddiag_gui.gui.findings.card import FindingCard
from meddiag_gui.gui.findings.context import ContextForm
from meddiag_gui.gui.findings.scales import ProbabilityScale
from meddiag_gui.gui.reading import Phase
from meddiag_gui.imaging.image import ImageHeader
from tests.support.images import coordinate_image
from tests.support.models import FakePredictor


def texts(panel):
    """Everything that can be read on the panel now."""
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible() and label.text()]


def button(panel, text):
    return next(b for b in panel.findChildren(QPushButton) if b.text() == text and b.isVisible())


@pytest.fixture
def answered(start, qtbot):
    def run(model, **options):
        program = start(model, **options)
        program.session.open_paths([Path("a.dcm")])
        qtbot.waitUntil(lambda: program.reading.phase in {Phase.DONE, Phase.FAILED})
        qtbot.waitUntil(lambda: not program.inference.busy)
        qtbot.wait(1)  # new labels appear with the next round of the event loop
        return program

    return run


def test_a_score_comes_with_scale_call_meaning_model_device_and_time(answered):
    panel = answered(FakePredictor(0.87)).window.findings
    shown = "\n".join(texts(panel))
    for part in (
        "Pneumonia", "probability 0.87", "Present: at or above the operating point 0.62", "about 87",
        "fake-pneumonia 1.2.3", "CPU (ONNX Runtime), 120 ms", "Children of 1 to 5 years.", "Not for: adults",
        "Influence on the score, not the location of disease.",
    ):  # fmt: skip
        assert part in shown
    scale = panel.findChild(ProbabilityScale)
    assert (scale.probability, scale.operating_point) == (0.87, 0.62)
    assert scale.position(0.87) > scale.position(0.62)


def test_an_override_takes_two_steps_and_marks_the_score(answered, qtbot):
    model = FakePredictor(0.87, refusal="The patient's age is 54 years.")
    program = answered(model)
    panel = program.window.findings
    button(panel, "Score it all the same …").click()
    assert any("the log keeps who did it" in text for text in texts(panel))
    button(panel, "Leave it").click()
    assert panel.findChild(FindingCard) is None
    button(panel, "Score it all the same …").click()
    button(panel, "Override the gate").click()
    qtbot.waitUntil(lambda: program.reading.has_scores)
    qtbot.wait(1)
    assert [context.override for context in model.contexts] == [False, True]
    card = panel.findChild(FindingCard)
    assert any("Input gate overridden" in label.text() for label in card.findChildren(QLabel))
    assert not any("Of 100 such images" in label.text() for label in card.findChildren(QLabel))
    assert "The patient's age is 54 years." in texts(panel)
    assert "RESERVATIONS" not in texts(panel)


def test_an_override_is_for_one_image_only(answered, qtbot):
    model = FakePredictor(0.87, refusal="The patient's age is 54 years.")
    program = answered(model)
    program.reading.override()
    qtbot.waitUntil(lambda: program.reading.has_scores)
    program.session.open_paths([Path("b.dcm")])
    qtbot.waitUntil(lambda: len(model.contexts) == 3)
    assert not model.contexts[-1].override


def test_a_refusal_gives_reasons_and_no_number(answered, qtbot):
    panel = answered(FakePredictor(refusal="The patient's age is 54 years.")).window.findings
    qtbot.waitUntil(lambda: "No score" in texts(panel))
    assert "The patient's age is 54 years." in texts(panel)
    assert panel.findChild(FindingCard) is None
    assert not panel.overlay.isVisible()


def test_what_needs_a_score_is_not_there_without_one(answered, qtbot):
    model = FakePredictor(0.87, refusal="The patient's age is 54 years.")
    program = answered(model)
    panel = program.window.findings
    assert "INFLUENCE MAP" not in texts(panel)
    program.reading.override()
    qtbot.waitUntil(lambda: "INFLUENCE MAP" in texts(panel))


def test_only_what_the_file_leaves_unsaid_is_asked(answered):
    panel = answered(FakePredictor(reservation="The patient's age is not stated.")).window.findings
    form = panel.findChild(ContextForm)
    for header, asked in (
        (ImageHeader(), ["Age", "View", "Body part"]),
        (ImageHeader(view_position="AP", body_part="CHEST"), ["Age"]),
        (ImageHeader(patient_age_years=3.0), ["View", "Body part"]),
    ):
        form.ask(header, None)
        assert [text for text in texts(form) if text in ("Age", "View", "Body part")] == asked


def test_reservations_stand_beside_the_score_and_can_be_answered(answered, qtbot):
    model = FakePredictor(reservation="The patient's age is not stated.")
    program = answered(model)
    panel = program.window.findings
    assert "The patient's age is not stated." in texts(panel)
    form = panel.findChild(ContextForm)
    qtbot.keyClicks(form.findChild(QLineEdit), "3")
    qtbot.mouseClick(button(panel, "Run again with this"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(model.contexts) == 2)
    assert model.contexts[1].age_years == 3.0


def test_keys_in_the_form_are_its_own_and_not_shortcuts_of_the_window(answered, qtbot):
    program = answered(FakePredictor(reservation="The view is not stated."))
    program.window.activateWindow()
    form = program.window.findings.findChild(ContextForm)
    view = form.findChildren(QComboBox)[0]
    view.setFocus()
    inverted = program.window.view.display.inverted
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentText() == "AP"
    qtbot.keyClick(view, Qt.Key.Key_I)
    assert program.window.view.display.inverted == inverted


def test_without_reservations_there_is_no_form(answered):
    assert answered(FakePredictor()).window.findings.findChild(ContextForm) is None


def test_a_header_that_says_all_is_asked_nothing(answered):
    header = ImageHeader(modality="DX", patient_age_years=3.0, view_position="AP", body_part="CHEST")
    model = FakePredictor(reservation="This is a phantom.")
    program = answered(model, open_image=lambda path, frame: coordinate_image(header=header, path=path))
    assert "This is a phantom." in texts(program.window.findings)
    assert program.window.findings.findChild(ContextForm) is None


def test_while_the_model_runs_it_says_so_and_can_be_cancelled(start, qtbot):
    model = FakePredictor(held=True)
    program = start(model)
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(lambda: "Model running … Running the model" in texts(program.window.findings))
    qtbot.mouseClick(button(program.window.findings, "Cancel"), Qt.MouseButton.LeftButton)
    assert any("cancelled" in text for text in texts(program.window.findings))
    model.release()
    qtbot.mouseClick(button(program.window.findings, "Run the model"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)


def test_a_failure_shows_the_sentence_and_offers_another_try(answered):
    panel = answered(FakePredictor(error=ModelError("There is too little memory."))).window.findings
    assert "There is too little memory." in texts(panel)
    assert button(panel, "Run the model")


def test_a_new_image_takes_the_old_score_away_at_once(answered):
    program = answered(FakePredictor())
    program.session.open_paths([Path("b.dcm")])
    assert not any("probability" in text for text in texts(program.window.findings))
    assert not any("fake-pneumonia" in text for text in texts(program.window.findings))


def test_hostile_text_of_a_bundle_is_shown_as_text(answered):
    panel = answered(FakePredictor(reservation="<img src='http://x'>\u202eHello")).window.findings
    label = next(la for la in panel.findChildren(QLabel) if "img" in la.text())
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<img src='http://x'>Hello"


def test_the_switch_and_the_slider_rule_the_map(answered, qtbot):
    program = answered(FakePredictor(0.3))
    overlay = program.window.findings.overlay
    switch, slider = overlay.findChild(QCheckBox), overlay.findChild(QSlider)
    assert not switch.isChecked()
    switch.click()
    qtbot.waitUntil(lambda: program.reading.influence.saliency is not None)
    assert switch.isChecked()
    slider.setValue(80)
    assert overlay.opacity == 0.8
    assert program.keeper.settings.overlay_opacity == 0.8


def test_choosing_a_finding_chooses_its_map(answered, qtbot):
    program = answered(FakePredictor())
    card = program.window.findings.findChild(FindingCard)
    with qtbot.waitSignal(card.chosen) as chosen:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert chosen.args == ["pneumonia"]
