"""Commands in a process of their own: they have their own home, and a failure is one sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from meddiag_gui import paths
from meddiag_gui.selftest import child, training, window
from meddiag_gui.selftest.child import ChildFailed, run_command


def test_a_command_keeps_all_in_the_home_given(tmp_path: Path) -> None:
    assert run_command(tmp_path / "home", "--version").startswith("MedDiag ")
    assert (tmp_path / "home" / "log" / "meddiag.log").is_file()


def test_a_failure_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ChildFailed, match=r"meddiag predict ended with exit code \d: .*"):
        run_command(tmp_path, "predict", tmp_path / "absent.dcm")
    monkeypatch.setattr(paths, "command_line", lambda: [str(tmp_path / "absent")])
    with pytest.raises(ChildFailed, match="cannot be started"):
        run_command(tmp_path, "models")


def test_a_command_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "command_line", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(child, "SECONDS", 0.5)
    with pytest.raises(ChildFailed, match="did not end"):
        run_command(tmp_path, "models")


@pytest.mark.slow
def test_training_publishes_a_bundle_for_each_task_from_its_own_process(tmp_path: Path) -> None:
    outcomes = list(training.check(tmp_path, "cpu"))
    assert [(outcome.words, outcome.passed) for outcome in outcomes] == [
        (f"Training for {task}: 2 epochs, selftest-{task} 1 published", True)
        for task in ("classification", "segmentation")
    ]


def test_without_torch_training_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training.importlib.util, "find_spec", lambda name: None)
    (outcome,) = training.check(tmp_path, "cpu")
    assert outcome.passed
    assert "not part of this installation" in outcome.words
    assert not any(tmp_path.iterdir())


def test_a_window_that_draws_nothing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "run_command", lambda home, *arguments: "")
    (outcome,) = window.check(tmp_path, "cpu")
    assert not outcome.passed
