from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.inference.calibration import calibrate
from meddiag_gui.inference.metadata import Calibration
from meddiag_gui.training.fitting import fit_platt, reference_of, saliency_scale

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


def test_the_reference_is_sorted_calibrated_and_split_by_label() -> None:
    logits = np.array([2, -1, 0, 1], np.float32)
    found = reference_of(logits, np.array([1, 0, 1, 0], np.float32), Calibration(slope=2.0, intercept=0.5))
    assert found.positive == (
        pytest.approx(calibrate(0.5, SAME), abs=1e-6),
        pytest.approx(calibrate(4.5, SAME), abs=1e-6),
    )
    assert found.negative == (
        pytest.approx(calibrate(-1.5, SAME), abs=1e-6),
        pytest.approx(calibrate(2.5, SAME), abs=1e-6),
    )


def test_the_scale_is_a_high_percentile_and_never_zero() -> None:
    maps = np.linspace(0, 10, 1001, dtype=np.float32).reshape(1, 7, 143)
    assert saliency_scale(maps, 1.0) == pytest.approx(10.9, abs=0.05)
    assert saliency_scale(-maps, 0.0) == pytest.approx(1e-3)
