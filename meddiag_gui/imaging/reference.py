"""Reference lines: where the plane of one image cuts another of the same frame of reference."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.plane import Plane

Segment = tuple[tuple[float, float], tuple[float, float]]
"""Ends in image coordinates (x, y): pixels, the corner of the first pixel is (0, 0)."""

_PARALLEL = 0.087  # sine of 5 degrees: planes nearer than this to parallel cut in no useful line


def crossing(source: RadiographImage, target: RadiographImage, plane: Plane | None = None) -> Segment | None:
    """Find the line in which an image cuts another, as far as both reach.

    Parameters
    ----------
    source
        The image that cuts.
    target
        The image in which the line is drawn.
    plane
        Where the source is taken to lie: that of another image of its stack. Its own plane unless given.

    Returns
    -------
    The line; None where there is none, or where the images do not lie in one frame of reference
    (0020,0052), so that their places do not compare.
    """
    plane = plane or source.plane
    frame = source.header.frame_of_reference
    if plane is None or target.plane is None or not source.spacing or not target.spacing:
        return None
    if not frame or frame != target.header.frame_of_reference:
        return None
    normal = np.array(target.plane.normal)
    if np.linalg.norm(np.cross(normal, plane.normal)) < _PARALLEL:
        return None
    spacing = source.spacing.row_mm, source.spacing.column_mm
    corners = _corners(plane, spacing, source.rows, source.columns)
    cut = _cut(corners, (corners - target.plane.position) @ normal)
    return _clipped(_in_pixels(cut, target), target.columns, target.rows) if cut is not None else None


def _corners(plane: Plane, spacing: tuple[float, float], rows: int, columns: int) -> NDArray[np.float64]:
    """Corners of an image in the patient, ``(4, 3)``, in a round."""
    down, across = np.array(plane.column) * spacing[0], np.array(plane.row) * spacing[1]
    first = np.array(plane.position) - (down + across) / 2
    places = ((0, 0), (0, columns), (rows, columns), (rows, 0))
    return np.array([first + y * down + x * across for y, x in places])


def _cut(corners: NDArray[np.float64], heights: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Points ``(2, 3)`` where the outline passes a plane above which its corners have these heights."""
    points = []
    for here, there in zip(range(4), (1, 2, 3, 0), strict=True):
        if (heights[here] < 0) != (heights[there] < 0):
            share = heights[here] / (heights[here] - heights[there])
            points.append(corners[here] + share * (corners[there] - corners[here]))
    return np.array(points) if len(points) == 2 else None


def _in_pixels(points: NDArray[np.float64], image: RadiographImage) -> NDArray[np.float64]:
    """Image coordinates ``(n, 2)`` of points in the patient."""
    if image.plane is None or image.spacing is None:
        raise ValueError("the image has no place in the patient")
    offsets = points - image.plane.position
    x = offsets @ np.array(image.plane.row) / image.spacing.column_mm
    y = offsets @ np.array(image.plane.column) / image.spacing.row_mm
    return np.column_stack([x, y]) + 0.5


def _clipped(ends: NDArray[np.float64], width: int, height: int) -> Segment | None:
    """Keep the part of a line within a picture (Liang and Barsky, ACM TOG 3, 1984)."""
    start, way = ends[0], ends[1] - ends[0]
    enter, leave = 0.0, 1.0
    for axis, size in enumerate((width, height)):
        if abs(way[axis]) < 1e-9:
            if not 0 <= start[axis] <= size:
                return None
            continue
        near, far = sorted(((0 - start[axis]) / way[axis], (size - start[axis]) / way[axis]))
        enter, leave = max(enter, near), min(leave, far)
    if enter >= leave:
        return None
    (x0, y0), (x1, y1) = start + enter * way, start + leave * way
    return (float(x0), float(y0)), (float(x1), float(y1))
