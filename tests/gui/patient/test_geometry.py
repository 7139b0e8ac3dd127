"""Where things stand on the timeline, as plain numbers."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.gui.patient.geometry import bands, nearest, scale_of, thinned
from meddiag_gui.gui.patient.span import TimeSpan, ticks
from meddiag_gui.gui.patient.words import number_text, unit_text
from meddiag_gui.records.timeline import Event, Lane, Track
from meddiag_gui.records.when import read_iso

DAY = 86400.0


def track(numbers, doubtful=None, band=(None, None), seconds=None):
    count = len(numbers)
    return Track(
        "k", "Potassium", "mmol/L", np.arange(count, dtype=float) * DAY if seconds is None else seconds,
        np.array(numbers, float), np.zeros(count, bool),
        np.zeros(count, bool) if doubtful is None else np.array(doubtful), np.arange(count), band,
    )  # fmt: skip


def test_lanes_stand_in_their_order_and_only_where_something_is():
    made = bands([Event(Lane.NOTES, 5.0, "b"), Event(Lane.STUDIES, 1.0, "a")])
    assert [band.lane for band in made] == [Lane.STUDIES, Lane.NOTES]
    assert made[1].top == made[0].height


def test_what_overlaps_stands_below_each_other():
    events = [
        Event(Lane.MEDICATION, 0.0, "a", end=inf),
        Event(Lane.MEDICATION, 1.0, "b", end=5.0),
        Event(Lane.MEDICATION, 6.0, "c", end=7.0),
    ]
    (band,) = bands(events)
    assert [placed.row for placed in band.events] == [0, 1, 1]
    assert band.rows == 2


@given(st.lists(st.tuples(st.floats(0, 1e9), st.floats(0, 1e6)), max_size=60))
def test_a_lane_never_grows_without_bound(spans):
    events = [Event(Lane.CONDITIONS, start, "x", end=start + length) for start, length in spans]
    for band in bands(events):
        assert 1 <= band.rows <= 5
        assert len(band.events) == len(events)


def test_the_scale_leaves_room_and_forgets_what_is_doubtful():
    low, high = scale_of(track([4.0, 5.0, 900.0], [False, False, True], (3.5, 5.1)))
    assert low < 3.5
    assert 5.1 < high < 6


@pytest.mark.parametrize("numbers", [[], [4.0], [0.0, 0.0], [1e308, -1e308], [np.nan], [np.inf, 1.0]])
def test_there_is_always_a_scale(numbers):
    low, high = scale_of(track(numbers))
    assert low < high
    assert np.isfinite(high - low)


@given(st.integers(1, 3000), st.integers(10, 400), st.integers(0, 2**31))
def test_thinning_keeps_first_last_highest_and_lowest(count, width, seed):
    chance = np.random.default_rng(seed)
    places = np.sort(chance.uniform(0, width, count))
    heights = chance.normal(size=count)
    kept = thinned(places, heights)
    assert {0, count - 1, int(heights.argmin()), int(heights.argmax())} <= set(kept.tolist())
    assert len(kept) <= max(4 * (width + 1), count if count <= 4 * width else 0)
    assert np.all(np.diff(kept) > 0)


def test_the_nearest_within_reach():
    assert nearest([10.0, 20.0, 30.0], 21.0) == 1
    assert nearest([10.0], 30.0) is None
    assert nearest([], 3.0) is None


# the span


@pytest.fixture
def span(qapp):
    made = TimeSpan()
    made.set_whole(0.0, 1000 * DAY)
    return made


def test_zooming_keeps_the_point_below_the_pointer(span):
    point = span.left + 0.25 * span.length
    span.zoom(0.5, 0.25)
    assert span.left + 0.25 * span.length == pytest.approx(point)


@given(st.lists(st.tuples(st.floats(0.01, 100), st.floats(0, 1), st.floats(-3, 3)), max_size=20))
def test_the_span_never_leaves_what_there_is(steps):
    made = TimeSpan()
    made.set_whole(0.0, 1000 * DAY)
    for factor, share, by in steps:
        made.zoom(factor, share)
        made.move(by)
        assert made.first - 1 <= made.left < made.right <= made.last + 1


def test_an_old_event_does_not_make_the_rest_small(span):
    span.show_most([0.0, *(990 * DAY + n * 1000 for n in range(100))])
    assert span.left > 900 * DAY
    span.show_whole()
    assert span.left < 0


def test_reveal_moves_only_where_it_must(span):
    span.zoom(0.1, 0.0)
    left = span.left
    span.reveal(span.left + 0.5 * span.length)
    assert span.left == left
    span.reveal(900 * DAY)
    assert span.left < 900 * DAY < span.right


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2024-01-01", "2024-01-01T06:00", "01-01 01:00"), ("2024-01-01", "2024-01-08", "2024-01-03"),
        ("2023-01-01", "2024-01-01", "2023-07"), ("1950-01-01", "2024-01-01", "1990"),
    ],
)  # fmt: skip
def test_marks_are_round_points_of_time(qapp, first, last, shown):
    span = TimeSpan()
    span.set_whole(read_iso(first).seconds, read_iso(last).seconds)
    marks = ticks(span, 10)
    assert shown in [mark.text for mark in marks]
    assert 2 <= len(marks) <= 22
    assert all(span.left <= mark.seconds <= span.right for mark in marks)


def test_marks_since_admission_are_hours(qapp):
    span = TimeSpan()
    span.set_whole(0.0, 2 * DAY, relative=True)
    assert "24 h 00 min" in [mark.text for mark in ticks(span, 8)]


@given(st.floats(-6e10, 2e11), st.floats(1, 6e9), st.integers(1, 30), st.booleans())
def test_any_span_has_marks_without_raising(first, length, most, relative):
    span = TimeSpan()
    span.set_whole(first, first + length, relative=relative)
    assert len(ticks(span, most)) < 400


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.0, "0"), (4.123456, "4.123"), (1e308, "1e+308"), (123456.0, "1.235e+05"), (1e-9, "1e-09")],
)
def test_numbers_in_words(number, shown):
    assert number_text(number) == shown


def test_units_in_words():
    assert unit_text("mm[Hg]") == "mmHg"
    assert unit_text("odd") == "odd"
