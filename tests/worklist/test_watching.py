"""A watched folder gives what is complete, once, and leaves everything as it is."""

from __future__ import annotations

import os

import pytest

from meddiag_gui.tasks import Cancelled, CancelToken
from meddiag_gui.worklist.watching import FolderWatch

START = 1_700_000_000.0


class Clock:
    """Stands until it is moved."""

    now = START

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(tmp_path, clock):
    return FolderWatch(tmp_path, clock=clock)


def put(folder, name, content=b"x", at=START):
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(content)
    os.utime(path, (at, at))
    return path


def names(found):
    return [one.path.name for one in found]


def test_a_file_is_taken_when_it_rests_between_two_looks_and_for_some_seconds(watch, tmp_path, clock):
    put(tmp_path, "a.dcm")
    assert watch.look() == []
    assert watch.waiting == 1
    assert watch.look() == []  # seen twice, but changed just now
    clock.now += 6
    assert names(watch.look()) == ["a.dcm"]


def test_a_file_that_grows_waits(watch, tmp_path, clock):
    put(tmp_path, "a.dcm")
    clock.now += 60
    watch.look()
    put(tmp_path, "a.dcm", b"longer", at=START + 60)
    assert watch.look() == []
    clock.now += 60
    assert names(watch.look()) == ["a.dcm"]


def test_what_was_taken_is_given_again_only_when_it_changes(watch, tmp_path, clock):
    put(tmp_path, "a.dcm")
    clock.now += 60
    watch.look()
    [arrived] = watch.look()
    assert watch.look() == [arrived]  # nobody has taken it yet
    watch.taken(arrived)
    assert watch.look() == []
    put(tmp_path, "a.dcm", b"another", at=START + 30)
    watch.look()
    assert names(watch.look()) == ["a.dcm"]


def test_what_was_taken_before_a_restart_is_known(tmp_path, clock, watch):
    put(tmp_path, "a.dcm")
    clock.now += 60
    watch.look()
    again = FolderWatch(tmp_path, watch.look(), clock=clock)
    again.look()
    assert again.look() == []


def test_folders_below_are_watched_and_unfinished_hidden_and_empty_files_are_not(watch, tmp_path, clock):
    for name in ("sub/deep/b.dcm", "c.PART", ".hidden", "~lock", "d.tmp", "e.dcm"):
        put(tmp_path, name)
    put(tmp_path, "empty.dcm", b"")
    (tmp_path / "link").symlink_to(tmp_path / "e.dcm")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    clock.now += 60
    watch.look()
    assert names(watch.look()) == ["e.dcm", "b.dcm"]


def test_a_file_from_the_future_counts_by_its_rest_alone(watch, tmp_path):
    put(tmp_path, "a.dcm", at=START + 1e6)
    watch.look()
    assert names(watch.look()) == ["a.dcm"]


def test_a_folder_that_vanishes_is_told_and_watched_on(watch, tmp_path, clock):
    put(tmp_path, "a.dcm")
    moved = tmp_path.with_name("moved")
    tmp_path.rename(moved)
    assert watch.look() == []
    assert watch.problem == "No such file or directory"
    moved.rename(tmp_path)
    clock.now += 60
    watch.look()
    assert names(watch.look()) == ["a.dcm"]
    assert not watch.problem


def test_looking_can_be_stopped(watch, tmp_path):
    put(tmp_path, "a.dcm")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        watch.look(token)
