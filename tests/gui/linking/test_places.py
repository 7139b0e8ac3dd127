from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.gui.linking.places import Anchor, linked_place
from meddiag_gui.imaging.plane import make_plane
from meddiag_gui.imaging.series import Stack
from tests.support.stacks import AXIAL, CORONAL, slice_of


def stack(depths, orientation=AXIAL, **changes):
    planes = [make_plane(orientation, (0.0, 0.0, float(z))) for z in depths]
    return Stack(tuple(slice_of(f"{n}", plane=plane, **changes) for n, plane in enumerate(planes)))


THICK, THIN = stack(range(0, 100, 10)), stack([z / 2 for z in range(200)])
OTHER_FRAME = stack(range(7, 107, 5), frame_of_reference="1.8")
PLAIN = Stack(tuple(slice_of(f"{n}", frame_of_reference="") for n in range(8)))


@pytest.mark.parametrize(("place", "belongs"), [(0, 0), (3, 60), (9, 180)])
def test_in_one_frame_of_reference_the_nearest_slice_in_the_patient_belongs(place, belongs):
    assert linked_place(THICK, place, THIN) == belongs
    assert linked_place(THIN, belongs, THICK) == place


@given(st.lists(st.floats(-300, 300), min_size=2, max_size=30, unique=True), st.floats(-300, 300))
def test_no_slice_is_nearer_than_the_one_found(depths, depth):
    target = stack(sorted(depths))
    found = linked_place(stack([depth, depth + 1]), 0, target)
    distances = [abs(z - depth) for z in sorted(depths)]
    assert distances[found] == pytest.approx(min(distances), abs=1e-9)


def test_beyond_the_other_stack_its_end_is_shown():
    assert linked_place(stack([500, 501]), 0, THICK) == 9


def test_tilted_stacks_are_compared_at_the_centre_of_the_image():
    tilt = (1, 0, 0, 0, 0.9659258, 0.2588190)  # 15°: the centre lies 100 mm · sin 15° higher than the edge
    source = Stack(
        (slice_of("t", plane=make_plane(tilt, (0, 0, 0)), rows=201, columns=1, spacing=(1.0, 1.0)),)
    )
    assert linked_place(source, 0, stack(range(60))) == 26


def test_slices_across_each_other_do_not_compare():
    coronal = stack(range(10), CORONAL)
    assert linked_place(THICK, 2, coronal) is None


def test_in_another_frame_of_reference_only_the_anchor_counts_and_in_millimetres():
    assert linked_place(THICK, 4, OTHER_FRAME) is None
    anchor = Anchor(source=2, target=4)
    assert linked_place(THICK, 2, OTHER_FRAME, anchor) == 4
    assert linked_place(THICK, 4, OTHER_FRAME, anchor) == 8  # 20 mm on, at 5 mm a slice
    assert linked_place(THICK, 0, OTHER_FRAME, anchor) == 0


def test_a_stack_of_the_opposite_direction_goes_the_other_way():
    upside_down = stack(range(100, 0, -10), (1, 0, 0, 0, -1, 0), frame_of_reference="1.8")
    assert linked_place(THICK, 4, upside_down, Anchor(2, 5)) == 3


def test_images_without_a_place_go_on_by_number_within_bounds():
    anchor = Anchor(1, 3)
    assert [linked_place(PLAIN, place, PLAIN, anchor) for place in (0, 1, 4, 7)] == [2, 3, 6, 7]
    assert linked_place(PLAIN, 3, PLAIN) is None
    assert linked_place(PLAIN, 3, THICK) is None
