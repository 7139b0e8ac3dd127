from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui.gui.viewport import REFUSED
from tests.support.scans import FakeScanner


def names(session):
    return [v.picture.image.path.name if v.picture else None for v in session.viewports]


@pytest.fixture
def opened(start, qtbot):
    """Open a series of one image each for every letter, in a layout."""

    def run(letters="abcd", layout=(2, 2), **scan):
        program = start(scanner=FakeScanner(**scan))
        program.session.lay_out(*layout)
        program.session.open_paths([Path(letter) for letter in letters])
        count = 1 if scan.get("as_slices") else min(len(letters), layout[0] * layout[1])
        qtbot.waitUntil(lambda: all(names(program.session)[:count]))
        return program

    return run


def test_every_viewport_takes_the_next_series_once_all_are_known(start, qtbot):
    scanner = FakeScanner(held=True)
    program = start(scanner=scanner)
    session = program.session
    session.lay_out(1, 3)
    session.open_paths([Path(letter) for letter in "abcd"])
    qtbot.waitUntil(lambda: names(session) == ["a", None, None])
    scanner.release()
    qtbot.waitUntil(lambda: names(session) == ["a", "b", "c"])


def test_with_fewer_series_than_viewports_the_others_stay_empty(opened, qtbot):
    session = opened("ab").session
    assert names(session) == ["a", "b", None, None]
    assert [viewport.stack is None for viewport in session.viewports] == [False, False, True, True]


def test_a_larger_layout_keeps_what_is_shown_and_a_smaller_one_the_active(opened, qtbot):
    session = opened().session
    first, _, third, _ = session.viewports
    session.activate(third)
    session.lay_out(1, 1)
    assert names(session) == ["c"]
    session.lay_out(1, 2)
    assert names(session) == ["a", "c"]
    session.lay_out(2, 2)
    assert names(session) == ["a", "b", "c", "d"]
    assert session.viewports[0] is first


def test_the_active_viewport_speaks_for_the_session(opened, qtbot):
    session = opened().session
    told = []
    session.picture_changed.connect(
        lambda: told.append(names(session)[session.viewports.index(session.active)])
    )
    session.activate(session.viewports[1])
    assert (told, session.index) == (["b"], 1)
    session.next()
    qtbot.waitUntil(lambda: names(session) == ["a", "c", "c", "d"])
    told.clear()
    session.show(3, session.viewports[0])
    qtbot.waitUntil(lambda: names(session)[0] == "d")
    assert told == []  # that one is not active


def test_going_through_the_viewports_comes_round(opened):
    session = opened().session
    seen = []
    session.active_changed.connect(lambda: seen.append(session.viewports.index(session.active)))
    for _ in range(4):
        session.activate_next()
    session.activate_previous()
    assert seen == [1, 2, 3, 0, 3]


def test_the_same_image_in_two_viewports_is_read_once(start, qtbot):
    opened = []

    def open_counted(path, frame):
        from tests.gui.conftest import open_fake

        opened.append(path.name)
        return open_fake(path, frame)

    program = start(open_image=open_counted, scanner=FakeScanner())
    session = program.session
    session.lay_out(1, 2)
    session.open_paths([Path("a"), Path("b")])
    qtbot.waitUntil(lambda: names(session) == ["a", "b"] and not program.io.busy)
    session.show(0, session.viewports[1])
    qtbot.waitUntil(lambda: names(session) == ["a", "a"])
    assert sorted(opened) == ["a", "b"]


def test_each_viewport_scrolls_by_itself(opened, qtbot):
    session = opened("abcd", (1, 2), as_slices=True).session
    qtbot.waitUntil(lambda: session.count == 4)
    left, right = session.viewports
    session.show(0, right)
    right.go(2)
    qtbot.waitUntil(lambda: (left.position, right.position) == ("1 / 4", "3 / 4"))
    left.scroll(1)
    qtbot.waitUntil(lambda: (left.position, right.position) == ("2 / 4", "3 / 4"))


def test_what_is_looked_at_in_every_viewport_stays_when_more_is_found(start, qtbot):
    scanner = FakeScanner(as_slices=True, held=True)
    session = start(scanner=scanner).session
    session.lay_out(1, 2)
    session.open_paths([Path(name) for name in "abc"])
    qtbot.waitUntil(lambda: session.picture is not None)
    session.show(0, session.viewports[1])
    scanner.release()
    qtbot.waitUntil(lambda: [v.position for v in session.viewports] == ["1 / 3", "1 / 3"])


def test_a_file_that_cannot_be_read_is_said_in_its_cell_and_the_others_stay(opened, qtbot):
    program = opened(["a", "bad", "c"], (1, 1))
    session = program.session
    session.lay_out(1, 3)
    qtbot.waitUntil(lambda: bool(session.problems) and names(session) == ["a", None, "c"])
    assert session.viewports[1].message == REFUSED
    assert program.window.failure.text == "bad is cut short."


def test_something_else_opened_empties_every_viewport(opened, qtbot):
    session = opened().session
    session.open_paths([Path("z")])
    assert names(session) == [None] * 4
    qtbot.waitUntil(lambda: names(session) == ["z", None, None, None])
