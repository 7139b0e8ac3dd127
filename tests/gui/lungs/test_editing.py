"""Editing lung fields in the whole program: brush, polygon, undo, files, restart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSlider

from meddiag_gui import paths
from meddiag_gui.gui.lungs import words
from meddiag_gui.gui.lungs.edit_bar import EditBar
from meddiag_gui.gui.lungs.editing import LungEditing
from meddiag_gui.gui.lungs.feature import LungFields
from meddiag_gui.gui.measuring.feature import Measuring
from meddiag_gui.gui.reading import Phase
from meddiag_gui.imaging.image import PixelSpacing
from tests.support.images import image_of
from tests.support.outlines import lung_picture, two_lungs
from tests.support.segmenters import FakeSegmenter

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
)  # fmt: skip
ROWS, COLUMNS = 200, 160
OUTSIDE = (80.0, 180.0)  # below and between the lungs


def open_image(path: Path, frame: int = 0):
    spacing = PixelSpacing(1.0, 1.0, "ImagerPixelSpacing")
    sha256 = ("a" if path.name == "a.dcm" else "b") * 64
    return image_of(
        lung_picture(two_lungs(ROWS, COLUMNS)), sha256=sha256, path=path, frame=frame, spacing=spacing
    )


class Reader:
    """A program with an outlined image, and hands for it; places are image coordinates."""

    def __init__(self, start, qtbot, *, edit=True, segmenter=None):
        self.qtbot, self.program = qtbot, start(open_image=open_image, segmenter=segmenter)
        self.open("a.dcm")
        if edit:
            self.trigger("lungs_edit")

    def open(self, name):
        self.program.session.open_paths([Path(name)])
        self.wait(lambda: self.opened is not None and self.opened.image.path.name == name)
        self.settle()

    def settle(self):
        self.wait(lambda: self.program.reading.phase is Phase.DONE and not self.program.busy)

    def wait(self, condition):
        self.qtbot.waitUntil(condition, timeout=30_000)  # SciPy is imported with the first image

    @property
    def editing(self):
        return self.program.feature(LungEditing)

    @property
    def edits(self):
        return self.editing._edits

    @property
    def opened(self):
        return self.edits.opened

    @property
    def mask(self):
        return self.opened.mask.values

    @property
    def view(self):
        return self.program.window.view

    @property
    def layers(self):
        return self.view.display.masks.masks("model")

    @property
    def said(self):
        labels = self.program.feature(LungFields).controls.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if not label.isHidden())

    def trigger(self, name):
        self.program.control.actions[name].trigger()

    def at(self, place):
        return self.view.to_view(*place).toPoint()

    def drag(self, start, end, modifier=NONE):
        self.qtbot.mousePress(self.view, LEFT, modifier, self.at(start))
        self.qtbot.mouseMove(self.view, self.at(end))
        QApplication.processEvents()
        self.qtbot.mouseRelease(self.view, LEFT, modifier, self.at(end))

    def dot(self, place, modifier=NONE):
        self.qtbot.mouseClick(self.view, LEFT, modifier, self.at(place))

    def press(self, key, modifier=NONE):
        self.qtbot.keyClick(self.view, key, modifier)

    def saved(self):
        folder = paths.user_data() / "mask-edits"
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.fixture
def reader(start, qtbot):
    return Reader(start, qtbot)


def under(mask, place):
    return bool(mask[int(place[1]), int(place[0])])


def test_the_brush_adds_and_with_shift_takes_away(reader) -> None:
    assert not under(reader.mask, OUTSIDE)
    reader.dot(OUTSIDE)
    assert under(reader.mask, OUTSIDE)
    reader.dot(OUTSIDE, SHIFT)
    assert not under(reader.mask, OUTSIDE)
    np.testing.assert_array_equal(reader.mask, two_lungs(ROWS, COLUMNS))


@pytest.mark.parametrize("change", ["reset", "rotate_left", "flip_horizontal", "zoom_in"])
def test_a_stroke_is_drawn_as_a_whole_mask_would_be(reader, change) -> None:
    reader.trigger(change)
    reader.press(KEY.Key_E)
    reader.drag((40, 100), (120, 90))
    edited = reader.view.grab().toImage()
    reader.editing._fields._drawn = ()
    reader.editing._fields._draw_anew()
    assert reader.view.grab().toImage() == edited


def test_words_and_areas_follow_and_say_that_it_was_edited(reader) -> None:
    before = reader.edits.measured
    assert words.EDITED not in reader.said
    reader.dot((30, 185))
    after = reader.edits.measured
    assert after.right.pixels > before.right.pixels
    assert after.left.pixels == before.left.pixels
    assert after.right.area_mm2 == after.right.pixels
    assert f"Right lung {after.right.pixels:,} mm²".replace(",", " ") in reader.said
    assert words.EDITED in reader.said
    assert reader.layers[-1].name == "Lungs, edited by hand"


def test_what_bridges_the_lungs_stays_divided_between_them(reader) -> None:
    reader.drag((50, 100), (110, 100))
    measured = reader.edits.measured
    assert abs(measured.asymmetry) < 0.02


def test_a_polygon_by_clicks_is_filled_at_the_double_click(reader) -> None:
    reader.press(KEY.Key_P)
    for place in ((70, 170), (90, 170), (90, 190)):
        reader.dot(place)
    assert not under(reader.mask, (85, 175))
    reader.qtbot.mouseDClick(reader.view, LEFT, NONE, reader.at((70, 190)))
    assert under(reader.mask, (85, 175))


def test_escape_drops_the_polygon_first_and_then_ends(reader) -> None:
    reader.press(KEY.Key_P)
    reader.dot((70, 170))
    reader.press(KEY.Key_Escape)
    assert reader.editing.tray.on
    reader.press(KEY.Key_Escape)
    assert not reader.editing.tray.on
    window = reader.view.display.voi
    reader.drag((40, 40), (60, 60))
    assert reader.view.display.voi != window  # the button sets the window again
    assert not reader.opened.mask.can_undo


def test_undo_redo_and_reset(reader) -> None:
    model = reader.mask.copy()
    reader.drag((70, 180), (90, 180))
    edited = reader.mask.copy()
    reader.press(KEY.Key_Z, CTRL)
    np.testing.assert_array_equal(reader.mask, model)
    reader.press(KEY.Key_Z, CTRL | SHIFT)
    np.testing.assert_array_equal(reader.mask, edited)
    reader.trigger("lungs_reset")
    np.testing.assert_array_equal(reader.mask, model)
    assert not reader.edits.edited
    reader.press(KEY.Key_Z, CTRL)
    np.testing.assert_array_equal(reader.mask, edited)


def test_keys_and_wheel_size_the_brush_and_leave_the_picture_alone(reader) -> None:
    size, placement = reader.editing.tray.size, reader.view.display.placement
    reader.press(KEY.Key_BracketRight)
    assert reader.editing.tray.size > size
    middle = QPointF(reader.view.rect().center())
    down = QWheelEvent(
        middle,
        middle,
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(reader.view, down)
    assert reader.editing.tray.size < size
    assert reader.view.display.placement == placement


def test_an_edit_survives_a_restart_beside_the_models_mask(start, qtbot, reader) -> None:
    reader.dot(OUTSIDE)
    edited = reader.mask.copy()
    reader.program.window.close()
    reader.program.shut_down()
    assert reader.saved() == [f"{'a' * 64}-0-lungs.png"]
    again = Reader(start, qtbot, edit=False)
    np.testing.assert_array_equal(again.mask, edited)
    np.testing.assert_array_equal(again.opened.base.original, two_lungs(ROWS, COLUMNS))
    assert words.EDITED in again.said
    assert again.opened.base.by in again.said
    again.trigger("lungs_reset")
    qtbot.waitUntil(lambda: again.saved() == [])


def test_it_is_saved_soon_and_before_another_image_is_shown(reader) -> None:
    reader.dot(OUTSIDE)
    reader.open("b.dcm")
    assert not reader.editing.tray.on
    assert not under(reader.mask, OUTSIDE)
    reader.qtbot.waitUntil(lambda: len(reader.saved()) == 1)
    reader.open("a.dcm")
    assert under(reader.mask, OUTSIDE)


def test_a_disk_that_refuses_is_told_and_tried_again(reader) -> None:
    folder = paths.user_data() / "mask-edits"
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    reader.dot(OUTSIDE)
    reader.qtbot.waitUntil(lambda: "saving the mask" in reader.program.window.failure.text)
    folder.unlink()
    reader.open("b.dcm")
    reader.dot(OUTSIDE)
    reader.open("a.dcm")
    assert under(reader.mask, OUTSIDE)
    reader.program.window.close()
    reader.program.shut_down()
    assert reader.saved() == [f"{'a' * 64}-0-lungs.png"]


def test_an_edit_outlives_the_model_that_it_was_made_on(start, qtbot, reader) -> None:
    reader.dot(OUTSIDE)
    edited = reader.mask.copy()
    reader.program.window.close()
    reader.program.shut_down()
    newer = np.zeros((ROWS, COLUMNS), np.bool_)
    newer[50:150, 20:60] = newer[50:150, 100:140] = True
    again = Reader(start, qtbot, edit=False, segmenter=FakeSegmenter(newer))
    np.testing.assert_array_equal(again.mask, edited)
    np.testing.assert_array_equal(again.opened.base.original, two_lungs(ROWS, COLUMNS))
    again.trigger("lungs_reset")
    np.testing.assert_array_equal(again.mask, newer)
    assert not again.edits.edited


def test_looking_alone_writes_nothing(reader) -> None:
    reader.dot((3, 3), SHIFT)  # nothing is there to be taken away
    reader.open("b.dcm")
    assert reader.saved() == []


def test_a_stroke_that_an_image_change_cuts_short_is_kept(reader) -> None:
    reader.qtbot.mousePress(reader.view, LEFT, NONE, reader.at(OUTSIDE))
    reader.open("b.dcm")
    reader.open("a.dcm")
    assert under(reader.mask, OUTSIDE)


def test_the_buttons_do_what_the_keys_do(reader) -> None:
    bar = reader.program.feature(LungFields).controls.findChild(EditBar)
    buttons = {button.text(): button for button in bar.findChildren(QPushButton)}
    for name, mode in (("Eraser", "eraser"), ("Polygon", "polygon"), ("Brush", "brush")):
        reader.qtbot.mouseClick(buttons[name], LEFT)
        assert reader.editing.tray.mode == mode
        assert buttons[name].isChecked()
    assert not buttons["Undo"].isEnabled()
    reader.dot(OUTSIDE)
    reader.qtbot.mouseClick(buttons["Undo"], LEFT)
    assert not under(reader.mask, OUTSIDE)
    reader.qtbot.mouseClick(buttons["Redo"], LEFT)
    reader.qtbot.mouseClick(buttons["Back to the model's"], LEFT)
    assert not reader.edits.edited
    bar.findChild(QSlider).setValue(100)
    assert reader.editing.tray.size == 100
    reader.qtbot.mouseClick(buttons["Done"], LEFT)
    assert not reader.editing.tray.on


def test_measurements_are_not_undone_while_a_mask_is_edited(reader) -> None:
    undo = reader.program.control.actions["measure_undo"]
    reader.press(KEY.Key_Escape)
    reader.trigger("measure_point")
    reader.dot((20, 20))
    assert undo.isEnabled()
    reader.trigger("lungs_edit")
    assert not undo.isEnabled()
    reader.press(KEY.Key_Escape)
    assert undo.isEnabled()


def test_measuring_and_editing_are_never_in_the_hand_together(reader) -> None:
    desk = reader.program.feature(Measuring).desk
    reader.trigger("measure_length")
    assert not reader.editing.tray.on
    reader.trigger("lungs_edit")
    assert desk.kind is None


def test_without_an_outline_there_is_nothing_to_edit(start, qtbot) -> None:
    program = start(open_image=open_image)
    assert not program.control.actions["lungs_edit"].isEnabled()
    assert not program.control.actions["save_lungs"].isEnabled()


def test_a_damaged_edit_is_told_and_the_models_mask_is_shown(start, qtbot) -> None:
    folder = paths.user_data() / "mask-edits"
    folder.mkdir(parents=True)
    (folder / f"{'a' * 64}-0-lungs.png").write_bytes(b"\x89PNG\r\n\x1a\n no more")
    reader = Reader(start, qtbot, edit=False)
    assert "edited by hand is damaged" in reader.program.window.failure.text
    np.testing.assert_array_equal(reader.mask, two_lungs(ROWS, COLUMNS))


def test_a_mask_is_saved_as_it_is_now(reader, tmp_path) -> None:
    from PIL import Image

    reader.dot(OUTSIDE)
    asked = {}
    reader.editing._saver.ask_file = lambda title, name, kind, write: asked.update({name: write})
    reader.trigger("save_lungs")
    target = tmp_path / "out.png"
    asked["lung-fields.png"](target, report=None, token=None)
    np.testing.assert_array_equal(np.asarray(Image.open(target)) == 255, reader.mask)
