from __future__ import annotations

import itertools
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from meddiag_gui.errors import TrainingError
from meddiag_gui.inference.networks import build_network
from meddiag_gui.tasks import Cancelled, CancelToken, no_report
from meddiag_gui.training.classification import Classification, LabelledLevels
from meddiag_gui.training.loop import Fitted, fit, learning_rate
from meddiag_gui.training.recipe import Optimisation, Recipe, read_recipe
from meddiag_gui.training.strengths import Augmentation
from tests.support.training import write_job


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    return read_recipe(write_job(tmp_path / "data", 1)[0])


def part(seed: int, count: int = 20) -> LabelledLevels:
    rng = np.random.default_rng(seed)
    levels = rng.integers(5000, 30000, (count, 48, 48), dtype=np.uint16)
    labels = (np.arange(count) % 2).astype(np.float32)[:, None]
    levels[labels[:, 0] == 1, 12:32, 12:32] = 64000
    return LabelledLevels(levels, np.arange(count), labels)


def run(recipe: Recipe, folder: Path, *, stop_after: int | None = None, job: str = "job") -> Fitted:
    token, calls = CancelToken(), itertools.count(1)

    def report(_: Any) -> None:
        if next(calls) == stop_after:
            token.cancel()

    torch.manual_seed(0)
    network = build_network("efficientnet-lite0", 1)
    return fit(
        network, recipe.optimisation, Classification(recipe, part(0), part(1), "cpu"), folder,
        job=job, device="cpu", report=report, token=token, emit=lambda event: None,
    )  # fmt: skip


@pytest.mark.parametrize("stop_after", [1, 2, 3])
def test_an_interrupted_run_ends_with_the_same_weights(
    recipe: Recipe, tmp_path: Path, stop_after: int
) -> None:
    whole = run(recipe, tmp_path / "whole")
    with pytest.raises(Cancelled):
        run(recipe, tmp_path / "cut", stop_after=stop_after)
    resumed = run(recipe, tmp_path / "cut")
    assert resumed.history == whole.history
    assert resumed.weights.keys() == whole.weights.keys()
    for key, value in whole.weights.items():
        torch.testing.assert_close(resumed.weights[key], value, atol=0, rtol=0)


def test_it_learns_what_can_be_learned(recipe: Recipe, tmp_path: Path) -> None:
    options = replace(recipe.optimisation, epochs=25, ema_decay=0.8, learning_rate=3e-3, label_smoothing=0.0)
    unchanged = Augmentation(**{field.name: 0.0 for field in fields(Augmentation)})
    longer = replace(recipe, optimisation=options, augmentation=unchanged)
    history = run(longer, tmp_path).history
    assert min(row["validation_loss"] for row in history) < 0.3 < history[0]["validation_loss"]


def test_a_checkpoint_of_another_job_is_refused(recipe: Recipe, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        run(recipe, tmp_path, stop_after=1)
    with pytest.raises(TrainingError, match="another recipe or other data"):
        run(recipe, tmp_path, job="other")


def test_a_damaged_checkpoint_is_refused_by_name(recipe: Recipe, tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.safetensors"
    path.write_bytes(b"cut short")
    with pytest.raises(TrainingError, match=r"checkpoint\.safetensors is damaged"):
        run(recipe, tmp_path)
    save_file({"network.a": torch.zeros(1)}, path)
    with pytest.raises(TrainingError, match="damaged"):
        run(recipe, tmp_path)


def test_the_checkpoint_holds_tensors_only(recipe: Recipe, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        run(recipe, tmp_path, stop_after=1)
    tensors = load_file(tmp_path / "checkpoint.safetensors")
    assert {key.split(".")[0] for key in tensors} >= {"network", "average", "optimiser"}


def test_unlabelled_findings_do_not_count(recipe: Recipe, tmp_path: Path) -> None:
    data = part(0)
    data.labels[::4] = np.nan
    fitted = fit(
        build_network("efficientnet-lite0", 1), recipe.optimisation,
        Classification(recipe, data, part(1), "cpu"), tmp_path,
        job="job", device="cpu", report=no_report, token=CancelToken(), emit=lambda event: None,
    )  # fmt: skip
    assert all(torch.isfinite(value).all() for value in fitted.weights.values())


def test_the_rate_rises_then_falls_to_zero() -> None:
    options = Optimisation(learning_rate=0.1, warmup=0.1)
    rates = [learning_rate(step, 100, options) for step in range(100)]
    assert rates[0] == pytest.approx(0.01)
    assert max(rates) == rates[9] == pytest.approx(0.1)
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] < 1e-3
