"""Reference lines in a layout of two series that lie across each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.app import Program
from meddiag_gui.gui.loading import DiskImages, DiskScanner
from meddiag_gui.gui.reference_lines import ReferenceLine
from tests.gui.conftest import Start
from tests.support.stacks import CORONAL
from tests.support.volumes import write_volume

VALUES = np.zeros((5, 40, 40), np.uint16)


@pytest.fixture
def crossed(start: Start, qtbot: QtBot, tmp_path: Path) -> Program:
    """Two series side by side: five axial slices from z = 0 up, and five coronal ones; 1 mm everywhere."""
    write_volume(tmp_path / "a", VALUES, spacing=(4.0, 1.0, 1.0), origin=(0.0, 0.0, 0.0))
    write_volume(
        tmp_path / "b", VALUES, spacing=(4.0, 1.0, 1.0), origin=(0.0, 10.0, 30.0), orientation=CORONAL,
        SeriesInstanceUID="1.2.5", SeriesNumber=9, SOPInstanceUID=None,
    )  # fmt: skip
    program = start(open_image=DiskImages(), scanner=DiskScanner())
    program.session.open_paths([tmp_path])
    program.session.lay_out(1, 2)
    qtbot.waitUntil(lambda: not program.busy and all(cell.view.picture for cell in program.window.grid.cells))
    return program


def lines(program: Program) -> list[list[ReferenceLine]]:
    """Lines of each cell, in their order."""
    return [
        [line for line in cell.view._graphics._layers.get("reference", ()) if isinstance(line, ReferenceLine)]
        for cell in program.window.grid.cells
    ]


def test_the_active_plane_and_the_ends_of_its_stack_are_drawn_in_the_other_picture(
    crossed: Program, qtbot: QtBot
) -> None:
    crossed.session.activate(crossed.session.viewports[0])
    own, other = lines(crossed)
    assert own == []
    assert [line.main for line in other] == [False, False, True]
    # The coronal image's first row lies at z = 30 mm, rows are 1 mm apart.
    assert [line.ends[0][1] for line in other] == pytest.approx([30.5, 14.5, 30.5])


def test_a_line_goes_along_when_scrolling_and_swaps_with_the_active_picture(
    crossed: Program, qtbot: QtBot
) -> None:
    crossed.session.activate(crossed.session.viewports[0])
    crossed.session.go(3)
    qtbot.waitUntil(lambda: not crossed.busy)
    assert lines(crossed)[1][-1].ends[0][1] == pytest.approx(18.5)
    crossed.session.activate(crossed.session.viewports[1])
    own, other = lines(crossed)
    assert other == []
    assert own[-1].ends[0][1] == own[-1].ends[1][1] == pytest.approx(10.5)  # at y = 10 mm


def test_the_lines_can_be_put_away_and_that_is_remembered(crossed: Program) -> None:
    crossed.session.activate(crossed.session.viewports[0])
    crossed.control.actions["reference_lines"].trigger()
    assert lines(crossed) == [[], []]
    assert not crossed.keeper.settings.show_reference_lines
    crossed.control.actions["reference_lines"].trigger()
    assert len(lines(crossed)[1]) == 3


def test_a_line_is_drawn_where_it_lies() -> None:
    canvas = QImage(40, 40, QImage.Format.Format_RGB32)
    canvas.fill(QColor("white"))
    painter = QPainter(canvas)
    ReferenceLine(((0.0, 10.0), (20.0, 10.0)), True).paint(painter, lambda x, y: QPointF(2 * x, 2 * y))
    painter.end()
    assert canvas.pixelColor(15, 20) != QColor("white")
    assert canvas.pixelColor(15, 30) == QColor("white")
