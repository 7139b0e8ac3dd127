"""Time, memory and disk of a training before it starts, from a short trial on this machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import psutil

from meddiag_gui.datasets import read_manifest
from meddiag_gui.errors import MedDiagError, TrainingError
from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.preprocess import to_levels
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken
from meddiag_gui.training.recipe import Recipe, read_recipe
from meddiag_gui.training.split import PARTS

if TYPE_CHECKING:
    from torch import nn

    from meddiag_gui.training.objective import Objective

_DECODED, _STEPS = 8, 2  # images and steps of the trial
_TEST_PASSES = 14  # over the test part: the evaluation, and its altered copies
_GATE_PASSES = 5  # over the images that the input gate is fitted on, in several looks


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a training is expected to take.

    Parameters
    ----------
    seconds
        To the published bundle, without a search; by stage in ``stages``.
    search_seconds
        Of the search, at most.
    memory, disk
        Bytes: the most that the process holds, and what the job's folder grows to.
    device
        ``cpu`` or ``cuda``.
    """

    seconds: float
    search_seconds: float
    memory: int
    disk: int
    device: str
    stages: dict[str, float]


def estimate(recipe_path: Path, manifest_path: Path, token: CancelToken) -> Estimate:
    """Decode a few images and take a few steps, and reckon up. Runs in a process of its own.

    Raises
    ------
    RecipeError, ManifestError, TrainingError
        If recipe or manifest cannot be used, or no image can be read.
    Cancelled
        If the token was cancelled.
    """
    from meddiag_gui.training.run import training_device

    recipe = read_recipe(recipe_path)
    manifest = read_manifest(manifest_path, recipe.finding_names)
    parts = [row.attributes.get(recipe.split.column, "") for row in manifest.rows]
    counts = {part: parts.count(part) for part in PARTS}
    if not any(counts.values()):
        shares = {"validation": recipe.split.validation, "test": recipe.split.test}
        counts = {part: round(shares.get(part, 1 - sum(shares.values())) * len(parts)) for part in PARTS}
    places = np.unique(np.linspace(0, len(manifest.rows) - 1, _DECODED).round().astype(int))
    decoding, levels = _decode([manifest.rows[i].path for i in places], recipe, token)
    device = training_device()
    trial = _trial(recipe, levels, device, token)
    stages = _stages(recipe, counts, decoding, trial)
    return Estimate(
        seconds=sum(stages.values()),
        search_seconds=60 * recipe.search.minutes if recipe.search else 0.0,
        memory=trial.memory + _mapped(recipe, sum(counts.values())),
        disk=_disk(recipe, counts, trial.weights),
        device=device.partition(":")[0],
        stages=stages,
    )


def _decode(files: list[Path], recipe: Recipe, token: CancelToken) -> tuple[float, np.ndarray]:
    """Seconds an image, and the images as the network gets them."""
    begun, levels = time.perf_counter(), []
    for path in files:
        token.check()
        try:
            levels.append(to_levels(open_image(path), recipe.input.rows, recipe.input.columns))
        except MedDiagError:
            continue
    if not levels:
        raise TrainingError(tr("None of the images that were tried can be read."))
    return (time.perf_counter() - begun) / len(files), np.stack(levels)


@dataclass(frozen=True, slots=True)
class _Trial:
    """Seconds a training step, and an image forward; bytes of memory at most, and of the weights."""

    step: float
    forward: float
    memory: int
    weights: int


