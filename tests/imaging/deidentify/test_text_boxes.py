"""Writing is found where it was put, and anatomy is not taken for it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from meddiag_gui.imaging.deidentify.box import Box
from meddiag_gui.imaging.deidentify.text_boxes import distinct, find_text

SIDES = st.integers(-20, 60)
BOXES = st.builds(Box, SIDES, SIDES, SIDES, SIDES)


def tissue(rows: int, columns: int) -> np.ndarray:
    """Make a smooth picture with noise, as of a body without any writing."""
    y, x = np.mgrid[:rows, :columns] / max(rows, columns)
    body = 120 + 80 * np.sin(9 * x) * np.cos(7 * y)
    noise = np.random.default_rng(4).normal(0, 3, body.shape)
    return np.clip(body + noise, 0, 255).astype(np.uint8)


def written(
    picture: np.ndarray, text: str, place: tuple[int, int], size: int, value: int
) -> tuple[np.ndarray, Box]:
    """Write into a picture; returns it with the rectangle of the letters."""
    image = Image.fromarray(picture)
    font = ImageFont.load_default(size)
    draw = ImageDraw.Draw(image)
    draw.text(place, text, fill=value, font=font)
    left, top, right, bottom = draw.textbbox(place, text, font=font)
    return np.asarray(image), Box(int(left), int(top), int(right), int(bottom))


@pytest.mark.parametrize(
    ("size", "place", "value"), [(12, (6, 6), 255), (18, (90, 290), 255), (30, (20, 150), 0)]
)
def test_writing_is_covered_whole(size: int, place: tuple[int, int], value: int) -> None:
    picture, box = written(tissue(320, 400), "DOE^JANE 4471920", place, size, value)
    covered = np.zeros(picture.shape, bool)
    for found in find_text(picture):
        covered[found.top : found.bottom, found.left : found.right] = True
    letters = np.abs(picture.astype(int) - tissue(320, 400)) > 40
    assert covered[letters].mean() > 0.98
    assert covered.mean() < 6 * box.area / picture.size


def test_tissue_is_no_writing() -> None:
    assert find_text(tissue(300, 260)) == ()


@pytest.mark.parametrize("shape", [(1, 1), (3, 500), (40, 7)])
def test_pictures_of_any_shape_can_be_looked_at(shape: tuple[int, int]) -> None:
    assert find_text(np.zeros(shape, np.uint8)) == ()


@given(BOXES, st.integers(1, 40), st.integers(1, 40))
def test_a_clipped_box_lies_in_the_picture(box: Box, rows: int, columns: int) -> None:
    clipped = box.clipped(rows, columns)
    assert 0 <= clipped.left <= columns
    assert 0 <= clipped.top <= rows
    assert 0 <= clipped.area <= rows * columns


@given(BOXES, BOXES)
def test_what_two_boxes_share_is_in_both(one: Box, other: Box) -> None:
    assert one.shared(other) == other.shared(one) <= min(one.area, other.area)
    assert one.shared(one) == one.area


@given(st.lists(BOXES.filter(lambda box: not box.empty), max_size=6))
def test_distinct_boxes_cover_nearly_all_that_all_boxes_do(boxes: list[Box]) -> None:
    kept = distinct(boxes)
    assert set(kept) <= set(boxes)
    for box in boxes:
        assert any(box.shared(other) >= 0.8 * box.area for other in kept)
