"""Letters burned into a picture: bright, even, letter-sized spots on dark ground near the border."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

TEXT = 5
"""Marks from which they are taken for text; fewer are a side marker or an electrode."""
_LONG_SIDE = 512  # pixels of the picture that is searched
_BRIGHT, _DARK = 0.9, 0.55  # of full white: a letter, and the mean of its surroundings
_BORDER = 0.25  # share of each side that counts as border
_HEIGHTS = (0.01, 0.07)  # of a letter, as a share of the picture's long side
_MOST_SPOTS = 5000  # beyond, the picture is noise


def count_marks(unit: NDArray[np.float32]) -> int:
    """Count letter-like spots.

    A spot is a connected region of bright pixels, 1 to 7 % of the picture high, at most twice as wide, that
    fills 15 to 95 % of its box, whose surroundings are darker, and whose middle lies in the outer quarter.

    Parameters
    ----------
    unit
        ``(rows, columns)`` in [0, 1] as meant to be seen.
    """
    from scipy import ndimage

    scale = _LONG_SIDE / max(unit.shape)
    if scale < 1:
        size = (max(1, round(unit.shape[1] * scale)), max(1, round(unit.shape[0] * scale)))
        picture = Image.fromarray(np.ascontiguousarray(unit)).resize(size, Image.Resampling.BOX)
        unit = np.asarray(picture)
    labels, number = ndimage.label(unit >= _BRIGHT, np.ones((3, 3)))
    if number > _MOST_SPOTS:
        return 0
    boxes = ndimage.find_objects(labels)
    return sum(_is_letter(unit, labels, spot, box) for spot, box in enumerate(boxes, start=1))


def _is_letter(
    unit: NDArray[np.float32], labels: NDArray[np.int32], spot: int, box: tuple[slice, slice]
) -> bool:
    rows, columns = unit.shape
    height, width = box[0].stop - box[0].start, box[1].stop - box[1].start
    low, high = (max(3, share * max(rows, columns)) for share in _HEIGHTS)
    if not (low <= height <= high and width <= 2 * height):
        return False
    y, x = (box[0].start + height / 2) / rows, (box[1].start + width / 2) / columns
    if _BORDER < y < 1 - _BORDER and _BORDER < x < 1 - _BORDER:
        return False
    if not 0.15 <= (labels[box] == spot).mean() <= 0.95:
        return False
    edge = max(2, height // 4)
    around = tuple(slice(max(0, side.start - edge), side.stop + edge) for side in box)
    return float(unit[around][unit[around] < _BRIGHT].mean()) < _DARK
