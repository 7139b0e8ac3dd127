"""Images whose right answers are known by construction."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from meddiag_gui.imaging.image import ImageHeader, PixelSpacing, RadiographImage
from meddiag_gui.imaging.windowing import Window, full_range


def coordinate_image(rows: int = 40, columns: int = 60, **changes: Any) -> RadiographImage:
    """Return an image whose pixel at (row, column) is ``100 * row + column``."""
    pixels = (100 * np.arange(rows)[:, None] + np.arange(columns)).astype(np.uint16)
    return image_of(pixels, **changes)


def image_of(pixels: np.ndarray, **changes: Any) -> RadiographImage:
    """Return an image of these pixels; everything else may be given by name."""
    given: dict[str, Any] = {
        "pixels": pixels,
        "vois": (full_range(pixels),),
        "header": ImageHeader(
            modality="DX", patient_name="Doe^Jane", patient_id="P-1", study_date="20240131"
        ),
        "sha256": hashlib.sha256(pixels.tobytes()).hexdigest(),
        "path": Path("image.dcm"),
    }
    return RadiographImage(**(given | changes))


def chest_like(rows: int = 1500, columns: int = 1250) -> RadiographImage:
    """Return a smooth picture with two dark fields, for a look at the window."""
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    y, x = y / rows, x / columns
    lungs = sum(np.exp(-(((x - c) / 0.14) ** 4) - ((y - 0.48) / 0.3) ** 4) for c in (0.3, 0.7))
    body = np.exp(-(((x - 0.5) / 0.46) ** 8))
    noise = np.random.default_rng(0).normal(0, 25, (rows, columns))
    pixels = np.clip(300 + 2600 * body - 1700 * lungs * body + noise, 0, 4095).astype(np.uint16)
    spacing = PixelSpacing(0.139, 0.139, "ImagerPixelSpacing")
    return image_of(pixels, vois=(Window(1700, 2900),), spacing=spacing)
