"""Influence maps as pictures: drawn over the image, in its own rows and columns."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from meddiag_gui.cli.output import UniqueNames, write_file
from meddiag_gui.errors import MedDiagError
from meddiag_gui.gui.viewer.colormap import overlay_table
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.inference.prediction import SaliencyMap
from meddiag_gui.inference.saliency.maps import smoothed

if TYPE_CHECKING:
    from meddiag_gui.inference.outcome import Outcome
    from meddiag_gui.inference.predictor import Predictor

OPACITY = 0.6
_LONGEST_KIND = 80
WARNING = (
    "Influence on the score, not the location of disease. Research use only, not for diagnosis. "
    "Colour: inferno, from 0 (clear) to 1."
)

OVERRIDDEN = "Input gate overridden: the model was not made for this image."


class SaliencyFolder:
    """Writes one PNG an input and finding, named after both; no name is used twice in one run."""

    def __init__(self, folder: Path, predictor: Predictor) -> None:
        self._names = UniqueNames(folder)
        self._predictor = predictor

    def draw(self, outcome: Outcome) -> list[str]:
        """Draw all maps of one judged image; return a sentence for each that could not be made."""
        problems: list[str] = []
        assert outcome.image is not None  # noqa: S101  # the caller passes only judged images
        for finding in self._predictor.bundle.findings:
            try:
                saliency = self._predictor.explain(outcome.image, finding.name)
                drawn = replace(saliency, values=smoothed(saliency.values))
                picture = Image.fromarray(blend(outcome.image, drawn))
                kind = re.sub(r"[^a-z0-9]+", "-", finding.name.casefold()).strip("-")[:_LONGEST_KIND]
                path = self._names.path(outcome.path.stem, f"-{kind}")
                overridden = outcome.prediction is not None and outcome.prediction.gate.overridden
                write_file(path, _png(picture, saliency, self._predictor, overridden=overridden))
            except MedDiagError as error:
                name = clean_text(outcome.path.name)
                problems.append(f"{name}: no influence map of {finding.name} ({error})")
        return problems


def blend(image: RadiographImage, saliency: SaliencyMap, opacity: float = OPACITY) -> NDArray[np.uint8]:
    """Draw a map over the image as the window shows it: ``(rows, columns, 3)`` uint8 RGB."""
    gray = None if image.is_color else image.to_unit() * np.float32(255)
    levels = np.rint(spread(saliency, image.rows, image.columns) * 255).astype(np.uint8)
    argb = np.asarray(overlay_table(opacity))  # premultiplied
    through = (1 - (argb >> 24) / 255).astype(np.float32)[levels]
    drawn = np.empty((image.rows, image.columns, 3), dtype=np.uint8)
    for channel, shift in enumerate((16, 8, 0)):  # one at a time: a mammogram is large
        base = image.pixels[..., channel].astype(np.float32) if gray is None else gray
        color = ((argb >> shift) & 255).astype(np.float32)[levels]
        drawn[..., channel] = np.rint(np.clip(base * through + color, 0, 255))
    return drawn


def spread(saliency: SaliencyMap, rows: int, columns: int) -> NDArray[np.float32]:
    """Interpolate a map bilinearly to image pixels: ``(rows, columns)`` float32, 0 outside its extent."""
    x, y, width, height = saliency.extent
    h, w = saliency.values.shape
    vertical, horizontal = _weights(rows, y, height, h), _weights(columns, x, width, w)
    return np.asarray(np.clip(vertical @ saliency.values @ horizontal.T, 0, 1), dtype=np.float32)


def _weights(pixels: int, start: float, length: float, cells: int) -> NDArray[np.float32]:
    """Interpolation weights ``(pixels, cells)`` of one axis; a pixel outside the extent has none."""
    centre = np.arange(pixels) + 0.5
    inside = (centre > start) & (centre < start + length)
    position = np.clip((centre - start) / length * cells - 0.5, 0, cells - 1)
    distance = np.abs(position[:, None] - np.arange(cells))
    return np.asarray(np.clip(1 - distance, 0, 1) * inside[:, None], dtype=np.float32)


def _png(picture: Image.Image, saliency: SaliencyMap, predictor: Predictor, *, overridden: bool) -> bytes:
    text = PngImagePlugin.PngInfo()
    bundle = predictor.bundle
    text.add_text("Title", f"{saliency.finding}, {saliency.method}, {bundle.name} {bundle.version}")
    text.add_text(
        "Warning", f"{OVERRIDDEN} {WARNING}" if overridden else WARNING
    )  # keyword of the PNG specification, 11.3.3.2
    stream = io.BytesIO()
    picture.save(stream, "PNG", pnginfo=text, compress_level=3)
    return stream.getvalue()
