"""Where an image lies in the patient."""

from __future__ import annotations

import math
from dataclasses import dataclass

_TOLERANCE = 0.01  # by which direction cosines may miss unit length and a right angle

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Plane:
    """Where an image lies in the patient (PS3.3 C.7.6.2), all in the patient's coordinates (LPS).

    Parameters
    ----------
    row, column
        Unit vectors along a row (to the next column) and along a column (to the next row):
        Image Orientation (Patient) (0020,0037).
    position
        Centre of the first pixel in mm: Image Position (Patient) (0020,0032).
    """

    row: Vector
    column: Vector
    position: Vector

    @property
    def normal(self) -> Vector:
        """Unit vector across the image: row × column."""
        return cross(self.row, self.column)

    @property
    def depth(self) -> float:
        """Distance in mm of the plane from the origin, along its normal."""
        return dot(self.normal, self.position)

    def moved(self, distance: float) -> Plane:
        """Return the parallel plane at a distance in mm along the normal."""
        return Plane(self.row, self.column, add(self.position, self.normal, distance))


def make_plane(orientation: tuple[float, ...], position: tuple[float, ...]) -> Plane | None:
    """Make a plane of the six and three numbers of the header; None where they cannot be one."""
    if len(orientation) != 6 or len(position) != 3:
        return None
    row, column = orientation[:3], orientation[3:]
    lengths = math.hypot(*row), math.hypot(*column)
    if any(abs(length - 1) > _TOLERANCE for length in lengths):
        return None
    if abs(sum(a * b for a, b in zip(row, column, strict=True))) > _TOLERANCE:
        return None
    return Plane(_vector(row), _vector(column), _vector(position))


def dot(one: Vector, other: Vector) -> float:
    """Scalar product."""
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def cross(one: Vector, other: Vector) -> Vector:
    """Vector product."""
    (a, b, c), (d, e, f) = one, other
    return b * f - c * e, c * d - a * f, a * e - b * d


def add(start: Vector, direction: Vector, length: float) -> Vector:
    """Go from a point in a direction, ``length`` times its own length."""
    (x, y, z), (dx, dy, dz) = start, direction
    return x + dx * length, y + dy * length, z + dz * length


def _vector(numbers: tuple[float, ...]) -> Vector:
    x, y, z = numbers
    return x, y, z
