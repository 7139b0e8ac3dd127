"""Keeping a classifier's evidence where the finding can be: inside a region, such as the lungs.

The network's head is linear after pooling, so the evidence of each cell is exact, and its share outside the
region can be added to the loss (after Ross et al. 2017, "Right for the Right Reasons"). Without it a network
takes whatever separates the classes: position, body size, borders.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from meddiag_gui.inference.networks import PooledLinear
from meddiag_gui.inference.preprocess import LEVELS, normalise, quantise
from meddiag_gui.training.augment import augment_with_masks
from meddiag_gui.training.classification import Classification, LabelledLevels
from meddiag_gui.training.masks import MaskedLevels
from meddiag_gui.training.recipe import Recipe

_LEAST = 1e-3  # logits; below it there is no evidence to divide


class GuidedClassification(Classification):
    """Labels, and the share of the evidence outside; see `meddiag_gui.training.objective.Objective`.

    Parameters
    ----------
    regions
        Masks of the training part's images; those without one are whole, so that nothing lies outside.
    """

    def __init__(
        self,
        recipe: Recipe,
        train: LabelledLevels,
        validation: LabelledLevels,
        regions: MaskedLevels,
        device: str,
    ) -> None:
        super().__init__(recipe, train, validation, device)
        self._regions = regions

    def batch(self, rows: NDArray[np.intp], generator: torch.Generator) -> tuple[Tensor, ...]:
        """Inputs, labels, and regions ``(N, 1, H, W)`` that moved along with the pictures."""
        unit = torch.from_numpy(self._train.levels[rows].astype(np.float32) / np.float32(LEVELS))[:, None]
        regions = torch.from_numpy(self._regions.masks(rows).astype(np.float32))[:, None]
        changed, moved = augment_with_masks(unit, regions, self._recipe.augmentation, generator)
        whole = regions.flatten(1).all(1)
        moved[whole] = 1
        inputs = torch.from_numpy(normalise(quantise(changed[:, 0].numpy()), self._recipe.input))
        return inputs, torch.from_numpy(self._train.labels[rows]), moved

    def amounts(self, *targets: Tensor) -> Tensor:
        """Sum of the weights of the labels that are known, and number of images with a region."""
        labels, regions = targets
        return torch.cat([super().amounts(labels), guided_among(regions).sum()[None]])

    def loss(self, network: nn.Module, inputs: Tensor, *targets: Tensor, of: Tensor | None = None) -> Tensor:
        """Log loss of the labels, and of images with a region the share of evidence outside it."""
        assert isinstance(network, PooledLinear)  # noqa: S101  # the recipe was checked for it
        labels, regions = targets
        evidence = network.evidence(inputs).float()
        guidance = self._recipe.guidance
        assert guidance is not None  # noqa: S101
        share = outside_share(evidence, widened(regions, guidance.margin))
        guided = guided_among(regions)
        count = guided.sum() if of is None else of[1]
        outside = (share * guided).sum() / count.clamp(min=1)
        return self.label_loss(evidence.mean((2, 3)), labels, of) + guidance.weight * outside


def guided_among(regions: Tensor) -> Tensor:
    """1 for each image whose region ``(N, 1, H, W)`` is not whole, else 0: ``(N,)``."""
    return (~regions.flatten(1).all(1)).float()


def widened(regions: Tensor, margin: float) -> Tensor:
    """Widen masks ``(N, 1, H, W)`` by a share of the height to every side."""
    reach = round(margin * regions.shape[2])
    return functional.max_pool2d(regions, 2 * reach + 1, 1, reach)


def outside_share(evidence: Tensor, regions: Tensor) -> Tensor:
    """Share of the evidence, for and against, that lies outside: ``(N,)`` in [0, 1].

    Parameters
    ----------
    evidence
        ``(N, F, h, w)`` in logits; each finding's logit is its mean.
    regions
        ``(N, 1, H, W)`` float, 1 inside.
    """
    inside = functional.interpolate(regions, evidence.shape[2:], mode="area")
    amount = evidence.abs()
    return (amount * (1 - inside)).sum((1, 2, 3)) / (amount.sum((1, 2, 3)) + _LEAST)
