"""Paired comparisons: McNemar as statsmodels has it, differences by construction, verdicts by the margin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import mcnemar as reference_mcnemar

from meddiag_gui.evaluation.comparison import LOWER_IS_BETTER, OF_CALLS, Reading, compare, judge, mcnemar
from meddiag_gui.evaluation.metrics import Scores, point_metrics


def reading(images: int = 300, gain: float = 2.0, seed: int = 0) -> Reading:
    """Scores of images of a third as many patients; labels do not depend on the seed."""
    labels = np.random.default_rng(99).random(images) < 0.5
    noise = np.random.default_rng(seed).normal(size=images)
    return Reading(
        Scores(labels, 1 / (1 + np.exp(-(noise + gain * (labels - 0.5)))), np.arange(images) // 3), 0.5
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60))
def test_mcnemar_agrees_with_statsmodels(pairs: list[tuple[bool, bool]]) -> None:
    first, second = (np.array(column) for column in zip(*pairs, strict=True))
    table = [[int((first & second).sum()), int((first & ~second).sum())]]
    table.append([int((~first & second).sum()), int((~first & ~second).sum())])
    assert mcnemar(first, second) == pytest.approx(float(reference_mcnemar(table, exact=True).pvalue))


def test_a_reading_compared_with_itself_differs_in_nothing() -> None:
    same = reading()
    paired = compare(same, same, margin=0.02)
    assert (paired.images, paired.patients, paired.only_first, paired.only_second) == (300, 100, 0, 0)
    for each in paired.differences:
        assert (each.difference, each.low, each.high) == (0.0, 0.0, 0.0)
        assert each.verdict == "non-inferior"
        assert each.p in (None, 1.0)


def test_a_clearly_better_reading_is_better_in_every_sense_and_the_other_is_worse() -> None:
    good, poor = reading(gain=5.0, seed=1), reading(gain=0.3, seed=2)
    ahead, behind = compare(good, poor), compare(poor, good)
    for name in ("auroc", "accuracy", "sensitivity", "specificity", "brier"):
        up, down = ahead.of(name), behind.of(name)
        assert up is not None
        assert down is not None
        assert (up.verdict, down.verdict) == ("better", "worse"), name
        assert up.difference == pytest.approx(-down.difference)
        assert (up.difference < 0) == (name in LOWER_IS_BETTER)
        assert up.low <= up.difference <= up.high
    assert ahead.of("auroc").p < 1e-6
    assert (ahead.only_first, ahead.only_second) == (behind.only_second, behind.only_first)


def test_figures_are_those_of_each_reading_alone() -> None:
    first, second = reading(seed=1), reading(seed=2)
    paired = compare(first, second)
    for side, each in ((first, "first"), (second, "second")):
        alone = point_metrics(side.scores, side.threshold)
        assert {d.metric: getattr(d, each) for d in paired.differences} == pytest.approx(alone)


def test_pairing_narrows_the_interval_of_like_readings() -> None:
    first = reading(seed=1)
    jittered = np.clip(first.scores.probabilities + np.random.default_rng(4).normal(size=300) * 0.02, 0, 1)
    alike = Reading(Scores(first.scores.labels, jittered, first.scores.patients), 0.5)
    near, far = compare(first, alike).of("accuracy"), compare(first, reading(seed=2)).of("accuracy")
    assert near.high - near.low < 0.5 * (far.high - far.low)


def test_mere_calls_are_compared_by_what_calls_have() -> None:
    model = reading(gain=4.0, seed=1)
    calls = (reading(gain=1.0, seed=2).scores.probabilities >= 0.5).astype(float)
    person = Reading(Scores(model.scores.labels, calls, model.scores.patients), 0.5, graded=False)
    paired = compare(model, person)
    assert tuple(each.metric for each in paired.differences) == OF_CALLS
    assert paired.of("auroc") is None
    assert paired.of("accuracy").test == "McNemar"


def test_one_class_only_leaves_what_needs_both_undefined() -> None:
    one = Reading(Scores(np.zeros(4, bool), np.linspace(0, 0.9, 4), np.arange(4)), 0.5)
    paired = compare(one, one)
    assert paired.of("auroc").difference is None
    assert paired.of("auroc").verdict == "not shown"
    assert paired.of("specificity").difference == 0.0


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.01, 0.05, "better"),
        (-0.04, 0.02, "non-inferior"),
        (-0.04, -0.01, "non-inferior"),  # lower, but by less than the margin
        (-0.09, -0.01, "worse"),
        (-0.09, 0.02, "not shown"),
        (-0.05, 0.02, "not shown"),  # the margin itself is not excluded
        (None, None, "not shown"),
    ],
)
def test_the_margin_decides(low: float | None, high: float | None, verdict: str) -> None:
    assert judge(low, high, 0.05) == verdict
    mirrored = (None if high is None else -high, None if low is None else -low)
    assert judge(*mirrored, 0.05, lower_is_better=True) == verdict


def test_what_cannot_be_compared_is_refused() -> None:
    first = reading()
    with pytest.raises(ValueError, match="not of the same images"):
        compare(first, reading(images=30))
    with pytest.raises(ValueError, match="not negative"):
        compare(first, first, margin=-0.1)
