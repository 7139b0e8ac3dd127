"""However a job ends, its folder says so; the training itself is played."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from meddiag_gui.errors import TrainingError
from meddiag_gui.tasks import Cancelled, no_report
from meddiag_gui.training import run, working
from meddiag_gui.training.checkpoint import CHECKPOINT
from meddiag_gui.training.jobs import State, change, only_one, read_job
from meddiag_gui.training.wishes import Wish, WishToken, ask, asked
from tests.support.training import make_job


@pytest.fixture(autouse=True)
def no_lower_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the priority of the process that tests."""
    monkeypatch.setattr(working, "give_way", lambda: None)


def play(monkeypatch: pytest.MonkeyPatch, training: Callable[..., Any]) -> None:
    monkeypatch.setattr(run, "train", training)


def work(folder: Path) -> Any:
    return working.work_on(folder, WishToken(folder), report=no_report, listener=lambda event: None)


def test_a_job_that_ends_well_is_done_and_gives_its_cache_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job(tmp_path)
    seen: dict[str, Any] = {}

    def train(recipe: Path, manifest: Path, folder: Path, **options: Any) -> str:
        assert read_job(folder).state is State.RUNNING
        assert read_job(folder).alive
        (folder / "cache").mkdir()
        seen.update(options)
        return "bundle"

    play(monkeypatch, train)
    assert work(job.folder) == "bundle"
    assert read_job(job.folder).state is State.DONE
    assert not (job.folder / "cache").exists()
    assert (seen["device"], seen["fall_back"], seen["others"]) == ("auto", True, None)


@pytest.mark.parametrize(
    ("wish", "state"),
    [
        (Wish.PAUSE, State.PAUSED), (Wish.WAIT, State.WAITING), (None, State.WAITING),
        (Wish.CANCEL, State.CANCELLED),
    ],
)  # fmt: skip
def test_a_stop_ends_as_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: Wish | None, state: State
) -> None:
    job = make_job(tmp_path)
    (job.folder / CHECKPOINT).write_bytes(b"steps")

    def train(*_: Any, **options: Any) -> None:
        if wish is not None:
            ask(job.folder, wish)
        raise Cancelled

    play(monkeypatch, train)
    with pytest.raises(Cancelled):
        work(job.folder)
    assert read_job(job.folder).state is state
    assert asked(job.folder) is None
    assert (job.folder / CHECKPOINT).exists() == (state is not State.CANCELLED)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TrainingError("The checkpoint cannot be written: No space left on device."), "No space left"),
        (MemoryError(), "too little memory"),
        (KeyError("Doe^Jane"), "An internal error (KeyError)"),
    ],
)
def test_a_failure_is_kept_in_words_that_hold_no_patient(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    job = make_job(tmp_path)

    def train(*_: Any, **options: Any) -> None:
        raise error

    play(monkeypatch, train)
    with pytest.raises(type(error)):
        work(job.folder)
    failed = read_job(job.folder)
    assert failed.state is State.FAILED
    assert words in failed.record.message
    assert "Doe" not in failed.record.message


def test_a_second_process_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "_LOCK_SECONDS", 0.05)
    job = change(make_job(tmp_path), state=State.RUNNING)
    with only_one(job.folder), pytest.raises(TrainingError, match="running already"):
        work(job.folder)
    assert read_job(job.folder).record == job.record


def test_a_full_disk_leaves_the_record_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = make_job(tmp_path)

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    def train(*_: Any, **__: Any) -> None:
        monkeypatch.setattr(working, "change", full)
        raise TrainingError("The disk is full.")

    play(monkeypatch, train)
    with pytest.raises(TrainingError, match="disk is full"):
        work(job.folder)
    assert read_job(job.folder).interrupted
