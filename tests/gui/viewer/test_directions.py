from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.gui.viewer.directions import edge_letters, letters, opposite
from meddiag_gui.gui.viewer.placement import (
    FLIP_HORIZONTAL,
    FLIP_VERTICAL,
    TURN_LEFT,
    TURN_RIGHT,
    UPRIGHT,
    compose,
)
from meddiag_gui.imaging.image import ImageHeader
from meddiag_gui.imaging.plane import make_plane
from tests.support.images import coordinate_image

AXIAL = make_plane((1, 0, 0, 0, 1, 0), (0, 0, 0))
CORONAL = make_plane((1, 0, 0, 0, 0, -1), (0, 0, 0))
SAGITTAL = make_plane((0, 1, 0, 0, 0, -1), (0, 0, 0))
CHANGES = (FLIP_HORIZONTAL, FLIP_VERTICAL, TURN_LEFT, TURN_RIGHT)


@pytest.mark.parametrize(
    ("plane", "edges"), [(AXIAL, "RALP"), (CORONAL, "RHLF"), (SAGITTAL, "AHPF")], ids=str
)
def test_the_main_planes_as_they_are_looked_at(plane, edges):
    assert edge_letters(coordinate_image(plane=plane), UPRIGHT) == tuple(edges)


@pytest.mark.parametrize(
    ("change", "edges"),
    [(FLIP_HORIZONTAL, "LARP"), (FLIP_VERTICAL, "RPLA"), (TURN_RIGHT, "PRAL"), (TURN_LEFT, "ALPR")],
)
def test_the_letters_go_with_the_picture(change, edges):
    assert edge_letters(coordinate_image(plane=AXIAL), change) == tuple(edges)


@given(st.lists(st.sampled_from(CHANGES), max_size=6))
def test_a_turn_moves_each_letter_to_the_next_edge_and_a_flip_swaps_two(changes):
    image = coordinate_image(plane=CORONAL)
    orientation, (left, top, right, bottom) = UPRIGHT, edge_letters(image, UPRIGHT)
    for change in changes:
        orientation = compose(change, orientation)
        left, top, right, bottom = {
            FLIP_HORIZONTAL: (right, top, left, bottom),
            FLIP_VERTICAL: (left, bottom, right, top),
            TURN_RIGHT: (bottom, left, top, right),
            TURN_LEFT: (top, right, bottom, left),
        }[change]
    assert edge_letters(image, orientation) == (left, top, right, bottom)


@pytest.mark.parametrize(
    ("degrees", "name"), [(0, "L"), (11, "L"), (13, "LP"), (40, "LP"), (50, "PL"), (80, "P"), (135, "PR")]
)
def test_oblique_directions_have_the_stronger_letter_first(degrees, name):
    angle = math.radians(degrees)
    assert letters((math.cos(angle), math.sin(angle), 0.0)) == name
    assert letters((-math.cos(angle), -math.sin(angle), 0.0)) == opposite(name)


@pytest.mark.parametrize(
    ("stated", "edges"),
    [
        ("L\\F", "RHLF"),
        ("P\\F", "AHPF"),
        ("AR\\H", ("PL", "F", "AR", "H")),
        ("LE\\V", ("",) * 4),  # an animal's
        ("L", ("",) * 4),
        ("\\F", ("", "H", "", "F")),
        ("", ("",) * 4),
    ],
)
def test_a_radiograph_states_its_own_and_where_nothing_is_stated_there_are_no_letters(stated, edges):
    image = coordinate_image(header=ImageHeader(patient_orientation=stated))
    assert edge_letters(image, UPRIGHT) == tuple(edges)


def test_the_plane_goes_before_what_is_stated():
    image = coordinate_image(plane=AXIAL, header=ImageHeader(patient_orientation="P\\F"))
    assert edge_letters(image, UPRIGHT) == tuple("RALP")