def _trial(recipe: Recipe, levels: np.ndarray, device: str, token: CancelToken) -> _Trial:
    """Take steps with the images of the trial, repeated to fill a batch."""
    import torch

    from meddiag_gui.training.starting import initial_network

    network = initial_network(replace(recipe, model=replace(recipe.model, backbone="")))
    weights = sum(value.numel() * value.element_size() for value in network.state_dict().values())
    options = recipe.optimisation
    at_once = options.micro_batch or options.batch_size
    rows = np.arange(at_once) % len(levels)
    network = network.to(device).to(memory_format=torch.channels_last)
    objective = _objective_of(recipe, levels, rows, device)
    step = _timed(_steps(network, objective, rows, device), token)
    forward = _timed(_forwards(network, objective, rows, device), token) / at_once
    return _Trial(step * -(-options.batch_size // at_once), forward, _peak(device), weights)


def _objective_of(recipe: Recipe, levels: np.ndarray, rows: np.ndarray, device: str) -> Objective:
    if recipe.structure is not None:
        from meddiag_gui.training.masks import MaskedLevels
        from meddiag_gui.training.segmentation import Segmentation

        masks = np.packbits(levels > levels.mean(), axis=2)
        part = MaskedLevels(levels, rows, masks)
        return Segmentation(recipe, part, part, device)
    from meddiag_gui.training.classification import Classification, LabelledLevels

    labels = np.tile(np.arange(len(levels))[:, None] % 2, (1, recipe.outputs)).astype(np.float32)
    labelled = LabelledLevels(levels, rows, labels)
    return Classification(recipe, labelled, labelled, device)


def _steps(network: nn.Module, objective: Objective, rows: np.ndarray, device: str) -> Iterator[None]:
    """Training steps, without end."""
    import torch

    optimiser = torch.optim.AdamW((w for w in network.parameters() if w.requires_grad), lr=1e-6)
    while True:
        inputs, *targets = (t.to(device) for t in objective.batch(rows, torch.Generator().manual_seed(0)))
        network.train()
        with torch.autocast(device.partition(":")[0], torch.bfloat16, enabled=device != "cpu"):
            loss = objective.loss(network, inputs.contiguous(memory_format=torch.channels_last), *targets)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        loss.item()  # on a GPU: until all is done
        yield


def _forwards(network: nn.Module, objective: Objective, rows: np.ndarray, device: str) -> Iterator[None]:
    """Passes through the network as in judging, without end."""
    import torch

    inputs, *_ = objective.batch(rows, torch.Generator().manual_seed(0))
    inputs = inputs.to(device).contiguous(memory_format=torch.channels_last)
    network.eval()
    while True:
        with torch.inference_mode():
            network(inputs).sum().item()
        yield


def _timed(rounds: Iterator[None], token: CancelToken) -> float:
    """Seconds a round, the first one, which also allocates, left out."""
    next(rounds)
    begun = time.perf_counter()
    for _ in range(_STEPS):
        token.check()
        next(rounds)
    return (time.perf_counter() - begun) / _STEPS


def _peak(device: str) -> int:
    """Most bytes that this process held."""
    if device != "cpu":
        import torch

        held: int = torch.cuda.max_memory_allocated()
        return held
    seen = psutil.Process().memory_info()
    try:
        import resource

        kilobytes: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        most = kilobytes * 1024
    except ImportError:  # Windows has it elsewhere
        most = getattr(seen, "peak_wset", 0)
    return max(int(seen.rss), most)


def _stages(recipe: Recipe, counts: dict[str, int], decoding: float, trial: _Trial) -> dict[str, float]:
    options, images = recipe.optimisation, sum(counts.values())
    steps = options.epochs * max(1, counts["train"] // options.batch_size)
    judging = options.epochs * counts["validation"] * trial.forward
    if recipe.model.tune == "head" and recipe.guidance is None:
        from meddiag_gui.training.head import COPIES

        once = COPIES * counts["train"] / options.batch_size * trial.step
        fitting = once + counts["validation"] * trial.forward
    else:
        fitting = steps * trial.step + judging
    passes = 2 * counts["validation"] + _TEST_PASSES * counts["test"]
    if recipe.gate is not None:
        passes += _GATE_PASSES * min(counts["train"], recipe.gate.images)
    return {
        "decoding": images * decoding,
        "fitting": fitting,
        "finishing": passes * trial.forward + counts["test"] * decoding,
    }


def _mapped(recipe: Recipe, images: int) -> int:
    """Bytes of the decoded images, which the system keeps in memory where it can."""
    return images * recipe.input.rows * recipe.input.columns * 2 if images else 0


def _disk(recipe: Recipe, counts: dict[str, int], weights: int) -> int:
    """Decoded images, two checkpoints (one while the next is written), features, and the bundle."""
    checkpoint = 5 * weights  # the network, its average, the best, and two moments of the optimiser
    head = recipe.model.tune == "head" and recipe.guidance is None
    features = 6 * counts["train"] * 1280 * 4 if head else 0
    return _mapped(recipe, sum(counts.values())) + 2 * checkpoint + features + 4 * weights + 2**24
