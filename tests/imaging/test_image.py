"""The image itself: order of modality, VOI, inversion and padding (PS3.4 N.2)."""

from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.imaging.windowing import Window
from tests.support.images import image_of

PIXELS = np.array([[-100, 0, 50, 100]], np.int16)
WINDOW = (Window(50, 100, "LINEAR_EXACT"),)


def test_window_then_inversion() -> None:
    assert image_of(PIXELS, vois=WINDOW).to_unit()[0] == pytest.approx([0, 0, 0.5, 1])
    assert image_of(PIXELS, vois=WINDOW, inverted=True).to_unit()[0] == pytest.approx([1, 1, 0.5, 0])


def test_padding_is_black_whatever_the_polarity() -> None:
    for inverted in (False, True):
        image = image_of(PIXELS, vois=WINDOW, inverted=inverted, padding=(-100, 0))
        assert image.to_unit()[0, :2].tolist() == [0, 0]
        assert image.valid_mask().tolist() == [[False, False, True, True]]


def test_another_voi_than_the_files() -> None:
    assert image_of(PIXELS, vois=WINDOW).to_unit(Window(0, 200, "LINEAR_EXACT"))[0] == pytest.approx(
        [0, 0.5, 0.75, 1]
    )


def test_color_becomes_luma() -> None:
    image = image_of(np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]], np.uint8))
    assert image.is_color
    assert image.to_unit()[0] == pytest.approx([0.299, 0.587, 0.114, 1])
    assert image.valid_mask() is None


def test_full_window_leaves_padding_out() -> None:
    assert image_of(PIXELS, padding=(-100, -100)).full_window().bounds == (0, 100)
    assert (image_of(PIXELS).rows, image_of(PIXELS).columns) == (1, 4)
