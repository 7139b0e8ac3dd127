"""Metrics of known tables, and agreement with their definitions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.evaluation.metrics import (
    METRICS,
    Confusion,
    Scores,
    confusion,
    expected_calibration_error,
    point_metrics,
    why_undefined,
)


def scores(pairs: list[tuple[int, float]]) -> Scores:
    labels = np.array([label == 1 for label, _ in pairs], dtype=bool)
    return Scores(labels, np.array([p for _, p in pairs], dtype=float), np.arange(len(pairs)))


# Three with the finding, four without; at 0.5: two found, one missed, one false alarm.
KNOWN = scores([(1, 0.9), (1, 0.5), (1, 0.4), (0, 0.6), (0, 0.3), (0, 0.2), (0, 0.1)])


def test_a_table_counted_by_hand() -> None:
    assert confusion(KNOWN, 0.5) == Confusion(tp=2, fp=1, tn=3, fn=1)
    metrics = point_metrics(KNOWN, 0.5)
    assert metrics["accuracy"] == pytest.approx(5 / 7)
    assert metrics["sensitivity"] == pytest.approx(2 / 3)
    assert metrics["specificity"] == pytest.approx(3 / 4)
    assert metrics["precision"] == pytest.approx(2 / 3)
    assert metrics["npv"] == pytest.approx(3 / 4)
    assert metrics["f1"] == pytest.approx(4 / 6)
    assert metrics["auroc"] == pytest.approx(10 / 12)  # pairs in the right order
    assert metrics["auprc"] == pytest.approx((1 + 2 / 3 + 3 / 4) / 3)
    squares = [0.1**2, 0.5**2, 0.6**2, 0.6**2, 0.3**2, 0.2**2, 0.1**2]
    assert metrics["brier"] == pytest.approx(sum(squares) / 7)
    assert tuple(metrics) == METRICS


def test_the_operating_point_itself_is_called_present() -> None:
    assert confusion(scores([(1, 0.7), (0, 0.7)]), 0.7) == Confusion(tp=1, fp=1, tn=0, fn=0)


def test_calibration_error_is_the_gap_in_each_bin_weighted_by_its_images() -> None:
    labels = np.array([True, False, False, False, True, True])
    probabilities = np.array([0.25, 0.25, 0.25, 0.25, 0.9, 1.0])  # bins 3, 13 and 14 of 15
    assert expected_calibration_error(labels, probabilities) == pytest.approx((0 + 0.1 + 0) / 6)


def test_a_gap_does_not_cancel_across_bins() -> None:
    labels = np.array([True, False])
    assert expected_calibration_error(labels, np.array([0.0, 1.0])) == pytest.approx(1.0)


@settings(deadline=None)  # the first call imports scikit-learn
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20).map(lambda k: k / 20)), max_size=40))
def test_defined_metrics_are_shares_and_undefined_ones_have_a_reason(pairs: list[tuple[int, float]]) -> None:
    sample = scores(pairs)
    for name, value in point_metrics(sample, 0.5).items():
        if math.isnan(value):
            assert why_undefined(name, sample)
        else:
            assert 0 <= value <= 1


@settings(deadline=None)  # the first call imports scikit-learn
@given(
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20).map(lambda k: k / 20)), min_size=1, max_size=40)
)
def test_auroc_counts_pairs_in_the_right_order(pairs: list[tuple[int, float]]) -> None:
    with_it, without = [p for y, p in pairs if y], [p for y, p in pairs if not y]
    expected = [(a > b) + (a == b) / 2 for a in with_it for b in without]
    auroc = point_metrics(scores(pairs), 0.5)["auroc"]
    assert math.isnan(auroc) if not expected else auroc == pytest.approx(float(np.mean(expected)))


def test_one_class_only_names_what_is_missing() -> None:
    sample = scores([(0, 0.1), (0, 0.2)])
    metrics = point_metrics(sample, 0.5)
    assert metrics["specificity"] == 1.0
    undefined = {name: why_undefined(name, sample) for name, value in metrics.items() if math.isnan(value)}
    assert set(undefined) == {"auroc", "auprc", "sensitivity", "precision", "f1"}
    assert undefined["auroc"] == "needs images with and without the finding"


@pytest.mark.parametrize("bad", [1.5, -0.1, math.nan])
def test_what_is_no_probability_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="not a number in"):
        scores([(1, bad)])


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        Scores(np.array([True]), np.array([0.5, 0.5]), np.array([0]))
