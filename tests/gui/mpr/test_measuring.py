"""Measuring in three planes: each slice has its own marks, and they are there again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.app import Program
from meddiag_gui.gui.measuring.feature import Measuring
from tests.gui.mpr.conftest import enter

LEFT = Qt.MouseButton.LeftButton


def test_a_length_is_drawn_in_a_plane_and_stays_with_its_slice(opened: Program, qtbot: QtBot) -> None:
    panel = enter(opened, qtbot)
    measuring, coronal = opened.feature(Measuring), panel.views[1]
    panel.activate(coronal)
    qtbot.waitUntil(lambda: measuring.board.document is not None)
    qtbot.keyClick(coronal.view, Qt.Key.Key_D)
    start, end = (coronal.view.to_view(2, y).toPoint() for y in (2, 8))
    qtbot.mousePress(coronal.view, LEFT, pos=start)
    qtbot.mouseMove(coronal.view, end)
    qtbot.mouseRelease(coronal.view, LEFT, pos=end)
    (mark,) = measuring.board.annotations
    spacing = coronal.view.picture.image.spacing
    length = measuring.board.figures(mark).quantities[0]
    assert (length.value, length.unit) == (pytest.approx(6 * spacing.row_mm, rel=0.1), "mm")
    coronal.scroll_by(1)
    qtbot.waitUntil(lambda: not opened.busy)
    assert measuring.board.annotations == ()
    coronal.scroll_by(-1)
    qtbot.waitUntil(lambda: measuring.board.annotations == (mark,))
    panel.activate(panel.views[0])
    assert measuring.board.annotations == ()
    assert measuring.panel.isHidden()
