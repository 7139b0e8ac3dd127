"""What is kept of each image after it was decoded once."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.datasets import Manifest, Row
from meddiag_gui.errors import MedDiagError
from meddiag_gui.examination.marks import count_marks
from meddiag_gui.imaging.image import ImageHeader, RadiographImage
from meddiag_gui.imaging.isolated.ahead import ahead
from meddiag_gui.imaging.isolated.reader import IsolatedReader
from meddiag_gui.inference.preprocess import to_levels
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch

SIDE = 64
"""Rows and columns of the thumbnails: enough to tell two patients apart, and 5,000 of them in 40 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """One image.

    Parameters
    ----------
    problem
        One sentence why it could not be read; all else is then empty.
    file_sha256, pixels_sha256
        Of the file, and of the grey values with their size, whatever file they came in.
    thumbnail
        ``(64, 64)`` uint16 levels as meant to be seen, squeezed; see `to_levels`.
    size
        ``(rows, columns)`` in pixels.
    marks
        Number of bright letter-like marks near the border.
    """

    problem: str = ""
    file_sha256: str = ""
    pixels_sha256: str = ""
    thumbnail: NDArray[np.uint16] | None = None
    size: tuple[int, int] = (0, 0)
    marks: int = 0
    header: ImageHeader | None = None


def gather(manifest: Manifest, *, report: Report, token: CancelToken) -> list[Facts]:
    """Decode every image of a manifest once, those of doubtful files in a process that can be killed.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    rows = manifest.rows
    watch = Stopwatch(len(rows))
    found: list[Facts] = []
    with closing(ahead(rows, _describe_file, token)) as described:
        for facts in described:
            found.append(facts)
            done = len(found)
            report(Progress(done, len(rows), tr("Examining images"), watch.seconds_left(done)))
    return found


def _describe_file(reader: IsolatedReader, row: Row) -> Facts:
    try:
        return describe(reader.open_image(row.path))
    except MedDiagError as error:
        return Facts(problem=str(error))


def describe(image: RadiographImage) -> Facts:
    """Take from an image what the examination needs."""
    unit = image.to_unit()
    return Facts(
        file_sha256=image.sha256,
        pixels_sha256=_digest(image.pixels),
        thumbnail=to_levels(image, SIDE, SIDE),
        size=(image.rows, image.columns),
        marks=count_marks(unit),
        header=image.header,
    )


def _digest(pixels: NDArray[np.generic]) -> str:
    """Identify grey values by size and numbers, not by type or by how often a colour file repeats them."""
    if pixels.ndim == 3 and (pixels == pixels[..., :1]).all():
        pixels = pixels[..., 0]
    digest = hashlib.sha256(repr(pixels.shape).encode())
    kind = np.float64 if pixels.dtype.kind == "f" else np.int64
    digest.update(np.ascontiguousarray(pixels, dtype=kind).tobytes())
    return digest.hexdigest()
