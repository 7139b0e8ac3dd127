"""Letters as small masks, to burn side markers into training images."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

TEXTS = ("R", "L", "A", "P", "AP", "PA", "SUPINE", "PORT")


@cache
def marker_glyphs() -> tuple[NDArray[np.float32], ...]:
    """Masks ``(rows, columns)`` float32 in [0, 1] of the side and position markers of `TEXTS`."""
    return tuple(_draw(text) for text in TEXTS)


def _draw(text: str) -> NDArray[np.float32]:
    font = ImageFont.load_default(48)
    left, top, right, bottom = font.getbbox(text)
    canvas = Image.new("L", (int(right - left) + 2, int(bottom - top) + 2))
    ImageDraw.Draw(canvas).text((1 - left, 1 - top), text, fill=255, font=font)
    return np.asarray(canvas, dtype=np.float32) / np.float32(255)
