"""From an opened image to a network's input: the one path that training and inference share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.inference.metadata import InputSpec

LEVELS = 65535


def to_levels(image: RadiographImage, rows: int, columns: int) -> NDArray[np.uint16]:
    """Picture as meant to be seen, squeezed to ``(rows, columns)``, in 16-bit levels.

    Order: the file's default VOI window and the inversion of MONOCHROME1 (`RadiographImage.to_unit`),
    then resampling by a triangle filter as wide as the reduction (antialiased), then rounding to
    1/65535. The rounding is part of the definition, so that training may store these levels and still
    feed exactly what inference feeds.

    Returns
    -------
    numpy.ndarray
        ``(rows, columns)`` uint16, 0 black.
    """
    unit = image.to_unit()
    if unit.shape != (rows, columns):
        picture = Image.fromarray(np.ascontiguousarray(unit))
        unit = np.asarray(picture.resize((columns, rows), Image.Resampling.BILINEAR))
    return quantise(unit)


def quantise(unit: NDArray[np.float32]) -> NDArray[np.uint16]:
    """Round display units in [0, 1] (clipped to it) to 16-bit levels, of the same shape."""
    return np.asarray(np.rint(np.clip(unit, 0, 1) * np.float32(LEVELS)), dtype=np.uint16)


def normalise(levels: NDArray[np.uint16], spec: InputSpec) -> NDArray[np.float32]:
    """16-bit levels to what the network takes.

    With ``percentile`` intensity the 1st and 99th percentile of each picture become 0 and 1, what lies
    outside is clipped, and a range of nothing stays finite.

    Parameters
    ----------
    levels
        ``(N, rows, columns)`` uint16 from `to_levels`.

    Returns
    -------
    numpy.ndarray
        ``(N, 1, rows, columns)`` float32, ``(intensity - mean) / std``.
    """
    unit = levels.astype(np.float32)  # worked on in place: this runs before every forward pass
    if spec.intensity == "percentile":
        ordered = np.sort(levels.reshape(len(levels), -1), axis=1)  # 16-bit: faster than np.percentile
        low, high = _percentile(ordered, 0.01), _percentile(ordered, 0.99)
        unit -= low
        unit /= high - low + np.float32(1e-3 * LEVELS)
        np.clip(unit, 0, 1, out=unit)
    else:
        unit /= np.float32(LEVELS)
    unit -= np.float32(spec.mean)
    unit /= np.float32(spec.std)
    return unit[:, None]


def _percentile(ordered: NDArray[np.uint16], share: float) -> NDArray[np.float32]:
    """Percentile with linear interpolation, as NumPy's, of each ascending row ``(N, n)``: ``(N, 1, 1)``."""
    place = share * (ordered.shape[1] - 1)
    below = int(place)
    above = min(below + 1, ordered.shape[1] - 1)
    low, high = ordered[:, below].astype(np.float64), ordered[:, above].astype(np.float64)
    value = low + (place - below) * (high - low)
    return np.asarray(value, dtype=np.float32)[:, None, None]


def prepare(image: RadiographImage, spec: InputSpec) -> NDArray[np.float32]:
    """One image to a batch of one: ``(1, 1, rows, columns)`` float32."""
    return normalise(to_levels(image, spec.rows, spec.columns)[None], spec)
