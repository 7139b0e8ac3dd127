from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.gui.runner import Runner
from meddiag_gui.gui.scanning import Scanning
from meddiag_gui.gui.session import Session
from tests.support.images import coordinate_image
from tests.support.scans import FakeScanner


def open_named(path, frame=0):
    if path.name.startswith("bad"):
        raise UnreadableImage(f"{path.name} is cut short.")
    if path.name.startswith("bug"):
        raise TypeError("secret")
    return coordinate_image(sha256=f"sha-{path.name}", path=path, frame=frame)


@pytest.fixture
def make(qapp):
    runners = []

    def build(open_image=open_named, scanner=None, demo=lambda: Path("demo.dcm")):
        runners.extend((Runner("scan"), Runner("io")))
        scanning = Scanning(runners[-2], scanner or FakeScanner(), demo)
        return Session(scanning, runners[-1], open_image)

    yield build
    for runner in runners:
        runner.shut_down()


def paths(*names):
    return [Path(name) for name in names]


def shown(session):
    return session.picture.image.path.name if session.picture else None


def test_the_first_of_the_chosen_files_is_shown(make, qtbot):
    session = make()
    session.open_paths(paths("a.dcm", "b.dcm"))
    qtbot.waitUntil(lambda: shown(session) == "a.dcm" and len(session.stacks) == 2)
    session.next()
    qtbot.waitUntil(lambda: shown(session) == "b.dcm")
    session.next()
    session.previous()
    qtbot.waitUntil(lambda: shown(session) == "a.dcm")


def test_the_old_picture_never_stands_under_the_new_name(make, qtbot):
    session = make()
    session.open_paths(paths("a.dcm", "b.dcm"))
    qtbot.waitUntil(lambda: shown(session) == "a.dcm" and len(session.stacks) == 2)
    seen = []
    session.opening.connect(lambda name: seen.append((name, shown(session))))
    session.next()
    assert seen == [("b.dcm", None)]


def test_the_first_picture_is_there_while_the_scan_goes_on_and_stays_when_more_is_found(make, qtbot):
    scanner = FakeScanner(as_slices=True, held=True)
    session = make(scanner=scanner)
    session.open_paths(paths("c", "b", "a"))
    qtbot.waitUntil(lambda: shown(session) == "c")
    assert session.scanning.running
    assert session.position == ""
    changes = []
    session.picture_changed.connect(lambda: changes.append(shown(session)))
    scanner.release()
    qtbot.waitUntil(lambda: session.position == "1 / 3")
    assert changes == []
    assert not session.scanning.running


def test_what_is_looked_at_stays_where_sorting_moves_it(make, qtbot):
    scanner = FakeScanner(held=True, study_date="20240101")
    instance = scanner._instance
    scanner._instance = lambda path, number: instance(path, number) if number else _older(instance(path, 0))
    session = make(scanner=scanner)
    session.open_paths(paths("old", "new"))
    qtbot.waitUntil(lambda: shown(session) == "old")
    scanner.release()
    qtbot.waitUntil(lambda: len(session.stacks) == 2)
    assert session.stacks[1].image(0)[0].name == "old"
    assert (session.index, shown(session)) == (1, "old")


def _older(instance):
    from dataclasses import replace

    return replace(instance, study_uid="1", study_date="20200101")


def test_scrolling_shows_each_image_and_stops_at_the_ends(make, qtbot):
    session = make(scanner=FakeScanner(as_slices=True))
    session.open_paths(paths(*"abcde"))
    qtbot.waitUntil(lambda: session.count == 5 and shown(session) == "a")
    session.scroll(3)
    assert shown(session) is not None  # the picture stays until the next is there
    qtbot.waitUntil(lambda: (shown(session), session.position) == ("d", "4 / 5"))
    session.scroll(99)
    qtbot.waitUntil(lambda: (shown(session), session.place) == ("e", 4))
    session.scroll(-99)
    qtbot.waitUntil(lambda: (shown(session), session.place) == ("a", 0))


def test_frames_of_one_file_are_gone_through(make, qtbot):
    session = make(scanner=FakeScanner(frames=3))
    session.open_paths(paths("us"))
    qtbot.waitUntil(lambda: session.position == "1 / 3")
    session.last()
    qtbot.waitUntil(lambda: session.position == "3 / 3")
    assert session.picture.image.frame == 2


def test_neighbours_are_read_ahead_and_then_there_at_once(make, qtbot):
    opened = []

    def open_counted(path, frame):
        opened.append(path.name)
        return open_named(path, frame)

    session = make(open_counted, FakeScanner(as_slices=True))
    session.open_paths(paths(*"abcdefgh"))
    qtbot.waitUntil(lambda: session.count == 8 and shown(session) == "a")
    session.forward()
    qtbot.waitUntil(lambda: set("abcde") <= set(opened))
    session.forward()
    assert shown(session) == "c"
    assert opened.count("c") == 1


def test_while_reading_is_slow_the_screen_follows_and_ends_at_the_image_wanted(make, qtbot):
    go = threading.Semaphore(0)

    def open_slowly(path, frame):
        assert go.acquire(timeout=5)
        return open_named(path, frame)

    session = make(open_slowly, FakeScanner(as_slices=True))
    seen = []
    session.picture_changed.connect(lambda: seen.append(shown(session)))
    session.open_paths(paths(*"abcdefghij"))
    go.release()
    qtbot.waitUntil(lambda: session.count == 10 and shown(session) == "a")
    session.go(4)
    session.go(9)
    for _ in range(20):
        go.release()
    qtbot.waitUntil(lambda: shown(session) == "j")
    assert session.position == "10 / 10"
    go.release(100)


