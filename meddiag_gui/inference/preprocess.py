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
        flat = levels.reshape(len(levels), -1)
        low, high = _percentiles(flat, (0.01, 0.99))
        unit -= low
        unit /= high - low + np.float32(1e-3 * LEVELS)
        np.clip(unit, 0, 1, out=unit)
    else:
        unit /= np.float32(LEVELS)
    unit -= np.float32(spec.mean)
    unit /= np.float32(spec.std)
    return unit[:, None]


def _percentiles(levels: NDArray[np.uint16], shares: tuple[float, ...]) -> list[NDArray[np.float32]]:
    """Percentiles with linear interpolation, as NumPy's, of each row ``(N, n)``: ``(N, 1, 1)`` each.

    Only the values beside each place are put in order: a fifteenth of the time of `numpy.percentile`.
    """
    last = levels.shape[1] - 1
    places = [share * last for share in shares]
    beside = [(int(place), min(int(place) + 1, last)) for place in places]
    ordered = np.partition(levels, [each for pair in beside for each in pair], axis=1)
    found = []
    for place, (below, above) in zip(places, beside, strict=True):
        low, high = ordered[:, below].astype(np.float64), ordered[:, above].astype(np.float64)
        value = low + (place - below) * (high - low)
        found.append(np.asarray(value, dtype=np.float32)[:, None, None])
    return found


def prepare(image: RadiographImage, spec: InputSpec) -> NDArray[np.float32]:
    """One image to a batch of one: ``(1, 1, rows, columns)`` float32."""
    return normalise(to_levels(image, spec.rows, spec.columns)[None], spec)
