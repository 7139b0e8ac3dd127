"""The examination as the window shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.app import Program
from meddiag_gui.gui.examination.feature import DataExamination
from meddiag_gui.gui.examination.window import ExaminationWindow
from tests.support.labelled import body, sound_rows, write_set

Start = Callable[..., Program]


@pytest.fixture
def opened(start: Start) -> tuple[DataExamination, ExaminationWindow]:
    program = start()
    program.control.actions["check_data"].trigger()
    feature = program.feature(DataExamination)
    assert feature.window is not None
    return feature, feature.window


def texts(window: ExaminationWindow) -> list[str]:
    return [window.tree.topLevelItem(i).text(0) for i in range(window.tree.topLevelItemCount())]


def test_problems_are_listed_and_the_chosen_one_is_proved_by_its_pictures(
    opened: tuple[DataExamination, ExaminationWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    feature, window = opened
    copy = ({"path": "bad copy.png", "patient_id": "other", "Mass": 0, "part": ""}, body(2))
    feature.examine(write_set(tmp_path, [*sound_rows(4), copy]))
    assert window.verdict.text() == "Examining manifest.csv …"
    assert not window.cancel.isHidden()
    qtbot.waitUntil(lambda: feature.found is not None, timeout=60_000)
    assert window.verdict.text() == "1 problem must be mended before a training can start."
    assert texts(window) == [
        "Leaks between patients or parts – stops training",
        "Findings with few patients",
        "Copies",
    ]
    leak = window.tree.topLevelItem(0).child(0)
    assert leak.text(0) == "The same picture is under two patients."
    window.tree.setCurrentItem(leak)
    (picture, words), (second, _), (third, empty), _ = window.proof.cells
    qtbot.waitUntil(lambda: not picture.pixmap().isNull())
    assert words.text() == "2.png\npatient P2; Mass 0"
    assert second.text() == "bad copy.png is cut short."  # the window says why there is no picture
    assert (third.text(), empty.text()) == ("", "")


def test_a_source_that_cannot_be_used_is_one_sentence_and_no_result(
    opened: tuple[DataExamination, ExaminationWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    feature, window = opened
    feature.examine(tmp_path / "none.csv")
    qtbot.waitUntil(lambda: window.bar.isHidden())
    assert window.state.text() == "none.csv cannot be read: No such file or directory."
    assert window.tree.isHidden()
    assert window.cancel.isHidden()


def test_it_can_be_cancelled(
    opened: tuple[DataExamination, ExaminationWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    feature, window = opened
    feature.examine(write_set(tmp_path, sound_rows(3)))
    qtbot.mouseClick(window.cancel, Qt.MouseButton.LeftButton)
    assert window.state.text() == "Cancelled."
    qtbot.waitUntil(lambda: not feature._runner.busy, timeout=60_000)
    assert feature.found is None
    assert window.bar.isHidden()
