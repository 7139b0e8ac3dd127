"""Display shutters: what of an image is to be covered (PS3.3 C.7.6.11, C.7.6.15)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.attributes import BadAttribute, integer, number, numbers, text
from meddiag_gui.imaging.dicom.overlay import read_overlays
from meddiag_gui.language import tr

_EDGES = ("ShutterLeftVerticalEdge", "ShutterRightVerticalEdge",
          "ShutterUpperHorizontalEdge", "ShutterLowerHorizontalEdge")  # fmt: skip
_MOST_VERTICES = 100_000


def read_shutter(dataset: Dataset, rows: int, columns: int) -> NDArray[np.bool_] | None:
    """Mask ``(rows, columns)``, True where the image is covered; None where there is no shutter.

    What several shapes leave open is what all of them leave open. Positions count from 1.

    Raises
    ------
    BadAttribute
        If a shape's numbers are not valid.
    """
    shapes = text(dataset, "ShutterShape").upper().split("\\")
    covered = np.zeros((rows, columns), bool)
    known = False
    for shape, read in (
        ("RECTANGULAR", _rectangle), ("CIRCULAR", _circle), ("POLYGONAL", _polygon), ("BITMAP", _bitmap),
    ):  # fmt: skip
        if shape in shapes:
            covered |= read(dataset, rows, columns)
            known = True
    return covered if known else None


def image_shutter(
    dataset: Dataset, rows: int, columns: int
) -> tuple[NDArray[np.bool_] | None, tuple[str, ...]]:
    """Shutter of an image by its own header, and a notice where it is not valid."""
    try:
        return read_shutter(dataset, rows, columns), ()
    except BadAttribute:
        return None, (tr("The file's display shutter is not valid and was left out."),)


def _rectangle(dataset: Dataset, rows: int, columns: int) -> NDArray[np.bool_]:
    left, right, upper, lower = (_need(dataset, keyword) for keyword in _EDGES)
    row, column = np.ogrid[1 : rows + 1, 1 : columns + 1]
    return np.asarray((column < left) | (column > right) | (row < upper) | (row > lower))


def _circle(dataset: Dataset, rows: int, columns: int) -> NDArray[np.bool_]:
    center, radius = numbers(dataset, "CenterOfCircularShutter"), _need(dataset, "RadiusOfCircularShutter")
    if len(center) != 2:
        raise BadAttribute("CenterOfCircularShutter")
    row, column = np.ogrid[1 : rows + 1, 1 : columns + 1]
    return np.asarray((row - center[0]) ** 2 + (column - center[1]) ** 2 > radius**2)


def _polygon(dataset: Dataset, rows: int, columns: int) -> NDArray[np.bool_]:
    flat = numbers(dataset, "VerticesOfThePolygonalShutter")
    if len(flat) < 6 or len(flat) % 2 or len(flat) > 2 * _MOST_VERTICES:
        raise BadAttribute("VerticesOfThePolygonalShutter")
    from PIL import Image, ImageDraw

    canvas = Image.new("1", (columns, rows), 1)
    vertices = [(column - 1, row - 1) for row, column in zip(flat[::2], flat[1::2], strict=True)]
    ImageDraw.Draw(canvas).polygon(vertices, fill=0, outline=0)
    return np.array(canvas)


def _bitmap(dataset: Dataset, rows: int, columns: int) -> NDArray[np.bool_]:
    group = integer(dataset, "ShutterOverlayGroup")
    overlays, _ = read_overlays(dataset, 0, (rows, columns))
    for overlay in overlays:
        if overlay.group == group:
            return overlay.values
    raise BadAttribute("ShutterOverlayGroup")


def _need(dataset: Dataset, keyword: str) -> float:
    found = number(dataset, keyword)
    if found is None:
        raise BadAttribute(keyword)
    return found
