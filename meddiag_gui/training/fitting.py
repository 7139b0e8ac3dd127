"""What is chosen after training, on the validation part only: calibration, operating point, map scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.inference.calibration import calibrate
from meddiag_gui.inference.metadata import Calibration
from meddiag_gui.training.recipe import OperatingPointRecipe

Values = NDArray[np.float32]


def fit_platt(logits: Values, labels: Values) -> Calibration:
    """Fit ``sigmoid(slope · logit + intercept)`` by maximum likelihood.

    The targets are Platt's (1999), ``(n₊ + 1) / (n₊ + 2)`` and ``1 / (n₋ + 2)``, which keep the slope
    finite where the classes separate.

    Parameters
    ----------
    logits, labels
        ``(n,)``; labels 0 or 1, both present.
    """
    from scipy.optimize import minimize
    from scipy.special import log_expit

    x, positive = logits.astype(np.float64), labels == 1
    n = float(positive.sum())
    target = np.where(positive, (n + 1) / (n + 2), 1 / (len(x) - n + 2))

    def loss(parameters: NDArray[np.float64]) -> float:
        z = parameters[0] * x + parameters[1]
        return float(-np.mean(target * log_expit(z) + (1 - target) * log_expit(-z)))

    found = minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B", bounds=[(1e-3, None), (None, None)])
    return Calibration(slope=float(found.x[0]), intercept=float(found.x[1]))


def choose_operating_point(
    logits: Values, labels: Values, calibration: Calibration, recipe: OperatingPointRecipe
) -> float:
    """Find the calibrated probability at which the recipe's rule holds on these images.

    ``sensitivity``: the highest threshold at which at least the target share of the positives is called;
    ``specificity``: the lowest at which at least the target share of the negatives is not. The threshold
    lies half way to the neighbouring score, so that neither side sits on the edge.
    """
    ordered = np.unique(logits)
    positives, negatives = np.sort(logits[labels == 1]), np.sort(logits[labels == 0])
    if recipe.rule == "sensitivity":
        kept = int(np.ceil(recipe.target * len(positives) - 1e-9))
        at = positives[len(positives) - kept]
        below = ordered[ordered < at]
        neighbour = below[-1] if len(below) else at
    else:
        passed = int(np.ceil(recipe.target * len(negatives) - 1e-9))
        neighbour = negatives[passed - 1]
        above = ordered[ordered > neighbour]
        at = above[0] if len(above) else neighbour + 1
    threshold = (float(at) + float(neighbour)) / 2
    return float(np.clip(calibrate(threshold, calibration), 1e-6, 1 - 1e-6))


def saliency_scale(maps: Values, biases: float) -> float:
    """Local evidence that is drawn as 1.0: the 99th percentile over the cells of ``maps``.

    Parameters
    ----------
    maps
        ``(n, h, w)`` raw class activation maps of images with the finding.
    biases
        The bias of the linear layer, added to each cell.
    """
    return max(float(np.percentile(maps + np.float32(biases), 99)), 1e-3)
