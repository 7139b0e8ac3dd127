"""An image made ready for drawing, away from the GUI thread and without Qt.

A display keeps the image's own 8- or 16-bit pixels and a pyramid of halved copies; wider types are brought
to 16 bits once. A window is then one table of 256 or 65,536 grey levels, whatever the image's size.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.windowing import Voi, Window, full_range
from meddiag_gui.language import tr

LARGEST_ASPECT = 32.0
SMALLEST_LEVEL = 256  # pixels of the shorter side below which halving stops


@dataclass(frozen=True, slots=True)
class Preset:
    """A window that the user can choose by a number key."""

    name: str
    voi: Voi


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An image with what its drawing needs.

    Parameters
    ----------
    image
        The image.
    levels
        Codes of each pyramid level, ``(rows // 2**k, columns // 2**k[, 3])``, (u)int8 or (u)int16.
    slope, intercept
        Modality value of a code: ``code * slope + intercept``.
    file_presets, presets
        Windows of the file, in its order, and those computed here (percentiles, full range).
    """

    image: RadiographImage
    levels: tuple[NDArray[Any], ...]
    slope: float
    intercept: float
    file_presets: tuple[Preset, ...]
    presets: tuple[Preset, ...]

    @property
    def aspect(self) -> float:
        """Height of a pixel over its width, by the spacing or else by the stated ratio.

        Bounded, so that a damaged header cannot make the picture a line.
        """
        spacing = self.image.spacing
        ratio = spacing.row_mm / spacing.column_mm if spacing else self.image.aspect_ratio
        return min(max(ratio, 1 / LARGEST_ASPECT), LARGEST_ASPECT)

    def gray_table(self, voi: Voi, inverted: bool) -> NDArray[np.uint8]:
        """Grey level of each code, ``(256,)`` or ``(65536,)`` uint8, indexed by the code's unsigned bits.

        ``inverted`` is the user's wish; that of MONOCHROME1 is added. Padding is black either way.
        """
        dtype, image = self.levels[0].dtype, self.image
        return _gray_table(dtype, self.slope, self.intercept, voi, inverted != image.inverted, image.padding)


@functools.lru_cache(maxsize=32)  # the images of a stack mostly share one
def _gray_table(
    dtype: np.dtype[Any],
    slope: float,
    intercept: float,
    voi: Voi,
    inverted: bool,
    padding: tuple[float, float] | None,
) -> NDArray[np.uint8]:
    unsigned = np.dtype(f"u{dtype.itemsize}")
    codes = np.arange(2 ** (8 * dtype.itemsize), dtype=unsigned).view(dtype)
    values = codes if slope == 1 and intercept == 0 else codes * slope + intercept
    unit = voi.apply(values)
    if inverted:
        unit = np.float32(1) - unit
    if padding is not None:
        low, high = padding
        unit[(values >= low) & (values <= high)] = 0
    table = np.asarray(unit * np.float32(255) + np.float32(0.5)).astype(np.uint8)
    table.setflags(write=False)
    return table


def prepare(image: RadiographImage, computed: tuple[Preset, ...] | None = None) -> Picture:
    """Build the pyramid and the presets (tens of milliseconds for a large radiograph).

    Parameters
    ----------
    computed
        Presets in place of those that would be computed of this image alone, such as those of its volume.
    """
    codes, slope, intercept = _codes(image.pixels)
    levels = [codes]
    while min(levels[-1].shape[:2]) >= 2 * SMALLEST_LEVEL:
        levels.append(_halved(levels[-1]))
    file_presets = tuple(
        Preset(voi.explanation or _nameless(number), voi) for number, voi in enumerate(image.vois, 1)
    )
    if computed is None:
        computed = () if image.is_color else _computed_presets(image)
    return Picture(image, tuple(levels), slope, intercept, file_presets, computed)


def _nameless(number: int) -> str:
    return tr("File window") if number == 1 else tr("File window {number}", number=number)


def _codes(pixels: NDArray[Any]) -> tuple[NDArray[Any], float, float]:
    """Bring wide types to 16 bits: exactly where their range allows, else in 65,535 even steps."""
    if pixels.dtype.kind in "iu" and pixels.dtype.itemsize <= 2:
        return np.ascontiguousarray(pixels), 1.0, 0.0
    low, high = float(pixels.min()), float(pixels.max())
    whole = pixels.dtype.kind in "iu" and high - low <= 65535
    slope = 1.0 if whole or high == low else (high - low) / 65535
    return np.rint((pixels.astype(np.float64) - low) / slope).astype(np.uint16), slope, low


def _halved(level: NDArray[Any]) -> NDArray[Any]:
    """Mean of each 2×2 block, rounded; an odd last row or column is left out."""
    rows, columns = level.shape[0] // 2 * 2, level.shape[1] // 2 * 2
    total = level[0:rows:2, 0:columns:2].astype(np.int32)
    for row, column in ((0, 1), (1, 0), (1, 1)):
        total += level[row:rows:2, column:columns:2]
    total += 2
    total >>= 2
    return total.astype(level.dtype)


def _computed_presets(image: RadiographImage) -> tuple[Preset, ...]:
    step = max(1, int(np.sqrt(image.pixels.size / 250_000)))  # percentiles need no more than a sample
    sample = image.pixels[::step, ::step]
    mask = image.valid_mask()
    if mask is not None and mask[::step, ::step].any():
        sample = sample[mask[::step, ::step]]
    return _percentiles(sample), Preset(tr("Full range"), image.full_window())


def presets_for(sample: NDArray[Any]) -> tuple[Preset, ...]:
    """Presets of images of which a sample is given: of a volume, whose slices are to look alike."""
    return _percentiles(sample), Preset(tr("Full range"), full_range(sample))


def _percentiles(sample: NDArray[Any]) -> Preset:
    low, high = (float(value) for value in np.percentile(sample.astype(np.float64), (1, 99)))
    window = Window((low + high) / 2, max(high - low, 1e-6), "LINEAR_EXACT", tr("1st to 99th percentile"))
    return Preset(tr("1st to 99th percentile"), window)
