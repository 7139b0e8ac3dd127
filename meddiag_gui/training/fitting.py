"""What is chosen after training, on the validation part only: calibration, reference, map scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.inference.calibration import calibrate
from meddiag_gui.inference.metadata import Calibration, Reference

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


def reference_of(logits: Values, labels: Values, calibration: Calibration) -> Reference:
    """Calibrated probabilities of the images with (label 1) and without (label 0) the finding, rising."""
    probabilities = np.round([calibrate(float(logit), calibration) for logit in logits], 6)
    with_it, without = np.sort(probabilities[labels == 1]), np.sort(probabilities[labels == 0])
    return Reference(positive=tuple(with_it.tolist()), negative=tuple(without.tolist()))


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
