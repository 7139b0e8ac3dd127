"""``meddiag train`` as a user runs it, stopped and resumed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.training.jobs import State, read_job
from meddiag_gui.training.wishes import Wish, ask, asked
from tests.cli.conftest import Run
from tests.support.training import RECIPE, make_job, write_job


@pytest.fixture(autouse=True)
def no_lower_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the priority of the process that tests."""
    monkeypatch.setattr("meddiag_gui.training.working.give_way", lambda: None)


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "meddiag_gui", "train", str(folder / "recipe.toml")]
    command += ["--data", str(folder / "manifest.csv"), "--out", str(folder / "run"), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_a_run_that_is_interrupted_goes_on_and_ends_with_a_bundle(tmp_path: Path) -> None:
    write_job(tmp_path, recipe=RECIPE.replace("epochs = 2", "epochs = 3"))
    process = start(tmp_path, "--events")
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["event"] == "epoch":
            process.send_signal(signal.SIGINT)
            break
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "goes on from here" in errors

    again = start(tmp_path, "--events")
    out, errors = again.communicate(timeout=300)
    assert again.returncode == 0, errors
    events = [json.loads(line) for line in out.splitlines()]
    told = [event["event"] for event in events if event["event"] not in ("stage", "progress")]
    assert told[:2] == ["prepared", "resumed"]
    assert events[-1]["event"] == "published"
    bundle = load_bundle(tmp_path / "run" / "tiny-0.1")
    assert events[-1]["sha256"] == bundle.sha256


def test_a_wrong_recipe_or_manifest_is_one_sentence(meddiag: Run, tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path, 2, recipe=RECIPE.replace("epochs = 2", "epochs = 0"))
    ended = meddiag("train", recipe, "--data", manifest, "--out", tmp_path / "run")
    assert ended.code == 1
    assert "epochs" in ended.err
    ended = meddiag("train", tmp_path, "--data", tmp_path / "absent.csv", "--out", tmp_path / "run")
    assert ended.code == 1
    assert len(ended.err.strip().splitlines()) == 1


def test_an_installation_without_torch_says_that_it_does_not_train(
    tmp_path: Path, meddiag: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    recipe, manifest = write_job(tmp_path, patients=1)
    ended = meddiag("train", recipe, "--data", manifest, "--out", tmp_path / "run")
    assert ended.code == 1
    assert "not part of this installation" in ended.err
    assert not (tmp_path / "run").exists()


@pytest.mark.slow
def test_a_job_needs_nothing_but_its_folder_and_finishes_when_it_is_asked_to(
    meddiag: Run, tmp_path: Path
) -> None:
    job = make_job(tmp_path, 24, recipe=RECIPE.replace("epochs = 2", "epochs = 50"))
    ask(job.folder, Wish.FINISH)
    ended = meddiag("train", job.folder)
    assert ended.code == 0
    assert "Ended after step 1 of 150: as asked" in ended.out
    assert read_job(job.folder).state is State.DONE
    assert load_bundle(job.bundle).name == "tiny"
    assert asked(job.folder) is None


def test_a_job_that_is_to_pause_pauses_before_anything_else(meddiag: Run, tmp_path: Path) -> None:
    job = make_job(tmp_path, 24)
    ask(job.folder, Wish.PAUSE)
    assert meddiag("train", job.folder).code == 130
    assert read_job(job.folder).state is State.PAUSED


@pytest.mark.parametrize("arguments", [(), ("recipe.toml",), ("recipe.toml", "--data", "manifest.csv")])
def test_what_is_missing_is_wrong_usage(meddiag: Run, arguments: tuple[str, ...]) -> None:
    assert meddiag("train", *arguments).code == 2


def test_an_empty_queue_ends_at_once(meddiag: Run) -> None:
    ended = meddiag("train", "--queue")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
