"""One raster file without identities: pixels alone, written anew as PNG."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from meddiag_gui.errors import ExportError
from meddiag_gui.imaging.deidentify.examine import Examined, OpenImage
from meddiag_gui.imaging.deidentify.pseudonyms import Pseudonyms
from meddiag_gui.language import tr


def raster_output(digest: str, pseudonyms: Pseudonyms) -> str:
    """Return the new name of a raster file, which tells no patient: all of them lie in one folder."""
    return f"pictures/{pseudonyms.short('picture', digest)}{digest[:8]}.png"


def cleaned_raster(path: Path, open_image: OpenImage, examined: Examined) -> bytes:
    """Write the pixels of a PNG, JPEG, TIFF or BMP file as PNG; nothing else of the file stays.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If it cannot be shown.
    ExportError
        If it has several pages, or pixels that PNG cannot hold.
    """
    image = open_image(path, 0)
    if image.header.frames > 1:
        raise ExportError(tr("it has several pages: save them as files of their own first"))
    pixels = np.array(image.pixels)
    if not image.is_color and (
        pixels.min() < 0 or pixels.max() > np.iinfo(np.uint16).max or pixels.dtype.kind == "f"
    ):
        raise ExportError(tr("its pixels are no whole numbers from 0 to 65535, as PNG needs them"))
    for box in examined.boxes:
        clipped = box.clipped(*pixels.shape[:2])
        pixels[clipped.top : clipped.bottom, clipped.left : clipped.right] = (
            pixels.max() if image.inverted else 0
        )
    kind = np.uint8 if image.is_color or pixels.max() <= np.iinfo(np.uint8).max else np.uint16
    buffer = BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels.astype(kind))).save(buffer, "PNG")
    return buffer.getvalue()
