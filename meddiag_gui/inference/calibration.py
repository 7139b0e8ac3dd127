"""From logits to calibrated probabilities and calls."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.inference.metadata import Calibration, FindingSpec
from meddiag_gui.inference.operating import OperatingPoint, bundled_point
from meddiag_gui.inference.prediction import FindingScore


def sigmoid(value: float) -> float:
    """Logistic function, exact at both ends: never overflows."""
    if value >= 0:
        return 1 / (1 + math.exp(-value))
    power = math.exp(value)
    return power / (1 + power)


def calibrate(logit: float, calibration: Calibration) -> float:
    """Calibrated probability in [0, 1] of a raw logit."""
    return sigmoid(calibration.slope * logit + calibration.intercept)


def calibrate_all(logits: NDArray[np.floating], specs: tuple[FindingSpec, ...]) -> NDArray[np.float64]:
    """Calibrated probabilities ``(N, F)`` of raw logits ``(N, F)``, a column a finding."""
    slopes = np.array([spec.calibration.slope for spec in specs])
    intercepts = np.array([spec.calibration.intercept for spec in specs])
    z = np.clip(slopes * logits.astype(np.float64) + intercepts, -60, 60)
    return np.asarray(1 / (1 + np.exp(-z)), dtype=np.float64)


def score(logit: float, spec: FindingSpec, point: OperatingPoint | None = None) -> FindingScore:
    """Probability and call of one finding, at the bundle's operating point unless another is given."""
    point = point or bundled_point(spec)
    probability = calibrate(logit, spec.calibration)
    return FindingScore(
        spec.name, spec.code, probability, point.threshold, point.call(probability), point.band
    )
