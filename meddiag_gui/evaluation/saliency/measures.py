"""Measures of maps as arrays: resampling, rank correlation, SSIM, and what share lies where."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from meddiag_gui.inference.saliency.maps import smoothed

Map = NDArray[np.float32]
Mask = NDArray[np.bool_]
BORDER = 0.1
"""Share of each side that counts as border."""


def on_grid(raw: Map, cells: int) -> Map:
    """Bring a map to ``(cells, cells)``: means over areas where that is coarser, bicubic where finer."""
    if max(raw.shape) >= cells:
        drawn = Image.fromarray(raw).resize((cells, cells), Image.Resampling.BOX)
    else:
        drawn = Image.fromarray(raw).resize((cells, cells), Image.Resampling.BICUBIC)
    return np.asarray(drawn, dtype=np.float32)


def rank_correlation(one: Map, other: Map) -> float:
    """Spearman's rank correlation of two maps of one shape.

    nan where ``one`` is the same everywhere; 0 where only ``other`` is: nothing is left of the map.
    """
    from scipy.stats import rankdata

    if np.ptp(one) == 0:
        return math.nan
    if np.ptp(other) == 0:
        return 0.0
    return float(np.corrcoef(rankdata(one), rankdata(other))[0, 1])


def ssim(one: Map, other: Map) -> float:
    """Mean structural similarity of two pictures in [0, 1] (Wang et al. 2004: Gaussian window, σ = 1.5)."""
    from scipy.ndimage import gaussian_filter

    def blur(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(gaussian_filter(values, 1.5, truncate=3.5))

    x, y = one.astype(np.float64), other.astype(np.float64)
    mean_x, mean_y = blur(x), blur(y)
    var_x, var_y = blur(x * x) - mean_x**2, blur(y * y) - mean_y**2
    covariance = blur(x * y) - mean_x * mean_y
    c1, c2 = 0.01**2, 0.03**2
    top = (2 * mean_x * mean_y + c1) * (2 * covariance + c2)
    return float((top / ((mean_x**2 + mean_y**2 + c1) * (var_x + var_y + c2))).mean())


def share_inside(raw: Map, mask: Mask) -> float:
    """Share of the evidence for the finding that lies in a mask ``(H, W)``; nan where there is none.

    A cell that the mask cuts counts by the part of it that is covered.
    """
    positive = np.clip(raw.astype(np.float64), 0, None)
    if positive.sum() == 0:
        return math.nan
    covered = Image.fromarray(mask.astype(np.float32)).resize(raw.shape[::-1], Image.Resampling.BOX)
    return float((positive * np.asarray(covered)).sum() / positive.sum())


def peak_inside(raw: Map, mask: Mask) -> float:
    """1.0 where the strongest point of the drawn map lies in a mask ``(H, W)``, else 0.0; nan without one."""
    if raw.max() <= 0:
        return math.nan
    drawn = smoothed(raw)
    row, column = np.unravel_index(int(drawn.argmax()), drawn.shape)
    y = int((row + 0.5) / drawn.shape[0] * mask.shape[0])
    x = int((column + 0.5) / drawn.shape[1] * mask.shape[1])
    return float(mask[y, x])


def border_mask(rows: int, columns: int) -> Mask:
    """Mark the outer tenth of a picture on every side."""
    mask = np.ones((rows, columns), dtype=np.bool_)
    y, x = round(BORDER * rows), round(BORDER * columns)
    mask[y : rows - y, x : columns - x] = False
    return mask
