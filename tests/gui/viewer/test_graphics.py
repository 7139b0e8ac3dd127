from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from meddiag_gui.gui.viewer.graphics import Graphics, stroke, text_size, write
from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.gui.viewer.placement import FLIP_HORIZONTAL
from meddiag_gui.gui.viewer.view import ImageView
from tests.support.images import image_of


class Dot:
    """A coloured square of eight Qt pixels at an image point."""

    def __init__(self, x, y, color):
        self.x, self.y, self.color = x, y, QColor(color)

    def paint(self, painter, to_view):
        center = to_view(self.x, self.y)
        painter.fillRect(QRectF(center.x() - 4, center.y() - 4, 8, 8), self.color)


@pytest.fixture
def view(qtbot):
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.set_annotated(False)
    view.set_picture(prepare(image_of(np.zeros((40, 60), np.uint8))))
    return view


def color_at(view, x, y):
    return view.grab().toImage().pixelColor(x, y).name()


def test_a_graphic_stands_at_its_image_point_also_when_mirrored(view):
    view.set_graphics("results", [Dot(10, 5, "red")])
    assert color_at(view, 100, 50) == "#ff0000"
    view.display.orient(FLIP_HORIZONTAL)
    assert color_at(view, 500, 50) == "#ff0000"
    view.display.zoom(2, (500, 50))
    assert color_at(view, 500, 50) == "#ff0000"


def test_layers_have_their_order_whichever_is_set_first(view):
    view.set_graphics("measurements", [Dot(10, 5, "lime")])
    view.set_graphics("reference", [Dot(10, 5, "red")])
    assert color_at(view, 100, 50) == "#00ff00"
    view.set_graphics("measurements", [])
    assert color_at(view, 100, 50) == "#ff0000"


def test_another_picture_has_none_of_them_and_asks_for_its_own(view, qtbot):
    view.set_graphics("results", [Dot(10, 5, "red")])
    with qtbot.waitSignal(view.replaced):
        view.set_picture(prepare(image_of(np.zeros((40, 60), np.uint8))))
    assert color_at(view, 100, 50) != "#ff0000"


def test_there_are_only_the_known_layers():
    with pytest.raises(ValueError, match="layers"):
        Graphics().set_layer("other", [])


def test_there_is_no_place_without_a_picture(view):
    view.set_picture(None)
    with pytest.raises(ValueError, match="no picture"):
        view.to_view(0, 0)


@pytest.fixture
def canvas(qapp):
    image = QImage(120, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    yield image, painter
    painter.end()


def darkness(image):
    values = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return 255 - values[..., :3].max(axis=2)


def test_white_lines_and_words_are_seen_on_white_by_their_rim(canvas):
    image, painter = canvas
    path = QPainterPath(QPointF(10, 30))
    path.lineTo(110, 30)
    stroke(painter, path, QColor("white"))
    assert darkness(image)[27:34, 60].max() > 120
    image.fill(Qt.GlobalColor.white)
    write(painter, QPointF(10, 5), ["12.3 mm", "calibrated"], QColor("white"))
    marks = darkness(image)
    rect = QRectF(QPointF(10, 5), text_size(painter.font(), ["12.3 mm", "calibrated"]))
    rows, columns = np.nonzero(marks > 60)
    assert rect.top() - 2 <= rows.min() < rows.max() <= rect.bottom() + 2
    assert rect.left() - 2 <= columns.min() < columns.max() <= rect.right() + 2
