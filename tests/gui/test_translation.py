"""Every screen is looked up: in a language of brackets nothing stands bare but names and what files say."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyqtgraph import PlotWidget
from PySide6.QtWidgets import QWidget

from meddiag_gui.gui.app import Program
from meddiag_gui.gui.help import HelpWindow
from tests.gui.conftest import Start
from tests.support.pseudo import bare_words, record_painting, speak_brackets, texts

NAMES = (
    "MedDiag", "English", "DICOM", "NIfTI", "PNG", "CSV", "JSON", "MPR", "PDF", "MIP", "MinIP", "LINEAR",
    "Grad-CAM", "LIME", "简体中文", "float", "CPU", "ONNX Runtime",
    "a.dcm", "Doe, Jane", "fake-pneumonia", "fake-lungs",
)  # fmt: skip
"""What has the same name in every language, and what the invented files and models are called."""


@pytest.fixture
def program(start: Start, monkeypatch: pytest.MonkeyPatch) -> Program:
    speak_brackets(monkeypatch)
    return start()


def bare(root: QWidget) -> set[str]:
    return {f"{where}: {text}" for where, text in texts(root) if bare_words(text, NAMES)}


def test_the_reading_room_with_an_image_and_its_scores(program: Program, qtbot) -> None:
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(lambda: program.reading.has_scores and not program.busy, timeout=30_000)
    assert not bare(program.window)


@pytest.mark.parametrize("room", ["worklist", "library", "patient", "training", "evaluation", "wizard"])
def test_a_room(program: Program, qtbot, room: str) -> None:
    if room not in program.window.rooms.ids:
        pytest.skip("this room is not built yet")
    program.window.rooms.enter(room)
    qtbot.waitUntil(lambda: not program.busy, timeout=30_000)
    assert not bare(program.window)
    for plot in program.window.findChildren(PlotWidget):
        plot.close()  # its menus have no parent; nor has it then
        plot.deleteLater()


def test_what_is_painted(program: Program, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    painted = record_painting(monkeypatch)
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(lambda: program.reading.has_scores and not program.busy, timeout=30_000)
    program.window.grab()
    assert painted
    assert not {text for text in painted if bare_words(text, NAMES)}


@pytest.mark.parametrize("action", ["batch", "compare_models", "map_details", "check_data", "deidentify"])
def test_a_window(program: Program, qtbot, action: str) -> None:
    program.session.open_paths([Path("a.dcm")])
    qtbot.waitUntil(lambda: program.reading.has_scores and not program.busy, timeout=30_000)
    program.control.actions[action].trigger()
    qtbot.waitUntil(lambda: not program.busy, timeout=30_000)
    opened = {one for one in program.window.findChildren(QWidget) if one.isWindow() and one.isVisible()}
    for window in opened:
        assert not bare(window)


def test_the_help(program: Program) -> None:
    program.window.show_help(HelpWindow.KEYS)
    assert program.window.help is not None
    assert not bare(program.window.help)
