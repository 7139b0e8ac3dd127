"""Values: flagged where they give doubt, and never dropped."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.records.analytes import analytes
from meddiag_gui.records.judging import Raw, check_birth, in_future, judge
from meddiag_gui.records.model import Flag, Kind, Statement, Value
from meddiag_gui.records.when import at, read_iso, since_admission

K = analytes()["k"]
THEN = read_iso("2024-01-01T08:00:00")


def raw(number=4.0, unit="mmol/L", analyte=K, when=THEN, **more):
    return Raw(Value("s", "row 2", "Potassium", when=when), analyte, number, f"{number} {unit}", unit, **more)


def test_a_sound_value_has_no_flag():
    made = judge(raw())
    assert (made.number, made.unit, made.flags, made.analyte) == (4.0, "mmol/L", (), "k")
    assert made.given == "4.0 mmol/L"


@pytest.mark.parametrize("number", [-1.0, 0.0, 99.0, 1e308, -1e308])
def test_an_implausible_value_is_kept_with_a_flag(number):
    made = judge(raw(number))
    assert made.number == number
    assert Flag.IMPLAUSIBLE in made.flags


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_kept_as_words(number):
    made = judge(raw(number))
    assert made.number is None
    assert Flag.NO_NUMBER in made.flags
    assert made.text


def test_times_that_are_missing_or_ahead_are_flagged():
    assert Flag.NO_TIME in judge(raw(when=None)).flags
    ahead = at(datetime.now() + timedelta(days=3))
    assert Flag.FUTURE in judge(raw(when=ahead)).flags
    assert not in_future(at(datetime.now() + timedelta(hours=6)))
    assert not in_future(since_admission(1e6))


def test_a_range_goes_with_the_number():
    creatinine = analytes()["creatinine"]
    made = judge(raw(88.4, "umol/L", creatinine, low=60, high=110))
    assert made.low == pytest.approx(0.6787, rel=1e-3)
    assert made.high == pytest.approx(1.2443, rel=1e-3)
    assert made.range_from == "source"


@pytest.mark.parametrize("span", [(5.0, 3.0), (float("nan"), None), (None, float("inf"))])
def test_a_senseless_range_is_left_out(span):
    made = judge(raw(low=span[0], high=span[1]))
    assert (made.low, made.high, made.range_from) == (None, None, "")


def test_before_birth():
    birth = read_iso("2024-01-02")
    value = check_birth(judge(raw(when=read_iso("2023-12-01"))), birth)
    assert Flag.BEFORE_BIRTH in value.flags
    assert check_birth(judge(raw(when=read_iso("2024"))), birth).flags == ()
    assert check_birth(judge(raw(when=since_admission(1))), birth).flags == ()
    statement = Statement("s", "row 2", Kind.CONDITION, "x", start=read_iso("1990"))
    assert Flag.BEFORE_BIRTH in check_birth(statement, birth).flags
    assert check_birth(statement, None) is statement


@given(st.floats(), st.text(max_size=8))
def test_nothing_makes_it_raise_or_lose_what_was_written(number, unit):
    made = judge(raw(number, unit))
    assert made.given == f"{number} {unit}"
    assert made.number is not None or Flag.NO_NUMBER in made.flags
