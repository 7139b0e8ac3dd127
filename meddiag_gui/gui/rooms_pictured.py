"""The rooms beside the reading room, filled with a phantom's images and invented records, in pictures."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from meddiag_gui import paths
from meddiag_gui.gui.deidentify.feature import Deidentifying
from meddiag_gui.gui.library.feature import LibraryKeeping
from meddiag_gui.gui.patient.feature import PatientRecords
from meddiag_gui.gui.rooms import READING
from meddiag_gui.gui.verdict.feature import Verdicts
from meddiag_gui.imaging.phantom import demo_ct, demo_study

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from meddiag_gui.gui.app import Program

RECORDS = "phantom-records.json"
COMMENT = "Computed phantom: no opacity, the heart's outline is regular."
Take = Callable[[str, "QWidget"], None]


def picture_rooms(program: Program, home: Path, take: Take, settle: Callable[[], None]) -> None:
    """Fill the library below ``MEDDIAG_HOME``, which is to be thrown away, and picture each room.

    Parameters
    ----------
    home
        Folder for files that are made on the way.
    take
        Saves a picture of a widget under a name, once all is settled.
    settle
        Returns when no thread has work.
    """
    window, rooms = program.window, program.window.rooms
    _fill_library(program, settle)
    for name in ("library", "worklist"):
        rooms.enter(name)
        take(name, window)
    _picture_patient(program, take, settle)
    rooms.enter(READING)
    program.session.open_demo()
    settle()
    panel = program.feature(Verdicts).panel
    panel.focus_first()
    panel.comment.setPlainText(COMMENT)
    take("verdict", window)
    for name, shown in (("wizard", "retraining"), ("training", "training"), ("evaluation", "evaluation")):
        rooms.enter(name)
        take(shown, window)
    rooms.enter(READING)
    _picture_deidentification(program, home, take, settle)


def _fill_library(program: Program, settle: Callable[[], None]) -> None:
    program.window.rooms.enter("library")
    program.feature(LibraryKeeping).importing.start([demo_study(), demo_ct()], reference=False)
    settle()


def _picture_patient(program: Program, take: Take, settle: Callable[[], None]) -> None:
    """Take the invented records in, and tell the story of the phantom."""
    program.window.rooms.enter("patient")
    settle()
    records = program.feature(PatientRecords)
    if records.taking is not None and records.room is not None:
        records.taking.take([paths.resources() / "demo" / RECORDS])
        settle()
        records.room.list.setCurrentRow(0)
        take("patient", program.window)


def _picture_deidentification(program: Program, home: Path, take: Take, settle: Callable[[], None]) -> None:
    """Take the identity out of the radiograph alone: the CT's slices would take minutes."""
    source = home / "originals"
    source.mkdir()
    shutil.copy(demo_study(), source)
    feature = program.feature(Deidentifying)
    feature.open()
    feature.set_places(source, home / "de-identified")
    feature.start()
    settle()
    take("de-identification", cast("QWidget", feature.window))
    cast("QWidget", feature.window).close()
