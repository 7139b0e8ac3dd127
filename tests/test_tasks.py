"""Progress, time left and cancellation."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.tasks import (
    Cancelled,
    CancelToken,
    Progress,
    Stopwatch,
    format_seconds,
    heeded_token,
    heeding,
    no_report,
)


@pytest.mark.parametrize(
    ("done", "total", "fraction"),
    [(0, 4, 0.0), (1, 4, 0.25), (4, 4, 1.0), (5, 4, 1.0), (3, None, None), (0, 0, None)],
)
def test_fraction_is_the_share_done_and_never_more_than_all(
    done: int, total: int | None, fraction: float | None
) -> None:
    assert Progress(done, total).fraction == fraction


def test_token_stops_work_in_another_thread() -> None:
    token, started, ended = CancelToken(), threading.Event(), []

    def work() -> None:
        started.set()
        try:
            while True:
                token.check()
        except Cancelled:
            ended.append("cancelled")

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(10)
    assert not token.cancelled
    token.cancel()
    thread.join(10)
    assert ended == ["cancelled"]
    assert token.cancelled


def test_fresh_token_lets_work_go_on() -> None:
    CancelToken().check()
    assert no_report(Progress(1, 2)) is None  # the default watcher takes anything


def test_the_innermost_token_is_heeded_and_only_on_its_thread() -> None:
    outer, inner, elsewhere = CancelToken(), CancelToken(), list[CancelToken]()
    with heeding(outer):
        with heeding(inner):
            assert heeded_token() is inner
        assert heeded_token() is outer
        thread = threading.Thread(target=lambda: elsewhere.append(heeded_token()))
        thread.start()
        thread.join()
    assert outer not in (*elsewhere, heeded_token())


@given(
    total=st.integers(1, 1000),
    done=st.integers(1, 1000),
    per_unit=st.floats(0.001, 100),
)
def test_time_left_is_exact_for_units_of_equal_cost(total: int, done: int, per_unit: float) -> None:
    now = [50.0]
    watch = Stopwatch(total, clock=lambda: now[0])
    assert watch.seconds_left(0) is None
    now[0] += done * per_unit
    assert watch.seconds_left(done) == pytest.approx(max(0, total - done) * per_unit, rel=1e-6)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "0 s"),
        (0.4, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min 00 s"),
        (200, "3 min 20 s"),
        (3599.7, "1 h 00 min"),
    ],
)
def test_durations_are_written_for_people(seconds: float, text: str) -> None:
    assert format_seconds(seconds) == text


@given(st.integers(0, 10**6))
def test_written_duration_loses_less_than_its_last_unit(seconds: int) -> None:
    words = format_seconds(seconds).split()
    unit = {"s": 1, "min": 60, "h": 3600}
    read_back = sum(int(n) * unit[u] for n, u in zip(words[::2], words[1::2], strict=True))
    assert 0 <= seconds - read_back < unit[words[-1]]
