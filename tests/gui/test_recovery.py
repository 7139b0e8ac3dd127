"""The offer after an unexpected end."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.recovery import CrashReport, RecoveryStrip
from tests.gui.conftest import Start


@pytest.fixture
def strip(qtbot: QtBot, tmp_path: Path) -> RecoveryStrip:
    report = tmp_path / "crash.txt"
    report.write_text("Where it was: in a test <b>\n", encoding="utf-8")
    made = RecoveryStrip(report, tmp_path / "study.dcm")
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_was_open_is_opened_again_once(qtbot: QtBot, strip: RecoveryStrip, tmp_path: Path) -> None:
    assert strip.again.text() == "Open study.dcm again"
    with qtbot.waitSignal(strip.chosen) as chosen:
        strip.again.click()
    assert chosen.args == [[tmp_path / "study.dcm"]]
    assert strip.isHidden()


def test_the_report_is_shown_as_it_stands(qtbot: QtBot, strip: RecoveryStrip) -> None:
    strip.show_report.click()
    (shown,) = strip.findChildren(CrashReport)
    assert shown.text.toPlainText() == "Where it was: in a test <b>\n"
    assert shown.text.isReadOnly()
    shown.close()
    strip.dismiss.click()
    assert strip.isHidden()


def test_without_a_last_file_only_the_report_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    strip = RecoveryStrip(tmp_path / "gone.txt", None)
    qtbot.addWidget(strip)
    assert not hasattr(strip, "again")
    report = CrashReport(tmp_path / "gone.txt", strip)
    assert report.text.toPlainText() == "gone.txt cannot be read: No such file or directory."
    assert isinstance(report.parent(), QWidget)


def test_the_program_offers_it_above_the_picture(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start()
    opened: list[list[Path]] = []
    monkeypatch.setattr(program.session, "_begin", lambda name: None)
    monkeypatch.setattr(program.session.scanning, "start", lambda chosen: opened.append(list(chosen)) or "")
    program.keeper.remember(tmp_path / "last.dcm")
    program.offer_recovery(tmp_path / "crash.txt")
    (strip,) = program.window.findChildren(RecoveryStrip)
    qtbot.waitUntil(strip.isVisible)
    strip.again.click()
    assert opened == [[tmp_path / "last.dcm"]]
