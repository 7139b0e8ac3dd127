"""The wizard, page by page, on a small folder tree whose faults are known."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.wizard import work
from meddiag_gui.gui.wizard.room import WizardRoom
from meddiag_gui.gui.wizard.state import WizardState
from meddiag_gui.imaging.open import open_image
from meddiag_gui.tasks import CancelToken, Report
from meddiag_gui.training.jobs import list_jobs
from meddiag_gui.training.plan.draft import Draft
from meddiag_gui.training.plan.estimate import Estimate
from meddiag_gui.training.plan.plan import Beginning, Plan
from meddiag_gui.training.recipe import read_recipe
from tests.support.labelled import body, write_set

LONG = 60_000  # milliseconds
ESTIMATE = Estimate(90.0, 0.0, 2**20, 2**20, "cpu", {"decoding": 1.0, "fitting": 80.0, "finishing": 9.0})
Open = Callable[[], WizardRoom]


def measured(*given: object, report: Report, token: CancelToken) -> tuple[Estimate, int, int]:
    return ESTIMATE, 2**40, 2**40


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Twelve pictures a class, of as many patients; one is there twice, under two names."""
    rows = [({"path": f"{'normal' if i % 2 else 'mass'}/p{i}-1.png"}, body(i, 48)) for i in range(24)]
    rows.append(({"path": "mass/p90-1.png"}, body(0, 48)))
    write_set(tmp_path / "tree", rows).unlink()
    return tmp_path / "tree"


