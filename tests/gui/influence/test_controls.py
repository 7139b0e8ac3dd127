from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QProgressBar, QPushButton

from meddiag_gui.gui.influence.feature import InfluenceMap
from meddiag_gui.gui.reading import Phase
from tests.support.models import FakePredictor
from tests.support.trust import figures, part, trusting


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def button(widget, text):
    return next(b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible())


@pytest.fixture
def opened(start, qtbot):
    def run(model):
        program = start(model)
        program.session.open_paths([Path("a.dcm")])
        qtbot.waitUntil(lambda: program.reading.phase is Phase.DONE)
        qtbot.wait(1)
        return program

    return run


def test_the_badge_gives_verdict_and_reason_of_the_method_chosen(opened, qtbot):
    weak = figures(lungs="weak", border="weak")
    model = trusting(
        FakePredictor(0.3), part("validation", cam=weak), part("test", lime=figures(hidden="failed"))
    )
    overlay = opened(model).window.findings.overlay
    assert "WEAK" in texts(overlay.badge)
    assert "lungs said so. And 1 more." in texts(overlay.badge)
    box = overlay.findChild(QComboBox)
    for method, verdict, reason in (
        ("occlusion", "SUPPORTED", "within their limits"),
        ("lime", "FAILED THE CHECK", "hidden said so."),
    ):
        box.setCurrentIndex(box.findData(method))
        box.activated.emit(box.currentIndex())
        assert verdict in texts(overlay.badge)
        assert any(reason in text for text in texts(overlay.badge))


def test_what_was_never_measured_says_so(opened):
    overlay = opened(FakePredictor(0.3)).window.findings.overlay
    assert "NOT MEASURED" in texts(overlay.badge)
    assert any("do not rely" in text for text in texts(overlay.badge))


def test_the_legend_tells_the_size_of_a_cell(opened, qtbot):
    program = opened(FakePredictor(0.87))
    overlay = program.window.findings.overlay
    qtbot.waitUntil(lambda: any("12 × 12 cells of 5 × 3 pixels" in text for text in texts(overlay)))
    assert any("Only what speaks for the finding is drawn." in text for text in texts(overlay))


def test_while_a_map_is_made_there_are_a_bar_and_cancel(opened, qtbot):
    model = FakePredictor(0.87)
    model.map_steps.clear()
    overlay = opened(model).window.findings.overlay
    bar = overlay.findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar.value() == 25)
    assert "Mapping: 3 s left" in texts(overlay)
    qtbot.mouseClick(button(overlay, "Cancel"), Qt.MouseButton.LeftButton)
    assert "The map was cancelled." in texts(overlay)
    assert not bar.isVisible()


def test_the_figures_open_beside_the_window_with_a_page_a_part(opened, qtbot):
    model = trusting(FakePredictor(0.3), part("validation"), part("test", cam=figures(lungs="failed")))
    program = opened(model)
    overlay = program.window.findings.overlay
    qtbot.mouseClick(button(overlay, "Figures …"), Qt.MouseButton.LeftButton)
    details = program.feature(InfluenceMap).details
    assert details.isVisible()
    shown = "\n".join(label.text() for label in details.findChildren(QLabel))
    for wanted in (
        "fake-pneumonia 1.2.3: pneumonia", "9 images of 8 patients", "FAILED THE CHECK", "CLASS ACTIVATION",
        "0.50  supported\n0.40 to 0.60, n 9", "≥ 1.5; fails at ≤ 1",
    ):  # fmt: skip
        assert wanted in shown
    program.reading.influence.choose_method("lime")
    assert "LIME" in [label.text() for label in details.findChildren(QLabel)]


def test_a_click_scores_altered_copies(opened, qtbot):
    program = opened(FakePredictor(0.6))
    panel = program.window.findings
    qtbot.mouseClick(button(panel, "Test on altered copies"), Qt.MouseButton.LeftButton)
    wanted = "pneumonia on 8 slightly altered copies: 0.50 to 0.70, SD 0.05 (56 ms)."
    qtbot.waitUntil(lambda: wanted in texts(panel))
    shown = [b.text() for b in panel.findChildren(QPushButton) if b.isVisible()]
    assert "Test on altered copies" not in shown
