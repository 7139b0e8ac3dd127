from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.inference.calibration import calibrate
from meddiag_gui.inference.metadata import Calibration
from meddiag_gui.training.fitting import choose_operating_point, fit_platt, saliency_scale
from meddiag_gui.training.recipe import OperatingPointRecipe

SAME = Calibration(slope=1.0, intercept=0.0)


def test_platt_recovers_the_true_slope_and_intercept() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, 200_000).astype(np.float32)
    labels = (rng.random(200_000) < 1 / (1 + np.exp(-(0.6 * logits - 0.8)))).astype(np.float32)
    found = fit_platt(logits, labels)
    assert found.slope == pytest.approx(0.6, abs=0.01)
    assert found.intercept == pytest.approx(-0.8, abs=0.02)


def test_platt_stays_finite_where_the_classes_separate() -> None:
    logits = np.array([-3, -2, -1, 1, 2, 3], np.float32)
    found = fit_platt(logits, (logits > 0).astype(np.float32))
    assert 0 < found.slope < 50
    assert calibrate(3, found) > 0.7 > 0.3 > calibrate(-3, found)


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.integers(-40, 40), min_size=4, max_size=80),
    target=st.sampled_from([0.5, 0.8, 0.9, 0.95]),
    rule=st.sampled_from(["sensitivity", "specificity"]),
    seed=st.integers(0, 99),
)
def test_the_rule_holds_at_the_chosen_point(values: list[int], target: float, rule: str, seed: int) -> None:
    logits = np.array(values, np.float32) / 8
    labels = np.random.default_rng(seed).integers(0, 2, len(values)).astype(np.float32)
    labels[:2] = 0, 1
    point = choose_operating_point(logits, labels, SAME, OperatingPointRecipe(rule=rule, target=target))
    called = np.array([calibrate(float(v), SAME) for v in logits]) >= point
    if rule == "sensitivity":
        assert called[labels == 1].mean() >= target - 1e-9
        stricter = logits >= np.nextafter(logits[called & (labels == 1)].min(), np.inf)
        assert stricter[labels == 1].mean() < target  # it is the highest threshold that holds
    else:
        assert (~called[labels == 0]).mean() >= target - 1e-9


def test_the_scale_is_a_high_percentile_and_never_zero() -> None:
    maps = np.linspace(0, 10, 1001, dtype=np.float32).reshape(1, 7, 143)
    assert saliency_scale(maps, 1.0) == pytest.approx(10.9, abs=0.05)
    assert saliency_scale(-maps, 0.0) == pytest.approx(1e-3)
