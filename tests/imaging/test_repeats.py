"""Series that show a place several times."""

from __future__ import annotations

from typing import Any

import pytest

from meddiag_gui.imaging.instance import Taken
from meddiag_gui.imaging.series import Stack, group
from tests.support.stacks import slice_of

HEIGHTS = (0.0, 5.0, 10.0, 15.0)


def repeated(passes: int, trait: str, values: tuple[str, ...] = ()) -> list[Any]:
    """Slices at four heights, in several passes that differ by one trait."""
    values = values or tuple(map(str, range(passes)))
    return [
        slice_of(f"{value}-{z}", z, taken=Taken(**{trait: value}), number=number)
        for value in values
        for number, z in enumerate(HEIGHTS)
    ]


def stacks_of(instances: list[Any]) -> tuple[Stack, ...]:
    return group(instances)[0].studies[0].series[0].stacks


def heights(stack: Stack) -> list[float]:
    return [plane.position[2] for place in range(len(stack)) if (plane := stack.plane(place))]


@pytest.mark.parametrize(
    ("trait", "values", "labels"),
    [
        ("diffusion", ("0", "1000"), ["b 0", "b 1000"]),
        ("echo", ("1", "2"), ["echo 1", "echo 2"]),
        ("phase", ("1", "2"), ["phase 1", "phase 2"]),
        ("acquisition", ("1", "2"), ["acquisition 1", "acquisition 2"]),
        ("sequence", ("ep_b0", "ep_b800t"), ["ep_b0", "ep_b800t"]),
        ("kind", ("ORIGINAL\\PRIMARY\\W", "ORIGINAL\\PRIMARY\\F"), ["W", "F"]),
        ("diffusion", ("", "700"), ["", "b 700"]),
    ],
)
def test_what_distinguishes_images_at_a_place_makes_stacks(
    trait: str, values: tuple[str, ...], labels: list[str]
) -> None:
    stacks = stacks_of(repeated(2, trait, values))
    assert [stack.label for stack in stacks] == labels
    assert [heights(stack) for stack in stacks] == [list(HEIGHTS)] * 2
    assert [stack.phases for stack in stacks] == [1, 1]


def test_two_attributes_together_are_taken_apart_one_after_the_other() -> None:
    both = [
        slice_of(f"{b}-{echo}-{z}", z, taken=Taken(diffusion=b, echo=echo))
        for b in ("0", "1000")
        for echo in ("1", "2")
        for z in HEIGHTS
    ]
    stacks = stacks_of(both)
    assert len(stacks) == 4
    assert {stack.label for stack in stacks} >= {"echo 1, b 0", "echo 2, b 1000"}
    assert all(heights(stack) == list(HEIGHTS) for stack in stacks)


def test_an_attribute_that_differs_from_slice_to_slice_only_splits_nothing() -> None:
    one_pass = [slice_of(f"{z}", z, taken=Taken(acquisition=str(i))) for i, z in enumerate(HEIGHTS)]
    assert len(stacks_of(one_pass)) == 1


def test_a_long_dynamic_series_stays_one_stack_by_place_then_time() -> None:
    times = [(0.0, 100.0 - moment) for moment in range(20)]
    dynamic = [
        slice_of(f"{moment}-{z}", z, taken=Taken(phase=str(moment), time=time), number=moment)
        for moment, time in enumerate(times)
        for z in HEIGHTS
    ]
    (stack,) = stacks_of(dynamic)
    assert stack.phases == 20
    assert heights(stack) == [z for z in HEIGHTS for _ in times]
    assert [stack.image(place)[0].name for place in (0, 19, 20)] == ["19-0.0", "0-0.0", "19-5.0"]


def test_images_at_one_place_are_one_stack_in_time() -> None:
    loop = [slice_of(str(i), 0.0, taken=Taken(time=(float(9 - i), 0.0))) for i in range(10)]
    (stack,) = stacks_of(loop)
    assert [stack.image(place)[0].name for place in range(10)] == [str(9 - i) for i in range(10)]
    assert stack.phases == 10


def test_a_single_slice_twice_leaves_the_places_uneven() -> None:
    (stack,) = stacks_of([*repeated(1, "echo"), slice_of("again", 5.0, taken=Taken(echo="0"))])
    assert stack.phases == 0


def test_a_localizer_is_split_off_whatever_its_geometry() -> None:
    scout = slice_of("scout", 5.0, taken=Taken(kind="ORIGINAL\\PRIMARY\\LOCALIZER"))
    stacks = stacks_of([*repeated(1, "echo"), scout])
    assert [len(stack) for stack in stacks] == [4, 1]
