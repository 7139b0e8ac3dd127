from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from meddiag_gui.examination.marks import TEXT, count_marks
from tests.support.labelled import body


def written(text: str, place: tuple[int, int], height: int = 14, side: int = 400) -> np.ndarray:
    picture = Image.fromarray(body(1, side))
    ImageDraw.Draw(picture).rectangle(
        (place[0] - 5, place[1] - 5, place[0] + 12 * len(text), place[1] + 24), 0
    )
    ImageDraw.Draw(picture).text(place, text, 255, ImageFont.load_default(height))
    return np.asarray(picture, dtype=np.float32) / 255


@pytest.mark.parametrize("text", ["DOE JANE", "12:30 PORTABLE"])
def test_a_line_of_text_near_the_border_is_text(text: str) -> None:
    assert count_marks(written(text, (20, 12), 20)) >= TEXT


def test_a_side_marker_is_a_mark_and_no_text() -> None:
    assert 1 <= count_marks(written("R", (20, 20), 20)) < TEXT


def test_pictures_without_text_have_no_marks() -> None:
    assert [count_marks(body(seed, 400).astype(np.float32) / 255) for seed in range(5)] == [0] * 5


def test_bright_noise_is_no_text() -> None:
    noise = np.random.default_rng(0).random((500, 500), dtype=np.float32)
    assert count_marks(noise) == 0
