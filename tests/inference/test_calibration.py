from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.inference.calibration import calibrate, calibrate_all, score, sigmoid
from meddiag_gui.inference.metadata import Calibration
from tests.support.models import fake_bundle

(SPEC,) = fake_bundle().findings


@given(st.floats(-1e6, 1e6))
def test_sigmoid_is_a_probability_and_symmetric(value: float) -> None:
    assert 0 <= sigmoid(value) <= 1
    assert math.isclose(sigmoid(value) + sigmoid(-value), 1)


@given(a=st.floats(-30, 30), b=st.floats(-30, 30))
def test_calibration_keeps_the_order(a: float, b: float) -> None:
    calibration = Calibration(slope=0.7, intercept=-0.3)
    assert (a <= b) <= (calibrate(a, calibration) <= calibrate(b, calibration))


def test_a_known_value() -> None:
    assert math.isclose(calibrate(2.0, Calibration(slope=0.5, intercept=-1.0)), 0.5)


def test_many_are_calibrated_as_one_is() -> None:
    logits = np.random.default_rng(0).normal(0, 5, (50, 1)).astype(np.float32)
    spec = replace(SPEC, calibration=Calibration(slope=0.7, intercept=-0.3))
    singly = [[calibrate(float(value), spec.calibration)] for value in logits[:, 0]]
    np.testing.assert_allclose(calibrate_all(logits, (spec,)), singly, rtol=1e-9)


def test_the_call_is_present_from_the_operating_point_on() -> None:
    at_half = replace(SPEC, operating_point=0.5)
    assert score(0.0, at_half).call == "present"
    assert score(-1e-6, at_half).call == "absent"
    assert score(0.0, at_half).operating_point == 0.5
