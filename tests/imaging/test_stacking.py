"""Slices whose order and gaps are known."""

from __future__ import annotations

import math
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.instance import Instance
from meddiag_gui.imaging.plane import make_plane
from meddiag_gui.imaging.stacking import Slice, find_gaps, slices_of, sort_slices, split_into_stacks
from tests.support.stacks import AXIAL, CORONAL, slice_of


def names(slices: list[Slice]) -> list[str]:
    return [one.instance.path.name for one in slices]


def cut(*instances: Instance) -> list[Slice]:
    return [one for instance in instances for one in slices_of(instance)]


def at(*heights: float) -> list[Slice]:
    return cut(*(slice_of(f"{number}", z) for number, z in enumerate(heights)))


@given(st.lists(st.integers(-500, 500), unique=True, min_size=1), st.randoms())
def test_any_order_of_slices_is_sorted_by_position_whatever_their_numbers(
    heights: list[int], shuffle: random.Random
) -> None:
    numbers = list(range(len(heights)))
    shuffle.shuffle(numbers)
    slices = [slice_of(str(z), z, number=number) for z, number in zip(heights, numbers, strict=True)]
    assert names(sort_slices(cut(*slices))) == [str(z) for z in sorted(heights)]


def test_oblique_slices_are_sorted_along_their_own_normal() -> None:
    angle = math.radians(30)
    orientation = (1, 0, 0, 0, math.cos(angle), math.sin(angle))
    normal = (0, -math.sin(angle), math.cos(angle))
    slices = [
        slice_of(str(step), plane=make_plane(orientation, tuple(step * n for n in normal)))
        for step in (3, 1, 2)
    ]
    assert names(sort_slices(cut(*slices))) == ["1", "2", "3"]


def test_at_one_place_the_number_decides_also_where_rounding_differs() -> None:
    slices = [
        slice_of("b", 5.00001, number=2),
        slice_of("a", 5.0, number=3),
        slice_of("c", 4.99999, number=1),
    ]
    assert names(sort_slices(cut(*slices))) == ["c", "b", "a"]


def test_without_a_place_the_number_decides_and_without_that_the_name_as_people_count() -> None:
    assert names(sort_slices(cut(slice_of("a", number=2), slice_of("b", number=1)))) == ["b", "a"]
    unnumbered = [slice_of(name) for name in ("IM10", "im2", "IM1", "IM²")]
    assert names(sort_slices(cut(*unnumbered, slice_of("z", number=9)))) == ["z", "IM1", "im2", "IM10", "IM²"]


@pytest.mark.parametrize(
    "change",
    [
        {"rows": 5},
        {"columns": 7},
        {"spacing": (0.7, 0.8)},
        {"spacing": None},
        {"frame_of_reference": "1.8"},
        {"plane": None},
        {"plane": make_plane(CORONAL, (0, 0, 0))},
        {"frames": 10, "plane": None},
    ],
)
def test_what_cannot_be_scrolled_through_together_is_a_stack_of_its_own(change: dict[str, object]) -> None:
    other = slice_of("other", **({"z": 3.0} | change))  # type: ignore[arg-type]
    stacks = split_into_stacks(cut(slice_of("a", 1.0), other, slice_of("b", 2.0)))
    assert [names(stack) for stack in stacks] == [["a", "b"], ["other"]]


def test_rounding_does_not_split_a_stack() -> None:
    tilted = (1.0, 0.0, 0.0004, 0.0, 1.0, 0.0)
    close = slice_of("b", spacing=(0.70001, 0.7), plane=make_plane(tilted, (0, 0, 2)))
    assert len(split_into_stacks(cut(slice_of("a", 1.0), close, slice_of("c", 3.0)))) == 1


def test_two_multi_frame_files_are_two_stacks() -> None:
    assert len(split_into_stacks(cut(slice_of("a", frames=3), slice_of("b", frames=3)))) == 2


def test_thousands_of_different_orientations_stay_quick_and_apart() -> None:
    turns = [(math.cos(i), math.sin(i), 0, -math.sin(i), math.cos(i), 0) for i in range(2000)]
    turned = [slice_of(str(i), plane=make_plane(turn, (0, 0, 0))) for i, turn in enumerate(turns)]
    assert 500 <= len(split_into_stacks(cut(*turned))) <= 2000


@given(st.floats(0.1, 20), st.integers(3, 60), st.floats(-1000, 1000))
def test_even_slices_need_no_word(distance: float, count: int, start: float) -> None:
    assert find_gaps(at(*(start + i * distance for i in range(count)))) == ()


def test_a_missing_slice_is_said_with_its_place() -> None:
    assert find_gaps(at(0, 1.5, 3, 6, 7.5)) == (
        "Slices are missing: images 3 and 4 are 3 mm apart, not 1.5 mm.",
    )
    assert find_gaps(at(0, 1, 2, 4, 5, 6, 9, 10))[0].endswith("not 1 mm, and at 1 further places.")


def test_uneven_slices_are_said_with_their_distances() -> None:
    assert find_gaps(at(0, 1, 2.2, 3.2)) == ("The slices are not evenly spaced: 1 to 1.2 mm apart.",)


def test_several_images_at_each_place_are_no_gap() -> None:
    assert find_gaps(at(0, 0, 1, 1, 2, 2)) == ()
    assert find_gaps(cut(slice_of("a"), slice_of("b"), slice_of("c"))) == ()
    assert find_gaps(at(0, 5)) == ()


def test_an_absurd_position_makes_no_error() -> None:
    slices = [slice_of(str(z), plane=make_plane(AXIAL, (0, 0, z))) for z in (0, 1, 1e300)]
    assert "missing" in find_gaps(sort_slices(cut(*slices)))[0]
    assert Path(names(sort_slices(cut(*slices)))[-1]).name == "1e+300"
