"""Colour of any photometric interpretation to RGB of 8 bits a sample (PS3.3 C.7.6.3.1.2, C.7.9)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.dicom.layout import PixelLayout
from meddiag_gui.imaging.dicom.lut import Lut, read_palette
from meddiag_gui.language import tr

_FULL = np.array([[1, 0, 1.402], [1, -0.344136286, -0.714136286], [1, 1.772, 0]], np.float32)
_BLOCK_ROWS = 256  # rows converted at a time, so that floating point never holds a whole large image


def color_to_rgb(values: NDArray[Any], layout: PixelLayout) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Three samples of any depth to RGB.

    Parameters
    ----------
    values
        ``(rows, columns, 3)``, stored values.

    Returns
    -------
    ``(rows, columns, 3)`` uint8, and a notice where bits were dropped.
    """
    if layout.signed:
        raise UnreadableImage(tr("its header says that colours are signed"))
    eight, notices = _to_eight_bits(values, layout.bits_stored)
    if layout.photometric.startswith("YBR"):
        eight = _ybr_to_rgb(eight, partial=layout.photometric.startswith("YBR_PARTIAL"))
    return np.ascontiguousarray(eight), notices


def palette_to_rgb(values: NDArray[Any], dataset: Dataset, layout: PixelLayout) -> NDArray[np.uint8]:
    """Turn indices into RGB through the file's palettes; indices beyond them take the first or last entry."""
    tables = [read_palette(dataset, channel, signed=layout.signed) for channel in ("Red", "Green", "Blue")]
    channels = [_palette_to_eight_bits(table).apply(values) for table in tables]
    return np.stack(channels, axis=-1).astype(np.uint8)


def _palette_to_eight_bits(lut: Lut) -> Lut:
    """Take the high bytes of a 16-bit palette; some writers put 8-bit entries into 16 bits unscaled."""
    if lut.bits > 8 and lut.table.max(initial=0) > 255:
        return Lut(lut.first, (lut.table >> (lut.bits - 8)).astype(np.uint16), 8)
    return Lut(lut.first, lut.table, 8)


def _to_eight_bits(values: NDArray[Any], bits: int) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    if bits <= 8:
        if bits < 8:  # full scale is white: 2**bits - 1 must become 255
            return np.rint(values * np.float32(255 / (2**bits - 1))).astype(np.uint8), ()
        return values.astype(np.uint8), ()
    reduced = np.right_shift(values, np.array(bits - 8, values.dtype)).astype(np.uint8)
    return reduced, (tr("Colours of {bits} bits a channel are shown with 8.", bits=bits),)


def _ybr_to_rgb(ybr: NDArray[np.uint8], *, partial: bool) -> NDArray[np.uint8]:
    rgb = np.empty(ybr.shape, np.uint8)
    for top in range(0, ybr.shape[0], _BLOCK_ROWS):
        block = ybr[top : top + _BLOCK_ROWS].astype(np.float32)
        block[..., 1:] -= 128
        if partial:  # ITU-R BT.601 studio range: black 16, white 235, chroma ±112
            block[..., 0] = (block[..., 0] - 16) * np.float32(255 / 219)
            block[..., 1:] *= np.float32(255 / 224)
        converted = block @ _FULL.T
        rgb[top : top + _BLOCK_ROWS] = np.clip(np.rint(converted), 0, 255)
    return rgb
