"""Graphic types of presentation states and reports, as lines and areas (PS3.3 C.10.5.1.2, C.18.6.1.1)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.results.result import Shape

_STEPS = 72  # corners of a circle
_BETWEEN = 8  # points between two of a curve
MAX_NUMBERS = 200_000


def shape_of(layer: int, kind: str, flat: tuple[float, ...], *, text: str = "") -> Shape | None:
    """Make a shape of a graphic type and its numbers, x and y in turn; None where they do not fit.

    Circles are given by centre and a point on them, ellipses by the ends of the major, then the minor axis.
    """
    if not flat or len(flat) % 2 or len(flat) > MAX_NUMBERS:
        return None
    points = np.array(flat, np.float64).reshape(-1, 2)
    count = len(points)
    if kind in ("POINT", "MULTIPOINT"):
        return Shape(layer, points, "points", text)
    if kind == "CIRCLE" and count == 2:
        return Shape(layer, _circle(points), "area", text)
    if kind == "ELLIPSE" and count == 4:
        return Shape(layer, _ellipse(points), "area", text)
    closed = count > 2 and bool((points[0] == points[-1]).all())
    if kind == "INTERPOLATED" and count > 1:
        return Shape(layer, _curve(points, closed=closed), "area" if closed else "line", text)
    if kind in ("POLYLINE", "POLYGON") and count > 1:
        return Shape(layer, points, "area" if closed or kind == "POLYGON" else "line", text)
    return None


def _circle(points: NDArray[np.float64]) -> NDArray[np.float64]:
    radius = float(np.hypot(*(points[1] - points[0])))
    return np.asarray(points[0] + radius * _unit_circle())


def _ellipse(points: NDArray[np.float64]) -> NDArray[np.float64]:
    center = (points[0] + points[1]) / 2
    axes = np.stack([(points[1] - points[0]) / 2, (points[3] - points[2]) / 2])
    return np.asarray(center + _unit_circle() @ axes)


def _unit_circle() -> NDArray[np.float64]:
    angles = np.linspace(0, 2 * np.pi, _STEPS, endpoint=False)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _curve(points: NDArray[np.float64], *, closed: bool) -> NDArray[np.float64]:
    """Go through all points smoothly: a Catmull-Rom spline."""
    around = np.stack([points[-2], points[1]]) if closed else points[[0, -1]]
    before, start, end, after = (
        part[:, np.newaxis, :]
        for part in (
            np.concatenate([around[:1], points[:-2]]),
            points[:-1],
            points[1:],
            np.concatenate([points[2:], around[1:]]),
        )
    )
    t = np.linspace(0, 1, _BETWEEN, endpoint=False)[:, np.newaxis]
    between = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )
    return np.concatenate([between.reshape(-1, 2), points[-1:]])
