"""Simple bodies and the exact length of an X-ray's path through them.

Coordinates in mm, as a radiograph is looked at: x to the viewer's right (the patient's left in AP), y
down (to the feet), z from the detector towards the X-ray source. A ray runs from a detector pixel
``(x, y, 0)`` at t = 0 to the focal spot ``(0, 0, distance)`` at t = 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Box = tuple[slice, slice]


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A quadric, clipped by half-spaces: the points p with ``|matrix (p - center)| <= 1``.

    Parameters
    ----------
    center
        ``(3,)`` in mm.
    matrix
        ``(3, 3)`` for an ellipsoid, ``(2, 3)`` for an infinite elliptic cylinder; in 1/mm.
    reach
        Radius in mm of a sphere about the centre that holds the whole clipped body.
    planes
        Pairs ``(normal, offset)``: only points with ``normal · p <= offset`` belong to the body.
    """

    center: Floats
    matrix: Floats
    reach: float
    planes: tuple[tuple[Floats, float], ...] = ()

    def contains(self, points: ArrayLike) -> NDArray[np.bool_]:
        """Whether each of ``points``, shape ``(..., 3)`` in mm, lies in the body."""
        p = np.asarray(points, dtype=np.float64)
        inside = np.linalg.norm((p - self.center) @ self.matrix.T, axis=-1) <= 1
        for normal, offset in self.planes:
            inside &= p @ normal <= offset
        return np.asarray(inside, dtype=bool)


def ellipsoid(center: ArrayLike, semi_axes: ArrayLike, tilt_deg: float = 0.0, turn_deg: float = 0.0) -> Body:
    """Ellipsoid with semi-axes along x, y, z, tilted in the image plane (clockwise), then turned about y."""
    tilt, turn = np.deg2rad([tilt_deg, turn_deg])
    about_z = [[np.cos(tilt), -np.sin(tilt), 0], [np.sin(tilt), np.cos(tilt), 0], [0, 0, 1]]
    about_y = [[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]]
    axes = np.asarray(semi_axes, dtype=np.float64)
    rotation = np.asarray(about_y) @ np.asarray(about_z)
    return Body(np.asarray(center, dtype=np.float64), (rotation / axes).T, float(axes.max()))


def column(center: ArrayLike, half_width: float, half_depth: float, half_height: float) -> Body:
    """Upright elliptic cylinder (axis along y) with flat ends."""
    c = np.asarray(center, dtype=np.float64)
    up = np.array([0.0, 1.0, 0.0])
    planes = ((up, float(c[1]) + half_height), (-up, half_height - float(c[1])))
    matrix = np.array([[1 / half_width, 0, 0], [0, 0, 1 / half_depth]])
    return Body(c, matrix, float(np.hypot(half_height, max(half_width, half_depth))), planes)


def tube(points: ArrayLike, radius: float) -> list[Body]:
    """Round cylinders along a polyline of points ``(n, 3)``, mitred so that neighbours share one plane."""
    p = np.asarray(points, dtype=np.float64)
    along = np.diff(p, axis=0)
    lengths = np.linalg.norm(along, axis=1, keepdims=True)
    along /= lengths
    joints = np.vstack([along[:1], along[:-1] + along[1:], along[-1:]])
    bodies = []
    for i, direction in enumerate(along):
        across = np.linalg.svd(direction[None, :])[2][1:]  # two unit vectors at right angles to the axis
        planes = (
            (-joints[i], -float(joints[i] @ p[i])),
            (joints[i + 1], float(joints[i + 1] @ p[i + 1])),
        )
        reach = float(lengths[i, 0]) / 2 + 2 * radius
        bodies.append(Body((p[i] + p[i + 1]) / 2, across / radius, reach, planes))
    return bodies


@dataclass(frozen=True, slots=True)
class Detector:
    """A flat detector at z = 0, centred on the axis of the beam.

    Parameters
    ----------
    rows, columns
        Its size in pixels.
    pitch_mm
        Distance between pixel centres, the same both ways.
    distance_mm
        From the detector to the focal spot; infinity is not allowed.
    """

    rows: int
    columns: int
    pitch_mm: float
    distance_mm: float

    @property
    def x(self) -> Floats:
        """Pixel centres ``(columns,)`` in mm."""
        return self.pitch_mm * (np.arange(self.columns, dtype=np.float64) - (self.columns - 1) / 2)

    @property
    def y(self) -> Floats:
        """Pixel centres ``(rows,)`` in mm."""
        return self.pitch_mm * (np.arange(self.rows, dtype=np.float64) - (self.rows - 1) / 2)

    def shadow(self, body: Body) -> Box:
        """Rows and columns that hold the body's whole shadow; may be empty."""
        near, far = (
            self.distance_mm / (self.distance_mm - body.center[2] + d) for d in (body.reach, -body.reach)
        )

        def span(middle: float, size: int) -> slice:
            edges = [(middle + d) * m for d in (-body.reach, body.reach) for m in (near, far)]
            low, high = (np.array([min(edges), max(edges)]) / self.pitch_mm) + (size - 1) / 2
            return slice(int(np.clip(np.floor(low), 0, size)), int(np.clip(np.ceil(high) + 1, 0, size)))

        return span(body.center[1], self.rows), span(body.center[0], self.columns)

    def intervals(self, body: Body, box: Box) -> tuple[Floats, Floats]:
        """Where rays enter and leave a body: two arrays of t, shaped as the box; equal where they miss."""
        x, y = self.x[box[1]], self.y[box[0]][:, None]
        # The ray is followed from its point at the body's own depth, which keeps the numbers small.
        depth = body.center[2] / self.distance_mm
        qx, qy = x * (1 - depth) - body.center[0], y * (1 - depth) - body.center[1]
        shape = (y.shape[0], x.shape[0])
        a, b, c = np.full(shape, 1e-30), np.zeros(shape), np.full(shape, -1.0)
        for m in body.matrix:
            offset = m[0] * qx + m[1] * qy
            speed = m[2] * self.distance_mm - m[0] * x - m[1] * y
            a += speed * speed
            b += offset * speed
            c += offset * offset
        root = np.sqrt(np.maximum(b * b - a * c, 0))
        enter, leave = depth - (b + root) / a, depth - (b - root) / a
        for normal, limit in body.planes:
            room = limit - (normal[0] * x + normal[1] * y)
            speed = normal[2] * self.distance_mm - normal[0] * x - normal[1] * y
            with np.errstate(divide="ignore", invalid="ignore"):
                t = room / speed
            leave = np.where(speed >= 0, np.fmin(leave, t), leave)
            enter = np.where(speed < 0, np.fmax(enter, t), enter)
        return enter, np.maximum(leave, enter)

    def path_length(self, body: Body, without: Sequence[Body] = ()) -> tuple[Box, Floats]:
        """Length in mm of each ray's path in ``body`` but in none of ``without``, on the body's shadow.

        Exact: a ray meets each (convex) body in one interval.
        """
        box = self.shadow(body)
        others = [self.intervals(other, box) for other in without]
        share = _length_outside(*self.intervals(body, box), others)
        return box, share * np.sqrt(self.x[box[1]] ** 2 + self.y[box[0]][:, None] ** 2 + self.distance_mm**2)


def _length_outside(first: Floats, last: Floats, others: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Length of the intervals [first, last] outside all others, which may overlap (0 where last < first).

    What lies in several others is taken out with the last of them.
    """
    length = np.maximum(last - first, 0)
    if length.any():
        for i, (start, end) in enumerate(others):
            length -= _length_outside(np.maximum(first, start), np.minimum(last, end), others[i + 1 :])
    return length
