"""Signals end the program through its event loop, and do again afterwards what they did."""

from __future__ import annotations

import os
import signal

import pytest
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.quitting import Quitting

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_end_is_asked_for_in_an_idle_loop(qtbot: QtBot, number: signal.Signals) -> None:
    asked: list[int] = []
    before = signal.getsignal(number)
    quitting = Quitting(lambda: asked.append(number))
    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: asked == [number])
    quitting.close()
    assert signal.getsignal(number) is before


def test_other_signals_end_nothing(qtbot: QtBot) -> None:
    asked: list[str] = []
    quitting = Quitting(lambda: asked.append("end"))
    before = signal.signal(signal.SIGUSR1, lambda number, frame: asked.append("other"))
    os.kill(os.getpid(), signal.SIGUSR1)
    qtbot.wait(50)
    signal.signal(signal.SIGUSR1, before)
    quitting.close()
    assert asked == ["other"]
