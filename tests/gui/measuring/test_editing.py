from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from meddiag_gui.gui.measuring.editing import grab
from meddiag_gui.gui.measuring.graphics import label_place
from meddiag_gui.gui.measuring.shapes import handles, lines, to_image, with_handle
from meddiag_gui.gui.viewer.tools import Pointer
from meddiag_gui.imaging.measure.annotation import Annotation

LENGTH = Annotation("length", ((10, 10), (50, 10)))
BOX = Annotation("rectangle", ((20, 20), (40, 50)))
NOTE = Annotation("text", ((60, 60),), "here")


def turned(x, y):
    """Image twice enlarged and turned by 90° to the right."""
    return QPointF(200 - 2 * y, 2 * x)


def label_box(annotation):
    end = turned(*annotation.points[-1])
    corner = turned(*annotation.label) if annotation.label else end + QPointF(30, 0)
    corner = end if annotation.kind == "text" else corner
    return QRectF(corner.x(), corner.y(), 40, 16)


def taken(x, y, *annotations, selected=""):
    return grab(annotations, Pointer(x, y, turned), label_box, selected)


@pytest.mark.parametrize(
    ("place", "part"),
    [((10.5, 10), 0), ((49, 11), 1), ((30, 11.5), "whole"), ((30, 16), None)],
)
def test_what_is_near_on_the_screen_is_taken(place, part):
    found = taken(*place, LENGTH)
    assert (found.part if found else None) == part


def test_dragging_a_handle_the_whole_and_the_label():
    assert taken(50, 10, LENGTH).dragged((52, 14)).points == ((10, 10), (52, 14))
    assert taken(30, 10, LENGTH).dragged((33, 9)).points == ((13, 9), (53, 9))
    inside = label_box(LENGTH).center()
    x, y = to_image(turned, inside)
    held = taken(x, y, LENGTH)
    assert held.part == "label"
    moved = held.dragged((x + 5, y + 5))
    assert moved.points == LENGTH.points
    assert label_box(moved).topLeft() == label_box(LENGTH).topLeft() + QPointF(-10, 10)


def test_a_text_moves_by_its_words():
    x, y = to_image(turned, label_box(NOTE).center())
    assert taken(x, y, NOTE).dragged((x + 1, y + 2)).points == ((61, 62),)


def test_handles_of_the_selected_one_come_first():
    other = Annotation("length", ((50, 10), (50, 40)))
    assert taken(50, 10, LENGTH, other).annotation is LENGTH
    assert taken(50, 10, LENGTH, other, selected=other.id).annotation is other


def test_the_inside_of_a_region_is_left_to_the_window():
    assert taken(30, 35, BOX) is None
    assert taken(20, 35, BOX).part == "whole"


@pytest.mark.parametrize("index", range(4))
def test_a_corner_of_a_box_moves_alone(index):
    corners = list(handles(BOX))
    corners[index] = (33, 44)
    moved = handles(with_handle(BOX, index, (33, 44)))
    assert moved[index] == (33, 44)
    assert moved[(index + 2) % 4] == corners[(index + 2) % 4]


def test_the_lines_of_each_kind():
    assert lines("angle", ((0, 0), (1, 0), (1, 1))) == (((0, 0), (1, 0), (1, 1)),)
    assert lines("cobb", ((0, 0), (1, 0), (0, 5), (1, 5))) == (((0, 0), (1, 0)), ((0, 5), (1, 5)))
    assert lines("text", ((0, 0),)) == ()
    (oval,) = lines("ellipse", ((0, 0), (4, 2)))
    assert all(math.isclose(((x - 2) / 2) ** 2 + (y - 1) ** 2, 1) for x, y in oval)


def test_a_label_is_never_cut_off_while_its_figure_is_in_view(qapp):
    view, font = QRectF(0, 0, 200, 200), QFont()
    words = ("a line that is rather long", "another")
    for x in (1, 50, 99):
        place = label_place(Annotation("point", ((50, x),)), words, turned, font, view)
        assert view.contains(place)
    wide = Annotation("length", ((50, 5), (50, 40)))  # on the screen from 190 back to 120
    assert label_place(wide, ("12.3 mm",), turned, font, QRectF(0, 0, 195, 200)).right() < 120
    outside = label_place(Annotation("point", ((500, 50),)), words, turned, font, view)
    assert not view.intersects(outside)
