from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from meddiag_gui.gui.viewer.lens import Lens
from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.gui.viewer.view import ImageView
from meddiag_gui.imaging.windowing import Window
from tests.support.images import image_of


@pytest.fixture
def view(qtbot):
    """Show a white square of 10 × 10 pixels in the middle of black, at 4 of Qt's pixels each."""
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.show()
    pixels = np.zeros((100, 100), np.uint8)
    pixels[45:55, 45:55] = 255
    view.set_picture(prepare(image_of(pixels, vois=(Window(127.5, 255, "LINEAR_EXACT"),))))
    view.set_annotated(False)
    return view


def point_at(view, x, y):
    none = Qt.MouseButton.NoButton
    place = QPointF(x, y)
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, view.mapToGlobal(place), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, event)


def white(view):
    """Number of white pixels on the screen."""
    image = view.grab().toImage()
    return sum(image.pixelColor(QPoint(x, y)).value() > 200 for x in range(400) for y in range(400))


def test_the_lens_shows_the_picture_larger_where_the_pointer_is_and_only_while_on(view):
    lens = Lens(view)
    plain = white(view)
    point_at(view, 200, 200)
    assert white(view) == plain
    lens.switch(True)
    point_at(view, 200, 200)
    assert white(view) == pytest.approx(2.5**2 * plain, rel=0.05)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert white(view) == plain
    point_at(view, 200, 200)
    lens.switch(False)
    assert white(view) == plain


def test_what_is_under_the_pointer_is_in_the_middle_of_the_lens_also_turned(view):
    lens = Lens(view)
    lens.switch(True)
    view.display.orient((0, -1, 1, 0))
    point_at(view, 215, 190)  # in the square, which is 180 to 219 wide and high
    assert view.grab().toImage().pixelColor(215, 190).value() > 200
    point_at(view, 240, 200)
    assert view.grab().toImage().pixelColor(240, 200).value() < 50


def test_the_lens_takes_the_window_of_the_view_and_survives_another_picture(view):
    lens = Lens(view)
    lens.switch(True)
    point_at(view, 200, 200)
    view.display.set_window(view.display.voi, inverted=True)
    assert view.grab().toImage().pixelColor(200, 200).value() < 50
    view.set_picture(None, "nothing")
    view.grab()
    other = image_of(np.full((100, 100), 255, np.uint8), vois=(Window(127.5, 255, "LINEAR_EXACT"),))
    view.set_picture(prepare(other))
    assert view.grab().toImage().pixelColor(200, 200).value() > 200
