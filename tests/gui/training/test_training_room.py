"""The training room shows what the folders say, and hands on what the user wants; no training runs here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from meddiag_gui import paths
from meddiag_gui.gui.training.board import Board
from meddiag_gui.gui.training.feature import TextWindow, Training
from meddiag_gui.gui.training.room import TrainingRoom
from meddiag_gui.training import queue
from meddiag_gui.training.events import EventLog
from meddiag_gui.training.jobs import EVENTS, Job, State, change, only_one, read_job
from meddiag_gui.training.wishes import Wish, asked
from tests.gui.conftest import Start
from tests.support.training import RECIPE, make_job

SAMPLE = {"row": 0, "truth": {"Square": 1}, "said": {"Square": 0.93}}


def epoch(number: int) -> dict[str, Any]:
    return {
        "event": "epoch", "epoch": number, "step": 10 * number, "steps": 40, "training_loss": 0.6 / number,
        "validation_loss": 0.5 / number, "best_epoch": number, "metrics": {"auroc": 0.9},
        "learning_rate": 1e-3, "samples": [SAMPLE],
    }  # fmt: skip


PROGRESS = {
    "event": "progress", "epoch": 1.5, "step": 15, "steps": 40, "loss": 0.5, "learning_rate": 1e-3,
    "images_per_second": 21.4, "memory": 2048, "seconds_left": 65,
}  # fmt: skip


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been started."""
    calls: list[list[str]] = []
    monkeypatch.setattr(queue, "_start", lambda arguments, detached: calls.append(arguments))
    return calls


@pytest.fixture
def board(qtbot: QtBot, started: list[list[str]]) -> Iterator[Board]:
    board = Board()
    yield board
    board.shut_down(go_on=True)


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Job]:
    """Make a job of a version, in a state, with events."""

    def make(version: str = "1", state: State = State.WAITING, *events: dict[str, Any]) -> Job:
        recipe = RECIPE.replace('version = "0.1"', f'version = "{version}"')
        job = change(make_job(tmp_path / version, recipe=recipe), state=state)
        log = EventLog(job.folder / EVENTS, lambda event: None)
        for event in events:
            log(event)
        return job

    return make


def looked(qtbot: QtBot, board: Board, act: Callable[[], object]) -> None:
    """Do something, and wait until the board has looked."""
    with qtbot.waitSignal(board.changed, timeout=20_000):
        act()
    qtbot.waitUntil(lambda: not board.busy, timeout=20_000)


def offered(room: TrainingRoom) -> list[str]:
    return [key for key, button in room.buttons.buttons.items() if not button.isHidden()]


@pytest.fixture
def show(qtbot: QtBot, board: Board) -> Callable[[], TrainingRoom]:
    def show() -> TrainingRoom:
        room = TrainingRoom(board, True)
        qtbot.addWidget(room)
        if board.jobs or any((paths.user_data() / "training").glob("*/job.json")):
            looked(qtbot, board, board.refresh)
        return room

    return show


def test_an_empty_room_says_how_a_training_is_made(show: Callable[[], TrainingRoom]) -> None:
    room = show()
    assert "No training yet" in room.state.text()
    assert room.list.topLevelItemCount() == 0


def test_a_run_under_way_is_shown_with_its_figures(
    show: Callable[[], TrainingRoom], make: Callable[..., Job]
) -> None:
    prepared = {
        "event": "prepared", "images": {"train": 80}, "device": "cpu", "data": "abcdef0123456789",
        "unreadable": ["line 3: a.png is damaged."],
    }  # fmt: skip
    job = make("1", State.RUNNING, prepared, epoch(1), PROGRESS)
    with only_one(job.folder):
        room = show()
    assert room.title.text() == "tiny 1"
    assert room.state.text() == "Step 15 of 40, 1 min 05 s left"
    said = {name.text(): value.text() for name, value in room._figures}
    assert said["Speed"] == "21.4 images/s"
    assert said["Memory"] == "2.0 GB"
    assert said["Data"] == "abcdef012345"
    assert "1 image could not be read" in room.notes.text()
    assert room.samples.cells[0][1].text() == "Square: probability 0.93\nlabelled present"
    assert offered(room) == ["pause", "finish", "cancel", "recipe"]
    assert (room.bar.maximum(), room.bar.value()) == (40, 15)
    assert len(room.plots.loss.curves) == 3
    assert room.list.topLevelItem(0).text(2) == "AUROC 0.900"


