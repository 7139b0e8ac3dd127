from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.inference.metadata import Reference
from meddiag_gui.inference.operating import (
    OperatingPoint,
    Rate,
    choose_band,
    choose_threshold,
    conformal_set,
    false_alarms,
    predictive_values,
    sensitivity,
    specificity,
)

probabilities = st.lists(st.integers(0, 1000), min_size=1, max_size=60).map(
    lambda values: tuple(sorted(value / 1000 for value in values))
)
references = st.builds(lambda a, b: Reference(positive=a, negative=b), probabilities, probabilities)
TEN = Reference(
    positive=tuple(np.linspace(0.32, 0.95, 10).round(6).tolist()),
    negative=tuple(np.linspace(0.05, 0.68, 10).round(6).tolist()),
)


@settings(max_examples=150, deadline=None)
@given(references, st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 1.0]))
def test_sensitivity_and_specificity_are_as_asked_for(reference: Reference, target: float) -> None:
    at = choose_threshold(reference, "sensitivity", target)
    assert 0 < at < 1
    if reference.positive[0] > 0:
        assert sensitivity(reference, at).value >= target - 1e-9
    higher = [p for p in reference.positive if p > at]
    if higher:  # the next step up would miss the target: it is the highest threshold that holds
        assert sensitivity(reference, np.nextafter(higher[0], 2)).value < target
    at = choose_threshold(reference, "specificity", target)
    if reference.negative[-1] < 1:
        assert specificity(reference, at).value >= target - 1e-9


def test_the_threshold_lies_between_two_scores() -> None:
    reference = Reference(positive=(0.4, 0.8), negative=(0.1, 0.6))
    assert choose_threshold(reference, "sensitivity", 1.0) == pytest.approx(0.25)
    assert choose_threshold(reference, "sensitivity", 0.5) == pytest.approx(0.7)
    assert choose_threshold(reference, "specificity", 0.5) == pytest.approx(0.25)
    assert choose_threshold(reference, "specificity", 1.0) == pytest.approx(0.7)


@settings(max_examples=60, deadline=None)
@given(references, st.floats(0, 100), st.floats(0.01, 0.99))
def test_false_alarms_stay_below_the_limit(reference: Reference, limit: float, prevalence: float) -> None:
    at = choose_threshold(reference, "false alarms", limit, prevalence)
    if reference.negative[-1] < 1:
        assert false_alarms(specificity(reference, at).value, prevalence) <= limit + 1e-6


def test_false_alarms_need_a_prevalence() -> None:
    with pytest.raises(ValueError, match="prevalence"):
        choose_threshold(TEN, "false alarms", 2)
    with pytest.raises(ValueError, match="target"):
        choose_threshold(TEN, "sensitivity", 0)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_predictive_values_are_those_of_the_four_field_table(sens: float, spec: float, prev: float) -> None:
    tp, fn, tn, fp = sens * prev, (1 - sens) * prev, spec * (1 - prev), (1 - spec) * (1 - prev)
    ppv, npv = predictive_values(sens, spec, prev)
    assert ppv == pytest.approx(tp / (tp + fp))
    assert npv == pytest.approx(tn / (tn + fn))


def test_predictive_values_of_a_call_that_never_happens_are_undefined() -> None:
    assert math.isnan(predictive_values(0.0, 1.0, 0.5)[0])
    assert math.isnan(predictive_values(1.0, 0.0, 0.5)[1])


def test_wilson_interval_as_published() -> None:
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3
    assert Rate(81, 263).interval == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))
    assert Rate(15, 148).interval == (pytest.approx(0.0624, abs=5e-5), pytest.approx(0.1605, abs=5e-5))
    assert Rate(0, 20).interval == (pytest.approx(0.0), pytest.approx(0.1611, abs=5e-5))
    assert math.isnan(Rate(0, 0).value)


def test_the_band_is_ruled_out_below_and_ruled_in_above() -> None:
    low, high = choose_band(TEN, 0.5, ruled_out=1.0, ruled_in=1.0)
    assert sensitivity(TEN, low).value == 1.0
    assert specificity(TEN, high).value == 1.0
    assert low < 0.5 < high
    assert choose_band(TEN, 0.05, 0.9, 0.1)[0] == 0.05  # never leaves the threshold outside


def test_calls_change_at_the_band_and_the_threshold() -> None:
    point = OperatingPoint(0.5, (0.4, 0.7))
    assert [point.call(p) for p in (0.39, 0.4, 0.69, 0.7)] == ["absent", "uncertain", "uncertain", "present"]
    assert [OperatingPoint(0.5).call(p) for p in (0.49, 0.5)] == ["absent", "present"]


@pytest.mark.parametrize(
    ("threshold", "band", "prevalence"),
    [
        (0.0, None, None),
        (1.0, None, None),
        (0.5, (0.6, 0.7), None),
        (0.5, (0.1, 0.4), None),
        (0.5, None, 1.0),
    ],
)
def test_impossible_points_are_refused(
    threshold: float, band: tuple[float, float] | None, prevalence: float | None
) -> None:
    with pytest.raises(ValueError, match="must"):
        OperatingPoint(threshold, band, prevalence)


def test_conformal_sets_cover_as_stated() -> None:
    rng = np.random.default_rng(3)

    def draw(n: int) -> Reference:
        return Reference(
            positive=tuple(np.sort(rng.beta(4, 2, n)).tolist()),
            negative=tuple(np.sort(rng.beta(2, 4, n)).tolist()),
        )

    reference, new = draw(400), draw(1500)
    for coverage in (0.8, 0.95):
        with_it = np.mean(["present" in conformal_set(reference, p, coverage) for p in new.positive])
        without = np.mean(["absent" in conformal_set(reference, p, coverage) for p in new.negative])
        assert coverage - 0.04 < with_it < coverage + 0.05
        assert coverage - 0.04 < without < coverage + 0.05


def test_with_few_images_nothing_is_excluded() -> None:
    few = Reference(positive=(0.9,), negative=(0.1,))
    assert conformal_set(few, 0.5, 0.9) == {"present", "absent"}
