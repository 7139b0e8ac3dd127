"""Fitting the last layer alone: what the rest of the network makes of each image is computed once.

The features of some augmented copies of every training image are kept, so that an epoch costs next to nothing
and the layer still meets each picture in several looks.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save
from torch import Tensor, nn

from meddiag_gui.errors import TrainingError
from meddiag_gui.files import write_atomic
from meddiag_gui.inference.networks import PooledLinear
from meddiag_gui.inference.preprocess import normalise
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch
from meddiag_gui.training.augment import augment_levels
from meddiag_gui.training.classification import Classification, LabelledLevels, judge
from meddiag_gui.training.objective import Judgement
from meddiag_gui.training.recipe import Recipe

COPIES = 6
"""Augmented copies of each training image; an epoch meets one of them, by lot."""
_AT_ONCE = 16  # images: more fall out of the processor's cache


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """What the resting part of a network makes of the images.

    Parameters
    ----------
    train
        ``(copies, training rows, C)`` float32.
    validation
        ``(validation rows, C)`` float32, without augmentation.
    """

    train: NDArray[np.float32]
    validation: NDArray[np.float32]


class HeadOnly(Classification):
    """The labels, learned from features; see `meddiag_gui.training.objective.Objective`."""

    def __init__(
        self,
        recipe: Recipe,
        train: LabelledLevels,
        validation: LabelledLevels,
        features: Features,
        device: str,
    ) -> None:
        super().__init__(recipe, train, validation, device)
        self._features = features
        self._place = np.full(len(train.labels), -1, np.intp)
        self._place[train.rows] = np.arange(len(train.rows))

    def batch(self, rows: NDArray[np.intp], generator: torch.Generator) -> tuple[Tensor, ...]:
        """Features ``(N, C, 1, 1)`` of one copy of each image, and the labels."""
        copies = torch.randint(len(self._features.train), (len(rows),), generator=generator).numpy()
        chosen = self._features.train[copies, self._place[rows]]
        return torch.from_numpy(chosen)[:, :, None, None], torch.from_numpy(self._train.labels[rows])

    def loss(self, network: nn.Module, inputs: Tensor, *targets: Tensor, of: Tensor | None = None) -> Tensor:
        """Log loss of the labels."""
        assert isinstance(network, PooledLinear)  # noqa: S101  # the recipe was checked for it
        return self.label_loss(network.logits_of(inputs).float(), targets[0], of)

    def validate(self, network: nn.Module, at_once: int = _AT_ONCE) -> Judgement:
        """As of any classification."""
        assert isinstance(network, PooledLinear)  # noqa: S101
        network.eval()
        with torch.inference_mode():
            features = torch.from_numpy(self._features.validation)[:, :, None, None]
            logits = network.logits_of(features.to(self._device)).float().cpu().numpy()
        part = self._validation
        return judge(logits, part.labels[part.rows], part.rows, self._recipe.finding_names)


def features_of(
    network: PooledLinear,
    recipe: Recipe,
    train: LabelledLevels,
    validation: LabelledLevels,
    store: Path,
    job: str,
    *,
    device: str,
    report: Report,
    token: CancelToken,
) -> Features:
    """Compute the features, or take those that an earlier start of the same job left.

    Parameters
    ----------
    network
        Is moved to the device.
    store
        Where they are kept.
    job
        Fingerprint of recipe and data.

    Raises
    ------
    TrainingError
        If they cannot be written.
    Cancelled
        If the token was cancelled; the next call starts anew.
    """
    key = _key(network, job)
    kept = _kept(store, key)
    if kept is not None:
        return kept
    network.to(device).to(memory_format=torch.channels_last).eval()
    total = COPIES * len(train.rows)
    watch = Stopwatch(total)
    parts: list[NDArray[np.float32]] = []
    for copy in range(COPIES):
        generator = torch.Generator().manual_seed((recipe.optimisation.seed << 8) + copy)
        rows: list[NDArray[np.float32]] = []
        for start in range(0, len(train.rows), _AT_ONCE):
            token.check()
            levels = train.levels[train.rows[start : start + _AT_ONCE]]
            changed = augment_levels(levels, recipe.augmentation, generator)
            rows.append(_pooled(network, normalise(changed, recipe.input), device))
            done = copy * len(train.rows) + start
            report(Progress(done, total, tr("Computing features"), watch.seconds_left(done)))
        parts.append(np.concatenate(rows))
    still: list[NDArray[np.float32]] = []
    for start in range(0, len(validation.rows), _AT_ONCE):
        token.check()
        levels = validation.levels[validation.rows[start : start + _AT_ONCE]]
        still.append(_pooled(network, normalise(levels, recipe.input), device))
    found = Features(np.stack(parts), np.concatenate(still))
    try:
        write_atomic(store, save({"train": found.train, "validation": found.validation}, {"key": key}))
    except OSError as error:
        raise TrainingError(
            tr("The features cannot be written: {reason}.", reason=error.strerror or error)
        ) from error
    return found


def _pooled(network: PooledLinear, batch: NDArray[np.float32], device: str) -> NDArray[np.float32]:
    with torch.inference_mode():
        x = torch.from_numpy(batch).to(device).contiguous(memory_format=torch.channels_last)
        features = network.features(x)
        return np.asarray(features.float().mean((2, 3)).cpu().numpy())


def _key(network: nn.Module, job: str) -> str:
    """Identify the job and the weights that rest."""
    digest = hashlib.sha256(f"{job} {COPIES}".encode())
    for name, value in network.state_dict().items():
        digest.update(name.encode() + value.cpu().numpy().tobytes())
    return digest.hexdigest()


def _kept(store: Path, key: str) -> Features | None:
    try:
        with safe_open(store, framework="numpy") as kept:
            if kept.metadata().get("key") == key:
                return Features(kept.get_tensor("train"), kept.get_tensor("validation"))
    except (SafetensorError, OSError, AttributeError):  # none there, or damaged
        return None
    return None
