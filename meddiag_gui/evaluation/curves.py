"""Curves that are drawn: ROC, precision-recall and net benefit with bands, and the reliability diagram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meddiag_gui.evaluation.bootstrap import (
    RESAMPLES,
    SEED,
    cumulative,
    draw_blocks,
    percentile_interval,
    tie_ends,
)
from meddiag_gui.evaluation.metrics import Floats, Scores
from meddiag_gui.inference.operating import Rate
from meddiag_gui.tasks import CancelToken

RELIABILITY_BINS = 10
GRID = np.linspace(0, 1, 101)
"""Where bands are given, and where net benefit is: thresholds of 0 to 1 (the last is left out there)."""
_MOST_POINTS = 400


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve and its pointwise 95 % band, by patient bootstrap (Fawcett 2006, vertical averaging).

    Parameters
    ----------
    x, y
        Points of the curve, x never falling; thinned to 400.
    band_x, low, high
        The band; empty where there are fewer than two patients.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    band_x: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Curves:
    """The curves of one finding.

    Parameters
    ----------
    roc
        x: 1 − specificity, y: sensitivity.
    precision_recall
        x: sensitivity, y: precision, a step to the right of each point; not interpolated.
    net_benefit
        x: threshold probability, y: ``TP/n − FP/n · t / (1 − t)`` (Vickers & Elkin 2006).
    treat_all
        The same if everybody were called present.
    """

    roc: Curve
    precision_recall: Curve
    net_benefit: Curve
    treat_all: Curve


def curves(
    scores: Scores, *, resamples: int = RESAMPLES, seed: int = SEED, token: CancelToken | None = None
) -> Curves | None:
    """Make the curves with their bands; None without both classes.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    if scores.labels.all() or not scores.labels.any():
        return None
    ordered = scores.take(np.argsort(-scores.probabilities, kind="stable"))
    ends = tie_ends(ordered.probabilities)
    called = np.searchsorted(-ordered.probabilities, -GRID[:-1], "right")  # at and above each threshold
    bands: tuple[list[Floats], list[Floats], list[Floats]] = ([], [], [])
    for weights in draw_blocks(ordered.patients, resamples=resamples, seed=seed, token=token):
        tp, fp = _counts(ordered, weights)
        for row in range(len(weights)):
            points = _roc(tp[row, ends], fp[row, ends])
            bands[0].append(np.interp(GRID, *points))
            bands[1].append(_precision_at(GRID, *_recall(tp[row, ends], fp[row, ends])))
        bands[2].extend(_net_benefit(tp[:, called], fp[:, called], tp[:, -1:] + fp[:, -1:]))
    tp, fp = (counts[0] for counts in _counts(ordered, np.ones((1, len(ordered)))))
    total = tp[-1] + fp[-1]
    everybody = _net_benefit(np.full(len(GRID) - 1, tp[-1]), np.full(len(GRID) - 1, fp[-1]), total)
    return Curves(
        roc=_curve(*_roc(tp[ends], fp[ends]), GRID, bands[0]),
        precision_recall=_curve(*_recall(tp[ends], fp[ends]), GRID, bands[1]),
        net_benefit=_curve(GRID[:-1], _net_benefit(tp[called], fp[called], total), GRID[:-1], bands[2]),
        treat_all=_curve(GRID[:-1], everybody, GRID[:-1], []),
    )


def _counts(ordered: Scores, weights: Floats) -> tuple[Floats, Floats]:
    """True and false positives if the k highest are called: each ``(resamples, n + 1)``."""
    return cumulative(weights * ordered.labels), cumulative(weights * ~ordered.labels)


def _roc(tp: Floats, fp: Floats) -> tuple[Floats, Floats]:
    with np.errstate(invalid="ignore"):  # a resample of one class is nan throughout
        return fp / fp[-1], tp / tp[-1]


def _recall(tp: Floats, fp: Floats) -> tuple[Floats, Floats]:
    """Sensitivity and precision where anything is called."""
    with np.errstate(invalid="ignore"):
        return tp[1:] / tp[-1], tp[1:] / (tp[1:] + fp[1:])


def _precision_at(wanted: Floats, recall: Floats, precision: Floats) -> Floats:
    """Precision at the highest threshold that reaches each recall; nan in a resample without the finding."""
    if np.isnan(recall[-1]):
        return np.full(len(wanted), np.nan)
    found: Floats = precision[np.searchsorted(recall, np.minimum(wanted, recall[-1]), "left")]
    return found


def _net_benefit(tp: Floats, fp: Floats, total: Floats) -> Floats:
    odds = GRID[:-1] / (1 - GRID[:-1])
    benefit: Floats = (tp - fp * odds) / total
    return benefit


def _curve(x: Floats, y: Floats, band_x: Floats, drawn: list[Floats]) -> Curve:
    kept = np.unique(np.linspace(0, len(x) - 1, min(len(x), _MOST_POINTS)).round().astype(np.intp))
    line = (tuple(x[kept].tolist()), tuple(y[kept].tolist()))
    spans = [percentile_interval(column) for column in np.array(drawn).T] if drawn else []
    sides = [(span.low, span.high) for span in spans if span.low is not None and span.high is not None]
    if not sides or len(sides) < len(band_x):
        return Curve(*line)
    low, high = zip(*sides, strict=True)
    return Curve(*line, tuple(band_x.tolist()), low, high)


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Images whose probability lies in one range: what was said of them, and what was true.

    Parameters
    ----------
    images
        At least 1.
    probability
        Their mean probability, in [0, 1].
    observed, low, high
        Share of them with the finding and its 95 % interval (Wilson; images counted as independent).
    """

    images: int
    probability: float
    observed: float
    low: float
    high: float


def reliability(scores: Scores, bins: int = RELIABILITY_BINS) -> tuple[ReliabilityBin, ...]:
    """Reliability diagram (Murphy & Winkler 1977) over ``bins`` equal ranges; empty ones left out."""
    index = np.minimum((scores.probabilities * bins).astype(np.intp), bins - 1)
    found: list[ReliabilityBin] = []
    for number in range(bins):
        members = index == number
        if members.any():
            rate = Rate(int(scores.labels[members].sum()), int(members.sum()))
            mean = float(scores.probabilities[members].mean())
            found.append(ReliabilityBin(rate.total, mean, rate.value, *rate.interval))
    return tuple(found)
