"""Several processes under torchrun learn what one learns from the same batches."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from meddiag_gui.errors import TrainingError
from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.training.events import read_events
from meddiag_gui.training.team import ALONE, joined
from tests.support.training import write_job

ROOT = Path(__file__).resolve().parents[2]
TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"]


def test_a_process_by_itself_is_alone() -> None:
    with joined("cpu") as team:
        assert team == ALONE
        assert team.leads
        assert team.greatest(3, torch.device("cpu")) == 3
        assert team.total(torch.ones(2)).tolist() == [1.0, 1.0]
        team.wait()


def test_an_environment_that_does_not_say_who_this_is_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.delenv("RANK", raising=False)
    with pytest.raises(TrainingError, match="torchrun"), joined("cpu"):
        pass


@pytest.mark.slow
@pytest.mark.parametrize(("norms", "micro_batch"), [("learning", "0"), ("resting", "4")])
def test_two_processes_end_with_the_weights_of_one(tmp_path: Path, norms: str, micro_batch: str) -> None:
    """In double precision, with dropout and stochastic depth; in parts as well, where norms rest.

    In single precision the same sums in another order differ by 1e-7, and AdamW divides by the size of
    gradients that are zero but for rounding: weights without effect drift apart, as they do between one
    thread and two.
    """
    found = []
    for name, command, parts in (("one", [sys.executable], "0"), ("two", TORCHRUN, micro_batch)):
        (tmp_path / name).mkdir()
        module = ["-m", "tests.training.helping", str(tmp_path / name), parts, norms]
        subprocess.run([*command, *module], cwd=ROOT, check=True, capture_output=True, timeout=300)
        found.append(load_file(tmp_path / name / "weights.safetensors"))
    for key, value in found[0].items():
        torch.testing.assert_close(found[1][key], value, rtol=1e-5, atol=1e-6)


@pytest.mark.slow
def test_the_command_line_trains_under_torchrun_and_publishes_once(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path)
    run = tmp_path / "run"
    arguments = ["-m", "meddiag_gui", "train", str(recipe), "--data", str(manifest), "--out", str(run)]
    recipe.write_text(recipe.read_text().replace("batch_size = 8", "batch_size = 12"))
    ended = subprocess.run(
        [*TORCHRUN, *arguments], cwd=ROOT, check=False, capture_output=True, timeout=300, text=True
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("is ready") == 1
    assert load_bundle(run / "tiny-0.1").name == "tiny"
    kinds = [event["event"] for event in read_events(run / "events.jsonl")]
    assert kinds.count("published") == 1
    assert kinds.count("epoch") == 2
