"""Two ways of reading the same images: differences with intervals, exact tests, and a verdict by a margin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.evaluation.bootstrap import percentile_interval, resampled
from meddiag_gui.evaluation.delong import area_difference
from meddiag_gui.evaluation.metrics import Scores, point_metrics
from meddiag_gui.tasks import CancelToken

Verdict = Literal["better", "non-inferior", "worse", "not shown"]

OF_CALLS = ("sensitivity", "specificity", "accuracy", "precision", "npv", "f1")
OF_SCORES = ("auroc", "auprc", "brier", "ece")
LOWER_IS_BETTER = ("brier", "ece")
MARGIN = 0.05
"""Loss of AUROC, sensitivity, specificity or accuracy that is accepted, unless another was chosen before."""
_WITH_MARGIN = ("auroc", "sensitivity", "specificity", "accuracy")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader, model or person, made of images.

    Parameters
    ----------
    scores
        A person's calls are probabilities of 0 and 1.
    threshold
        Where its calls change.
    graded
        False for mere calls: there are then no measures of ranking or calibration.
    """

    scores: Scores
    threshold: float
    graded: bool = True

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which images are called rightly: ``(n,)``."""
        right: NDArray[np.bool_] = (self.scores.probabilities >= self.threshold) == self.scores.labels
        return right


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric of both, first less second.

    Parameters
    ----------
    first, second, difference
        None where one of them is undefined.
    low, high
        95 % interval: of AUROC by DeLong's variance, patients as clusters; else paired bootstrap by patient.
    p
        Two-sided; None without a test.
    test
        ``DeLong``, ``McNemar`` or empty.
    verdict
        ``better``: the interval lies above 0. ``non-inferior``: above minus the margin. ``worse``: below 0
        and not above minus the margin. Else ``not shown``.
    """

    metric: str
    first: float | None
    second: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    test: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Paired:
    """The comparison on one set of images, by metric.

    Parameters
    ----------
    only_first, only_second
        Images that only one of them called rightly.
    """

    images: int
    patients: int
    positives: int
    negatives: int
    only_first: int
    only_second: int
    differences: tuple[Difference, ...]

    def of(self, metric: str) -> Difference | None:
        """Difference of a metric, if it was compared."""
        return next((each for each in self.differences if each.metric == metric), None)


@dataclass(frozen=True, slots=True)
class SubgroupComparison:
    """The comparison on the images whose attribute has one value (or lies in one range)."""

    attribute: str
    value: str
    paired: Paired


@dataclass(frozen=True, slots=True)
class FindingComparison:
    """A model compared with another reader on one finding, over all and by subgroup.

    Parameters
    ----------
    other
        Name and version of the second model, or the column of a reader's calls.
    other_sha256
        Digest of the second model's weights; empty for a reader.
    kind
        What the second is.
    margin
        Accepted loss, chosen beforehand, in the units of AUROC, sensitivity, specificity and accuracy.
    """

    finding: str
    other: str
    other_sha256: str
    kind: Literal["model", "reader"]
    margin: float
    paired: Paired
    subgroups: tuple[SubgroupComparison, ...]


def mcnemar(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float:
    """Two-sided exact p-value of McNemar's test for paired ``(n,)`` outcomes; 1 where they never differ.

    Images are counted as independent (McNemar 1947; exact by the binomial distribution).
    """
    from scipy.stats import binomtest

    only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    if not only_first + only_second:
        return 1.0
    return float(binomtest(only_first, only_first + only_second).pvalue)


def judge(low: float | None, high: float | None, margin: float, *, lower_is_better: bool = False) -> Verdict:
    """Verdict on a difference by its interval; the margin is a number from 0."""
    if low is None or high is None:
        return "not shown"
    if lower_is_better:
        low, high = -high, -low
    if low > 0:
        return "better"
    if low > -margin or low == high == 0:
        return "non-inferior"
    return "worse" if high < 0 else "not shown"


def compare(
    first: Reading, second: Reading, *, margin: float = MARGIN, token: CancelToken | None = None
) -> Paired:
    """Compare two readings of the same images, in the same order.

    Raises
    ------
    ValueError
        If the images differ, or the margin is negative.
    Cancelled
        If the token was cancelled.
    """
    labels, patients = first.scores.labels, first.scores.patients
    if not np.array_equal(labels, second.scores.labels) or not np.array_equal(
        patients, second.scores.patients
    ):
        raise ValueError("the readings are not of the same images")
    if margin < 0:
        raise ValueError("a margin is not negative")
    names = (*OF_SCORES, *OF_CALLS) if first.graded and second.graded else OF_CALLS
    points = [point_metrics(each.scores, each.threshold) for each in (first, second)]
    drawn = [resampled(each.scores, each.threshold, token=token) for each in (first, second)]
    found = []
    for name in names:
        values = [None if math.isnan(point[name]) else point[name] for point in points]
        span = percentile_interval(drawn[0][name] - drawn[1][name])
        found.append(_difference(name, values[0], values[1], (span.low, span.high), (first, second), margin))
    return Paired(
        images=len(labels),
        patients=len(np.unique(patients)),
        positives=int(labels.sum()),
        negatives=int((~labels).sum()),
        only_first=int((first.right & ~second.right).sum()),
        only_second=int((second.right & ~first.right).sum()),
        differences=tuple(found),
    )


def _difference(
    name: str,
    first: float | None,
    second: float | None,
    span: tuple[float | None, float | None],
    readings: tuple[Reading, Reading],
    margin: float,
) -> Difference:
    """Put one metric's difference together: interval, test and verdict."""
    if first is None or second is None:
        return Difference(name, first, second, None, None, None, None, "", "not shown")
    low, high = span
    p, test = _test_of_calls(name, *readings)
    if name == "auroc":
        try:
            area = area_difference(readings[0].scores, readings[1].scores)
            low, high, p, test = area.low, area.high, area.p, "DeLong"
        except ValueError:  # too few patients of a class for a variance: there is no interval either
            low = high = None
    verdict = judge(
        low, high, margin if name in _WITH_MARGIN else 0.0, lower_is_better=name in LOWER_IS_BETTER
    )
    return Difference(name, first, second, first - second, low, high, p, test, verdict)


def _test_of_calls(name: str, first: Reading, second: Reading) -> tuple[float | None, str]:
    labels = first.scores.labels
    chosen = {"sensitivity": labels, "specificity": ~labels, "accuracy": np.ones_like(labels)}.get(name)
    if chosen is None:
        return None, ""
    return mcnemar(first.right[chosen], second.right[chosen]), "McNemar"
