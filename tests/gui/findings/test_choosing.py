from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QPushButton

from meddiag_gui.gui.findings.choosing import PointForm, reliability_of
from meddiag_gui.gui.findings.reliability import ReliabilityDiagram
from meddiag_gui.gui.reading import Phase
from tests.support.models import FakePredictor

OPEN = "Operating point and reliability …"


def shown(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def press(qtbot, panel, text):
    found = next(b for b in panel.findChildren(QPushButton) if b.text() == text and b.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def opened(start, qtbot):
    program = start(FakePredictor(0.45))
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE and not program.inference.busy)
    qtbot.wait(1)
    panel = program.window.findings
    press(qtbot, panel, OPEN)
    return program, panel.findChild(PointForm)


def sign(form, who="A. Reader", why="too many misses"):
    fields = {field.placeholderText(): field for field in form.findChildren(QLineEdit)}
    fields["name"].setText(who)
    fields["reason"].setText(why)


def test_what_a_rule_means_is_said_before_it_is_applied(opened):
    program, form = opened
    assert "In force: 0.62 (the bundle's own: sensitivity 0.95)" in shown(form)
    # All four positives are called from 0.3 on; half way to the negative at 0.2 lies 0.25.
    assert "Operating point 0.25" in shown(form)
    assert "Sensitivity 1.000 (0.510 to 1.000), specificity 0.500" in shown(form)
    assert "At a prevalence of 10 %: PPV 0.182, NPV 1.000, 45.0 false alarms" in shown(form)
    assert program.reading.answer.prediction.scores[0].call == "absent"


def test_applied_it_changes_the_call_and_undone_it_goes_back(opened, qtbot):
    program, form = opened
    sign(form)
    press(qtbot, form, "Apply")
    qtbot.waitUntil(lambda: program.reading.has_scores and bool(program.reading.answer.history))
    (score,) = program.reading.answer.prediction.scores
    assert (score.call, score.operating_point) == ("present", pytest.approx(0.25))
    assert "In force: 0.25 (A. Reader)" in shown(form)
    assert "to 0.25 by A. Reader: too many misses" in shown(form)
    sign(form, "B", "too many alarms")
    press(qtbot, form, "Undo last change")
    qtbot.waitUntil(lambda: program.reading.has_scores and len(program.reading.answer.history) == 2)
    assert program.reading.answer.prediction.scores[0].call == "absent"
    assert "undone by B: too many alarms" in shown(form)


def test_nothing_is_applied_without_a_name_and_a_reason(opened, qtbot):
    _, form = opened
    apply = next(b for b in form.findChildren(QPushButton) if b.text() == "Apply")
    assert not apply.isEnabled()
    sign(form, why="  ")
    assert not apply.isEnabled()
    sign(form)
    assert apply.isEnabled()


def test_other_rules_and_the_band(opened, qtbot):
    _, form = opened
    rule, band = form.findChildren(QComboBox)
    value, prevalence = form.findChildren(QDoubleSpinBox)
    rule.setCurrentText("Specificity at least")
    value.setValue(100)
    assert "Operating point 0.75" in shown(form)
    band.setCurrentText("Rule out 99 %, in 99 %")
    assert "uncertain from 0.25 to below 0.75" in shown(form)
    rule.setCurrentText("False alarms at most")
    value.setValue(25)
    prevalence.setValue(50)
    # Half of those without it may be called, so the two below 0.25 may not.
    assert "Operating point 0.25" in shown(form)  # between 0.2 and the next score, a positive at 0.3
    assert "25.0 false alarms in 100 patients" in shown(form)


def test_a_band_in_force_is_kept_unless_another_is_chosen(opened):
    program, form = opened
    answer = program.reading.answer
    for band, begun in (((0.2, 0.8), "Rule out 99 %, rule in 95 %"), (None, "No uncertain band")):
        spec = replace(answer.bundle.findings[0], uncertain_band=band)
        metadata = replace(answer.bundle.metadata, findings=(spec,))
        other = replace(answer, bundle=replace(answer.bundle, metadata=metadata), points={})
        form.show_finding(other, spec.name)
        assert form.findChildren(QComboBox)[1].currentText() == begun


def test_a_failure_to_keep_it_is_said_and_changes_nothing(opened, qtbot, monkeypatch):
    program, form = opened

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("meddiag_gui.files.os.fsync", full)
    sign(form)
    press(qtbot, form, "Apply")
    qtbot.waitUntil(lambda: "Nothing was changed" in shown(form))
    assert program.reading.answer.prediction.scores[0].operating_point == 0.62


def test_the_reliability_diagram_shows_what_the_bundle_was_evaluated_with(qtbot):
    bins = [{"images": 10, "probability": 0.2, "observed": 0.3, "low": 0.1, "high": 0.6}]
    metrics = {"findings": [{"name": "pneumonia", "reliability": bins}]}
    assert reliability_of(metrics, "pneumonia") == bins
    assert reliability_of(metrics, "fracture") == reliability_of({}, "pneumonia") == []
    diagram = ReliabilityDiagram()
    qtbot.addWidget(diagram)
    diagram.resize(260, 190)
    diagram.show_bins(bins)
    assert diagram.isVisibleTo(None)
    assert "said 0.20, observed 0.30" in diagram.accessibleName()
    low, high = diagram.point(0, 0), diagram.point(1, 1)
    assert low.x() < high.x()
    assert low.y() > high.y()
    assert diagram.grab().toImage().pixelColor(diagram.point(0.2, 0.3).toPoint()).name() == "#5fa8c4"
    diagram.show_bins([])
    assert diagram.isHidden()
