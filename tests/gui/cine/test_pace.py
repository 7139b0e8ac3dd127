from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.gui.cine.pace import SPEEDS, UNSTATED_MS, Pace, next_speed


@pytest.mark.parametrize(
    ("elapsed", "place", "left"),
    [(0, 0, 40), (39, 0, 1), (40, 1, 40), (119, 2, 1), (120, 0, 40), (1000, 1, 40)],
)
def test_a_loop_goes_round_at_its_rate(elapsed, place, left):
    assert Pace(3, (40.0,)).at(elapsed) == pytest.approx((place, left))


def test_a_sweep_goes_forth_and_back_and_shows_the_ends_once():
    pace = Pace(4, (10.0,), sweeps=True)
    assert [pace.at(10 * step)[0] for step in range(8)] == [0, 1, 2, 3, 2, 1, 0, 1]


def test_frames_of_different_length_are_shown_that_long():
    pace = Pace(3, (10.0, 50.0, 20.0))
    assert [pace.at(moment)[0] for moment in (0, 9, 10, 59, 60, 79, 80)] == [0, 0, 1, 1, 2, 2, 0]
    assert pace.frames_per_second() == pytest.approx(1000 * 3 / 80)


@pytest.mark.parametrize("stated", [(), (10.0, 20.0)])
def test_where_nothing_fitting_is_stated_there_is_a_usual_rate(stated):
    assert Pace(3, stated).at(UNSTATED_MS)[0] == 1


@given(
    st.lists(st.floats(1, 500), min_size=2, max_size=12),
    st.booleans(),
    st.integers(0, 11),
    st.floats(0, 0.99),
)
def test_every_frame_is_due_from_its_start_for_its_own_time(durations, sweeps, place, share):
    pace = Pace(len(durations), tuple(durations), sweeps)
    place %= len(durations)
    found, left = pace.at(pace.start_of(place) + share * durations[place] + 1e-6)
    if share > 0.01:
        assert found == place
        assert left == pytest.approx((1 - share) * durations[place], abs=1e-3)


def test_speeds_stop_at_the_ends():
    assert next_speed(1.0, 1) > 1.0 > next_speed(1.0, -1)
    assert next_speed(SPEEDS[-1], 1) == SPEEDS[-1]
    assert next_speed(SPEEDS[0], -1) == SPEEDS[0]
