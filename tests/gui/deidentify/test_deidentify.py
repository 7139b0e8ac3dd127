"""De-identification in the window: a run, a look at what is in doubt, rectangles by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from meddiag_gui.gui.app import Program
from meddiag_gui.gui.deidentify.feature import Deidentifying
from meddiag_gui.gui.deidentify.form import OptionsForm
from meddiag_gui.gui.deidentify.picture import ReviewPicture
from meddiag_gui.gui.deidentify.window import DeidentifyWindow
from meddiag_gui.imaging.deidentify.box import Box
from meddiag_gui.imaging.deidentify.options import Dates, Options
from meddiag_gui.imaging.deidentify.outcome import Status
from meddiag_gui.imaging.open import open_image
from tests.gui.conftest import Start
from tests.support.dicom_files import image_dataset, write_dicom


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "in"
    source.mkdir()
    for name, modality in (("a.dcm", "CR"), ("b.dcm", "US"), ("c.dcm", "US")):
        pixels = np.full((2, 40, 60), ord(name[0]), np.uint8)
        dataset = image_dataset(
            pixels, Modality=modality, PatientName="Kettenglied^Anna", SeriesInstanceUID=name
        )
        write_dicom(source / name, dataset)
    return source


def run(program: Program, folder: Path, out: Path, qtbot: QtBot) -> tuple[Deidentifying, DeidentifyWindow]:
    """De-identify a folder in the window and wait for the end."""
    feature = program.feature(Deidentifying)
    program.control.actions["deidentify"].trigger()
    window = feature.window
    assert window is not None
    assert not window.start.isEnabled()
    feature.set_places(folder, out)
    window.start.click()
    qtbot.waitUntil(lambda: bool(feature.outcomes) and not window.start.isHidden(), timeout=20000)
    return feature, window


def test_what_is_in_doubt_comes_first_and_waits(
    start: Start, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    feature, window = run(start(open_image=open_image), folder, tmp_path / "out", qtbot)
    assert [outcome.status for outcome in feature.outcomes] == [Status.HELD, Status.HELD, Status.DONE]
    assert "1 file is written. 2 wait for a look." in window.state.text()
    assert "often carry" in window.doubt.text()
    qtbot.waitUntil(lambda: window.frames.maximum() == 1)
    assert len(list((tmp_path / "out").rglob("*.dcm"))) == 1


def test_confirming_writes_what_was_drawn_and_shows_the_next(
    start: Start, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    feature, window = run(start(open_image=open_image), folder, out, qtbot)
    window.picture.show_boxes((Box(0, 0, 20, 10),))
    window.confirm.click()
    qtbot.waitUntil(lambda: window.table.currentRow() == 1)
    assert feature.outcomes[0].status is Status.DONE
    pixels = open_image(out / str(feature.outcomes[0].output), 1).pixels
    assert (pixels[:10, :20] == pixels.min()).all()
    qtbot.waitUntil(lambda: not window.confirm.isHidden())
    window.confirm.click()
    qtbot.waitUntil(lambda: window.state.text() == "Nothing waits any more.")
    assert len(list(out.rglob("*.dcm"))) == 3
    assert window.confirm.isHidden()


def test_a_folder_that_cannot_be_used_is_told(start: Start, qtbot: QtBot, folder: Path) -> None:
    feature = start(open_image=open_image).feature(Deidentifying)
    feature.open()
    feature.set_places(folder, folder / "inside")
    feature.start()
    assert feature.window is not None
    window = feature.window
    qtbot.waitUntil(lambda: "lie in each other" in window.state.text())
    assert not window.start.isHidden()


def test_cancel_stops_and_says_that_it_can_go_on(
    start: Start, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    feature = start(open_image=open_image).feature(Deidentifying)
    feature.open()
    feature.set_places(folder, tmp_path / "out")
    feature.start()
    assert feature.window is not None
    feature.window.cancel.click()
    assert "goes on from there" in feature.window.state.text()
    assert feature.outcomes == []


def test_the_form_gives_the_basic_profile_until_something_is_chosen(qtbot: QtBot) -> None:
    form = OptionsForm()
    qtbot.addWidget(form)
    assert form.options() == Options()
    form.dates.setCurrentIndex(1)
    form.kept["descriptors"].setChecked(True)
    assert form.options() == Options(Dates.SHIFT, descriptors=True)


@pytest.fixture
def picture(qtbot: QtBot) -> ReviewPicture:
    widget = ReviewPicture()
    qtbot.addWidget(widget)
    widget.resize(400, 200)
    widget.show_picture(QImage(100, 50, QImage.Format.Format_Grayscale8), 50, 100)
    widget.show()
    return widget


def test_a_rectangle_is_drawn_in_image_pixels(picture: ReviewPicture, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picture.edited):
        qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
        qtbot.mouseMove(picture, QPoint(100, 60))
        qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=QPoint(120, 80))
    assert picture.boxes == (Box(10, 5, 30, 20),)
    assert picture.chosen == 0
    assert not picture.grab().isNull()


def test_a_click_chooses_the_smallest_and_delete_takes_it_away(picture: ReviewPicture, qtbot: QtBot) -> None:
    picture.show_boxes((Box(0, 0, 60, 40), Box(10, 10, 20, 20)))
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert picture.chosen == 1
    qtbot.keyClick(picture, Qt.Key.Key_Delete)
    assert picture.boxes == (Box(0, 0, 60, 40),)
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(390, 190))
    assert picture.chosen == -1
    qtbot.keyClick(picture, Qt.Key.Key_Delete)
    assert len(picture.boxes) == 1


def test_a_rectangle_never_leaves_the_picture(picture: ReviewPicture, qtbot: QtBot) -> None:
    picture.resize(400, 400)
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(300, 20))
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=QPoint(399, 390))
    (box,) = picture.boxes
    assert box == box.clipped(50, 100)
    assert box.bottom == 50
