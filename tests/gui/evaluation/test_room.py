"""The room in the whole program: an evaluation from the choice of the set to a model that is live."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from meddiag_gui import paths
from meddiag_gui.gui.app import Program
from meddiag_gui.gui.evaluation import feature as module
from meddiag_gui.gui.evaluation.feature import Evaluations
from meddiag_gui.gui.evaluation.room import ERRORS, LIVE, RESULTS
from meddiag_gui.gui.evaluation.work import LabelledSet
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.live import LiveModels
from meddiag_gui.tasks import CancelToken, Report
from tests.gui.conftest import Start
from tests.support.brightness import write_picture
from tests.support.bundles import square_bundle

LONG = 30_000  # milliseconds that a busy machine may take


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[ModelBundle]:
    """The champion is installed; the challenger lies where a training would leave it."""
    first = square_bundle(paths.user_models())
    second = square_bundle(tmp_path / "run", version="1.1.0")

    def listed(*, report: Report, token: CancelToken) -> list[ModelBundle]:
        return [first, second]

    monkeypatch.setattr(module.work, "list_models", listed)
    return [first, second]


@pytest.fixture
def labelled(tmp_path: Path, models: list[ModelBundle]) -> LabelledSet:
    run = tmp_path / "run"
    lines = [f"path,patient_id,{models[0].findings[0].name},age,call"]
    for index in range(12):
        write_picture(run / f"{index}.png", 0.05 * index)
        lines.append(f"{index}.png,p{index},{index % 2},3,{int(index % 3 == 0)}")
    (run / "manifest.csv").write_text("\n".join(lines))
    split = ["path,patient_id,part", *(f"{i}.png,p{i},{'test' if i < 10 else 'train'}" for i in range(12))]
    (run / "split.csv").write_text("\n".join(split))
    return LabelledSet(run / "manifest.csv", run)


@pytest.fixture
def program(start: Start, models: list[ModelBundle], qtbot: QtBot) -> Program:
    made = start()
    made.window.rooms.enter("evaluation")
    feature = made.feature(Evaluations)
    qtbot.waitUntil(lambda: len(feature.models) == 2, timeout=LONG)
    return made


def test_an_evaluation_fills_the_pages_and_comes_back_at_once(
    program: Program, labelled: LabelledSet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    feature = program.feature(Evaluations)
    room = feature.room
    assert not room.start.isEnabled()
    assert room.pages.currentIndex() == LIVE
    feature.choose(labelled)
    assert "test part of run" in room.labelled.text()
    room.start.click()
    qtbot.waitUntil(lambda: feature.evaluated is not None, timeout=LONG)
    assert room.pages.currentIndex() == RESULTS
    assert feature.report.part == "test"
    assert len(feature.report.images) == 10
    assert room.bar.isHidden()
    room.turn_to(ERRORS)
    wrong = len(room.gallery.shown)
    qtbot.waitUntil(lambda: room.gallery._next == wrong, timeout=LONG)
    feature.compare(None, "call", 0.05)
    qtbot.waitUntil(lambda: bool(feature.report.comparisons), timeout=LONG)
    assert any("reader call" in text for text in room.compare.blocks.texts)


def test_a_challenger_goes_live_is_installed_and_comes_back(
    program: Program, labelled: LabelledSet, models: list[ModelBundle], qtbot: QtBot
) -> None:
    feature = program.feature(Evaluations)
    page = feature.room.live
    feature.challenge(1, 0, 0.05)
    assert "labelled set first" in feature.room.failure.text
    feature.choose(labelled)
    feature.challenge(1, 0, 0.05)
    qtbot.waitUntil(lambda: page.made is not None, timeout=LONG)
    assert page.made.failed  # ten images are too few
    page.who.setText("Dr A")
    page.why.setText("a trial")
    page.aside.setChecked(True)
    page.decide.click()
    qtbot.waitUntil(lambda: LiveModels().current("classification") is not None, timeout=LONG)
    decision = LiveModels().current("classification")
    assert decision.model == models[1].ref
    assert decision.overridden == page_failed(decision.figures)
    assert (paths.user_models() / "square-1.1.0" / "metadata.json").is_file()
    qtbot.waitUntil(lambda: page.back.isEnabled(), timeout=LONG)
    page.back.click()
    qtbot.waitUntil(lambda: LiveModels().current("classification") is None, timeout=LONG)
    assert len(LiveModels().history()) == 2


def page_failed(figures: dict[str, object]) -> tuple[str, ...]:
    return tuple(check["name"] for check in figures["checks"] if not check["passed"])


def test_what_cannot_be_evaluated_is_one_sentence(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    feature = program.feature(Evaluations)
    (tmp_path / "other.csv").write_text("path,patient_id,Fracture\na.png,p,1\n")
    feature.choose(LabelledSet(tmp_path / "other.csv"))
    feature.evaluate(0)
    qtbot.waitUntil(lambda: bool(feature.room.failure.text), timeout=LONG)
    assert "no label column" in feature.room.failure.text
    assert feature.evaluated is None
    assert feature.room.start.isEnabled()


def test_a_run_without_a_manifest_needs_the_set_first(program: Program, tmp_path: Path) -> None:
    feature = program.feature(Evaluations)
    feature._lock(str(tmp_path))
    assert "holds no manifest" in feature.room.failure.text
    feature._set(str(tmp_path / "set.csv"))
    feature._lock(str(tmp_path / "run-1"))
    assert feature.labelled == LabelledSet(tmp_path / "set.csv", tmp_path / "run-1")


def test_cancelling_leaves_the_room_ready(program: Program, labelled: LabelledSet, qtbot: QtBot) -> None:
    feature = program.feature(Evaluations)
    feature.choose(labelled)
    feature.evaluate(0)
    feature.cancel()
    assert feature.room.state.text() == "Cancelled."
    qtbot.waitUntil(lambda: not feature.busy, timeout=LONG)
    assert feature.evaluated is None


def test_the_set_is_asked_for_beside_the_room(program: Program, tmp_path: Path) -> None:
    feature = program.feature(Evaluations)
    for button in (feature.room.manifest, feature.room.folder, feature.room.run):
        button.click()
        (dialog,) = feature.room.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(tmp_path / "set.csv"))
        dialog.close()
        dialog.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert feature.labelled == LabelledSet(tmp_path / "set.csv", tmp_path / "set.csv")
