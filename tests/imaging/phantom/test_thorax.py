"""The anatomy fits together: nothing is counted in two places."""

from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.imaging.phantom.materials import ATTENUATION
from meddiag_gui.imaging.phantom.skeleton import rib_course
from meddiag_gui.imaging.phantom.thorax import LUNGS, TORSO, thorax

PARTS = thorax(seed=7)


def test_attenuation_is_that_of_the_tables():
    assert ATTENUATION["soft tissue"] == pytest.approx(0.02171, abs=1e-5)  # 0.2048 cm²/g × 1.06 g/cm³
    assert ATTENUATION["cortical bone"] == pytest.approx(0.06044, abs=1e-5)
    assert (
        ATTENUATION["air"] < ATTENUATION["lung"] < ATTENUATION["soft tissue"] < ATTENUATION["trabecular bone"]
    )


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("index", range(12))
def test_ribs_run_in_the_wall_between_lung_and_skin(index, side):
    course = rib_course(index, side)
    free_lungs = [
        lung.contains(course) & ~np.any([o.contains(course) for o in others], axis=0)
        for lung, others in LUNGS
    ]
    assert not np.any(free_lungs)
    assert TORSO.contains(course).all()


def test_bones_and_gas_of_the_chest_are_not_in_the_lungs():
    centers = np.array(
        [
            part.body.center
            for part in PARTS
            if part.host in ("soft tissue", "cortical bone") and part.material != "lung"
        ]
    )
    for lung, others in LUNGS:
        inside = lung.contains(centers) & ~np.any([o.contains(centers) for o in others], axis=0)
        assert not inside.any(), centers[inside]


def test_vessels_lie_in_the_lungs_on_both_sides():
    centers = np.array([part.body.center for part in PARTS if part.host == "lung"])
    left, right = (lung.contains(centers) for lung, _ in LUNGS)
    assert (left | right).all()
    assert left.sum() > 200
    assert right.sum() > 200


def test_seed_alone_grows_the_vessels():
    def centers(seed: int) -> np.ndarray:
        return np.array([part.body.center for part in thorax(seed)])

    np.testing.assert_array_equal(centers(3), centers(3))
    assert centers(3).shape != centers(4).shape or (centers(3) != centers(4)).any()