@pytest.mark.parametrize(
    ("state", "words", "buttons"),
    [
        (State.WAITING, "Waits for its turn", ["pause", "first", "cancel"]),
        (State.RUNNING, "goes on from its last checkpoint", ["pause", "first", "cancel"]),
        (State.PAUSED, "Paused", ["resume", "finish", "cancel"]),
        (State.DONE, "The model is not live", ["card", "evaluate", "remove"]),
        (State.FAILED, "The disk is full.", ["resume", "remove"]),
        (State.CANCELLED, "nothing was published", ["resume", "remove"]),
    ],
)
def test_each_state_is_said_and_offers_what_makes_sense(
    show: Callable[[], TrainingRoom], make: Callable[..., Job], state: State, words: str, buttons: list[str]
) -> None:
    change(make("1", state, epoch(1)), message="The disk is full.")
    room = show()
    assert words in room.state.text()
    assert set(offered(room)) == {*buttons, "recipe"}


def test_several_chosen_runs_are_drawn_together(
    show: Callable[[], TrainingRoom], make: Callable[..., Job]
) -> None:
    for version in ("1", "2"):
        make(version, State.DONE, epoch(1), epoch(2))
    room = show()
    room.list.selectAll()
    assert "2 runs" in room.title.text()
    assert len(room.plots.loss.curves) == 4
    assert len(room.plots.figure.curves) == 2
    assert offered(room) == []
    assert room.notes.text() == "model.version:  2  |  1"
    assert not room.list.topLevelItem(0).icon(0).isNull()


def test_the_queue_comes_before_the_history_and_a_choice_stays(
    qtbot: QtBot, show: Callable[[], TrainingRoom], make: Callable[..., Job], board: Board
) -> None:
    done, second, first = make("1", State.DONE), make("2"), make("3")
    queue.put_first(first)
    room = show()
    names = [room.list.topLevelItem(place).text(0) for place in range(3)]
    assert names == ["tiny 3", "tiny 2", "tiny 1"]
    room.list.setCurrentItem(room.list.topLevelItem(2))
    change(second, state=State.FAILED)
    looked(qtbot, board, board.refresh)
    assert room.chosen[0].id == done.id


def test_a_wish_reaches_the_run_and_a_paused_one_goes_back_into_the_queue(
    qtbot: QtBot, make: Callable[..., Job], board: Board, started: list[list[str]]
) -> None:
    job = make("1", State.RUNNING)
    with only_one(job.folder):
        looked(qtbot, board, board.refresh)
        assert board.active is not None
        board.stop(board.active, Wish.PAUSE)
        qtbot.waitUntil(lambda: asked(job.folder) is Wish.PAUSE)
        change(job, state=State.PAUSED)
    looked(qtbot, board, board.refresh)
    assert started == []
    looked(qtbot, board, lambda: board.resume(board.jobs[0]))
    assert board.jobs[0].state is State.WAITING
    assert asked(job.folder) is None
    assert started == [["train", "--queue"]]


