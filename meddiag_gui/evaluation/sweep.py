"""What every threshold gives, worked out beforehand: moving a threshold is then looking up a row."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from meddiag_gui.evaluation.bootstrap import (
    RESAMPLES,
    SEED,
    cumulative,
    draw_blocks,
    percentile_interval,
)
from meddiag_gui.evaluation.metrics import Confusion, Floats, Integers, Scores, rates
from meddiag_gui.evaluation.report import TOO_SMALL, Estimate
from meddiag_gui.language import mark
from meddiag_gui.tasks import CancelToken

STEPS = 200
"""Equal steps of the threshold between 0 and 1."""
SWEPT = ("accuracy", "sensitivity", "specificity", "precision", "npv", "f1", "net_benefit")


@dataclass(frozen=True, slots=True)
class Sweep:
    """Calls and shares of one set of images at each of `grid`'s thresholds.

    Parameters
    ----------
    thresholds
        Rising, with the model's operating point among them.
    tp, fp, tn, fn
        Counts, one a threshold.
    values, low, high
        By name of `SWEPT`; one a threshold, None where undefined; 95 % intervals by patient bootstrap.
    """

    thresholds: tuple[float, ...]
    tp: tuple[int, ...]
    fp: tuple[int, ...]
    tn: tuple[int, ...]
    fn: tuple[int, ...]
    values: dict[str, tuple[float | None, ...]]
    low: dict[str, tuple[float | None, ...]]
    high: dict[str, tuple[float | None, ...]]

    @property
    def too_small(self) -> bool:
        """Fewer than `TOO_SMALL` images with, or without, the finding."""
        return min(self.tp[0] + self.fn[0], self.fp[0] + self.tn[0]) < TOO_SMALL


@dataclass(frozen=True, slots=True)
class GroupSweep:
    """A sweep of the images whose attribute has one value (or lies in one range)."""

    attribute: str
    value: str
    sweep: Sweep


@dataclass(frozen=True, slots=True)
class FindingSweep:
    """Sweeps of a finding: over all, and by subgroup."""

    finding: str
    whole: Sweep
    groups: tuple[GroupSweep, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What one threshold gives."""

    threshold: float
    confusion: Confusion
    metrics: dict[str, Estimate]


def grid(operating_point: float) -> tuple[float, ...]:
    """Thresholds that are worked out: equal steps, and the operating point."""
    return tuple(sorted({step / STEPS for step in range(STEPS + 1)} | {operating_point}))


def nearest(thresholds: Sequence[float], threshold: float) -> int:
    """Position of the threshold that lies nearest."""
    after = min(bisect_left(thresholds, threshold), len(thresholds) - 1)
    before = max(after - 1, 0)
    return min(before, after, key=lambda place: abs(thresholds[place] - threshold))


def at(sweep: Sweep, place: int) -> Setting:
    """All numbers at the threshold of a position: what a slider shows."""
    return Setting(
        sweep.thresholds[place],
        Confusion(sweep.tp[place], sweep.fp[place], sweep.tn[place], sweep.fn[place]),
        {
            name: Estimate(
                sweep.values[name][place],
                sweep.low[name][place],
                sweep.high[name][place],
                reason="" if sweep.values[name][place] is not None else mark("undefined at this threshold"),
            )
            for name in SWEPT
        },
    )


def sweep_of(
    scores: Scores,
    operating_point: float,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    token: CancelToken | None = None,
) -> Sweep:
    """Work out all thresholds; the draws are those of `bootstrap.intervals`, and so are the intervals.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    thresholds = np.array(grid(operating_point))
    ordered = scores.take(np.argsort(-scores.probabilities, kind="stable"))
    called = np.searchsorted(-ordered.probabilities, -thresholds, "right")  # at and above each threshold
    counts = _counts(ordered, np.ones((1, len(ordered))), called)
    values = {name: row[0] for name, row in _shares(*counts, thresholds).items()}
    drawn: dict[str, list[Floats]] = {name: [] for name in SWEPT}
    for weights in draw_blocks(ordered.patients, resamples=resamples, seed=seed, token=token):
        for name, rows in _shares(*_counts(ordered, weights, called), thresholds).items():
            drawn[name].append(rows)
    low, high = {}, {}
    for name, blocks in drawn.items():
        spans = [percentile_interval(column) for column in np.concatenate(blocks).T] if blocks else []
        none = (None,) * len(thresholds)
        low[name] = tuple(span.low for span in spans) or none
        high[name] = tuple(span.high for span in spans) or none
    tp, fp, tn, fn = (tuple(int(count) for count in part[0]) for part in counts)
    plain = {
        name: tuple(None if math.isnan(v) else float(v) for v in column) for name, column in values.items()
    }
    return Sweep(tuple(thresholds.tolist()), tp, fp, tn, fn, plain, low, high)


def _counts(ordered: Scores, weights: Floats, called: Integers) -> tuple[Floats, Floats, Floats, Floats]:
    """TP, FP, TN, FN at each threshold, each ``(resamples, thresholds)``."""
    tp, fp = cumulative(weights * ordered.labels), cumulative(weights * ~ordered.labels)
    return tp[:, called], fp[:, called], fp[:, -1:] - fp[:, called], tp[:, -1:] - tp[:, called]


def _shares(tp: Floats, fp: Floats, tn: Floats, fn: Floats, thresholds: Floats) -> dict[str, Floats]:
    """Compute `SWEPT`; net benefit (Vickers & Elkin 2006) is undefined at a threshold of 1."""
    with np.errstate(invalid="ignore", divide="ignore"):
        odds = np.where(thresholds < 1, thresholds / (1 - thresholds), np.nan)
        benefit = (tp - fp * odds) / (tp + fp + tn + fn)
    return rates(tp, fp, tn, fn) | {"net_benefit": benefit}
