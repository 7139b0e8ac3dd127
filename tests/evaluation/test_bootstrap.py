"""Intervals: the weighted metrics are right, patients stay together, and the coverage is as it should be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.evaluation.bootstrap import _draw, _weighted_metrics, intervals, mean_interval
from meddiag_gui.evaluation.metrics import METRICS, Scores, point_metrics
from meddiag_gui.tasks import Cancelled, CancelToken


def sample(images: int, patients: int, seed: int = 0) -> Scores:
    generator = np.random.default_rng(seed)
    labels = generator.random(images) < 0.6
    logits = generator.normal(size=images) + 2 * labels - 1
    return Scores(labels, 1 / (1 + np.exp(-logits)), generator.integers(patients, size=images))


rows = st.lists(
    st.tuples(st.booleans(), st.integers(0, 10).map(lambda k: k / 10), st.integers(0, 3)),
    min_size=1,
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(rows)
def test_a_weight_counts_an_image_that_often(drawn: list[tuple[bool, float, int]]) -> None:
    """The block of metrics equals those of the resample written out, ties and single classes included."""
    labels, probabilities, weights = (np.array(column) for column in zip(*drawn, strict=True))
    if not weights.sum():
        return
    order = np.argsort(-probabilities, kind="stable")
    ordered = Scores(labels[order], probabilities[order], np.arange(len(labels)))
    found = _weighted_metrics(ordered, weights[order][None].astype(float), 0.5)
    repeated = np.repeat(np.arange(len(labels)), weights)
    expected = point_metrics(Scores(labels[repeated], probabilities[repeated], np.arange(len(repeated))), 0.5)
    for name in METRICS:
        assert float(found[name][0]) == pytest.approx(expected[name], abs=1e-12, nan_ok=True), name


def test_every_resample_draws_as_many_patients_as_there_are() -> None:
    counts = _draw(np.random.default_rng(1), 50, 7)
    assert counts.shape == (50, 7)
    assert (counts.sum(1) == 7).all()
    assert len(np.unique(counts, axis=0)) > 40


def test_the_same_seed_gives_the_same_interval_and_another_does_not() -> None:
    scores = sample(200, 80)
    assert intervals(scores, 0.5, resamples=200) == intervals(scores, 0.5, resamples=200)
    assert intervals(scores, 0.5, resamples=200) != intervals(scores, 0.5, resamples=200, seed=1)


def test_blocks_do_not_change_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = sample(100, 50)
    whole = intervals(scores, 0.5, resamples=64)
    monkeypatch.setattr("meddiag_gui.evaluation.bootstrap._BLOCK", 1000)
    parts = intervals(scores, 0.5, resamples=64)
    for name in METRICS:
        assert parts[name].low == pytest.approx(whole[name].low)
        assert parts[name].high == pytest.approx(whole[name].high)


def test_the_interval_of_accuracy_agrees_with_the_binomial() -> None:
    scores = sample(2000, 10**9)  # every image is its own patient
    accuracy = point_metrics(scores, 0.5)["accuracy"]
    deviation = math.sqrt(accuracy * (1 - accuracy) / 2000)
    found = intervals(scores, 0.5, resamples=2000)["accuracy"]
    assert found.low == pytest.approx(accuracy - 1.96 * deviation, abs=0.15 * deviation)
    assert found.high == pytest.approx(accuracy + 1.96 * deviation, abs=0.15 * deviation)


def test_copies_of_the_same_patients_do_not_narrow_the_interval() -> None:
    scores = sample(100, 10**9)
    fourfold = scores.take(np.tile(np.arange(100), 4))
    once, four = (intervals(each, 0.5, resamples=2000)["auroc"] for each in (scores, fourfold))
    assert once.low is not None
    assert once.high is not None
    assert four.low == pytest.approx(once.low, abs=0.01)
    assert four.high == pytest.approx(once.high, abs=0.01)


def test_resamples_without_a_class_are_counted_and_left_out() -> None:
    scores = Scores(np.array([True, False, False]), np.array([0.9, 0.2, 0.1]), np.arange(3))
    auroc = intervals(scores, 0.5, resamples=1000)["auroc"]
    # None with the finding: (2/3)³; none without: (1/3)³.
    assert auroc.undefined_resamples == pytest.approx(1000 * 9 / 27, abs=60)
    assert (auroc.low, auroc.high) == (1.0, 1.0)


def test_one_patient_gives_no_interval() -> None:
    scores = Scores(np.array([True, False]), np.array([0.9, 0.2]), np.array([5, 5]))
    assert intervals(scores, 0.5)["auroc"].low is None


def test_no_images_give_no_interval() -> None:
    empty = Scores(np.zeros(0, dtype=bool), np.zeros(0), np.zeros(0, dtype=np.intp))
    assert set(intervals(empty, 0.5)) == set(METRICS)


def test_a_cancelled_token_stops_the_work() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        intervals(sample(50, 20), 0.5, token=token)


def test_the_interval_of_a_mean_is_that_of_normal_theory_and_widens_with_clusters() -> None:
    values = np.random.default_rng(0).normal(size=400)
    apart = mean_interval(values, np.arange(400))
    half = 1.96 * values.std() / 20
    assert apart.low == pytest.approx(values.mean() - half, abs=0.015)
    assert apart.high == pytest.approx(values.mean() + half, abs=0.015)
    together = mean_interval(np.repeat(values[:100], 4), np.repeat(np.arange(100), 4))
    assert together.high - together.low > 1.6 * (apart.high - apart.low)


def test_one_patient_gives_no_interval_of_a_mean_and_equal_values_give_one_of_no_width() -> None:
    assert mean_interval(np.array([0.1, 0.9]), np.array([7, 7])).low is None
    even = mean_interval(np.full(6, 0.25), np.array([1, 1, 2, 3, 3, 3]))
    assert (even.low, even.high) == (0.25, 0.25)
