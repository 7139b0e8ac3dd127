"""Subgroups: who belongs where."""

from __future__ import annotations

import pytest

from meddiag_gui.evaluation.subgroups import NOT_STATED, age_years, subgroups


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3", 3),
        ("3.5", 3.5),
        ("003Y", 3),
        ("018M", 1.5),
        ("052W", 364 / 365.25),
        ("365D", 365 / 365.25),
        (" 7 ", 7),
    ],
)
def test_ages_are_read_as_numbers_or_age_strings(text: str, years: float) -> None:
    assert age_years(text) == pytest.approx(years)


@pytest.mark.parametrize("text", ["", "old", "-3", "3 years", "1e3", "nan", "٣", "3YY"])
def test_what_is_no_age_is_none(text: str) -> None:
    assert age_years(text) is None


def test_each_value_is_a_group_and_the_unstated_one_comes_last() -> None:
    groups = subgroups("sex", ["M", "F", "", "M"])
    assert groups is not None
    assert [(group.value, group.members) for group in groups] == [
        ("F", (1,)),
        ("M", (0, 3)),
        (NOT_STATED, (2,)),
    ]


def test_ages_are_grouped_by_range_in_order() -> None:
    groups = subgroups("Age", ["70", "006M", "5", "2", "17", "?"])
    assert groups is not None
    assert [(group.value, group.members) for group in groups] == [
        ("under 1", (1,)),
        ("2–5", (2, 3)),
        ("12–17", (4,)),
        ("60–79", (0,)),
        (NOT_STATED, (5,)),
    ]


def test_one_value_divides_nothing_and_too_many_are_no_groups() -> None:
    assert subgroups("site", ["a", "a"]) == []
    assert subgroups("mask", [str(i) for i in range(13)]) is None
    assert len(subgroups("mask", [str(i) for i in range(12)]) or []) == 12
