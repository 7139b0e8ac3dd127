"""Our statistics against those of scikit-learn, SciPy and statsmodels, and figures of R's pROC."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from scipy.stats import bootstrap
from sklearn import metrics as reference

from meddiag_gui.evaluation.bootstrap import intervals, mean_interval
from meddiag_gui.evaluation.delong import area_of
from meddiag_gui.evaluation.metrics import ECE_BINS, Scores, point_metrics
from meddiag_gui.evaluation.overlap import dice, hausdorff95, iou

# How many of the 72 patients with a good and of the 41 with a poor outcome lie on the right side of each
# threshold of the marker S100B: points of the ROC curve that pROC draws of its data set aSAH (Turck et al.,
# Intensive Care Med 2010;36:107).
GOOD_BELOW = (
    0, 0, 5, 8, 10, 16, 22, 28, 35, 39, 39, 42, 46, 50, 53, 55, 56, 58, 58, 58, 59, 59, 59, 59, 60, 60, 61,
    62, 63, 63, 64, 64, 65, 65, 66, 67, 69, 70, 70, 72,
)  # fmt: skip
POOR_ABOVE = (
    41, 40, 40, 40, 40, 37, 36, 34, 32, 31, 30, 28, 27, 27, 26, 26, 26, 26, 25, 24, 24, 23, 22, 21, 21, 20,
    19, 18, 18, 17, 17, 16, 16, 14, 14, 14, 14, 13, 12, 12,
)  # fmt: skip


def scores_of(n: int, seed: int) -> Scores:
    generator = np.random.default_rng(seed)
    labels = generator.random(n) < 0.35
    probabilities = np.clip(np.round(generator.normal(0.35 + 0.25 * labels, 0.2), 2), 0, 1)
    return Scores(labels, probabilities, np.arange(n))


def s100b() -> Scores:
    """The patients of aSAH, each by the step of the curve between whose ends the marker lies."""
    good = np.diff([*GOOD_BELOW, 72])
    poor = -np.diff([*POOR_ABOVE, 0])
    values = np.concatenate([np.repeat(np.arange(len(good)), good), np.repeat(np.arange(len(poor)), poor)])
    labels = np.repeat([False, True], [good.sum(), poor.sum()])
    return Scores(labels, values / len(good), np.arange(len(labels)))


def test_auroc_and_its_delong_interval_are_those_of_proc() -> None:
    """``ci.auc(roc(aSAH$outcome, aSAH$s100b))``: 0.7314, 95 % CI 0.6301 to 0.8326 (DeLong)."""
    scores = s100b()
    assert (int((~scores.labels).sum()), int(scores.labels.sum())) == (72, 41)
    area = area_of(scores)
    assert area.auroc == pytest.approx(0.7313686, abs=1e-7)
    assert (area.low, area.high) == (pytest.approx(0.6301, abs=5e-5), pytest.approx(0.8326, abs=5e-5))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("threshold", [0.1, 0.42, 0.5, 0.83])
def test_metrics_are_those_of_scikit_learn(seed: int, threshold: float) -> None:
    scores = scores_of(90, seed)
    labels, probabilities, called = scores.labels, scores.probabilities, scores.probabilities >= threshold
    found = point_metrics(scores, threshold)
    expected = {
        "auroc": reference.roc_auc_score(labels, probabilities),
        "auprc": reference.average_precision_score(labels, probabilities),
        "accuracy": reference.accuracy_score(labels, called),
        "sensitivity": reference.recall_score(labels, called),
        "specificity": reference.recall_score(~labels, ~called),
        "precision": reference.precision_score(labels, called, zero_division=np.nan),
        "npv": reference.precision_score(~labels, ~called, zero_division=np.nan),
        "f1": reference.f1_score(labels, called),
        "brier": np.mean((probabilities - labels) ** 2),
        "ece": ece_by_hand(labels, probabilities),
    }
    assert found == pytest.approx(expected, nan_ok=True)


def ece_by_hand(labels: np.ndarray, probabilities: np.ndarray) -> float:
    total = 0.0
    for number in range(ECE_BINS):
        low, high = number / ECE_BINS, (number + 1) / ECE_BINS
        inside = (probabilities >= low) & ((probabilities < high) | (number == ECE_BINS - 1))
        if inside.any():
            gap = labels[inside].mean() - probabilities[inside].mean()
            total += abs(gap) * inside.sum() / len(labels)
    return total


def test_percentile_intervals_are_those_of_scipy() -> None:
    scores = scores_of(150, 3)
    right = ((scores.probabilities >= 0.5) == scores.labels).astype(float)
    theirs = bootstrap((right,), np.mean, method="percentile", n_resamples=4000, rng=1).confidence_interval
    ours, mean = intervals(scores, 0.5)["accuracy"], mean_interval(right, scores.patients)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.012)
    assert (mean.low, mean.high) == pytest.approx((theirs.low, theirs.high), abs=0.012)
    paired = bootstrap(
        (scores.labels, scores.probabilities), lambda a, b: reference.roc_auc_score(a, b), paired=True,
        vectorized=False, method="percentile", n_resamples=800, rng=2,
    ).confidence_interval  # fmt: skip
    area = intervals(scores, 0.5)["auroc"]
    assert (area.low, area.high) == pytest.approx((paired.low, paired.high), abs=0.015)


@pytest.mark.parametrize("seed", range(5))
def test_overlap_and_distance_are_those_of_others(seed: int) -> None:
    generator = np.random.default_rng(seed)
    found, truth = (generator.random((24, 30)) < 0.2 for _ in range(2))
    assert dice(found, truth) == pytest.approx(reference.f1_score(truth.ravel(), found.ravel()))
    assert iou(found, truth) == pytest.approx(reference.jaccard_score(truth.ravel(), found.ravel()))
    spacing = (0.7, 1.3)
    ways = cdist(edge(found) * spacing, edge(truth) * spacing)
    expected = max(np.percentile(ways.min(1), 95), np.percentile(ways.min(0), 95))
    assert hausdorff95(found, truth, spacing) == pytest.approx(expected)


def edge(mask: np.ndarray) -> np.ndarray:
    """Pixels that have a neighbour across an edge outside the mask, of the part both masks fill."""
    padded = np.pad(mask, 1)
    inside = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return np.argwhere(mask & ~inside)
