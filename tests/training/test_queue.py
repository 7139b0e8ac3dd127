"""The queue works through its jobs in processes of their own; a stand-in for the program plays them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from meddiag_gui import paths
from meddiag_gui.errors import TrainingError
from meddiag_gui.tasks import CancelToken
from meddiag_gui.training import queue
from meddiag_gui.training.jobs import Job, State, change, only_one, read_job, training_folder
from meddiag_gui.training.wishes import Wish, ask, asked
from tests.support.training import RECIPE, make_job

STAND_IN = """
import os, sys, time
from pathlib import Path
from meddiag_gui.training.jobs import State, change, only_one, read_job
from meddiag_gui.training.wishes import asked, forget
folder = Path(sys.argv[2])
job = read_job(folder)
with (folder.parent / "order").open("a") as stream:
    stream.write(job.record.version + "\\n")
with only_one(folder, 5):
    job = change(job, state=State.RUNNING)
    if job.record.version == "1": os.kill(os.getpid(), 9)
    if job.record.version == "3": sys.exit(3)
    while job.record.version == "5" and asked(folder) is None: time.sleep(0.05)
    if asked(folder) is not None:
        change(job, state=State.WAITING)
        forget(folder)
        sys.exit(130)
    change(job, state=State.DONE)
"""


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Job]:
    """Make a job whose model has a version; trainings are played by the stand-in."""
    (tmp_path / "stand_in.py").write_text(STAND_IN)
    monkeypatch.setattr(paths, "command_line", lambda: [sys.executable, str(tmp_path / "stand_in.py")])
    monkeypatch.setattr(queue, "_LOOK", 0.05)

    def make(version: str) -> Job:
        return make_job(
            tmp_path / version, recipe=RECIPE.replace('version = "0.1"', f'version = "{version}"')
        )

    return make


def order() -> list[str]:
    return (training_folder() / "order").read_text().split()


@pytest.mark.skipif(os.name == "nt", reason="there are no signals")
def test_one_after_the_other_and_what_dies_takes_nothing_along(make: Callable[[str], Job]) -> None:
    killed, crashed, good = make("1"), make("3"), make("2")
    queue.put_first(good)
    queue.keep(CancelToken())
    assert order() == ["2", "1", "3"]
    assert read_job(good.folder).state is State.DONE
    assert read_job(killed.folder).state is State.FAILED
    assert "signal 9" in read_job(killed.folder).record.message
    assert "exit code 3" in read_job(crashed.folder).record.message
    assert not queue.is_kept()


def test_an_interrupted_job_goes_on_and_a_paused_one_does_not(make: Callable[[str], Job]) -> None:
    interrupted, paused = make("2"), make("4")
    change(interrupted, state=State.RUNNING)
    queue.stop(paused, Wish.PAUSE)
    queue.keep(CancelToken())
    assert read_job(interrupted.folder).state is State.DONE
    assert read_job(paused.folder).state is State.PAUSED
    queue.resume(read_job(paused.folder))
    assert asked(paused.folder) is None
    queue.keep(CancelToken())
    assert read_job(paused.folder).state is State.DONE


@pytest.mark.parametrize("by", ["hold", "token"])
def test_a_held_queue_lets_its_job_keep_a_checkpoint_and_wait(make: Callable[[str], Job], by: str) -> None:
    running, waiting = make("5"), make("2")
    token = CancelToken()
    keeper = threading.Thread(target=queue.keep, args=(token,))
    keeper.start()
    while not read_job(running.folder).alive:
        time.sleep(0.02)
    assert queue.is_kept()
    if by == "hold":
        queue.hold()
    else:
        token.cancel()
    keeper.join(30)
    assert not keeper.is_alive()
    assert read_job(running.folder).state is State.WAITING
    assert order() == ["5"]
    assert queue.waiting() == [read_job(running.folder), waiting]
    assert queue.held() == (by == "hold")
    assert (queue.ensure_kept() is None) == (by == "hold")
    queue.release()
    assert not queue.held()


def test_a_wait_that_is_left_from_an_earlier_time_stops_nothing(make: Callable[[str], Job]) -> None:
    job = make("2")
    ask(job.folder, Wish.WAIT)
    queue.keep(CancelToken())
    assert order() == ["2"]
    assert read_job(job.folder).state is State.DONE


def test_a_job_that_somebody_else_runs_is_left_to_them(make: Callable[[str], Job]) -> None:
    job = change(make("2"), state=State.RUNNING)
    with only_one(job.folder):
        assert queue.waiting() == []
        queue.keep(CancelToken())
        stopped = queue.stop(read_job(job.folder), Wish.CANCEL)
    assert stopped.state is State.RUNNING
    assert asked(job.folder) is Wish.CANCEL


def test_wishes_for_what_does_not_run_come_true_at_once(make: Callable[[str], Job]) -> None:
    job = make("2")
    assert queue.stop(job, Wish.CANCEL).state is State.CANCELLED
    assert queue.waiting() == []
    finishing = queue.stop(queue.stop(job, Wish.PAUSE), Wish.FINISH)
    assert finishing.state is State.WAITING
    assert asked(job.folder) is Wish.FINISH


def test_a_queue_is_kept_once(make: Callable[[str], Job]) -> None:
    make("2")
    with FileLock(training_folder() / ".queue.lock"):
        assert queue.is_kept()
        assert queue.ensure_kept() is None


def test_nothing_to_do_starts_nothing(make: Callable[[str], Job]) -> None:
    assert queue.ensure_kept() is None
    assert not queue.is_kept()


def test_a_program_that_cannot_be_started_is_said(
    make: Callable[[str], Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    make("2")
    monkeypatch.setattr(paths, "command_line", lambda: ["/nowhere/meddiag"])
    with pytest.raises(TrainingError, match="cannot be started"):
        queue.ensure_kept()


def test_the_kept_queue_outlives_who_started_it(make: Callable[[str], Job]) -> None:
    make("2")
    process = queue.ensure_kept()
    assert isinstance(process, subprocess.Popen)
    process.wait(30)
    if os.name != "nt":
        assert process.args[-2:] == ["train", "--queue"]  # type: ignore[index]
