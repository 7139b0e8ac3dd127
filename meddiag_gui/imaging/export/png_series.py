"""A series as PNG files whose values can be had back exactly: a sidecar says how."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from meddiag_gui.errors import ExportError
from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report

Ref = tuple[Path, int]
SIDECAR = "series.json"
SCHEMA = "meddiag.png-series/1"


def write_png_series(
    folder: Path,
    images: Sequence[Ref],
    open_image: Callable[[Path, int], RadiographImage],
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> None:
    """Write images as ``0001.png``, ``0002.png`` … and a sidecar, into a new or empty folder.

    Grayscale becomes 16 bits: ``value = png * slope + intercept`` of the sidecar, exactly for integers with a
    range of at most 65,535; others in 65,535 even steps of each image. Colour becomes 8-bit RGB. The pictures
    are not windowed, and hold no text; the sidecar holds no patient data.

    Raises
    ------
    ExportError
        If the folder holds anything.
    OSError
        If it cannot be written.
    UnreadableImage, UnsupportedImage
        If an image cannot be read; those before it are written.
    Cancelled
        If the token was cancelled.
    """
    rows = []
    for name, image in _opened(folder, images, open_image, report, token):
        pixels, slope, intercept = _codes(image)
        write_atomic(folder / name, encode_png(pixels))
        rows.append(_row(name, image, slope, intercept))
    sidecar = {"schema": SCHEMA, "value": "png * slope + intercept", "images": rows}
    write_atomic(folder / SIDECAR, json.dumps(sidecar, indent=1) + "\n")


def write_seen(
    folder: Path,
    images: Sequence[Ref],
    open_image: Callable[[Path, int], RadiographImage],
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> None:
    """Write images as 8-bit PNG as they are meant to be seen, in the file's own window; else as the series.

    Raises
    ------
    ExportError, OSError, UnreadableImage, UnsupportedImage, Cancelled
        As `write_png_series`.
    """
    for name, image in _opened(folder, images, open_image, report, token):
        seen = image.pixels if image.is_color else np.rint(image.to_unit() * 255).astype(np.uint8)
        write_atomic(folder / name, encode_png(seen))


def _opened(
    folder: Path,
    images: Sequence[Ref],
    open_image: Callable[[Path, int], RadiographImage],
    report: Report,
    token: CancelToken | None,
) -> Iterator[tuple[str, RadiographImage]]:
    """Open one image after the other, with the name of its file in an empty folder."""
    if folder.is_dir() and any(folder.iterdir()):
        name = clean_text(folder.name)
        raise ExportError(
            tr("{name} is not empty: nothing was written, so that nothing is overwritten.", name=name)
        )
    token, watch = token or CancelToken(), Stopwatch(len(images))
    for number, (path, frame) in enumerate(images, 1):
        token.check()
        left = watch.seconds_left(number - 1)
        report(
            Progress(
                number - 1,
                len(images),
                tr("Writing image {number} of {n}", number=number, n=len(images)),
                left,
            )
        )
        yield f"{number:04}.png", open_image(path, frame)


def encode_png(pixels: NDArray[Any]) -> bytes:
    """Encode ``(rows, columns)`` uint8 or uint16, or ``(rows, columns, 3)`` uint8."""
    stream = BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    return stream.getvalue()


def _codes(image: RadiographImage) -> tuple[NDArray[Any], float, float]:
    """Pixels to write, and slope and intercept that bring them back to modality values."""
    pixels = image.pixels
    if image.is_color:
        return pixels, 1.0, 0.0
    low, high = float(pixels.min()), float(pixels.max())
    if pixels.dtype.kind in "iu" and high - low <= 65535:
        intercept = 0.0 if low >= 0 and high <= 65535 else low
        return (pixels.astype(np.int64) - int(intercept)).astype(np.uint16), 1.0, intercept
    slope = (high - low) / 65535 or 1.0
    return np.rint((pixels.astype(np.float64) - low) / slope).astype(np.uint16), slope, low


def _row(name: str, image: RadiographImage, slope: float, intercept: float) -> dict[str, Any]:
    spacing = image.spacing
    return {
        "file": name,
        "slope": slope,
        "intercept": intercept,
        "unit": image.unit,
        "inverted": image.inverted,
        "pixel_spacing": [spacing.row_mm, spacing.column_mm] if spacing else None,
        "pixel_spacing_source": spacing.source if spacing else None,
        "sha256_of_source": image.sha256,
        "frame": image.frame,
    }
