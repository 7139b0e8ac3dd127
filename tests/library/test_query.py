"""A line is understood as its writer means it, and what is not understood is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.library.query import Query, parse

TODAY = date(2024, 3, 10)


@pytest.mark.parametrize(
    ("line", "query"),
    [
        ("", Query()),
        ("wang  chest", Query(words=(("", "wang"), ("", "chest")))),
        ('name:"wang xiao" id:7', Query(words=(("name", "wang xiao"), ("ids", "7")))),
        ("NAME:王", Query(words=(("name", "王"),))),
        ("finding:pneumonia verdict:agree", Query(words=(("findings", "pneumonia"), ("verdicts", "agree")))),
        ("mod:cr,dx", Query(modalities=("CR", "DX"))),
        ("date:2024", Query(first=date(2024, 1, 1), last=date(2024, 12, 31))),
        ("date:2024-02", Query(first=date(2024, 2, 1), last=date(2024, 2, 29))),
        ("date:2023-12", Query(first=date(2023, 12, 1), last=date(2023, 12, 31))),
        ("date:20240517", Query(first=date(2024, 5, 17), last=date(2024, 5, 17))),
        ("date:2024-01..2024-06", Query(first=date(2024, 1, 1), last=date(2024, 6, 30))),
        ("date:2024..", Query(first=date(2024, 1, 1))),
        ("date:..2024-05-17", Query(last=date(2024, 5, 17))),
        ("date:today", Query(first=TODAY, last=TODAY)),
        ("date:yesterday", Query(first=date(2024, 3, 9), last=date(2024, 3, 9))),
        ("date:10d", Query(first=date(2024, 2, 29))),
        ("born:1950 sex:f status:unread in:bin", Query(born="1950", sex="F", status="unread", in_bin=True)),
        ("born:1950-07", Query(born="1950-07")),
        ("10:30", Query(words=(("", "10:30"),))),
        ("study:x", Query(words=(("", "study x"),))),
        ("name:", Query(words=(("", "name:"),))),
    ],
)
def test_lines(line: str, query: Query) -> None:
    assert parse(line, TODAY) == query


@pytest.mark.parametrize(
    "line",
    [
        "date:2024-13",
        "date:2024-02-30",
        "date:x",
        "date:..",
        "born:20",
        "sex:q",
        "status:new",
        "in:out",
        "date:0000",
    ],
)
def test_what_is_not_understood_is_said_and_left_out(line: str) -> None:
    query = parse(line, TODAY)
    (problem,) = query.problems
    assert line in problem
    assert query == Query(problems=query.problems)


@given(st.text(max_size=80))
def test_no_line_fails(line: str) -> None:
    parse(line, TODAY)


@given(st.lists(st.sampled_from(["date:", "mod:", "9999", "99999d", "..", '"', "name:", ",", "-", "born:"])))
def test_no_pieces_fail(pieces: list[str]) -> None:
    parse("".join(pieces), TODAY)
