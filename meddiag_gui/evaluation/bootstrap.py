"""95 % bootstrap intervals, clustered by patient: patients are drawn again, each with all their images.

Images of one patient resemble each other, so drawing images would make intervals too narrow. A resample
is a row of whole-numbered image weights, and every metric is computed for a block of rows at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from meddiag_gui.evaluation.metrics import ECE_BINS, METRICS, Floats, Integers, Scores, ece_bin, rates
from meddiag_gui.tasks import CancelToken

RESAMPLES = 2000
SEED = 2012
LEVEL = 0.95
_BLOCK = 2_000_000  # weights held at once: 16 MB an array


@dataclass(frozen=True, slots=True)
class Interval:
    """Percentile interval of one metric; None where fewer than two patients, or no resample, define it."""

    low: float | None
    high: float | None
    undefined_resamples: int


def intervals(
    scores: Scores,
    threshold: float,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    token: CancelToken | None = None,
) -> dict[str, Interval]:
    """95 % percentile intervals of all metrics (Efron & Tibshirani 1993, 13.3; Field & Welsh 2007).

    Parameters
    ----------
    threshold
        Operating point in [0, 1].
    resamples
        Number of times that the patients are drawn, with replacement.
    seed
        The same seed gives the same interval.

    Returns
    -------
    dict
        By metric; resamples in which a metric is undefined (one class only) are left out and counted.
    """
    values = resampled(scores, threshold, resamples=resamples, seed=seed, token=token)
    return {name: percentile_interval(values[name]) for name in METRICS}


def resampled(
    scores: Scores,
    threshold: float,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    token: CancelToken | None = None,
) -> dict[str, Floats]:
    """All metrics of each resample, ``(resamples,)``, nan where undefined; empty for fewer than two patients.

    The draws depend on patients and seed only: what two readers made of the same images is resampled alike,
    so that the difference of two results is that of a paired bootstrap.
    """
    ordered = scores.take(np.argsort(-scores.probabilities, kind="stable"))
    blocks = [
        _weighted_metrics(ordered, weights, threshold)
        for weights in draw_blocks(ordered.patients, resamples=resamples, seed=seed, token=token)
    ]
    return {name: np.concatenate([part[name] for part in blocks] or [np.zeros(0)]) for name in METRICS}


def draw_blocks(
    patients: Integers,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    token: CancelToken | None = None,
) -> Iterator[Floats]:
    """Image weights ``(resamples, n)`` of all resamples, in blocks that fit the memory.

    Nothing comes from fewer than two patients.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    numbers, index = np.unique(patients, return_inverse=True)
    if len(numbers) < 2:
        return
    generator = np.random.default_rng(seed)
    block = max(1, _BLOCK // len(patients))
    for first in range(0, resamples, block):
        if token is not None:
            token.check()
        yield _draw(generator, min(block, resamples - first), len(numbers))[:, index]


def mean_interval(
    values: Floats, patients: Integers, *, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """95 % percentile interval of the mean of ``values`` ``(n,)``, patients drawn as in `intervals`."""
    numbers, patients = np.unique(patients, return_inverse=True)
    if len(numbers) < 2:
        return Interval(None, None, 0)
    drawn = _draw(np.random.default_rng(seed), resamples, len(numbers))
    sums, counts = np.bincount(patients, values), np.bincount(patients)
    return percentile_interval(drawn @ sums / (drawn @ counts))


def _draw(generator: np.random.Generator, resamples: int, patients: int) -> Floats:
    """Count how often each patient is drawn: ``(resamples, patients)``, each row sums to ``patients``."""
    drawn = generator.integers(patients, size=(resamples, patients))
    drawn += np.arange(resamples)[:, None] * patients
    counts = np.bincount(drawn.ravel(), minlength=resamples * patients)
    return counts.reshape(resamples, patients).astype(np.float64)


def _weighted_metrics(ordered: Scores, weights: Floats, threshold: float) -> dict[str, Floats]:
    """All metrics for each row of ``weights`` ``(resamples, n)``; scores ordered from the highest down."""
    labels, probabilities = ordered.labels, ordered.probabilities
    total = weights.sum(1)
    tp, fp = cumulative(weights * labels), cumulative(weights * ~labels)
    called = int(np.count_nonzero(probabilities >= threshold))
    metrics = rates(tp[:, called], fp[:, called], fp[:, -1] - fp[:, called], tp[:, -1] - tp[:, called])
    ends = tie_ends(probabilities)
    metrics |= _areas(tp[:, ends], fp[:, ends])
    metrics["brier"] = weights @ (labels - probabilities) ** 2 / total
    members = np.zeros((len(labels), ECE_BINS))
    members[np.arange(len(labels)), ece_bin(probabilities)] = labels - probabilities
    metrics["ece"] = np.abs(weights @ members).sum(1) / total
    return metrics


def tie_ends(ordered: Floats) -> Integers:
    """How many images are called at each point of a curve, from none to all; probabilities ``(n,)`` fall.

    Images of equal score pass the threshold together: only the ends of ties are points of the curve.
    """
    return np.append(0, np.flatnonzero(np.append(np.diff(ordered) != 0, True)) + 1)


def cumulative(weights: Floats) -> Floats:
    """Sum up along each row, with a leading 0: ``(resamples, n + 1)``."""
    sums = np.zeros((weights.shape[0], weights.shape[1] + 1))
    np.cumsum(weights, axis=1, out=sums[:, 1:])
    return sums


def _areas(tp: Floats, fp: Floats) -> dict[str, Floats]:
    """AUROC (trapezoids) and average precision from the points of each row's curve."""
    steps = np.diff(tp, axis=1)
    with np.errstate(invalid="ignore"):
        under = (np.diff(fp, axis=1) * (tp[:, 1:] + tp[:, :-1]) / 2).sum(1)
        precision = np.nan_to_num(tp[:, 1:] / (tp[:, 1:] + fp[:, 1:]))
        return {
            "auroc": under / (tp[:, -1] * fp[:, -1]),
            "auprc": (steps * precision).sum(1) / tp[:, -1],
        }


def percentile_interval(values: Floats) -> Interval:
    """95 % percentile interval of resamples ``(resamples,)``; those that are nan are left out and counted."""
    defined = values[~np.isnan(values)]
    missing = len(values) - len(defined)
    if not len(defined):
        return Interval(None, None, missing)
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(defined, [tail, 100 - tail])
    return Interval(float(low), float(high), missing)
