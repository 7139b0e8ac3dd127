"""A mask as a PNG that any program reads."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin


def mask_png(mask: NDArray[np.bool_], title: str, warning: str) -> bytes:
    """Encode a mask: 255 inside, 0 outside.

    Parameters
    ----------
    mask
        ``(rows, columns)`` of the image.
    title, warning
        Text blocks of these names (keywords of the PNG specification, 11.3.3.2); nothing of the patient.
    """
    text = PngImagePlugin.PngInfo()
    text.add_text("Title", title)
    text.add_text("Warning", warning)
    stream = BytesIO()
    picture = Image.fromarray(mask.astype(np.uint8) * np.uint8(255))
    picture.save(stream, "PNG", pnginfo=text, compress_level=3)
    return stream.getvalue()
