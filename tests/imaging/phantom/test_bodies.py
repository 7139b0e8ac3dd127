"""Path lengths through bodies, against formulas and against sampling along the ray."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.phantom.bodies import Body, Detector, column, ellipsoid, tube

DETECTOR = Detector(rows=60, columns=50, pitch_mm=2.0, distance_mm=800.0)


def whole_path(body: Body, without: tuple[Body, ...] = ()) -> np.ndarray:
    """Path length on the whole detector."""
    image = np.zeros((DETECTOR.rows, DETECTOR.columns))
    box, length = DETECTOR.path_length(body, without)
    image[box] = length
    return image


def sampled_path(row: int, column: int, inside, samples: int = 40_001) -> float:
    """Length of the part of one ray whose points are ``inside``, by brute force."""
    pixel = np.array([DETECTOR.x[column], DETECTOR.y[row], 0.0])
    ray = np.array([0.0, 0.0, DETECTOR.distance_mm]) - pixel
    t = np.linspace(0, 0.5, samples)[:, None]
    return float(inside(pixel + t * ray).mean() * 0.5 * np.linalg.norm(ray))


@given(
    center=st.tuples(st.floats(-30, 30), st.floats(-30, 30), st.floats(30, 120)),
    radius=st.floats(1, 25),
)
def test_sphere_has_the_chord_of_its_distance_from_each_ray(center, radius):
    pixels = np.stack(
        [*np.broadcast_arrays(DETECTOR.x, DETECTOR.y[:, None]), np.zeros((DETECTOR.rows, DETECTOR.columns))],
        axis=-1,
    )
    ray = np.array([0.0, 0.0, DETECTOR.distance_mm]) - pixels
    unit = ray / np.linalg.norm(ray, axis=-1, keepdims=True)
    distance = np.linalg.norm(np.cross(np.asarray(center) - pixels, unit), axis=-1)
    expected = 2 * np.sqrt(np.maximum(radius**2 - distance**2, 0))
    np.testing.assert_allclose(whole_path(ellipsoid(center, [radius] * 3)), expected, atol=1e-4)


def test_column_on_the_axis_is_as_deep_as_the_slanted_ray_needs():
    length = whole_path(column((0, 0, 50), half_width=500, half_depth=1e-3 + 20, half_height=30))
    slant = np.hypot(np.hypot(DETECTOR.x[25], DETECTOR.y[30]), 800) / 800
    assert length[30, 25] == pytest.approx(2 * 20.001 * slant, rel=1e-3)
    assert length[0, 25] == 0  # above the flat end


@pytest.mark.parametrize(
    "body",
    [
        ellipsoid((5, -8, 60), (30, 12, 20), tilt_deg=30, turn_deg=40),
        column((3, 4, 70), 10, 25, 18),
        tube([(-20, -20, 60), (25, 18, 90)], 9)[0],
        Body(np.array([0.0, 0, 60]), np.eye(3) / 20, 20, ((np.array([0.0, 1, 0]), 3.0),)),
    ],
    ids=["ellipsoid", "column", "cylinder", "sphere cut by a plane"],
)
@pytest.mark.parametrize(("row", "col"), [(30, 25), (26, 30), (35, 22), (20, 18)])
def test_each_kind_of_body_agrees_with_sampling(body, row, col):
    assert whole_path(body)[row, col] == pytest.approx(sampled_path(row, col, body.contains), abs=0.05)


def test_tube_along_the_ray_is_as_long_as_it_is():
    """A cylinder that points at the focal spot is the degenerate case of the quadric."""
    detector = Detector(rows=3, columns=3, pitch_mm=1.0, distance_mm=800.0)
    (body,) = tube([(0, 0, 20), (0, 0, 50)], 5)
    box, length = detector.path_length(body)
    assert box == (slice(0, 3), slice(0, 3))
    assert length[1, 1] == pytest.approx(30)


def test_bent_tube_is_counted_once_at_its_joints():
    bent = tube([(-30, 0, 60), (0, 10, 75), (20, -15, 70)], 6)
    total = sum(whole_path(body) for body in bent)
    for row, col in [(35, 24), (33, 26), (34, 25), (30, 20)]:
        expected = sampled_path(row, col, lambda p: np.any([b.contains(p) for b in bent], axis=0))
        assert total[row, col] == pytest.approx(expected, abs=0.05)


def test_what_others_take_out_is_taken_out_once_though_they_overlap():
    body = ellipsoid((0, 0, 80), (40, 40, 50))
    holes = (
        ellipsoid((5, 0, 70), (20, 20, 20)),
        ellipsoid((-5, 3, 85), (20, 25, 20)),
        ellipsoid((0, -5, 60), (9, 9, 30)),
    )
    length = whole_path(body, holes)
    for row, col in [(30, 25), (28, 27), (33, 22), (10, 25)]:
        expected = sampled_path(
            row, col, lambda p: body.contains(p) & ~np.any([h.contains(p) for h in holes], axis=0)
        )
        assert length[row, col] == pytest.approx(expected, abs=0.05)


def test_body_beside_the_detector_casts_no_shadow():
    box, length = DETECTOR.path_length(ellipsoid((500, 0, 50), (10, 10, 10)))
    assert length.size == 0
    assert box[1].start == box[1].stop


@given(
    center=st.tuples(st.floats(-60, 60), st.floats(-70, 70), st.floats(40, 120)),
    axes=st.tuples(st.floats(1, 30), st.floats(1, 30), st.floats(1, 30)),
    tilt=st.floats(-90, 90),
)
def test_shadow_holds_every_ray_that_meets_the_body(center, axes, tilt):
    body = ellipsoid(center, axes, tilt)
    everywhere = (slice(0, DETECTOR.rows), slice(0, DETECTOR.columns))
    enter, leave = DETECTOR.intervals(body, everywhere)
    outside = np.ones(enter.shape, dtype=bool)
    outside[DETECTOR.shadow(body)] = False
    assert not np.any((leave > enter) & outside)
