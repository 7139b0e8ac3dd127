"""What a segmentation learns: Dice and cross-entropy loss, and Dice on the validation part."""

from __future__ import annotations

import warnings

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from meddiag_gui.evaluation.overlap import dice
from meddiag_gui.inference.preprocess import LEVELS, normalise, quantise
from meddiag_gui.training.augment import augment_with_masks
from meddiag_gui.training.masks import MaskedLevels
from meddiag_gui.training.objective import Judgement, sampled
from meddiag_gui.training.recipe import Recipe


class Segmentation:
    """The objective of a segmentation; see `meddiag_gui.training.objective.Objective`."""

    def __init__(self, recipe: Recipe, train: MaskedLevels, validation: MaskedLevels, device: str) -> None:
        with warnings.catch_warnings():  # MONAI itself uses what its parts deprecate
            warnings.simplefilter("ignore")
            from monai.losses.dice import DiceCELoss

        self.rows = train.rows
        self._recipe, self._train, self._validation, self._device = recipe, train, validation, device
        self._loss = DiceCELoss(sigmoid=True)

    def order(self, rng: np.random.Generator) -> NDArray[np.intp]:
        """Shuffle."""
        return rng.permutation(self.rows)

    def batch(self, rows: NDArray[np.intp], generator: torch.Generator) -> tuple[Tensor, ...]:
        """Augment pictures and masks together, then take the very steps that inference takes."""
        unit = torch.from_numpy(self._train.levels[rows].astype(np.float32) / np.float32(LEVELS))[:, None]
        masks = torch.from_numpy(self._train.masks(rows).astype(np.float32))[:, None]
        changed, moved = augment_with_masks(unit, masks, self._recipe.augmentation, generator)
        return torch.from_numpy(normalise(quantise(changed[:, 0].numpy()), self._recipe.input)), moved

    def amounts(self, *targets: Tensor) -> Tensor:
        """Count the images: the loss is a mean over them."""
        return torch.tensor([float(len(targets[0]))], device=targets[0].device)

    def loss(self, network: nn.Module, inputs: Tensor, *targets: Tensor, of: Tensor | None = None) -> Tensor:
        """Dice and cross-entropy loss in sum (MONAI's DiceCELoss), of logits ``(N, 1, H, W)``."""
        loss: Tensor = self._loss(network(inputs).float(), targets[0])
        return loss if of is None else loss * (len(inputs) / of[0])

    def validate(self, network: nn.Module, at_once: int = 32) -> Judgement:
        """One less the mean Dice coefficient over the validation images, and that of a few."""
        part = self._validation
        logits = mask_logits(network, part, self._recipe, self._device, at_once)
        truth = part.masks(part.rows)
        overlaps = [dice(*pair) for pair in zip(logits > 0, truth, strict=True)]
        samples = [
            {"row": int(part.rows[place]), "dice": round(float(overlaps[place]), 4)}
            for place in sampled(np.asarray(truth.any((1, 2))))
        ]
        mean = float(np.mean(overlaps))
        return Judgement(1 - mean, {"dice": mean}, tuple(samples))


def mask_logits(
    network: nn.Module, part: MaskedLevels, recipe: Recipe, device: str = "cpu", at_once: int = 32
) -> NDArray[np.float32]:
    """Logits ``(m, H, W)`` of a part's images, in the order of its rows, without augmentation."""
    network.eval()
    out: list[NDArray[np.float32]] = []
    with torch.inference_mode():
        for start in range(0, len(part.rows), at_once):
            batch = normalise(part.levels[part.rows[start : start + at_once]], recipe.input)
            out.append(network(torch.from_numpy(batch).to(device))[:, 0].float().cpu().numpy())
    return np.concatenate(out)
