"""Beer and Lambert, scatter, noise and the logarithm, on bodies with known answers."""

from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.imaging.phantom import exposure
from meddiag_gui.imaging.phantom.bodies import Detector, ellipsoid
from meddiag_gui.imaging.phantom.exposure import attenuation, collimated, expose
from meddiag_gui.imaging.phantom.materials import Part

DETECTOR = Detector(rows=101, columns=81, pitch_mm=1.0, distance_mm=1000.0)
EVERYWHERE = np.ones((DETECTOR.rows, DETECTOR.columns), dtype=bool)


def test_line_integral_on_the_axis_is_length_times_coefficient():
    water_ball = ellipsoid((0, 0, 100), (30, 30, 30))
    bone_core = ellipsoid((0, 0, 100), (10, 10, 10))
    parts = [Part(water_ball, "soft tissue", "air"), Part(bone_core, "cortical bone", "soft tissue")]
    image = attenuation(parts, DETECTOR)
    soft, bone, air = 0.02048 * 1.06, 0.03148 * 1.92, 0.01875 * 0.001205
    assert image[50, 40] == pytest.approx(40 * soft + 20 * bone - 60 * air, rel=1e-9)
    assert image[0, 0] == 0


def test_open_field_leaves_a_margin_on_all_sides():
    field = collimated(DETECTOR, margin_mm=5)
    assert field.sum() == (101 - 10) * (81 - 10)
    assert field[5, 5]
    assert not field[4].any()
    assert not field[:, -5].any()


def test_value_is_a_thousand_times_the_logarithm(monkeypatch):
    monkeypatch.setattr(exposure, "SCATTER", 0.0)
    values = expose(np.full(EVERYWHERE.shape, 1.5), EVERYWHERE, 1.0, seed=1)
    assert values.mean() == pytest.approx(1500, abs=1)
    expected_noise = 1000 / np.sqrt(exposure.PHOTONS * np.exp(-1.5))  # Poisson, in units of the logarithm
    assert values.std() == pytest.approx(expected_noise, rel=0.1)


def test_scatter_adds_light_to_what_is_dense(monkeypatch):
    thick = np.full(EVERYWHERE.shape, 3.0)
    with_scatter = expose(thick, EVERYWHERE, 1.0, seed=1).mean()
    monkeypatch.setattr(exposure, "SCATTER", 0.0)
    without = expose(thick, EVERYWHERE, 1.0, seed=1).mean()
    assert without - with_scatter == pytest.approx(1000 * np.log(1 + 0.10 * 3), rel=0.02)


def test_outside_the_field_is_black_and_nothing_leaves_twelve_bits():
    line_integral = np.zeros(EVERYWHERE.shape)
    line_integral[40:60, 30:50] = 40  # lead: hardly a photon
    field = collimated(DETECTOR, 5)
    values = expose(line_integral, field, 1.0, seed=1)
    assert values.dtype == np.uint16
    assert not values[~field].any()
    assert values[50, 40] > 3000
    assert values.max() <= 4095
