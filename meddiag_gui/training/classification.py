"""What a classifier learns: labels, a weighted log loss, and a validation loss after calibration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from meddiag_gui.inference.metadata import InputSpec
from meddiag_gui.inference.preprocess import normalise
from meddiag_gui.training.augment import augment_levels
from meddiag_gui.training.fitting import fit_platt
from meddiag_gui.training.recipe import Recipe


@dataclass(frozen=True, slots=True, eq=False)
class LabelledLevels:
    """One part of the data.

    Parameters
    ----------
    levels
        ``(n, H, W)`` uint16 from `meddiag_gui.inference.preprocess.to_levels`, possibly mapped from disk.
    rows
        ``(m,)`` which of them belong to this part.
    labels
        ``(n, F)`` float32: 0, 1, or nan where a finding is not labelled.
    """

    levels: NDArray[np.uint16]
    rows: NDArray[np.intp]
    labels: NDArray[np.float32]


class Classification:
    """The objective of a classifier; see `meddiag_gui.training.loop.Objective`."""

    def __init__(
        self, recipe: Recipe, train: LabelledLevels, validation: LabelledLevels, device: str
    ) -> None:
        self.rows = train.rows
        self._recipe, self._train, self._validation, self._device = recipe, train, validation, device
        options = recipe.optimisation
        self._weights = _label_weights(train, balance=options.balance and not options.resample).to(device)

    def order(self, rng: np.random.Generator) -> NDArray[np.intp]:
        """Shuffle; with resampling, images with each set of findings equally often."""
        if not self._recipe.optimisation.resample:
            return rng.permutation(self.rows)
        return evenly_drawn(self.rows, self._train.labels[self.rows] == 1, rng)

    def batch(self, rows: NDArray[np.intp], generator: torch.Generator) -> tuple[Tensor, ...]:
        """Augment in display units, then take the very steps that inference takes."""
        changed = augment_levels(self._train.levels[rows], self._recipe.augmentation, generator)
        x = torch.from_numpy(normalise(changed, self._recipe.input))
        return x, torch.from_numpy(self._train.labels[rows])

    def loss(self, network: nn.Module, inputs: Tensor, *targets: Tensor) -> Tensor:
        """Log loss of the labels."""
        return self.label_loss(network(inputs).float(), targets[0])

    def label_loss(self, logits: Tensor, labels: Tensor) -> Tensor:
        """Weighted log loss or focal loss of logits ``(N, F)``."""
        options = self._recipe.optimisation
        return weighted_loss(logits, labels, self._weights, options.label_smoothing, options.focal)

    def validate(self, network: nn.Module) -> float:
        """Log loss after calibration."""
        logits = logits_of(network, self._validation, self._recipe.input, self._device)
        return calibrated_loss(logits, self._validation.labels[self._validation.rows])


def logits_of(
    network: nn.Module, part: LabelledLevels, spec: InputSpec, device: torch.device | str = "cpu"
) -> NDArray[np.float32]:
    """Logits ``(m, F)`` of a part's images, in the order of its rows, without augmentation."""
    network.eval()
    out: list[NDArray[np.float32]] = []
    with torch.inference_mode():
        for start in range(0, len(part.rows), 64):
            batch = normalise(part.levels[part.rows[start : start + 64]], spec)
            out.append(network(torch.from_numpy(batch).to(device)).float().cpu().numpy())
    return np.concatenate(out)


def calibrated_loss(logits: NDArray[np.float32], labels: NDArray[np.float32]) -> float:
    """Mean log loss after Platt scaling on the same images, the mean over the findings.

    It ranks weights by what calibration cannot repair: the plain loss also counts over- and underconfidence.

    Parameters
    ----------
    logits, labels
        ``(m, F)``; labels 0, 1 or nan.
    """
    losses = []
    for x, y in zip(logits.T, labels.T, strict=True):
        known = ~np.isnan(y)
        fitted = fit_platt(x[known], y[known])
        z = fitted.slope * x[known].astype(np.float64) + fitted.intercept
        losses.append(float(np.mean(np.logaddexp(0, -z) * y[known] + np.logaddexp(0, z) * (1 - y[known]))))
    return float(np.mean(losses))


def _label_weights(part: LabelledLevels, *, balance: bool) -> Tensor:
    """Weights ``(2, F)`` of absent and present labels, so that both sides weigh the same in sum."""
    labels = part.labels[part.rows]
    present, absent = np.nansum(labels == 1, axis=0), np.nansum(labels == 0, axis=0)
    if not balance:
        return torch.ones(2, labels.shape[1])
    half = (present + absent) / 2
    return torch.from_numpy(np.stack([half / absent, half / present]).astype(np.float32))


def evenly_drawn(
    rows: NDArray[np.intp], kinds: NDArray[np.bool_], rng: np.random.Generator
) -> NDArray[np.intp]:
    """Draw as many rows as there are, of each kind equally often; none of a kind again before all of it.

    Parameters
    ----------
    kinds
        ``(n, F)`` what each of the ``n`` rows is.
    """
    _, codes = np.unique(kinds, axis=0, return_inverse=True)
    members = [rows[codes == code] for code in range(int(codes.max()) + 1)]
    each = -(-len(rows) // len(members))
    drawn = [
        np.concatenate([rng.permutation(some) for _ in range(-(-each // len(some)))])[:each]
        for some in members
    ]
    return rng.permutation(np.concatenate(drawn))[: len(rows)]


def weighted_loss(
    logits: Tensor, labels: Tensor, weights: Tensor, smoothing: float, focal: float = 0.0
) -> Tensor:
    """Weighted mean binary cross entropy over the labels that are known.

    Parameters
    ----------
    logits, labels
        ``(N, F)``; labels 0, 1 or nan.
    weights
        ``(2, F)`` of absent and present labels.
    focal
        Exponent of the probability of the other side, by which each loss is multiplied (Lin et al. 2017).
    """
    known = ~torch.isnan(labels)
    target = torch.nan_to_num(labels)
    weight = torch.where(target > 0, weights[1], weights[0]) * known
    smooth = target * (1 - smoothing) + smoothing / 2
    loss = functional.binary_cross_entropy_with_logits(logits, smooth, reduction="none")
    if focal > 0:
        loss = loss * torch.sigmoid(torch.where(target > 0, -logits, logits)) ** focal
    return (loss * weight).sum() / weight.sum().clamp(min=1e-6)