def test_what_cannot_be_undone_is_asked_for_twice(
    qtbot: QtBot, show: Callable[[], TrainingRoom], make: Callable[..., Job]
) -> None:
    make("1", State.WAITING)
    room = show()
    wanted: list[str] = []
    room.wanted.connect(lambda key, job: wanted.append(key))
    button = room.buttons.buttons["cancel"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (wanted, button.text()) == ([], "Cancel for good?")
    qtbot.mouseClick(room.buttons.buttons["first"], Qt.MouseButton.LeftButton)
    assert (wanted, button.text()) == (["first"], "Cancel")
    for _ in range(2):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == ["first", "cancel"]


def test_a_deleted_job_is_gone(qtbot: QtBot, make: Callable[..., Job], board: Board) -> None:
    job = make("1", State.DONE)
    looked(qtbot, board, board.refresh)
    looked(qtbot, board, lambda: board.remove(board.jobs[0]))
    assert board.jobs == ()
    assert board.stories == {}
    assert not job.folder.exists()


def test_a_damaged_job_is_named_and_the_others_are_shown(
    show: Callable[[], TrainingRoom], make: Callable[..., Job]
) -> None:
    make("1")
    (make("2").folder / "job.json").write_text("{")
    room = show()
    assert room.list.topLevelItemCount() == 1
    assert "is damaged" in room.message.text()


@pytest.mark.parametrize("go_on", [True, False])
def test_closing_lets_a_training_go_on_or_wait_as_asked(
    qtbot: QtBot, make: Callable[..., Job], started: list[list[str]], go_on: bool
) -> None:
    job = make("1", State.RUNNING)
    board = Board()
    with only_one(job.folder):
        looked(qtbot, board, board.refresh)
        board.shut_down(go_on=go_on)
        assert asked(job.folder) is (None if go_on else Wish.WAIT)
        assert queue.held() != go_on
    change(job, state=State.WAITING)
    again = Board()
    looked(qtbot, again, again.start)
    again.shut_down(go_on=True)
    assert not queue.held()
    assert started == [["train", "--queue"]]
    assert read_job(job.folder).state is State.WAITING


def test_a_model_card_is_shown_without_html(qtbot: QtBot) -> None:
    text = "# Tiny\n\n| a | b |\n| --- | --- |\n| 1 | <b>2</b> |\n"
    card = TextWindow("tiny 1", text, markdown=True)
    qtbot.addWidget(card)
    assert "<b>2</b>" in card.view.toPlainText()
    assert card.windowTitle() == "tiny 1 – MedDiag"


def test_the_window_has_the_room_and_says_in_its_status_bar_that_a_training_runs(
    qtbot: QtBot, start: Start, make: Callable[..., Job], started: list[list[str]]
) -> None:
    job = make("1", State.RUNNING, epoch(1), PROGRESS)
    program = start()
    training = program.feature(Training)
    with only_one(job.folder):
        looked(qtbot, training.board, training.start)
        assert training.sign.text() == "Training: Step 15 of 40, 1 min 05 s left"
        program.control.actions["room_training"].trigger()
        room = program.window.rooms.currentWidget()
        assert isinstance(room, TrainingRoom)
        assert room.title.text() == "tiny 1"
        room.go_on.setChecked(False)
        room.wanted.emit("pause", room.chosen[0])
        qtbot.waitUntil(lambda: asked(job.folder) is Wish.PAUSE)
        room.wanted.emit("recipe", room.chosen[0])
        (shown,) = program.window.findChildren(TextWindow)
        assert "[optimisation]" in shown.view.toPlainText()
        room.wanted.emit("card", room.chosen[0])
        assert "README.md" in program.window.failure.text
        assert not program.keeper.settings.training_goes_on
        program.shut_down()
        assert queue.held()


def test_a_queue_that_ended_while_a_job_came_is_started_again(
    qtbot: QtBot, make: Callable[..., Job], board: Board, started: list[list[str]]
) -> None:
    make("1", State.WAITING)
    with FileLock(paths.user_data() / "training" / ".queue.lock"):
        looked(qtbot, board, board.refresh)
        assert started == []
    board.watch(True)
    qtbot.waitUntil(lambda: started == [["train", "--queue"]], timeout=20_000)
    board.watch(False)
