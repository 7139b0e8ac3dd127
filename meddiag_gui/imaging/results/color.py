"""Colours as DICOM recommends them: CIELab in 16 bits (PS3.3 C.10.7.1.1) to sRGB."""

from __future__ import annotations

import numpy as np
from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.attributes import BadAttribute, numbers
from meddiag_gui.imaging.results.result import Color

_WHITE = np.array([0.95047, 1.0, 1.08883])  # D65: those who write the attribute use it, not ICC's D50
_XYZ_TO_RGB = np.array(  # IEC 61966-2-1
    [[3.2404542, -1.5371385, -0.4985314],
     [-0.9692660, 1.8760108, 0.0415560],
     [0.0556434, -0.2040259, 1.0572252]]
)  # fmt: skip


def recommended_color(item: Dataset, keyword: str, default: Color) -> Color:
    """Colour of an attribute such as Recommended Display CIELab Value (0062,000D), or the default."""
    try:
        found = numbers(item, keyword)
    except BadAttribute:
        return default
    return cielab_to_rgb(found[0], found[1], found[2]) if len(found) == 3 else default


def cielab_to_rgb(lightness: float, a: float, b: float) -> Color:
    """Convert three numbers of 0 to 65535 (L* 0 to 100, a* and b* -128 to 127) to 8-bit sRGB, clipped."""
    light = lightness / 65535 * 100
    y = (light + 16) / 116
    f = np.array([y + (a / 257 - 128) / 500, y, y - (b / 257 - 128) / 200])
    xyz = _WHITE * np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29))
    linear = np.clip(_XYZ_TO_RGB @ xyz, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    red, green, blue = (int(part) for part in np.rint(encoded * 255))
    return red, green, blue
