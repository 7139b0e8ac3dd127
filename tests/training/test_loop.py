from __future__ import annotations

import itertools
import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from meddiag_gui.errors import TrainingError
from meddiag_gui.inference.networks import build_network
from meddiag_gui.tasks import Cancelled, CancelToken, no_report
from meddiag_gui.training.classification import Classification, LabelledLevels, judge
from meddiag_gui.training.loop import Fitted, fit, learning_rate
from meddiag_gui.training.objective import Judgement
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


def run(
    recipe: Recipe, folder: Path, *, stop_after: int | None = None, job: str = "job", **options: Any
) -> Fitted:
    token, calls = CancelToken(), itertools.count(1)

    def report(_: Any) -> None:
        if next(calls) == stop_after:
            token.cancel()

    torch.manual_seed(0)
    network = build_network("efficientnet-lite0", 1)
    return fit(
        network, recipe.optimisation, Classification(recipe, part(0), part(1), "cpu"), folder,
        job=job, device="cpu", report=report, token=token, **({"emit": lambda event: None} | options),
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


def test_it_ends_when_nothing_has_become_better_for_as_long_as_the_recipe_waits(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses = iter([0.5, 0.4, 0.6, 0.7, 0.1])
    monkeypatch.setattr(Classification, "validate", lambda *_: Judgement(next(losses)))
    told: list[dict[str, Any]] = []
    patient = replace(recipe, optimisation=replace(recipe.optimisation, epochs=6, patience=2))
    fitted = run(patient, tmp_path, emit=told.append)
    assert (len(fitted.history), fitted.best_epoch) == (4, 1)
    assert [event["reason"] for event in told if event["event"] == "ended"] == ["patience"]
    again = run(patient, tmp_path)
    assert again.history == fitted.history


@pytest.mark.parametrize("after", [1, 3])
def test_enough_ends_it_with_the_best_weights_so_far(recipe: Recipe, tmp_path: Path, after: int) -> None:
    steps = itertools.count(1)
    told: list[dict[str, Any]] = []
    longer = replace(recipe, optimisation=replace(recipe.optimisation, epochs=5))
    fitted = run(longer, tmp_path, enough=lambda: next(steps) >= after, emit=told.append)
    assert len(fitted.history) == 1
    assert fitted.weights
    assert told[-1] == {"event": "ended", "reason": "asked", "step": after, "steps": 10}


def test_progress_epochs_and_samples_are_told(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meddiag_gui.training.loop._EVENT_SECONDS", 0.0)
    told: list[dict[str, Any]] = []
    run(recipe, tmp_path, emit=told.append)
    progress = [event for event in told if event["event"] == "progress"]
    assert [event["step"] for event in progress] == [1, 2, 3, 4]
    assert all(event["memory"] > 100 and event["learning_rate"] > 0 for event in progress)
    assert progress[1]["epoch"] == 1.0
    epochs = [event for event in told if event["event"] == "epoch"]
    assert set(epochs[0]["metrics"]) == {"auroc", "auprc"}
    assert [sample["row"] for sample in epochs[0]["samples"]] == [0, 1, 2, 3, 4, 5]
    assert {sample["truth"]["Square"] for sample in epochs[0]["samples"]} == {0, 1}


def test_a_run_remembers_that_memory_was_short(recipe: Recipe, tmp_path: Path) -> None:
    parts = replace(recipe, optimisation=replace(recipe.optimisation, micro_batch=3))
    with pytest.raises(Cancelled):
        run(parts, tmp_path, stop_after=1)
    with safe_open(tmp_path / "checkpoint.safetensors", "pt") as kept:
        assert json.loads(kept.metadata()["progress"])["at_once"] == 3


def test_a_part_with_one_side_has_no_area_and_ends_clearly() -> None:
    judged = judge(np.array([[1.0], [2.0]], np.float32), np.ones((2, 1), np.float32), np.arange(2), ("A",))
    assert np.isnan(judged.metrics["auroc"])
    assert judged.loss > 0