@pytest.fixture
def opened(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setattr(work, "measure", measured)
    rooms: list[WizardRoom] = []

    def make() -> WizardRoom:
        room = WizardRoom(WizardState(), lambda path, frame: open_image(path))
        qtbot.addWidget(room)
        room.resize(1200, 800)
        room.show()
        rooms.append(room)
        settle(qtbot, room)
        return room

    yield make
    for room in rooms:
        room.shut_down()
        room.state.shut_down()
        room.state.deleteLater()


def settle(qtbot: QtBot, room: WizardRoom) -> None:
    qtbot.waitUntil(lambda: not room.state.doing, timeout=LONG)


def press(qtbot: QtBot, room: WizardRoom, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, room)


@pytest.mark.slow
def test_from_a_folder_tree_to_a_job(opened: Open, qtbot: QtBot, tree: Path) -> None:
    room = opened()
    state = room.state
    assert room.lacks.text() == "Choose where the labelled images come from."
    assert not room.next.isEnabled()
    room.source.take_path(str(tree))
    settle(qtbot, room)
    assert room.source.found.text() == "25 images of 25 patients."
    assert state.plan.findings == ("mass",)  # the only one there is

    press(qtbot, room, room.next)
    assert room.examination.verdict.text() == "1 problem stands in the way of training."
    assert "must be mended" in room.lacks.text()
    assert not room.next.isEnabled()
    (picture, words), (second, _), *_ = room.examination.proof.cells
    qtbot.waitUntil(lambda: not second.pixmap().isNull(), timeout=LONG)  # the proof, side by side
    assert not picture.pixmap().isNull()
    assert not room.examination.proof.isHidden()
    assert words.text().startswith("mass/p0-1.png")

    press(qtbot, room, room.examination.leave_all)
    assert state.plan.left_out == ("mass/p90-1.png",)
    assert room.examination.verdict.text() == "Nothing stands in the way of training."

    press(qtbot, room, room.next)
    assert state.page == "split"
    table = room.split.counts
    assert [table.item(row, 1).text() for row in range(table.rowCount())] == ["mass", "without"]
    assert table.item(0, 2).text() == "8 (8)"

    press(qtbot, room, room.next)
    model = Beginning(name="masses", architecture="vit-tiny", pretrained=False)
    use = replace(state.plan.intended_use, summary="Masses.", population="Adults")
    state.change(replace(state.plan, model=model, intended_use=use))
    assert room.lacks.text() == "Say where the images come from: the model card carries it."
    room.model._texts["source"].setText("here")
    room.model._texts["source"].editingFinished.emit()
    press(qtbot, room, room.next)
    room.settings.effort.buttons["quick"].click()
    press(qtbot, room, room.next)
    assert room.start.verdict.text() == "About 1 min 30 s on this machine"
    assert room.next.text() == "Start the training"
    assert "masses 1.0.0, from vit-tiny" in room.start.summary.text()

    with qtbot.waitSignal(state.made, timeout=LONG) as made:
        qtbot.mouseClick(room.next, Qt.MouseButton.LeftButton)
    (job,), problems = list_jobs()
    assert made.args == [job.folder]
    assert problems == []
    assert read_recipe(job.folder / "recipe.toml").model.architecture == "vit-tiny"
    assert state.plan == Plan()
    assert state.page == "source"
    assert Draft().load() is None


def test_a_draft_is_taken_up_again(opened: Open, qtbot: QtBot, tree: Path) -> None:
    room = opened()
    room.source.take_path(str(tree))
    settle(qtbot, room)
    kept = room.state.plan
    qtbot.waitUntil(lambda: Draft().load() == kept, timeout=LONG)
    again = opened()
    settle(qtbot, again)
    assert again.state.plan == kept
    qtbot.waitUntil(lambda: again.state.known.columns == ("mass",), timeout=LONG)


def test_a_source_that_is_none_is_one_sentence(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    room = opened()
    press(qtbot, room, room.source.kind.buttons["manifest"])
    room.source.take_path(str(tmp_path / "none.csv"))
    settle(qtbot, room)
    assert room.lacks.text() == "none.csv cannot be read: No such file or directory."
    assert not room.again.isHidden()
    (tmp_path / "none.csv").write_text("path,patient_id,Mass\na.png,P,1\n")
    press(qtbot, room, room.again)
    assert room.lacks.text() == ""
    assert room.source.found.text() == "1 image of 1 patients."


def test_an_examination_can_be_cancelled_and_begun_again(opened: Open, qtbot: QtBot, tree: Path) -> None:
    room = opened()
    room.source.take_path(str(tree))
    settle(qtbot, room)
    room.state.enter("examination")
    assert not room.cancel.isHidden()
    qtbot.mouseClick(room.cancel, Qt.MouseButton.LeftButton)
    assert room.lacks.text() == "Cancelled."
    press(qtbot, room, room.again)
    qtbot.waitUntil(lambda: room.state.known.examined is not None, timeout=LONG)


def test_no_page_opens_before_those_before_it_lack_nothing(opened: Open, tree: Path) -> None:
    room = opened()
    assert room.state.reachable == ("source",)
    room.state.enter("settings")
    assert room.state.page == "source"
    assert not room.steps.item(1).flags() & Qt.ItemFlag.ItemIsEnabled


def test_another_finding_forgets_what_was_examined(opened: Open, qtbot: QtBot, tree: Path) -> None:
    room = opened()
    room.source.take_path(str(tree))
    settle(qtbot, room)
    room.state.enter("examination")
    qtbot.waitUntil(lambda: room.state.known.examined is not None, timeout=LONG)
    room.state.enter("source")
    room.state.change(replace(room.state.plan, findings=()))
    assert room.state.known.examined is None
    assert room.state.reachable == ("source",)


def test_verdicts_of_the_library_become_the_source(qtbot: QtBot, tmp_path: Path, opened: Open) -> None:
    def collect(target: Path, *, report: Report, token: CancelToken) -> Path:
        target.write_text(
            "path,patient_id,Mass,reader,signed_at\na.png,1,1,R,2026-01-01\nb.png,2,0,R,2026-01-01\n"
        )
        return target

    room = opened()
    room.state.verdicts = functools.partial(collect, tmp_path / "manifest.csv")
    room.source.kind.buttons["verdicts"].click()
    assert not room.source.collect.isHidden()
    press(qtbot, room, room.source.collect)
    qtbot.waitUntil(lambda: room.state.known.columns == ("Mass",), timeout=LONG)
    assert room.state.plan.source.path == str(tmp_path / "manifest.csv")


def test_the_expert_view_changes_single_settings(opened: Open) -> None:
    room = opened()
    room.settings.show_state()
    epochs, precision = (room.settings.expert.editors[f"optimisation.{n}"] for n in ("epochs", "precision"))
    assert isinstance(epochs, QSpinBox)
    assert isinstance(precision, QComboBox)
    rate = room.state.plan.optimisation.learning_rate
    epochs.setValue(33)
    epochs.editingFinished.emit()
    precision.setCurrentIndex(precision.findData("float32"))
    precision.activated.emit(precision.currentIndex())
    assert room.state.plan.optimisation.epochs == 33
    assert room.state.plan.optimisation.precision == "float32"
    assert room.state.plan.optimisation.learning_rate == rate
    assert room.state.plan.effort == "own"


def test_imbalance_and_augmentation_are_choices(opened: Open) -> None:
    room = opened()
    room.settings.imbalance.buttons["focal"].click()
    room.settings.strength.buttons["none"].click()
    assert room.state.plan.optimisation.focal == 2
    assert room.state.plan.augmentation.noise == 0
    room.settings.show_state()
    assert room.settings.strength.buttons["none"].isChecked()


def test_an_outline_asks_for_masks(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text("path,patient_id,mask\na.png,P,a-mask.png\n")
    room = opened()
    room.source.task.buttons["segmentation"].click()
    room.source.kind.buttons["manifest"].click()
    room.source.take_path(str(path))
    settle(qtbot, room)
    assert room.lacks.text() == "Choose the column that names the masks."
    room.source.masks.setCurrentText("mask")
    room.source.masks.activated.emit(room.source.masks.currentIndex())
    assert room.lacks.text() == "Name what the masks outline."
    room.source.structure.setText("Lungs")
    room.source.structure.editingFinished.emit()
    assert room.lacks.text() == ""
    assert room.state.plan.model.architecture == "unet-efficientnet-lite0"
