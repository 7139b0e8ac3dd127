"""From raw evidence to a map over an image: its scale, its place, and its drawing."""

from __future__ import annotations

import numpy as np
from PIL import Image

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.inference.prediction import SaliencyMap
from meddiag_gui.inference.saliency.subject import Map

_DRAWN = 112  # cells a side to which a coarse map is smoothed; between them the screen interpolates


def placed(raw: Map, scale: float | None, image: RadiographImage, finding: str, method: str) -> SaliencyMap:
    """Scale raw evidence and lay it over the whole image, which undoes the squeeze of the preprocessing.

    Only what speaks for the finding is kept.

    Parameters
    ----------
    raw
        ``(h, w)`` signed evidence.
    scale
        Evidence drawn as 1.0, fixed for bundle and method so that maps of two images compare; None where
        the bundle stores none: then the map's own maximum, which the map says.
    """
    own = scale is None
    peak = float(raw.max()) if scale is None else scale
    values = np.clip(raw / np.float32(peak), 0, 1) if peak > 0 else np.zeros_like(raw)
    extent = (0.0, 0.0, float(image.columns), float(image.rows))
    return SaliencyMap(values.astype(np.float32), extent, finding, method, image.sha256, own)


def smoothed(values: Map) -> Map:
    """Interpolate a coarse map bicubically, for drawing: at least 112 cells a side.

    Bilinear interpolation would draw diamonds around single cells. The range of the values is kept, so
    that nothing is drawn stronger than a cell is; the detail stays that of the cells.
    """
    factor = -(-_DRAWN // max(values.shape))
    if factor <= 1:
        return values
    size = (values.shape[1] * factor, values.shape[0] * factor)
    drawn = np.asarray(Image.fromarray(values).resize(size, Image.Resampling.BICUBIC))
    return np.asarray(np.clip(drawn, values.min(), values.max()), dtype=np.float32)
