"""Points in time: what is read, at which precision, and in which zone."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.records.when import When, at, read_iso, since_admission


@pytest.fixture
def tokyo(monkeypatch):
    """Nine hours ahead of UTC, without summer time."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "precision", "shown"),
    [
        ("2024", "year", "2024"),
        ("2024-03", "month", "2024-03"),
        ("2024-03-05", "day", "2024-03-05"),
        ("2024-03-05T07:15", "minute", "2024-03-05 07:15"),
        ("2024-03-05T07:15:30", "second", "2024-03-05 07:15"),
        ("2024-03-05 07:15:30.250", "second", "2024-03-05 07:15"),
        (" 1066-10-14 ", "day", "1066-10-14"),
    ],
)
def test_what_is_given_is_kept_at_its_precision(text, precision, shown):
    when = read_iso(text)
    assert (when.precision, when.text) == (precision, shown)


@pytest.mark.parametrize(
    "text",
    ["", "x", "2024-13", "2024-02-30", "2024-1-5", "24-01-05", "2024-01-05T25:00", "2024-01-05T10:00+15:00",
     "2024-01-05T", "0000-01-01", "20240105", "2024-01-05T10:61:00Z", "٢٠٢٤", "2024-01-05T10:00:00Zx"],
)  # fmt: skip
def test_what_is_no_time_is_none(text):
    assert read_iso(text) is None


def test_a_time_with_a_zone_is_brought_to_this_computers(tokyo):
    assert read_iso("2024-03-05T20:00:00Z").text == "2024-03-06 05:00"
    assert read_iso("2024-03-05T20:00:00-05:00").text == "2024-03-06 10:00"
    assert read_iso("2024-03-05T20:00:00+0900").text == "2024-03-05 20:00"
    assert read_iso("2024-03-05T20:00:00").text == "2024-03-05 20:00"


def test_the_ends_of_time_do_not_raise():
    assert read_iso("0001-01-01T00:00:00+14:00") is None or read_iso("0001-01-01T00:00:00+14:00").seconds < 0
    assert read_iso("9999-12-31T23:59:59-14:00") is None or read_iso("9999-12-31T23:59:59-14:00").seconds > 0


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)))
def test_a_local_moment_comes_back(moment):
    moment = moment.replace(microsecond=0)
    assert at(moment).moment == moment
    assert read_iso(moment.isoformat()).seconds == at(moment).seconds


@given(st.datetimes(datetime(1971, 1, 1), datetime(2037, 1, 1)), st.integers(-12, 14))
def test_two_zones_of_one_instant_are_one_time(moment, hours):
    moment = moment.replace(microsecond=0)
    here = moment.replace(tzinfo=UTC)
    there = here.astimezone(timezone(timedelta(hours=hours)))
    assert read_iso(here.isoformat()) == read_iso(there.isoformat())


def test_time_since_admission_is_written_in_hours():
    assert since_admission(47.5).text == "47 h 30 min"
    assert since_admission(-0.25).text == "−0 h 15 min"
    assert since_admission(1).relative


def test_times_are_ordered():
    assert When(1.0) < When(2.0)
