from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from meddiag_gui.gui.viewer.captions import Corners
from meddiag_gui.gui.viewer.corners import paint_corners

NOTHING = Corners((), (), (), (), "", ("", "", "", ""))


def painted(corners, width=300, height=200, annotated=True):
    """Where light pixels are, ``(height, width)``, on a black ground."""
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    paint_corners(painter, QRect(0, 0, width, height), corners, annotated)
    painter.end()
    return np.array(image.bits()).reshape(height, image.bytesPerLine())[:, :width] > 60


def with_lines(**lines):
    from dataclasses import replace

    return replace(NOTHING, **lines)


@pytest.mark.parametrize("width", [90, 150, 300, 600])
def test_long_texts_of_two_corners_never_run_into_each_other(qapp, width):
    long = ("A very long line of text that would not fit into any cell",) * 2
    left = painted(with_lines(top_left=long), width)
    right = painted(with_lines(top_right=long), width)
    both = painted(with_lines(top_left=long, top_right=long), width)
    assert left.any()
    assert right.any()
    cut_left, cut_right = both[:, : width // 2], both[:, width // 2 :]
    assert cut_left.any()
    assert cut_right.any()
    assert not both[:, width // 2 - 2 : width // 2 + 2].any()


def test_texts_of_the_upper_corners_leave_the_lower_half_to_the_lower(qapp):
    many = tuple(f"line {number}" for number in range(30))
    assert not painted(with_lines(top_left=many), 200, 100)[50:].any()
    assert not painted(with_lines(bottom_left=many), 200, 100)[:50].any()


def test_each_letter_stands_in_the_middle_of_its_edge(qapp):
    for number, (rows, columns) in enumerate(
        [(slice(80, 120), slice(0, 30)), (slice(0, 40), slice(130, 170)), (slice(80, 120), slice(270, 300)),
         (slice(160, 200), slice(130, 170))]
    ):  # fmt: skip
        edges = tuple("L" if place == number else "" for place in range(4))
        found = painted(with_lines(edges=edges))
        assert found[rows, columns].any()
        found[rows, columns] = False
        assert not found.any()


def test_hidden_texts_leave_the_caution(qapp):
    corners = with_lines(edges=("R", "H", "L", "F"), top_left=("Doe",), caution="Mirrored")
    assert not painted(with_lines(edges=("R", "H", "L", "F"), top_left=("Doe",)), annotated=False).any()
    assert painted(corners, annotated=False).any()


@pytest.mark.parametrize("width", [200, 300, 800])
def test_a_caution_never_hides_who_it_is(qapp, width):
    texts = {"top_left": ("Doe, Jane", "P-1"), "top_right": ("2024-01-31", "Thorax")}
    plain = painted(with_lines(**texts), width)
    with_caution = painted(with_lines(**texts, caution="Mirrored: left and right are swapped"), width)
    assert (with_caution & plain).sum() == plain.sum()
    assert with_caution.sum() > plain.sum()
