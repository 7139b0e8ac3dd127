"""What no radiograph of a whole chest can be, whatever its header says: by plain rules, without a model."""

from __future__ import annotations

import numpy as np

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.language import tr

_SMALLEST = 64  # pixels
_LONGEST = 2.5  # times the shorter side; the chest radiographs at hand reach 2.1
# Grey radiographs are often kept as RGB, with the slight colour that JPEG leaves, or with coloured marks.
_COLORED = 24  # of 255, between the channels of one pixel
_MOST_COLORED = 0.2  # share of the pixels


def picture_problem(image: RadiographImage) -> str:
    """One sentence on why the picture cannot be judged; empty where nothing speaks against it."""
    size = tr("{size} pixels", size=f"{image.columns}×{image.rows}")
    if min(image.rows, image.columns) < _SMALLEST:
        return tr("The image of {size} is too small to be judged.", size=size)
    pixels = image.pixels
    if pixels.min() == pixels.max():
        return tr("The image is one even grey: there is nothing to be judged.")
    if max(image.rows, image.columns) > _LONGEST * min(image.rows, image.columns):
        return tr("The image of {size} is too narrow to show a whole chest.", size=size)
    if image.is_color:
        sample = pixels[:: max(1, image.rows // 256), :: max(1, image.columns // 256)]
        spread = sample.max(axis=2).astype(np.float32) - sample.min(axis=2)
        if (spread > _COLORED).mean() > _MOST_COLORED:
            return tr("The image is in colour; the model is for radiographs.")
    return ""
