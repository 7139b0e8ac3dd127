"""What it saves to fit the last layer alone from features that are computed once.

Times an epoch of the frozen network on augmented pictures, the computing of all features, and an epoch on
features; prints how many times longer trainings of 15 and 50 epochs take without the features. Counts seconds
of the processors, so that other work on the machine does not. Run: ``python benchmarks/tuning.py [IMAGES]``.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from meddiag_gui.inference.networks import PooledLinear
from meddiag_gui.tasks import CancelToken, no_report
from meddiag_gui.training.classification import Classification, LabelledLevels
from meddiag_gui.training.head import HeadOnly, features_of
from meddiag_gui.training.objective import Objective
from meddiag_gui.training.recipe import Recipe, read_recipe
from meddiag_gui.training.starting import initial_network

ROOT = Path(__file__).resolve().parent.parent
RECIPE = ROOT / "models" / "cxr-pneumonia-pediatric-1.1.0" / "recipe.toml"
BATCH = 32


def epoch(network: PooledLinear, objective: Objective) -> None:
    """Learn all images once."""
    weights = [weight for weight in network.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=1e-3)
    order = objective.order(np.random.default_rng(0))
    for start in range(0, len(order), BATCH):
        generator = torch.Generator().manual_seed(start)
        inputs, *targets = objective.batch(order[start : start + BATCH], generator)
        network.train()
        loss = objective.loss(network, inputs.contiguous(memory_format=torch.channels_last), *targets)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()


def seconds(work: Callable[[], object]) -> float:
    """How much of the processors it takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main(images: int) -> None:
    """Measure and print."""
    whole = read_recipe(RECIPE)
    recipe: Recipe = replace(whole, model=replace(whole.model, tune="head"), guidance=None)
    rng = np.random.default_rng(0)
    levels = rng.integers(0, 65536, (images, recipe.input.rows, recipe.input.columns), dtype=np.uint16)
    labels = (np.arange(images) % 2).astype(np.float32)[:, None]
    part = LabelledLevels(levels, np.arange(images), labels)
    network = initial_network(recipe)
    assert isinstance(network, PooledLinear)
    network = network.to(memory_format=torch.channels_last)
    frozen = Classification(recipe, part, part, "cpu")
    epoch(network, frozen)  # allocates
    before, after = [seconds(lambda: epoch(network, frozen))], []
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "features.safetensors"
        begun = time.process_time()
        features = features_of(
            network, recipe, part, part, store, "job", device="cpu", report=no_report, token=CancelToken()
        )
        once = time.process_time() - begun
    kept = HeadOnly(recipe, part, part, features, "cpu")
    epoch(network, kept)
    for _ in range(3):
        before.append(seconds(lambda: epoch(network, frozen)))
        after.append(seconds(lambda: epoch(network, kept)))
    long, short = float(np.median(before)), float(np.median(after))
    print(f"{images} images: an epoch {long:.2f} s, on features {short:.4f} s; all features {once:.2f} s")
    for epochs in (15, 50):
        ratio = epochs * long / (once + epochs * short)
        print(f"{epochs} epochs: {ratio:.1f} times faster with features")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 128)
