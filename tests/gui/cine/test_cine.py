from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from meddiag_gui.gui.cine.feature import Cine
from meddiag_gui.gui.cine.player import Player
from tests.gui.conftest import open_fake
from tests.support.scans import FakeScanner

CONTROL = Qt.KeyboardModifier.ControlModifier


def open_loop(path, frame=0):
    image = open_fake(path, frame)
    return replace(image, header=replace(image.header, frame_ms=(5.0,), frames=6))


@pytest.fixture
def loop(start, qtbot):
    def run(open_image=open_loop, names=("us",), **scan):
        program = start(open_image=open_image, scanner=FakeScanner(**({"frames": 6} | scan)))
        program.session.open_paths([Path(name) for name in names])
        qtbot.waitUntil(lambda: program.session.complete and program.session.picture is not None)
        return program

    return run


def places(program):
    """Collect the places shown from now on in the active viewport."""
    seen, viewport = [], program.session.active
    viewport.picture_changed.connect(lambda: seen.append(viewport.shown_place))
    return seen


def test_a_key_plays_round_and_round_and_pauses(loop, qtbot):
    program = loop()
    seen = places(program)
    qtbot.keyClick(program.window.view, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: set(seen) == set(range(6)) and len(seen) > 12, timeout=30_000)
    assert "200/s" in program.session.position
    assert program.control.actions["play"].isChecked()
    qtbot.keyClick(program.window.view, Qt.Key.Key_K)
    assert "/s" not in program.session.position
    stopped = len(seen)
    qtbot.wait(40)
    assert len(seen) == stopped
    assert not program.control.actions["play_faster"].isEnabled()


def test_the_rate_is_changed_by_keys(loop, qtbot):
    program = loop()
    program.control.actions["play"].trigger()
    player = program.feature(Cine).players[program.session.active]
    qtbot.keyClick(program.window.view, Qt.Key.Key_Up, CONTROL)
    assert player.speed == 1.5
    qtbot.keyClick(program.window.view, Qt.Key.Key_Down, CONTROL)
    qtbot.keyClick(program.window.view, Qt.Key.Key_Down, CONTROL)
    assert player.speed == 0.75
    assert "150/s" in player.words


def test_nothing_is_asked_for_while_a_frame_is_being_read(loop, qtbot):
    gate = threading.Semaphore(0)
    asked = []

    def open_slowly(path, frame=0):
        asked.append(frame)
        if frame:
            assert gate.acquire(timeout=5)
        return open_loop(path, frame)

    program = loop(open_slowly)
    program.control.actions["play"].trigger()
    qtbot.waitUntil(lambda: program.session.place > 0)
    place = program.session.place
    qtbot.wait(60)  # twelve frames' time
    assert program.session.place == place
    gate.release(1000)
    qtbot.waitUntil(lambda: program.session.place != place)


def test_frames_are_dropped_rather_than_late(loop):
    program = loop()
    viewport, now = program.session.active, [0.0]
    player = Player(viewport, clock=lambda: now[0])
    now[0] = 0.0175  # at 5 ms a frame the fourth is due
    player._tick()
    assert viewport.place == 3
    player.stop()


def test_scrolling_while_it_plays_goes_on_from_there(loop, qtbot):
    program = loop()
    viewport, now = program.session.active, [0.0]
    player = Player(viewport, clock=lambda: now[0])
    viewport.go(4)
    qtbot.waitUntil(lambda: viewport.shown_place == 4)
    player._tick()
    assert viewport.place == 4
    now[0] += 0.006
    player._tick()
    assert viewport.place == 5
    player.stop()


def test_the_rate_reached_is_said_where_it_is_less(loop):
    program = loop()
    now = [0.0]
    player = Player(program.session.active, clock=lambda: now[0])
    for moment in range(40):
        now[0] = moment / 20  # twenty a second, of two hundred
        player._on_picture()
    assert player.words == "20 of 200/s"
    player.stop()


def test_several_viewports_play_at_once_and_another_series_ends_it(loop, qtbot):
    program = loop(names=("us", "ut"))
    session = program.session
    session.lay_out(1, 2)
    qtbot.waitUntil(lambda: all(viewport.picture for viewport in session.viewports))
    program.control.actions["play"].trigger()
    session.activate_next()
    assert not program.control.actions["play"].isChecked()
    program.control.actions["play"].trigger()
    assert len(program.feature(Cine).players) == 2
    session.show(0)
    assert list(program.feature(Cine).players) == [session.viewports[0]]
    session.open_paths([Path("z")])
    assert not program.feature(Cine).players


def test_a_frame_that_cannot_be_read_ends_it(loop, qtbot):
    def open_part(path, frame=0):
        return open_loop(Path("bad") if frame == 3 else path, frame)

    program = loop(open_part)
    program.control.actions["play"].trigger()
    qtbot.waitUntil(lambda: not program.feature(Cine).players)
    assert program.window.failure.text == "bad is cut short."


def test_slices_of_a_series_play_at_a_usual_rate_and_a_single_image_does_not(loop, qtbot):
    program = loop(open_fake, "abc", as_slices=True, frames=1)
    program.control.actions["play"].trigger()
    assert program.feature(Cine).players[program.session.active].words == "10/s"
    program.session.open_paths([Path("one")])
    qtbot.waitUntil(lambda: program.session.picture is not None)
    assert program.session.count == 3 or not program.control.actions["play"].isEnabled()


def test_closing_while_it_plays_leaves_nothing_behind(loop):
    program = loop()
    program.control.actions["play"].trigger()
    program.window.close()
    program.shut_down()
    assert not program.feature(Cine).players
