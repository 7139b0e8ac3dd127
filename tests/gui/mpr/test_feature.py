"""Three planes in the window, from a series on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.app import Program
from meddiag_gui.gui.mpr.feature import Mpr
from meddiag_gui.imaging.windowing import Window
from tests.gui.conftest import Start
from tests.gui.mpr.conftest import enter, open_in, voxels
from tests.support.scans import FakeScanner
from tests.support.volumes import write_volume


def shown(view) -> np.ndarray:
    """Pixels on the screen, as stored in the file."""
    return np.asarray(view.view.picture.image.pixels).astype(int) + 1024


def settle(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not program.busy)


def test_the_three_planes_show_the_voxels_at_the_slice_that_was_looked_at(
    opened: Program, qtbot: QtBot
) -> None:
    opened.session.go(3)
    settle(opened, qtbot)
    panel = enter(opened, qtbot)
    axial, coronal, sagittal = panel.views
    values = voxels().astype(int)
    assert np.array_equal(shown(axial), values[3])
    assert np.array_equal(shown(coronal), values[::-1, 6, :])
    assert np.array_equal(shown(sagittal), values[::-1, :, 6])
    assert [view.view.picture.aspect for view in panel.views] == pytest.approx([0.625, 2.5, 4.0])
    assert axial._place.text() == "F 3.0 mm"
    assert panel.message == ""
    assert opened.window.stage.currentWidget() is panel


def test_wheel_and_keys_scroll_one_plane_and_the_others_stay(opened: Program, qtbot: QtBot) -> None:
    panel = enter(opened, qtbot)
    axial, coronal, _ = panel.views
    before = shown(coronal)
    assert np.array_equal(shown(axial), voxels()[5])  # the middle, for the series was just opened
    axial.view.scrolled.emit(2)
    QTest.keyClick(axial.view, Qt.Key.Key_Down)
    settle(opened, qtbot)
    assert np.array_equal(shown(axial), voxels()[8])
    assert np.array_equal(shown(coronal), before)
    QTest.keyClick(axial.view, Qt.Key.Key_End)
    settle(opened, qtbot)
    assert np.array_equal(shown(axial), voxels()[9])
    assert opened.session.place == 0  # the keys are the planes' here


def test_a_press_brings_the_crosshair_and_dragging_takes_it_along(opened: Program, qtbot: QtBot) -> None:
    panel = enter(opened, qtbot)
    axial, coronal, sagittal = panel.views
    view = axial.view

    def at(x: float, y: float) -> QPoint:
        return view.to_view(x, y).toPoint()

    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(3.5, 9.5))
    settle(opened, qtbot)
    assert np.array_equal(shown(coronal), voxels()[::-1, 9, :])
    assert np.array_equal(shown(sagittal), voxels()[::-1, :, 3])
    QTest.mouseMove(view, at(11.5, 2.5))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(11.5, 2.5))
    settle(opened, qtbot)
    assert np.array_equal(shown(coronal), voxels()[::-1, 2, :])
    assert np.array_equal(shown(sagittal), voxels()[::-1, :, 11])
    assert np.array_equal(shown(axial), voxels()[5])


def test_a_press_outside_the_picture_goes_to_its_edge(opened: Program, qtbot: QtBot) -> None:
    panel = enter(opened, qtbot)
    panel.planes.point_at(0, -50, 500)
    settle(opened, qtbot)
    assert np.array_equal(shown(panel.views[1]), voxels()[::-1, 11, :])
    assert np.array_equal(shown(panel.views[2]), voxels()[::-1, :, 0])


def test_a_slab_is_projected_in_every_plane(opened: Program, qtbot: QtBot) -> None:
    opened.session.go(5)
    settle(opened, qtbot)
    panel = enter(opened, qtbot)
    for _ in range(3):
        opened.control.actions["mpr_thicker"].trigger()
    settle(opened, qtbot)
    values = voxels().astype(int)
    assert np.array_equal(shown(panel.views[0]), values[4:7].max(axis=0))
    assert panel.views[0]._slab.text() == "MIP 6 mm, 3 slices"
    assert np.array_equal(shown(panel.views[1]), values[::-1].max(axis=1))
    opened.control.actions["mpr_projection"].trigger()
    settle(opened, qtbot)
    assert np.array_equal(shown(panel.views[0]), values[4:7].min(axis=0))
    panel.reset()
    settle(opened, qtbot)
    assert panel.views[0]._slab.text() == "slice 2 mm"
    assert (panel.bar.thickness, panel.bar.projection) == (0.0, "MIP")


def test_one_window_for_all_planes(opened: Program, qtbot: QtBot) -> None:
    panel = enter(opened, qtbot)
    panel.activate(panel.views[1])
    panel.view.display.set_window(Window(-700, 300), inverted=True)
    panel.view.refresh()
    states = {(view.view.display.voi, view.view.display.inverted) for view in panel.views}
    assert states == {(Window(-700, 300), True)}
    panel.views[2].scroll_by(1)
    settle(opened, qtbot)
    assert panel.views[2].view.display.voi == Window(-700, 300)
    assert opened.control.actions["invert"].isChecked()


def test_a_double_click_gives_a_plane_the_whole_room_and_the_next_takes_it_back(
    opened: Program, qtbot: QtBot
) -> None:
    panel = enter(opened, qtbot)
    panel.views[1].maximised.emit(panel.views[1])
    assert [view.isVisible() for view in panel.views] == [False, True, False]
    panel.views[1].maximised.emit(panel.views[1])
    assert [view.isVisible() for view in panel.views] == [True, True, True]


def test_leaving_shows_the_slice_in_which_the_crosshair_was(opened: Program, qtbot: QtBot) -> None:
    panel = enter(opened, qtbot)
    panel.planes.scroll(0, 2)
    settle(opened, qtbot)
    opened.control.actions["mpr"].trigger()
    settle(opened, qtbot)
    assert opened.session.place == 7
    assert opened.window.stage.currentWidget() is opened.window.grid
    assert panel.planes is None


def test_opening_another_series_leaves_the_planes(opened: Program, qtbot: QtBot) -> None:
    enter(opened, qtbot)
    opened.session.show(0)
    assert not opened.feature(Mpr).active
    assert not opened.control.actions["mpr"].isChecked()


def test_what_is_no_volume_is_said_in_its_place(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    paths = write_volume(tmp_path / "ct", voxels())
    paths[4].unlink()
    program = open_in(start, qtbot, tmp_path / "ct")
    panel = enter(program, qtbot)
    assert panel.message.startswith("This series cannot be shown in three planes: slices are missing")
    assert panel.planes is None
    assert not program.control.actions["mpr_thicker"].isEnabled()
    program.control.actions["mpr"].trigger()
    assert program.window.stage.currentWidget() is program.window.grid


def test_reading_can_be_given_up(opened: Program, qtbot: QtBot) -> None:
    opened.control.actions["mpr"].trigger()
    panel = opened.feature(Mpr).panel
    assert panel is not None
    assert panel.message.startswith("Reading slices")
    panel.closed.emit()
    settle(opened, qtbot)
    assert panel.planes is None
    assert opened.window.stage.currentWidget() is opened.window.grid


def test_the_place_in_the_patient_is_told_under_the_pointer(opened: Program, qtbot: QtBot) -> None:
    panel = enter(opened, qtbot)
    view = panel.views[0].view
    QTest.mouseMove(view, view.to_view(2.5, 1.5).toPoint())
    assert "-8 HU" in opened.window.pixel.text()  # slice 5, row 1, column 2: 1016 − 1024
    assert "patient  x -3." in opened.window.pixel.text()
    assert "z 1.0 mm" in opened.window.pixel.text()


def test_a_series_that_is_still_scanned_cannot_be_cut_yet(start: Start, qtbot: QtBot) -> None:
    scanner = FakeScanner(as_slices=True, held=True)
    program = start(scanner=scanner)
    program.session.open_paths([Path(f"{number}.dcm") for number in range(5)])
    qtbot.waitUntil(lambda: bool(program.session.stacks))
    assert not program.control.actions["mpr"].isEnabled()
    scanner.release()
    qtbot.waitUntil(lambda: program.session.count == 5 and not program.busy)
    assert program.control.actions["mpr"].isEnabled()
