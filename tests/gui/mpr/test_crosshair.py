"""The cross-hair: what it draws, and what it makes of mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter

from meddiag_gui.gui.mpr.crosshair import CrosshairTool, Line
from meddiag_gui.gui.viewer.tools import Pointer


def drawn(line: Line) -> set[tuple[int, int]]:
    """Pixels that a line colours, at two screen pixels for one of the image."""
    canvas = QImage(200, 200, QImage.Format.Format_RGB32)
    canvas.fill(QColor("black"))
    painter = QPainter(canvas)
    line.paint(painter, lambda x, y: QPointF(2 * x, 2 * y))
    painter.end()
    lit = QColor("black").rgb()
    return {(x, y) for x in range(200) for y in range(200) if canvas.pixel(x, y) != lit}


def test_a_line_runs_across_the_picture_and_leaves_the_point_free() -> None:
    found = drawn(Line((50, 0), (50, 100), (50, 40), (0, 0), "#ffffff"))
    assert {x for x, _ in found} <= {99, 100}
    rows = {y for _, y in found}
    assert {0, 60, 100, 198} <= rows
    assert not rows & set(range(70, 90))


def test_the_edges_of_a_slab_are_drawn_on_both_sides() -> None:
    found = drawn(Line((0, 50), (100, 50), (50, 50), (0, 10), "#ffffff"))
    rows = {y for _, y in found}
    assert any(y in rows for y in (79, 80))
    assert any(y in rows for y in (119, 120))


class Told:
    """Notes what the tool asks for."""

    def __init__(self) -> None:
        self.gone: list[tuple[float, float]] = []
        self.scrolled: list[int] = []
        self.maximised = 0
        self.tool = CrosshairTool(self._go, self.scrolled.append, self._maximise)

    def _go(self, x: float, y: float) -> None:
        self.gone.append((x, y))

    def _maximise(self) -> None:
        self.maximised += 1


def at(x: float, y: float) -> Pointer:
    return Pointer(x, y, lambda x, y: QPointF(x, y))


def test_it_follows_only_while_it_is_held() -> None:
    told = Told()
    assert not told.tool.move(at(1, 1))
    assert told.tool.press(at(2, 3))
    assert told.tool.cursor == Qt.CursorShape.CrossCursor
    assert told.tool.move(at(4, 5))
    assert told.tool.release(at(4, 5))
    assert not told.tool.move(at(6, 7))
    assert told.gone == [(2, 3), (4, 5)]
    assert told.tool.cursor is None
    assert told.tool.pointer is not None
    assert (told.tool.pointer.x, told.tool.pointer.y) == (6, 7)


@pytest.mark.parametrize(
    ("key", "steps"), [(Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1), (Qt.Key.Key_PageDown, 10)]
)
def test_keys_scroll_and_are_kept_from_the_menus(key: Qt.Key, steps: int) -> None:
    told = Told()
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    assert told.tool.wants(event)
    assert told.tool.key(event)
    assert told.scrolled == [steps]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier), (Qt.Key.Key_P, Qt.KeyboardModifier.NoModifier)],
)
def test_other_keys_are_left_alone(key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    told = Told()
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifier)
    assert not told.tool.wants(event)
    assert not told.tool.key(event)
    assert told.scrolled == []


def test_a_double_click_maximises() -> None:
    told = Told()
    assert told.tool.double(at(1, 1))
    assert told.maximised == 1
