from __future__ import annotations

import threading
import time

import pytest

from meddiag_gui.errors import NotIncluded
from meddiag_gui.gui.runner import Runner
from meddiag_gui.tasks import Progress


class Log:
    """Notes what a job's callbacks were given, and on which thread."""

    def __init__(self):
        self.events = []
        self.threads = set()

    def _note(self, kind, payload):
        self.events.append((kind, payload))
        self.threads.add(threading.current_thread())

    def done(self, job, result):
        self._note("done", result)

    def failed(self, job, error):
        self._note("failed", error)

    def progressed(self, job, progress):
        self._note("progress", progress.done)


@pytest.fixture
def runner(qapp):
    runner = Runner("test")
    yield runner
    runner.shut_down()


@pytest.fixture
def log():
    return Log()


def test_progress_and_result_arrive_in_order_in_the_gui_thread(runner, log, qtbot):
    def work(*, report, token):
        report(Progress(1, 2))
        report(Progress(2, 2))
        return threading.current_thread().name

    runner.submit(work, log.done, log.failed, log.progressed)
    qtbot.waitUntil(lambda: not runner.busy)
    assert [kind for kind, _ in log.events] == ["progress", "progress", "done"]
    assert log.events[-1][1].startswith("meddiag-test")
    assert log.threads == {threading.main_thread()}


def test_an_error_reaches_its_owner_and_the_next_job_still_runs(runner, log, qtbot):
    def work(*, report, token):
        raise ValueError("no")

    runner.submit(work, log.done, log.failed)
    runner.submit(lambda *, report, token: 5, log.done, log.failed)
    qtbot.waitUntil(lambda: not runner.busy)
    assert isinstance(log.events[0][1], ValueError)
    assert log.events[1] == ("done", 5)


def test_a_cancelled_job_delivers_nothing_though_it_ends_well(runner, log, qtbot):
    go = threading.Event()
    job = runner.submit(lambda *, report, token: go.wait(5), log.done, log.failed, log.progressed)
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert log.events == []


def test_a_job_cancelled_in_the_queue_never_starts(runner, log, qtbot):
    go, ran = threading.Event(), []
    runner.submit(lambda *, report, token: go.wait(5), log.done, log.failed)
    waiting = runner.submit(lambda *, report, token: ran.append(1), log.done, log.failed)
    waiting.cancel()
    go.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert ran == []


def test_work_that_sees_its_token_stops(runner, log, qtbot):
    started = threading.Event()

    def work(*, report, token):
        started.set()
        while True:
            token.check()

    job = runner.submit(work, log.done, log.failed)
    assert started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: not runner.busy)
    assert log.events == []


def test_shutting_down_stops_what_runs_and_what_waits_and_delivers_nothing(qapp, log):
    runner = Runner("test")
    started, ran = threading.Event(), []

    def work(*, report, token):
        started.set()
        while True:
            token.check()

    runner.submit(work, log.done, log.failed)
    runner.submit(lambda *, report, token: ran.append(1), log.done, log.failed)
    assert started.wait(5)
    runner.shut_down()
    qapp.processEvents()
    assert not runner.busy
    assert log.events == []
    assert ran == []


def test_hundreds_of_jobs_keep_their_order(runner, log, qtbot):
    for number in range(600):
        runner.submit(lambda *, report, token, n=number: n, log.done, log.failed)
    qtbot.waitUntil(lambda: not runner.busy)
    assert log.events == [("done", number) for number in range(600)]


def test_background_work_gives_way_to_any_other_and_may_come_again(qtbot, runner):
    """Held background work is cancelled by what is queued after it; `idle` tells when it may come again."""
    order, started = [], threading.Event()

    def background(*, report, token):
        started.set()
        while not token.cancelled:
            time.sleep(0.002)
        token.check()

    def reading(*, report, token):
        order.append("read")

    waiting = runner.submit(background, _never, _never, background=True)
    qtbot.waitUntil(started.is_set)
    with qtbot.waitSignal(runner.idle):
        runner.submit(reading, lambda job, result: order.append("taken"), _never)
    assert order == ["read", "taken"]
    assert waiting.token.cancelled
    assert not runner.busy


def test_the_lack_of_a_library_of_training_is_told_in_words(runner, log, qtbot):
    def work(*, report, token):
        raise ModuleNotFoundError("No module named 'torch'", name="torch")

    runner.submit(work, log.done, log.failed)
    qtbot.waitUntil(lambda: bool(log.events))
    assert isinstance(log.events[0][1], NotIncluded)


def _never(job, outcome):
    raise AssertionError("nothing may be delivered")