def test_an_image_that_cannot_be_read_is_told_and_does_not_stop_the_scrolling(make, qtbot):
    session = make(scanner=FakeScanner(as_slices=True))
    session.open_paths(paths("a", "bad", "c"))
    qtbot.waitUntil(lambda: session.count == 3 and shown(session) == "a")
    with qtbot.waitSignal(session.failed) as failed:
        session.forward()
    assert failed.args == ["bad is cut short."]
    assert session.picture is None
    assert session.problems == {Path("bad"): "bad is cut short."}
    session.forward()
    qtbot.waitUntil(lambda: shown(session) == "c")


def test_an_empty_folder_says_so(make, qtbot, tmp_path):
    session = make()
    with qtbot.waitSignal(session.failed) as failed:
        session.open_paths([tmp_path])
    assert failed.args == [f"There is no file in {tmp_path.name}."]


def test_where_nothing_can_be_opened_the_reason_is_said(make, qtbot, tmp_path):
    session = make(scanner=FakeScanner(skipped=("a.txt is a text file.", "b.txt is a text file.")))
    with qtbot.waitSignal(session.failed) as failed:
        session.open_paths([tmp_path])
    assert failed.args == ["a.txt is a text file. 1 more cannot be opened either."]


def test_an_internal_error_is_said_without_its_own_words(make, qtbot):
    session = make()
    with qtbot.waitSignal(session.failed) as failed:
        session.open_paths(paths("bug.dcm"))
    assert failed.args == ["An internal error (TypeError) came up while opening bug.dcm."]


def test_a_late_picture_gives_way_to_the_one_asked_for_last(make, qtbot):
    go = threading.Event()

    def open_slowly(path, frame):
        if path.name == "slow.dcm":
            go.wait(5)
        return open_named(path, frame)

    session = make(open_slowly)
    taken = []
    session.picture_changed.connect(lambda: taken.append(shown(session)))
    session.open_paths(paths("slow.dcm", "b.dcm"))
    qtbot.waitUntil(lambda: len(session.stacks) == 2)
    session.next()
    go.set()
    qtbot.waitUntil(lambda: shown(session) == "b.dcm")
    assert "slow.dcm" not in taken


def test_stopping_keeps_what_was_found_and_a_late_result_changes_nothing(make, qtbot):
    scanner = FakeScanner(held=True)
    session = make(scanner=scanner)
    session.open_paths(paths("a", "b"))
    qtbot.waitUntil(lambda: shown(session) == "a")
    session.scanning.stop()
    scanner.release()
    qtbot.wait(30)
    assert session.scanning.stopped
    assert (len(session.stacks), shown(session)) == (1, "a")


def test_opening_something_else_gives_up_the_scan_under_way(make, qtbot):
    scanner = FakeScanner(held=True)
    session = make(scanner=scanner)
    session.open_paths(paths("a", "b"))
    qtbot.waitUntil(lambda: shown(session) == "a")
    session.open_paths(paths("c"))
    scanner.release()
    qtbot.waitUntil(lambda: shown(session) == "c")
    assert [stack.image(0)[0].name for stack in session.stacks] == ["c"]


def test_closing_gives_up_what_is_being_read(make, qtbot):
    session = make()
    session.open_paths(paths("a.dcm"))
    session.close()
    qtbot.wait(30)
    assert session.picture is None


def test_the_chosen_path_is_told_once_its_first_picture_is_there_and_the_demo_is_not(make, qtbot):
    session = make()
    told = []
    session.opened.connect(told.append)
    session.open_demo()
    qtbot.waitUntil(lambda: shown(session) == "demo.dcm")
    session.open_paths(paths("a", "b"))
    qtbot.waitUntil(lambda: len(session.stacks) == 2 and shown(session) == "a")
    session.next()
    qtbot.waitUntil(lambda: shown(session) == "b")
    assert told == [Path("a")]


def test_the_demo_study_is_made_off_the_gui_thread(make, qtbot):
    names = []

    def demo():
        names.append(threading.current_thread().name)
        return Path("phantom.dcm")

    session = make(demo=demo)
    session.open_demo()
    qtbot.waitUntil(lambda: shown(session) == "phantom.dcm")
    assert names[0].startswith("meddiag-scan")


def test_a_place_outside_the_list_changes_nothing(make):
    session = make()
    session.previous()
    session.next()
    session.show(3)
    session.forward()
    assert (session.index, session.count, session.picture) == (-1, 0, None)


def test_gaps_of_the_stack_are_said_beside_the_picture_once_the_scan_is_over(make, qtbot):
    scanner = FakeScanner(as_slices=True)
    instance = scanner._instance
    scanner._instance = lambda path, number: instance(path, number + 5 * (number > 2))
    session = make(scanner=scanner)
    session.open_paths(paths(*"abcd"))
    qtbot.waitUntil(lambda: session.count == 4 and session.picture is not None)
    assert [notice.split(":")[0] for notice in session.notices] == ["Slices are missing"]


def test_no_more_pictures_are_kept_than_memory_allows(make, qtbot, monkeypatch):
    opened = []

    def open_counted(path, frame):
        opened.append(path.name)
        return open_named(path, frame)

    monkeypatch.setattr("meddiag_gui.gui.pictures.BUDGET", 5 * np.zeros((40, 60), np.uint16).nbytes)
    session = make(open_counted, FakeScanner(as_slices=True))
    session.open_paths(paths(*"abcdefghijklmnop"))
    qtbot.waitUntil(lambda: session.count == 16 and shown(session) == "a")
    session.last()
    qtbot.waitUntil(lambda: {"p", "o", "n", "m"} <= set(opened) and shown(session) == "p")
    session.first()
    qtbot.waitUntil(lambda: shown(session) == "a")
    assert opened.count("a") == 2
