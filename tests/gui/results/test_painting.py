from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from meddiag_gui.gui.results.painting import ShapeGraphic, apply_look
from meddiag_gui.gui.viewer.display import Display
from meddiag_gui.gui.viewer.picture import prepare
from meddiag_gui.imaging.results.result import Look, Shape
from meddiag_gui.imaging.windowing import Window
from tests.support.images import coordinate_image

pytestmark = pytest.mark.usefixtures("qapp")  # fonts need it


def display_of(**changes):
    return Display(prepare(coordinate_image(40, 60, **changes)), (300, 200))


def painted(shape):
    """Paint a shape in red on white at ten times its size; give where it is red."""
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    ShapeGraphic(shape, (255, 0, 0)).paint(painter, lambda x, y: QPointF(10 * x, 10 * y))
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(200, 200)
    return (pixels & 0xFFFFFF) == 0xFF0000


@pytest.mark.parametrize(("form", "closed"), [("line", False), ("area", True)])
def test_an_area_is_closed_and_a_line_is_not(form, closed):
    red = painted(Shape(0, np.array([[5.0, 5], [15, 5], [15, 15], [5, 15]]), form))
    assert red[50, 60:140].all()
    assert red[60:140, 50].all() == closed
    assert not red[60:140, 60:140].any()


def test_a_point_is_a_cross_and_a_text_needs_none():
    mark = np.array([[10.0, 10]])
    assert painted(Shape(0, mark, "points"))[100, 97:104].all()
    words = painted(Shape(0, mark, "points", "note"))
    assert words.any()
    assert not words[100, 97:104].any()


@pytest.mark.parametrize("of_file", [False, True])
def test_the_polarity_of_a_state_replaces_that_of_the_file(of_file):
    display = display_of(inverted=of_file)
    for wanted in (False, True):
        apply_look(display, Look(Window(1000, 500), inverted=wanted))
        assert (display.inverted != of_file) == wanted
        assert display.voi == Window(1000, 500)


def test_a_state_is_turned_first_and_flipped_then():
    display = display_of()
    apply_look(display, Look(quarter_turns=1, flipped=True))
    u, v = display.placement.to_view(0, 0)  # right after the turn, left again after the flip
    assert u < 150
    assert v < 100
    right = display.placement.to_view(60, 0)
    assert right[1] > v


def test_the_displayed_area_fills_the_view():
    display = display_of()
    apply_look(display, Look(area=(10.0, 5.0, 30.0, 20.0)))
    assert display.placement.to_view(10, 5) == pytest.approx((0, 0), abs=1)
    assert display.placement.to_view(40, 25) == pytest.approx((300, 200), abs=1)
    apply_look(display, Look())
    assert display.placement.fitted
