"""The grid that slices lie on, known by construction."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.errors import VolumeError
from meddiag_gui.imaging.lattice import fit_lattice
from meddiag_gui.imaging.plane import Plane, make_plane
from meddiag_gui.imaging.straighten import straighten, straightened
from tests.support.stacks import AXIAL

SPACING = (0.5, 0.8)


def at(*positions: tuple[float, float, float]) -> list[Plane | None]:
    return [make_plane(AXIAL, position) for position in positions]


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(0.3, 9), st.integers(2, 40))
def test_any_orientation_is_found_again_and_points_go_both_ways(
    turn: float, tip: float, step: float, count: int
) -> None:
    row = (math.cos(turn), math.sin(turn), 0.0)
    column = (-math.sin(turn) * math.cos(tip), math.cos(turn) * math.cos(tip), math.sin(tip))
    first = make_plane((*row, *column), (10.0, -20.0, 30.0))
    assert first is not None
    lattice = fit_lattice([first.moved(step * number) for number in range(count)], SPACING)
    assert lattice.spacing == pytest.approx([step, 0.5, 0.8])
    assert lattice.drift.tolist() == [0, 0]
    voxel = np.array([[0, 0, 0], [1, 2, 3], [count - 1, 7.5, -1]])
    points = lattice.to_patient(voxel)
    assert points[0] == pytest.approx(first.position)
    assert lattice.to_voxel(points) == pytest.approx(voxel, abs=1e-6)
    homogeneous = np.column_stack([voxel, np.ones(3)]) @ lattice.affine.T
    assert homogeneous[:, :3] == pytest.approx(points)
    expected = np.array(first.moved(step).position) + 2 * 0.5 * np.array(column) + 3 * 0.8 * np.array(row)
    assert points[1] == pytest.approx(expected)


def test_positions_rounded_by_the_scanner_are_still_a_grid() -> None:
    lattice = fit_lattice(at(*((0.0, 0.0, round(0.625 * number, 1)) for number in range(33))), SPACING)
    assert lattice.spacing[0] == pytest.approx(0.625)


@pytest.mark.parametrize(
    ("planes", "reason"),
    [
        (at((0, 0, 0), (0, 0, 1), (0, 0, 3)), "missing, or they are not evenly spaced: 1 to 2 mm apart"),
        (at((0, 0, 0), (0, 0, 1), (0, 0, 2.5), (0, 0, 3.5)), "not evenly spaced"),
        (at((0, 0, 0), (0, 0, 0)), "at one place"),
        (at((0, 0, 0)), "only one image"),
        (at((0, 0, 0), (5, 0, 1), (0, 0, 2)), "not lie straight"),
        ([*at((0, 0, 0)), None], "where in the patient"),
        ([], "where in the patient"),
    ],
)
def test_what_is_no_grid_is_refused_with_the_reason(planes: list[Plane | None], reason: str) -> None:
    with pytest.raises(VolumeError, match=reason):
        fit_lattice(planes, SPACING)
    with pytest.raises(VolumeError, match="no pixel spacing"):
        fit_lattice(at((0, 0, 0), (0, 0, 1)), None)


@pytest.mark.parametrize("drift", [1.0, -1.0, 0.25, -0.4])
def test_a_tilted_gantry_is_straightened(drift: float) -> None:
    """A ramp along the rows, sampled on tilted slices, is the same ramp on straight ones."""
    slices, rows, columns = 9, 12, 5
    planes = at(*((0.0, number * drift * 0.5, 2.0 * number) for number in range(slices)))
    tilted = fit_lattice(planes, SPACING)
    assert tilted.drift == pytest.approx([drift, 0])
    straight = straightened(tilted, slices)
    assert straight.drift.tolist() == [0, 0]
    for number in range(slices):
        heights = (np.arange(rows) + number * drift) * 0.5  # mm to the back of the first slice's first row
        pixels = np.repeat(100 + 10 * heights[:, None], columns, axis=1).astype(np.float32)
        found = straighten(pixels, tilted, number, slices)
        voxels = np.stack(np.meshgrid([number], np.arange(found.shape[0]), [2], indexing="ij"), -1)
        expected = 100 + 10 * straight.to_patient(voxels.reshape(-1, 3))[:, 1]
        covered = (expected > pixels.min() + 5) & (expected < pixels.max() - 5)
        assert covered.sum() >= rows - 4
        assert found[covered, 2] == pytest.approx(expected[covered], abs=1e-3)


def test_slices_that_stand_straight_are_left_as_they_are() -> None:
    lattice = fit_lattice(at((0, 0, 0), (0, 0, 1)), SPACING)
    pixels = np.arange(6).reshape(2, 3)
    assert straighten(pixels, lattice, 1, 2) is pixels
