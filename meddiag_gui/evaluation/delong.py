"""AUROC by its placement values: variance, interval, and the paired test, images of one patient together."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from meddiag_gui.evaluation.metrics import Floats, Scores

_Z = 1.959963984540054  # 97.5th percentile of the normal distribution


@dataclass(frozen=True, slots=True)
class Area:
    """An AUROC with its standard error and 95 % interval (Wald, cut at 0 and 1)."""

    auroc: float
    standard_error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AreaDifference:
    """First AUROC less second, on the same images: 95 % interval (Wald) and two-sided test against 0.

    ``z`` and ``p`` are None where the standard error is 0 though the areas differ.
    """

    difference: float
    standard_error: float
    low: float
    high: float
    z: float | None
    p: float | None


def covariance(first: Scores, *others: Scores) -> tuple[Floats, Floats]:
    """AUROCs ``(k,)`` of k sets of scores of the same images, and their covariance ``(k, k)``.

    The estimate of Obuchowski (Biometrics 1997;53:567), which counts what images of one patient share; with
    one image a patient it is that of DeLong, DeLong & Clarke-Pearson (Biometrics 1988;44:837).

    Raises
    ------
    ValueError
        If the images differ, or fewer than two patients have, or lack, the finding: no variance is defined.
    """
    labels = first.labels
    for other in others:
        if not np.array_equal(other.labels, labels) or not np.array_equal(other.patients, first.patients):
            raise ValueError("the scores are not of the same images")
    _, patients = np.unique(first.patients, return_inverse=True)
    with_it, without = np.bincount(patients[labels]), np.bincount(patients[~labels])
    if min(np.count_nonzero(with_it), np.count_nonzero(without)) < 2:
        raise ValueError("the variance of an AUROC needs two patients with and two without the finding")
    size = int(patients.max()) + 1
    areas, upper, lower = [], [], []
    for scores in (first, *others):
        positive, negative = _placements(scores.probabilities[labels], scores.probabilities[~labels])
        area = positive.mean()
        areas.append(area)
        upper.append(np.bincount(patients[labels], positive - area, size))
        lower.append(np.bincount(patients[~labels], negative - area, size))
    above, below = np.array(upper), np.array(lower)
    m, n = int(labels.sum()), int((~labels).sum())
    crossed = above @ below.T / (m * n) * size / (size - 1)
    spread = above @ above.T * _unbiased(with_it) / m**2 + below @ below.T * _unbiased(without) / n**2
    return np.array(areas), spread + crossed + crossed.T


def area_of(scores: Scores) -> Area:
    """AUROC with its interval; raises as `covariance`."""
    areas, spread = covariance(scores)
    area, error = float(areas[0]), math.sqrt(max(float(spread[0, 0]), 0.0))
    return Area(area, error, max(area - _Z * error, 0.0), min(area + _Z * error, 1.0))


def area_difference(first: Scores, second: Scores) -> AreaDifference:
    """Paired difference of two AUROCs on the same images; raises as `covariance`."""
    areas, spread = covariance(first, second)
    contrast = np.array([1.0, -1.0])
    difference = float(contrast @ areas)
    error = math.sqrt(max(float(contrast @ spread @ contrast), 0.0))
    if error < 1e-12:  # rounding of what is exactly 0
        same = abs(difference) < 1e-12
        return AreaDifference(
            difference, 0.0, difference, difference, *((0.0, 1.0) if same else (None, None))
        )
    z = difference / error
    p = math.erfc(abs(z) / math.sqrt(2))
    return AreaDifference(difference, error, difference - _Z * error, difference + _Z * error, z, p)


def _placements(positive: Floats, negative: Floats) -> tuple[Floats, Floats]:
    """Share of the other class that each score stands on the right side of; ties count half."""

    def below(values: Floats, others: Floats) -> Floats:
        ranked = np.sort(others)
        both = np.searchsorted(ranked, values, "left") + np.searchsorted(ranked, values, "right")
        share: Floats = both / (2 * len(others))
        return share

    return below(positive, negative), 1 - below(negative, positive)


def _unbiased(counts: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> float:
    """``I / (I − 1)`` for the I patients that have any image of the class."""
    number = int(np.count_nonzero(counts))
    return number / (number - 1)
