"""Planes in the patient."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.plane import dot, make_plane
from tests.support.stacks import AXIAL

ANGLES = st.floats(-math.pi, math.pi)


@pytest.mark.parametrize(
    ("orientation", "position"),
    [
        ((), (0, 0, 0)),
        (AXIAL, ()),
        (AXIAL, (0, 0)),
        ((1, 0, 0, 1, 0, 0), (0, 0, 0)),  # not at right angles
        ((0, 0, 0, 0, 1, 0), (0, 0, 0)),
    ],
)
def test_what_is_no_plane_gives_none(orientation: tuple[float, ...], position: tuple[float, ...]) -> None:
    assert make_plane(orientation, position) is None


@given(ANGLES, ANGLES, st.floats(-1000, 1000))
def test_the_normal_is_at_right_angles_and_depth_grows_along_it(turn: float, tip: float, by: float) -> None:
    row = (math.cos(turn), math.sin(turn), 0.0)
    column = (-math.sin(turn) * math.cos(tip), math.cos(turn) * math.cos(tip), math.sin(tip))
    plane = make_plane((*row, *column), (10.0, -20.0, 30.0))
    assert plane is not None
    assert dot(plane.normal, plane.row) == pytest.approx(0, abs=1e-9)
    assert dot(plane.normal, plane.column) == pytest.approx(0, abs=1e-9)
    assert dot(plane.normal, plane.normal) == pytest.approx(1)
    assert plane.moved(by).depth == pytest.approx(plane.depth + by, abs=1e-6)
