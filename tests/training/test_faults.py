"""Kills, full disks, lost GPUs and poor data end clearly, and what was learned is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from meddiag_gui import paths
from meddiag_gui.errors import ManifestError, TrainingError
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.training.checkpoint import CHECKPOINT
from meddiag_gui.training.events import read_events
from meddiag_gui.training.memory import DeviceLost
from meddiag_gui.training.run import train
from meddiag_gui.training.step import Stepper
from tests.support.training import RECIPE, write_job

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs signals and limits of POSIX")


def command(folder: Path, run: Path) -> list[str]:
    data = ["--data", str(folder / "manifest.csv"), "--out", str(run), "--device", "cpu"]
    return [sys.executable, "-m", "meddiag_gui", "train", str(folder / "recipe.toml"), *data]


@POSIX
@pytest.mark.slow
def test_a_run_killed_at_random_ends_with_the_weights_of_one_that_was_not(tmp_path: Path) -> None:
    write_job(tmp_path, recipe=RECIPE.replace("epochs = 2", "epochs = 4"))
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    subprocess.run(command(tmp_path, whole), cwd=ROOT, check=True, capture_output=True, timeout=300)
    rng = np.random.default_rng(0)
    for kill in range(2):
        process = subprocess.Popen(
            command(tmp_path, killed), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while process.poll() is None:
            epochs = sum(event["event"] == "epoch" for event in read_events(killed / "events.jsonl"))
            if epochs > kill:
                time.sleep(float(rng.uniform(0, 0.3)))
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.02)
        process.wait(60)
    subprocess.run(command(tmp_path, killed), cwd=ROOT, check=True, capture_output=True, timeout=300)
    ends = [load_file(run / "tiny-0.1" / "weights.safetensors") for run in (whole, killed)]
    for key, value in ends[0].items():
        torch.testing.assert_close(ends[1][key], value, rtol=0, atol=0)


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from meddiag_gui.cli.app import run
sys.exit(run(sys.argv[2:]))
"""


@POSIX
@pytest.mark.slow
def test_a_disk_that_fills_ends_in_one_sentence_and_leaves_the_checkpoint(tmp_path: Path) -> None:
    write_job(tmp_path, recipe=RECIPE.replace("epochs = 2", "epochs = 500"))
    run = tmp_path / "run"
    process = subprocess.Popen(
        command(tmp_path, run), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not (run / CHECKPOINT).is_file():
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 130
    kept = (run / CHECKPOINT).read_bytes()
    limited = [sys.executable, "-c", LIMITED, str(2**20), *command(tmp_path, run)[3:]]
    ended = subprocess.run(limited, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300)
    assert ended.returncode == 1, ended.stderr
    assert ended.stderr.strip() == "meddiag: The checkpoint cannot be written: File too large."
    assert (run / CHECKPOINT).read_bytes() == kept
    assert not list(run.glob(".*.part"))


class LostAfter:
    """A GPU that fails at a step, played on the CPU."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
        self._take, self._left = Stepper.take, step
        monkeypatch.setattr(Stepper, "take", lambda stepper, *given: self(stepper, *given))

    def __call__(self, stepper: Stepper, *given: object) -> float:
        self._left -= 1
        if self._left == 0:
            raise DeviceLost("The GPU failed; the run can go on from its last checkpoint.")
        return self._take(stepper, *given)  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_lost_gpu_ends_clearly_and_the_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe, manifest = write_job(tmp_path)
    LostAfter(monkeypatch, 5)  # of 6 steps, the first epoch of 3 has its checkpoint
    with pytest.raises(TrainingError, match="can go on from its last checkpoint"):
        train(recipe, manifest, tmp_path / "run")
    assert (tmp_path / "run" / CHECKPOINT).is_file()
    assert isinstance(train(recipe, manifest, tmp_path / "run"), ModelBundle)
    assert "resumed" in [event["event"] for event in read_events(tmp_path / "run" / "events.jsonl")]


@pytest.mark.slow
def test_a_lost_gpu_is_followed_by_the_cpu_if_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe, manifest = write_job(tmp_path)
    LostAfter(monkeypatch, 5)
    bundle = train(recipe, manifest, tmp_path / "run", fall_back=True)
    assert bundle is not None
    assert load_bundle(bundle.root) == bundle
    assert bundle.root.parent == tmp_path / "run"
    assert not paths.user_models().exists()  # what is live is never touched
    told = [event["event"] for event in read_events(tmp_path / "run" / "events.jsonl")]
    assert told.count("device_lost") == 1
    assert told[told.index("device_lost") :].count("resumed") == 1


def test_cuda_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    recipe, manifest = write_job(tmp_path, 2)
    with pytest.raises(TrainingError, match="no GPU"):
        train(recipe, manifest, tmp_path / "run", device="cuda")


@pytest.mark.parametrize(
    ("patients", "label", "words"),
    [(2, None, "too few patients|is empty"), (24, "1", "Square")],
)
def test_few_or_one_sided_data_are_refused_before_anything_is_learned(
    tmp_path: Path, patients: int, label: str | None, words: str
) -> None:
    recipe, manifest = write_job(tmp_path, patients)
    if label is not None:
        header, *rows = manifest.read_text().splitlines()
        manifest.write_text("\n".join([header, *(f"{row.rsplit(',', 1)[0]},{label}" for row in rows)]))
    with pytest.raises((ManifestError, TrainingError), match=words):
        train(recipe, manifest, tmp_path / "run")
    assert not (tmp_path / "run" / CHECKPOINT).exists()
    assert not list((tmp_path / "run").glob("tiny*"))
