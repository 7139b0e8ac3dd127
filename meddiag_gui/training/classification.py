"""What a classifier learns: labels, a weighted log loss, and a validation loss after calibration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from meddiag_gui.inference.calibration import calibrate
from meddiag_gui.inference.metadata import InputSpec
from meddiag_gui.inference.preprocess import normalise
from meddiag_gui.training.augment import augment_levels
from meddiag_gui.training.fitting import fit_platt
from meddiag_gui.training.objective import Judgement, sampled
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
    """The objective of a classifier; see `meddiag_gui.training.objective.Objective`."""

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

    def amounts(self, *targets: Tensor) -> Tensor:
        """Sum of the weights of the labels that are known."""
        return weights_of(targets[0], self._weights).sum()[None]

    def loss(self, network: nn.Module, inputs: Tensor, *targets: Tensor, of: Tensor | None = None) -> Tensor:
        """Log loss of the labels."""
        return self.label_loss(network(inputs).float(), targets[0], of)

    def label_loss(self, logits: Tensor, labels: Tensor, of: Tensor | None = None) -> Tensor:
        """Weighted log loss or focal loss of logits ``(N, F)``."""
        options, amount = self._recipe.optimisation, None if of is None else of[0]
        return weighted_loss(logits, labels, self._weights, options.label_smoothing, options.focal, amount)

    def validate(self, network: nn.Module, at_once: int = 64) -> Judgement:
        """Log loss after calibration; areas under the curves; calibrated probabilities of a few images."""
        part, names = self._validation, self._recipe.finding_names
        logits = logits_of(network, part, self._recipe.input, self._device, at_once)
        labels = part.labels[part.rows]
        return judge(logits, labels, part.rows, names)


def judge(
    logits: NDArray[np.float32], labels: NDArray[np.float32], rows: NDArray[np.intp], names: tuple[str, ...]
) -> Judgement:
    """Judge logits ``(m, F)`` of images by their labels: 0, 1 or nan."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    areas, precisions, said = [], [], np.empty(logits.shape)
    for index, (x, y) in enumerate(zip(logits.T, labels.T, strict=True)):
        known = ~np.isnan(y)
        fitted = fit_platt(x[known], y[known])
        said[:, index] = [calibrate(float(value), fitted) for value in x]
        both = np.isfinite(x[known]).all() and len(np.unique(y[known])) == 2
        areas.append(roc_auc_score(y[known], x[known]) if both else np.nan)
        precisions.append(average_precision_score(y[known], x[known]) if both else np.nan)
    samples = [
        {
            "row": int(rows[place]),
            "truth": {n: None if np.isnan(v) else int(v) for n, v in zip(names, labels[place], strict=True)},
            "said": {n: round(float(p), 4) for n, p in zip(names, said[place], strict=True)},
        }
        for place in sampled((labels == 1).any(1))
    ]
    metrics = {"auroc": float(np.mean(areas)), "auprc": float(np.mean(precisions))}
    return Judgement(calibrated_loss(logits, labels), metrics, tuple(samples))


def logits_of(
    network: nn.Module,
    part: LabelledLevels,
    spec: InputSpec,
    device: torch.device | str = "cpu",
    at_once: int = 64,
) -> NDArray[np.float32]:
    """Logits ``(m, F)`` of a part's images, in the order of its rows, without augmentation."""
    network.eval()
    out: list[NDArray[np.float32]] = []
    with torch.inference_mode():
        for start in range(0, len(part.rows), at_once):
            batch = normalise(part.levels[part.rows[start : start + at_once]], spec)
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


def weights_of(labels: Tensor, weights: Tensor) -> Tensor:
    """Weight ``(N, F)`` of each label; 0 where it is not known. See `weighted_loss`."""
    return torch.where(labels > 0, weights[1], weights[0]) * ~torch.isnan(labels)


def weighted_loss(
    logits: Tensor,
    labels: Tensor,
    weights: Tensor,
    smoothing: float,
    focal: float = 0.0,
    amount: Tensor | None = None,
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
    amount
        Sum of the weights of the batch of which these are a part; None where they are all.
    """
    target = torch.nan_to_num(labels)
    weight = weights_of(labels, weights)
    amount = weight.sum() if amount is None else amount
    smooth = target * (1 - smoothing) + smoothing / 2
    loss = functional.binary_cross_entropy_with_logits(logits, smooth, reduction="none")
    if focal > 0:
        loss = loss * torch.sigmoid(torch.where(target > 0, -logits, logits)) ** focal
    return (loss * weight).sum() / amount.clamp(min=1e-6)
