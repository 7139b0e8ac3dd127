"""Every screen is looked up: in a language of brackets nothing stands bare but names and what files say."""

from __future__ import annotations

import ast
import getpass
import re
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
    allowed = (*NAMES, getpass.getuser())
    return {f"{where}: {text}" for where, text in texts(root) if bare_words(text, allowed)}


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


SHOWN = {
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu",
    "setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName", "setTitle",
    "addAction", "addMenu",
    "addTab", "addItem", "addItems", "addRow", "setHeaderLabels", "setSuffix", "setPrefix", "setStatusTip",
    "showMessage", "say_failure", "sentence_for", "drawText", "ask_file", "ask_folder", "text_label",
}  # fmt: skip
"""What shows the text that it is given first."""
GUI = Path(__file__).resolve().parents[2] / "meddiag_gui" / "gui"
OF_FILES = re.compile(r"[\w-]+(\.\w*)+|Comment")  # names of files, and of a field in a PNG


def literals(given: ast.expr) -> list[str]:
    """Texts that stand in an expression as they are, not in a call."""
    if isinstance(given, ast.Constant):
        return [given.value] if isinstance(given.value, str) else []
    if isinstance(given, ast.JoinedStr):
        return [part for value in given.values if isinstance(value, ast.Constant) for part in literals(value)]
    parts = {ast.IfExp: ("body", "orelse"), ast.BinOp: ("left", "right")}.get(type(given), ())
    inner = [getattr(given, part) for part in parts] + list(getattr(given, "elts", ()))
    return [text for one in inner for text in literals(one)]


def test_no_widget_is_given_a_text_as_it_stands() -> None:
    """Also where no test looks: pages, rooms and menus that open late."""
    found = []
    for file in sorted(GUI.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            given = call.args[: 1 if called == "text_label" else None] if called in SHOWN else []
            for text in (text for one in given for text in literals(one)):
                if not OF_FILES.fullmatch(text) and bare_words(text, NAMES):
                    found.append(f"{file.relative_to(GUI)}, line {call.lineno}: {text}")
    assert not found
