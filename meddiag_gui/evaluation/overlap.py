"""How well a mask agrees with the true one: Dice, IoU, and the distance between the outlines."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def dice(found: Mask, truth: Mask) -> float:
    """Dice coefficient in [0, 1] (Dice 1945); 1 where both masks are empty."""
    total = int(np.count_nonzero(found)) + int(np.count_nonzero(truth))
    return 2 * int(np.count_nonzero(found & truth)) / total if total else 1.0


def iou(found: Mask, truth: Mask) -> float:
    """Intersection over union in [0, 1] (Jaccard 1912); 1 where both masks are empty."""
    union = int(np.count_nonzero(found | truth))
    return int(np.count_nonzero(found & truth)) / union if union else 1.0


def hausdorff95(found: Mask, truth: Mask, spacing: tuple[float, float] = (1.0, 1.0)) -> float:
    """95 % Hausdorff distance: the larger of the two 95th percentiles of the way from outline to outline.

    As MONAI's ``compute_hausdorff_distance(percentile=95)``.

    Parameters
    ----------
    found, truth
        ``(rows, columns)``.
    spacing
        Between rows and between columns; the distance is in its unit.

    Returns
    -------
    float
        0 where both masks are empty; nan where one is.
    """
    if not found.any() or not truth.any():
        return 0.0 if not found.any() and not truth.any() else math.nan
    either = found | truth
    rows, columns = np.flatnonzero(either.any(axis=1)), np.flatnonzero(either.any(axis=0))
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    outlines = [_outline(mask[part]) for mask in (found, truth)]
    ways = [_way(one, other, spacing) for one, other in (outlines, outlines[::-1])]
    return max(float(np.percentile(way, 95)) for way in ways)


def _outline(mask: Mask) -> Mask:
    from scipy import ndimage

    return np.asarray(mask & ~ndimage.binary_erosion(mask))


def _way(start: Mask, goal: Mask, spacing: tuple[float, float]) -> NDArray[np.float64]:
    """Distance of each pixel of ``start`` to the nearest of ``goal``."""
    from scipy import ndimage

    distance = ndimage.distance_transform_edt(~goal, sampling=spacing)
    return np.asarray(distance[start])
