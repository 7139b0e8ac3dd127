from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.training.diagram import Curve, Diagram, spread, ticks

VALUES = st.floats(-1e9, 1e9)


@given(st.lists(VALUES, max_size=5))
def test_there_is_always_room_and_a_few_round_ticks(values: list[float]) -> None:
    low, high = spread(values)
    assert low < high
    assert all(low <= value <= high for value in values)
    marks = ticks(low, high)
    assert 1 <= len(marks) <= 8
    assert all(low <= mark <= high or math.isclose(mark, low) or math.isclose(mark, high) for mark in marks)


def test_ticks_are_those_one_would_choose() -> None:
    assert ticks(0, 6, whole=True) == [0, 1, 2, 3, 4, 5, 6]
    assert ticks(0, 2, whole=True) == [0, 1, 2]
    assert ticks(0, 100, whole=True) == [0, 20, 40, 60, 80, 100]
    assert [round(tick, 6) for tick in ticks(0.0, 0.0011)] == [0, 0.0002, 0.0004, 0.0006, 0.0008, 0.001]


def test_a_curve_is_drawn_where_its_values_are(qtbot: QtBot) -> None:
    diagram = Diagram("Loss")
    qtbot.addWidget(diagram)
    diagram.resize(300, 200)
    diagram.show_curves(
        [Curve(((0, 1.0), (1, 1.0), (2, math.nan), (4, 1.0)), "#ff0000", dots=True)], 4, [2.0]
    )
    picture = diagram.grab().toImage()
    red = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if QColor(picture.pixel(x, y)).red() > 150 and QColor(picture.pixel(x, y)).green() < 80
    ]
    assert {y for _, y in red} <= set(range(80, 95))  # one value: the middle of the area
    assert min(x for x, _ in red) < 60
    assert max(x for x, _ in red) > 280
    diagram.show_curves([], 0)
    assert diagram.curves == ()
    diagram.grab()
