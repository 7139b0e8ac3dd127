"""Pixels of a region of interest, and their statistics.

A pixel belongs to a region if its centre lies inside. Pixels that are padding are left out, and so is all
outside the image.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.measure.annotation import Annotation, Point

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import RadiographImage


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of the modality values in a region.

    Parameters
    ----------
    count
        Number of pixels; with 0 all else is NaN.
    mean, minimum, maximum
        In the unit of the modality values.
    deviation
        Standard deviation of these pixels (of the whole, divided by ``count``).
    """

    count: int
    mean: float
    deviation: float
    minimum: float
    maximum: float


def box(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Return ``(left, top, right, bottom)`` around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def region_pixels(annotation: Annotation, rows: int, columns: int) -> tuple[slice, slice, NDArray[np.bool_]]:
    """Rows and columns of the smallest box inside the image, and the mask of the region in it."""
    left, top, right, bottom = box(annotation.points)
    down = slice(_first(top, rows), _first(bottom, rows))
    across = slice(_first(left, columns), _first(right, columns))
    y = np.arange(down.start, down.stop, dtype=np.float64) + 0.5
    x = np.arange(across.start, across.stop, dtype=np.float64) + 0.5
    if annotation.kind == "rectangle":
        mask = np.ones((len(y), len(x)), np.bool_)
    elif annotation.kind == "ellipse":
        mask = _ellipse_mask(x - (left + right) / 2, y - (top + bottom) / 2, right - left, bottom - top)
    else:
        mask = _polygon_mask(annotation.points, x, y)
    return down, across, mask


def statistics(image: RadiographImage, annotation: Annotation) -> Statistics:
    """Statistics of the modality values of a grayscale image in a region."""
    down, across, mask = region_pixels(annotation, image.rows, image.columns)
    values = image.pixels[down, across]
    if image.padding is not None:
        low, high = image.padding
        mask &= (values < low) | (values > high)
    chosen = values[mask].astype(np.float64)
    if not chosen.size:
        return Statistics(0, *(math.nan,) * 4)
    return Statistics(
        int(chosen.size), float(chosen.mean()), float(chosen.std()), float(chosen.min()), float(chosen.max())
    )


def _first(edge: float, size: int) -> int:
    """First pixel whose centre lies at or beyond an edge, within the image."""
    return min(max(math.ceil(edge - 0.5), 0), size)


def _ellipse_mask(
    x: NDArray[np.float64], y: NDArray[np.float64], width: float, height: float
) -> NDArray[np.bool_]:
    if not (width > 0 and height > 0):
        return np.zeros((len(y), len(x)), np.bool_)
    return np.asarray((2 * x[None] / width) ** 2 + (2 * y[:, None] / height) ** 2 <= 1)


def _polygon_mask(
    points: Sequence[Point], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Mask by the even-odd rule: in each row, inside between the first and second crossing, and so on."""
    start = np.asarray(points, np.float64)
    end = np.roll(start, -1, axis=0)
    row, side = np.nonzero((start[None, :, 1] <= y[:, None]) != (end[None, :, 1] <= y[:, None]))
    a, b = start[side], end[side]
    crossing = a[:, 0] + (y[row] - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1])
    changes = np.zeros((len(y), len(x) + 1), np.int32)
    np.add.at(changes, (row, np.searchsorted(x, crossing)), 1)
    return np.asarray(np.cumsum(changes, axis=1)[:, :-1] % 2 == 1)
