"""Every threshold worked out beforehand: the same numbers as worked out one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix, f1_score, precision_score, recall_score

from meddiag_gui.evaluation.bootstrap import intervals
from meddiag_gui.evaluation.metrics import Scores, confusion
from meddiag_gui.evaluation.sweep import at, grid, nearest, sweep_of
from meddiag_gui.tasks import Cancelled, CancelToken


def scores_of(n: int, seed: int = 0) -> Scores:
    generator = np.random.default_rng(seed)
    labels = generator.random(n) < 0.4
    return Scores(labels, np.clip(generator.normal(0.35 + 0.3 * labels, 0.2), 0, 1), np.arange(n) // 2)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.integers(0, 1000), st.integers(0, 200))
def test_each_row_is_what_that_threshold_gives(n: int, seed: int, place: int) -> None:
    scores = scores_of(n, seed)
    sweep = sweep_of(scores, 0.5, resamples=2)
    setting = at(sweep, place)
    assert setting.confusion == confusion(scores, setting.threshold)
    called = scores.probabilities >= setting.threshold
    tn, fp, fn, tp = confusion_matrix(scores.labels, called, labels=[False, True]).ravel()
    c = setting.confusion
    assert (c.tn, c.fp, c.fn, c.tp) == (tn, fp, fn, tp)
    for name, reference in (("sensitivity", recall_score), ("precision", precision_score), ("f1", f1_score)):
        value = setting.metrics[name].value
        if value is not None:
            assert value == pytest.approx(reference(scores.labels, called))
        else:
            assert setting.metrics[name].reason


def test_intervals_are_those_of_the_report_at_its_operating_point() -> None:
    scores = scores_of(120)
    sweep = sweep_of(scores, 0.4321, resamples=300)
    setting = at(sweep, sweep.thresholds.index(0.4321))
    for name, span in intervals(scores, 0.4321, resamples=300).items():
        if name in setting.metrics:
            each = setting.metrics[name]
            assert (each.low, each.high) == pytest.approx((span.low, span.high))


def test_net_benefit_is_its_definition() -> None:
    scores = scores_of(80)
    sweep = sweep_of(scores, 0.5, resamples=50)
    for place in (0, 60, 120, 199):
        setting = at(sweep, place)
        odds = setting.threshold / (1 - setting.threshold)
        expected = (setting.confusion.tp - setting.confusion.fp * odds) / len(scores)
        each = setting.metrics["net_benefit"]
        assert each.value == pytest.approx(expected)
        assert each.low <= each.value <= each.high
    assert at(sweep, 200).metrics["net_benefit"].value is None


def test_the_operating_point_is_on_the_grid_and_the_nearest_is_found() -> None:
    thresholds = grid(0.7531)
    assert 0.7531 in thresholds
    assert thresholds[nearest(thresholds, 0.7532)] == 0.7531
    assert thresholds[nearest(thresholds, 2.0)] == 1
    assert thresholds[nearest(thresholds, -1.0)] == 0
    assert len(grid(0.5)) == 201


def test_one_patient_has_no_intervals_and_few_images_are_said() -> None:
    scores = Scores(np.array([True, False]), np.array([0.9, 0.2]), np.array([0, 0]))
    sweep = sweep_of(scores, 0.5)
    assert at(sweep, 100).metrics["accuracy"].low is None
    assert sweep.too_small
    assert not sweep_of(scores_of(200), 0.5, resamples=2).too_small


def test_no_images_are_no_numbers() -> None:
    nothing = Scores(np.zeros(0, bool), np.zeros(0), np.zeros(0, np.intp))
    setting = at(sweep_of(nothing, 0.5), 3)
    assert all(each.value is None for each in setting.metrics.values())


def test_a_cancelled_token_stops_it() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        sweep_of(scores_of(50), 0.5, token=token)
