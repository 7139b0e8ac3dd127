"""Which lung a pixel belongs to that a reader adds: that of the model which lies nearer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.inference.lungs import split_sides

Mask = NDArray[np.bool_]

_FINE = 256  # rows and columns on which distances are taken


def left_side(mask: Mask) -> Mask:
    """Divide the whole image between the lungs that a model outlined.

    Parameters
    ----------
    mask
        ``(rows, columns)``, the model's.

    Returns
    -------
    numpy.ndarray
        ``(rows, columns)`` bool: True where a pixel belongs to the lung at the left of the image. The
        model's own pixels stay with the lung that they are part of; all others go to the nearer one, or,
        where the model found but one lung or none, to the side of the image that they lie in.
    """
    at_left, at_right = split_sides(mask)
    step = max(1, min(mask.shape) // _FINE)
    fields = [field[::step, ::step] for field in (at_left, at_right)]
    if fields[0].any() and fields[1].any():
        coarse = _nearer(*fields)
    else:
        rows, columns = fields[0].shape
        coarse = np.tile(np.arange(columns) < columns / 2, (rows, 1))
    whole = coarse.repeat(step, axis=0).repeat(step, axis=1)[: mask.shape[0], : mask.shape[1]]
    return np.asarray(np.where(mask, at_left, whole))


def _nearer(first: Mask, second: Mask) -> Mask:
    from scipy import ndimage

    return np.asarray(
        ndimage.distance_transform_edt(~first) <= ndimage.distance_transform_edt(~second), np.bool_
    )
