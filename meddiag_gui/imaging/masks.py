"""Masks in files: which pixels of a picture belong to a structure."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from meddiag_gui.errors import UnsupportedImage
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr


def read_mask(path: Path, size: tuple[int, int] | None = None) -> NDArray[np.bool_]:
    """Read a grey picture in which the structure is bright and all else black.

    A pixel belongs to the structure if it is brighter than half of the brightest one: JPEG may have
    blurred the edge, and the structure may be drawn as 1 or as 255.

    Parameters
    ----------
    size
        ``(rows, columns)`` to give the mask in; a pixel then belongs to it if at least half of what it
        covers does. The file's own unless given.

    Returns
    -------
    numpy.ndarray
        ``(rows, columns)`` bool.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If the file cannot be read, or is in colour.
    """
    image = open_image(path)
    if image.is_color:
        raise UnsupportedImage(tr("{name} is in colour: a mask is grey.", name=clean_text(path.name)))
    mask = np.asarray(image.pixels > max(float(image.pixels.max()), 0.0) / 2)
    return mask if size in (None, mask.shape) else resize_mask(mask, size)


def resize_mask(mask: NDArray[np.bool_], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Resample a mask to ``(rows, columns)``; a pixel belongs to it if half of what it covers does."""
    picture = Image.fromarray(mask.astype(np.uint8) * np.uint8(255))
    return np.asarray(picture.resize((size[1], size[0]), Image.Resampling.BOX)) >= 128
