from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.support.scans import FakeScanner

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(start, qtbot):
    def run(count):
        program = start(scanner=FakeScanner(as_slices=True))
        program.session.open_paths([Path(f"{number:04d}") for number in range(count)])
        qtbot.waitUntil(lambda: program.session.count == count and program.session.picture is not None)
        return program

    return run


def drag(view, down, modifier=CONTROL):
    start = QPoint(100, 20)
    QTest.mousePress(view, LEFT, modifier, start)
    QTest.mouseMove(view, start + QPoint(0, down))
    QTest.mouseRelease(view, LEFT, modifier, start + QPoint(0, down))


def test_a_long_stack_is_gone_through_in_one_movement_and_stops_at_the_end(opened):
    program = opened(400)
    view = program.window.view
    voi = view.display.voi
    drag(view, round(0.4 * view.height()))
    assert program.session.place == pytest.approx(200, abs=2)
    drag(view, view.height())
    assert program.session.place == 399
    assert view.display.voi == voi


def test_in_a_short_stack_one_image_is_not_wider_than_a_finger(opened):
    program = opened(5)
    drag(program.window.view, 50)
    assert program.session.place == 2


def test_without_the_key_and_over_a_single_image_a_drag_changes_the_window(opened):
    for count, modifier in ((5, Qt.KeyboardModifier.NoModifier), (1, CONTROL)):
        program = opened(count)
        voi = program.window.view.display.voi
        drag(program.window.view, 50, modifier)
        assert program.session.place == 0
        assert program.window.view.display.voi != voi
