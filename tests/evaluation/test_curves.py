"""Curves: points as scikit-learn has them, bands as a plain bootstrap has them, net benefit as defined."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import auc, average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

from meddiag_gui.evaluation.curves import GRID, curves, reliability
from meddiag_gui.evaluation.metrics import Scores, confusion
from meddiag_gui.tasks import Cancelled, CancelToken


def _scores(n: int, seed: int) -> Scores:
    rng = np.random.default_rng(seed)
    probabilities = rng.random(n)
    return Scores(rng.random(n) < probabilities, probabilities, np.arange(n))


@pytest.mark.parametrize("n", [7, 300])
def test_agrees_with_scikit_learn(n: int) -> None:
    scores = _scores(n, n)
    observed, said = calibration_curve(scores.labels, scores.probabilities, n_bins=10)
    found = reliability(scores)
    assert [part.observed for part in found] == pytest.approx(observed)
    assert [part.probability for part in found] == pytest.approx(said)
    assert sum(part.images for part in found) == n


def test_honest_probabilities_lie_within_their_intervals() -> None:
    found = reliability(_scores(20_000, 1))
    assert sum(part.low <= part.probability <= part.high for part in found) >= 9


def test_nothing_gives_nothing_and_one_belongs_to_the_last_range() -> None:
    none = np.array([], dtype=np.float64)
    assert reliability(Scores(none.astype(bool), none, none.astype(np.intp))) == ()
    (only,) = reliability(Scores(np.array([True]), np.array([1.0]), np.array([0])))
    assert (only.images, only.probability, only.observed) == (1, 1.0, 1.0)


tied = st.lists(st.tuples(st.booleans(), st.integers(0, 9).map(lambda k: k / 9)), min_size=2, max_size=40)


@settings(max_examples=80, deadline=None)
@given(tied)
def test_points_are_those_of_scikit_learn(rows: list[tuple[bool, float]]) -> None:
    labels, probabilities = (np.array(column) for column in zip(*rows, strict=True))
    found = curves(Scores(labels, probabilities, np.arange(len(rows))), resamples=5)
    if labels.all() or not labels.any():
        assert found is None
        return
    assert found is not None
    fpr, tpr, _ = roc_curve(labels, probabilities, drop_intermediate=False)
    assert found.roc.x == pytest.approx(fpr)
    assert found.roc.y == pytest.approx(tpr)
    assert auc(found.roc.x, found.roc.y) == pytest.approx(roc_auc_score(labels, probabilities))
    precision, recall, _ = precision_recall_curve(labels, probabilities)
    assert found.precision_recall.x == pytest.approx(recall[:-1][::-1])  # scikit-learn adds a last point
    assert found.precision_recall.y == pytest.approx(precision[:-1][::-1])
    steps = np.diff(found.precision_recall.x, prepend=0)
    area = float(steps @ np.array(found.precision_recall.y))
    assert area == pytest.approx(average_precision_score(labels, probabilities))


def test_net_benefit_is_its_definition_at_every_threshold() -> None:
    scores = _scores(200, 3)
    found = curves(scores, resamples=5)
    assert found is not None
    for threshold, benefit, everybody in zip(
        found.net_benefit.x, found.net_benefit.y, found.treat_all.y, strict=True
    ):
        table, odds = confusion(scores, threshold), threshold / (1 - threshold)
        assert benefit == pytest.approx((table.tp - table.fp * odds) / 200)
        assert everybody == pytest.approx(scores.labels.mean() - (1 - scores.labels.mean()) * odds)
    assert found.net_benefit.y[0] == found.treat_all.y[0] == scores.labels.mean()


def test_a_band_is_that_of_a_plain_bootstrap_of_patients() -> None:
    scores = _scores(240, 5)
    scores = Scores(scores.labels, scores.probabilities, np.arange(240) // 4)
    found = curves(scores, resamples=1500)
    assert found is not None
    generator = np.random.default_rng(8)
    sensitivities, benefits = [], []
    for _ in range(1500):
        drawn = (generator.integers(60, size=60)[:, None] * 4 + np.arange(4)).ravel()
        part = scores.take(drawn)
        fpr, tpr, _ = roc_curve(part.labels, part.probabilities)
        sensitivities.append(np.interp(0.2, fpr, tpr))
        table = confusion(part, 0.4)
        benefits.append((table.tp - table.fp * 0.4 / 0.6) / 240)
    for curve, at, values in ((found.roc, 20, sensitivities), (found.net_benefit, 40, benefits)):
        assert curve.band_x[at] == pytest.approx(GRID[at])
        expected = np.percentile(values, [2.5, 97.5])
        assert (curve.low[at], curve.high[at]) == pytest.approx(tuple(expected), abs=0.03)


def test_bands_hold_their_curve_and_one_patient_has_none() -> None:
    scores = _scores(300, 6)
    found = curves(scores, resamples=400)
    assert found is not None
    at = np.interp(GRID, found.roc.x, found.roc.y)
    inside = (np.array(found.roc.low) <= at + 1e-9) & (at <= np.array(found.roc.high) + 1e-9)
    assert inside.all()
    assert found.treat_all.low == ()
    alone = curves(Scores(scores.labels, scores.probabilities, np.zeros(300, dtype=np.intp)))
    assert alone is not None
    assert alone.roc.band_x == ()


def test_many_points_are_thinned_with_their_ends_kept() -> None:
    found = curves(_scores(5000, 7), resamples=2)
    assert found is not None
    assert len(found.roc.x) == 400
    assert (found.roc.x[0], found.roc.x[-1], found.roc.y[-1]) == (0.0, 1.0, 1.0)


def test_a_cancelled_token_stops_the_curves() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        curves(_scores(50, 1), token=token)
