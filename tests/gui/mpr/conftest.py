"""The program with a CT series on disk whose every voxel says where in the patient it lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.app import Program
from meddiag_gui.gui.loading import DiskImages, DiskScanner
from meddiag_gui.gui.mpr.feature import Mpr
from tests.gui.conftest import Start
from tests.support.volumes import write_volume

SHAPE = (10, 12, 14)
SPACING = (2.0, 0.5, 0.8)


def voxels() -> np.ndarray:
    """Values that tell slice, row and column apart: 1000, 20 and 1 for each."""
    z, y, x = np.indices(SHAPE)
    return (200 * z + 14 * y + x).astype(np.uint16)


@pytest.fixture
def opened(start: Start, qtbot: QtBot, tmp_path: Path) -> Program:
    """The program, with the series opened at its first image."""
    write_volume(tmp_path / "ct", voxels(), spacing=SPACING, origin=(-5.2, -2.75, -9.0))
    return open_in(start, qtbot, tmp_path / "ct")


def open_in(start: Start, qtbot: QtBot, folder: Path) -> Program:
    """Open a folder."""
    program = start(open_image=DiskImages(), scanner=DiskScanner())
    program.session.open_paths([folder])
    qtbot.waitUntil(lambda: program.session.picture is not None and not program.busy)
    return program


def enter(program: Program, qtbot: QtBot) -> Any:
    """Look at the active series in three planes, and give the panel."""
    program.control.actions["mpr"].trigger()
    feature = program.feature(Mpr)
    qtbot.waitUntil(lambda: not program.busy)
    return feature.panel
