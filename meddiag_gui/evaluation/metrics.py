"""Metrics of one finding's probabilities against its labels; what is undefined is nan, with a reason."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.language import mark

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

METRICS = (
    "auroc",
    "auprc",
    "accuracy",
    "sensitivity",
    "specificity",
    "precision",
    "npv",
    "f1",
    "brier",
    "ece",
)
ECE_BINS = 15

_UNDEFINED = {
    "auroc": mark("needs images with and without the finding"),
    "auprc": mark("needs images with the finding"),
    "sensitivity": mark("needs images with the finding"),
    "specificity": mark("needs images without the finding"),
    "precision": mark("no image was called present"),
    "npv": mark("no image was called absent"),
    "f1": mark("no image has the finding and none was called present"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Labelled probabilities of one finding.

    Parameters
    ----------
    labels
        ``(n,)`` bool, True where the finding is present.
    probabilities
        ``(n,)`` float64 in [0, 1].
    patients
        ``(n,)`` integers; images of one patient share one.

    Raises
    ------
    ValueError
        If the lengths differ or a probability is not a number in [0, 1].
    """

    labels: NDArray[np.bool_]
    probabilities: Floats
    patients: Integers

    def __post_init__(self) -> None:
        if not len(self.labels) == len(self.probabilities) == len(self.patients):
            raise ValueError("labels, probabilities and patients differ in length")
        if not ((self.probabilities >= 0) & (self.probabilities <= 1)).all():
            raise ValueError("a probability is not a number in [0, 1]")

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, indices: Integers) -> Scores:
        """Pick the scores at ``indices``."""
        return Scores(self.labels[indices], self.probabilities[indices], self.patients[indices])


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts at the operating point: true and false positives, true and false negatives."""

    tp: int
    fp: int
    tn: int
    fn: int


def confusion(scores: Scores, threshold: float) -> Confusion:
    """Count calls against labels; the call is ``present`` at and above the threshold."""
    called, labels = scores.probabilities >= threshold, scores.labels
    return Confusion(
        tp=int(np.sum(called & labels)),
        fp=int(np.sum(called & ~labels)),
        tn=int(np.sum(~called & ~labels)),
        fn=int(np.sum(~called & labels)),
    )


def rates(tp: Floats, fp: Floats, tn: Floats, fn: Floats) -> dict[str, Floats]:
    """Accuracy, sensitivity, specificity, precision (PPV), NPV and F1 from counts of any one shape.

    ``(tp + tn) / n``, ``tp / (tp + fn)``, ``tn / (tn + fp)``, ``tp / (tp + fp)``, ``tn / (tn + fn)`` and
    ``2 tp / (2 tp + fp + fn)``; nan where the denominator is 0.
    """
    with np.errstate(invalid="ignore"):
        return {
            "accuracy": (tp + tn) / (tp + fp + tn + fn),
            "sensitivity": tp / (tp + fn),
            "specificity": tn / (tn + fp),
            "precision": tp / (tp + fp),
            "npv": tn / (tn + fn),
            "f1": 2 * tp / (2 * tp + fp + fn),
        }


def ece_bin(probabilities: Floats) -> Integers:
    """Index of each probability's calibration bin: `ECE_BINS` of equal width, the last one closed at 1."""
    return np.minimum((probabilities * ECE_BINS).astype(np.intp), ECE_BINS - 1)


def expected_calibration_error(labels: NDArray[np.bool_], probabilities: Floats) -> float:
    """Measure calibration of the finding's probability (not of the winning class).

    ``ECE = Σ_b (n_b / n) · |mean label in b − mean probability in b|`` over 15 bins ``b`` of equal width
    (Naeini et al. 2015); nan without images.
    """
    if not len(labels):
        return math.nan
    excess = np.bincount(ece_bin(probabilities), weights=labels - probabilities, minlength=ECE_BINS)
    return float(np.abs(excess).sum() / len(labels))


def point_metrics(scores: Scores, threshold: float) -> dict[str, float]:
    """All `METRICS` at the operating point ``threshold``; nan where one is undefined.

    AUPRC is average precision, ``Σ (R_k − R_{k−1}) P_k``, without interpolation.
    """
    from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

    labels, probabilities = scores.labels, scores.probabilities
    table = confusion(scores, threshold)
    counts = (np.float64(count) for count in (table.tp, table.fp, table.tn, table.fn))
    positives, negatives = table.tp + table.fn, table.tn + table.fp
    values = {name: float(rate) for name, rate in rates(*map(np.asarray, counts)).items()}
    values["auroc"] = roc_auc_score(labels, probabilities) if positives and negatives else math.nan
    values["auprc"] = average_precision_score(labels, probabilities) if positives else math.nan
    values["brier"] = brier_score_loss(labels, probabilities, pos_label=True) if len(scores) else math.nan
    values["ece"] = expected_calibration_error(labels, probabilities)
    return {name: float(values[name]) for name in METRICS}


def why_undefined(metric: str, scores: Scores) -> str:
    """One clause that says why a metric has no value for these scores."""
    return _UNDEFINED.get(metric, "") if len(scores) else mark("no image was scored")
