"""Plane geometry, in whatever unit the points are given."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.measure.annotation import Point


def distance(a: Point, b: Point) -> float:
    """Distance of two points."""
    return math.dist(a, b)


def angle(end: Point, vertex: Point, other: Point) -> float | None:
    """Angle at a vertex in degrees, 0 to 180; None where a side has no length."""
    return _between(_vector(vertex, end), _vector(vertex, other))


def cobb_angle(a: Point, b: Point, c: Point, d: Point) -> float | None:
    """Angle between the lines ab and cd in degrees, 0 to 180; None where one has no length.

    The order of the ends does not matter: both lines are taken to point to the same side of the line that
    joins their middles (the spine), so that more than 90° are told from less. Where the middles coincide the
    lesser angle is meant.
    """
    one, other = _vector(a, b), _vector(c, d)
    along = _vector(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), ((c[0] + d[0]) / 2, (c[1] + d[1]) / 2))
    across = (-along[1], along[0])
    opposite = _dot(one, across) * _dot(other, across) < 0
    if not any(across):
        opposite = _dot(one, other) < 0
    return _between(one, (-other[0], -other[1]) if opposite else other)


def _vector(start: Point, end: Point) -> Point:
    return end[0] - start[0], end[1] - start[1]


def _dot(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1]


def _between(a: Point, b: Point) -> float | None:
    """Angle between vectors; by the arc tangent, which is exact also near 0° and 180°."""
    if not any(a) or not any(b):
        return None
    return math.degrees(math.atan2(abs(a[0] * b[1] - a[1] * b[0]), _dot(a, b)))


def ellipse_perimeter(a: float, b: float) -> float:
    """Perimeter of an ellipse with the half axes a and b (Gauss's arithmetic-geometric mean)."""
    mean, other = max(a, b), min(a, b)
    if other == 0:
        return 4 * mean
    total, weight = mean * mean, 0.5
    total -= weight * (mean * mean - other * other)
    while abs(mean - other) > 1e-15 * mean:
        gap = (mean - other) / 2
        mean, other = (mean + other) / 2, math.sqrt(mean * other)
        weight *= 2
        total -= weight * gap * gap
    return 2 * math.pi * total / mean


def polygon_area(points: Sequence[Point]) -> float:
    """Area of a polygon whose outline does not cross itself (Gauss's area formula)."""
    x, y = np.asarray(points, np.float64).T
    x, y = x - x[0], y - y[0]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def polygon_perimeter(points: Sequence[Point]) -> float:
    """Length of a closed outline."""
    return sum(math.dist(a, b) for a, b in zip(points, (*points[1:], points[0]), strict=True))


def crosses_itself(points: Sequence[Point]) -> bool:
    """Whether two sides of a closed outline that are not neighbours meet between their ends."""
    start = np.asarray(points, np.float64)
    end = np.roll(start, -1, axis=0)
    # side[i, j]: on which side of line i (start to end) the start of side j lies
    side = _sides(start, end, start)
    other = _sides(start, end, end)
    apart = side * other < 0
    return bool((apart & apart.T).any())


def _sides(
    start: NDArray[np.float64], end: NDArray[np.float64], at: NDArray[np.float64]
) -> NDArray[np.float64]:
    along = end - start
    offset = at[None] - start[:, None]
    return np.sign(along[:, None, 0] * offset[..., 1] - along[:, None, 1] * offset[..., 0])
