"""From the patient's coordinates to an image's pixels, and from one grid of pixels to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.plane import Plane, dot

_PARALLEL = 0.9995  # least cosine between normals of planes that are taken for parallel: 1.8 degrees
_SAME_MM = 0.01  # by how much the pixels of two grids may lie apart that are taken for the same


@dataclass(frozen=True, slots=True)
class Grid:
    """Pixels in the patient: a plane, the spacing in mm (between rows, between columns) and the size."""

    plane: Plane
    spacing: tuple[float, float]
    rows: int
    columns: int

    def to_pixels(self, points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Bring points ``(n, 3)`` in mm to x and y ``(n, 2)`` and the distance in mm from the plane ``(n,)``.

        The corner of the first pixel is (0, 0); its centre, which Image Position gives, is (0.5, 0.5).
        """
        away = points - np.array(self.plane.position)
        x = away @ np.array(self.plane.row) / self.spacing[1] + 0.5
        y = away @ np.array(self.plane.column) / self.spacing[0] + 0.5
        return np.stack([x, y], axis=1), away @ np.array(self.plane.normal)

    def to_patient(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Bring x and y ``(n, 2)`` to mm ``(n, 3)``."""
        across = (points[:, :1] - 0.5) * self.spacing[1] * np.array(self.plane.row)
        down = (points[:, 1:] - 0.5) * self.spacing[0] * np.array(self.plane.column)
        return np.asarray(np.array(self.plane.position) + across + down)


def grid_of(image: RadiographImage) -> Grid | None:
    """Grid of an image; None where it has no place in the patient."""
    if image.plane is None or image.spacing is None:
        return None
    spacing = image.spacing.row_mm, image.spacing.column_mm
    return Grid(image.plane, spacing, image.rows, image.columns)


def distance(one: Grid, other: Grid) -> float | None:
    """Distance in mm between two parallel planes, along the normal of the second; None where not parallel."""
    if abs(dot(one.plane.normal, other.plane.normal)) < _PARALLEL:
        return None
    return abs(dot(other.plane.normal, one.plane.position) - other.plane.depth)


def lay(values: NDArray[Any], source: Grid, target: Grid) -> NDArray[Any]:
    """Bring values ``(rows, columns)`` of one grid to another in a parallel plane: the nearest, 0 beyond."""
    corners = np.array([[0.5, 0.5], [target.columns - 0.5, 0.5], [0.5, target.rows - 0.5]])
    origin, right, below = source.to_pixels(target.to_patient(corners))[0]
    across = (right - origin) / max(target.columns - 1, 1)
    down = (below - origin) / max(target.rows - 1, 1)
    if _same(source, target, origin, right, below):
        return values
    row, column = np.arange(target.rows)[:, np.newaxis], np.arange(target.columns)
    x = np.floor(origin[0] + across[0] * column + down[0] * row).astype(np.intp)
    y = np.floor(origin[1] + across[1] * column + down[1] * row).astype(np.intp)
    inside = (x >= 0) & (x < source.columns) & (y >= 0) & (y < source.rows)
    laid = np.zeros((target.rows, target.columns), values.dtype)
    laid[inside] = values[y[inside], x[inside]]
    return laid


def _same(source: Grid, target: Grid, *corners: NDArray[np.float64]) -> bool:
    if (source.rows, source.columns) != (target.rows, target.columns):
        return False
    own = np.array([[0.5, 0.5], [source.columns - 0.5, 0.5], [0.5, source.rows - 0.5]])
    return bool(np.abs(np.array(corners) - own).max() * max(source.spacing) <= _SAME_MM)
