"""The bones: spine, ribs, clavicles, shoulder blades and arms, cortical shells around trabecular bone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from meddiag_gui.imaging.phantom.bodies import Body, Floats, column, ellipsoid, tube
from meddiag_gui.imaging.phantom.materials import Part


def skeleton() -> list[Part]:
    """Every bone of the phantom."""
    return [*_spine(), *_ribs(), *_shoulder_girdle()]


def lung_outline(side: int) -> Body:
    """Return the ellipsoid of a lung, side -1 (patient's right) or 1: the ribs run around it."""
    return ellipsoid((side * 43, 5, 73), (35, 84, 46), tilt_deg=-side * 9)


def _bone(outer: Iterable[Body], inner: Iterable[Body]) -> Iterator[Part]:
    """Cortical bone with trabecular bone inside."""
    for body in outer:
        yield Part(body, "cortical bone")
    for body in inner:
        yield Part(body, "trabecular bone", "cortical bone")


def _spine() -> Iterator[Part]:
    for i in range(-3, 17):  # from the lower neck (i < 0) over T1 (i = 0) to L5
        y = -76 + 11.3 * i + 0.12 * i * abs(i)
        size = 1 + 0.018 * i
        half = 4.4 + 0.1 * i
        width, depth = 9.5 * size, 7.5 * size
        yield from _bone(
            [column((0, y, 38), width, depth, half)],
            [column((0, y, 38), width - 0.5, depth - 0.5, half - 0.35)],
        )
        for side in (-1, 1):
            pedicle = [(side * 7.2 * size, y - 1, 28), (side * 7.4 * size, y - 1, 22)]
            yield from _bone(tube(pedicle, 2.3), tube(pedicle, 1.7))
            process = [(side * 8 * size, y - 1, 20.5), (side * 16 * size, y - 3, 18)]
            yield from _bone(tube(process, 2.0), tube(process, 1.5))
        yield from _bone(
            [ellipsoid((0, y + 5, 17), (1.7, 5, 4))], [ellipsoid((0, y + 5, 17), (1.4, 4.6, 3.7))]
        )


# height at the spine, half-width and half-depth of the cage, descent to the end (mm), angle of the end (rad)
_RIBS = (
    (-76, 52, 40, 13, 2.15),
    (-66, 62, 47, 24, 2.20),
    (-55, 67, 52, 33, 2.25),
    (-43.5, 74, 55, 38, 2.20),
    (-32, 79, 57, 42, 2.15),
    (-20, 82, 58, 45, 2.10),
    (-8, 84, 58, 46, 2.00),
    (5, 85, 58, 46, 1.90),
    (18, 85, 58, 44, 1.75),
    (31, 84, 57, 40, 1.60),
    (44, 80, 56, 28, 1.15),
    (57, 74, 55, 14, 0.70),
)


def rib_course(index: int, side: int) -> Floats:
    """Centre line ``(n, 3)`` in mm of a rib, index 0 to 11 from the top, side -1 (patient's right) or 1."""
    height, half_width, half_depth, descent, end = _RIBS[index]
    angle = np.linspace(0.2, end, 15)
    y = height + descent * (angle / end) ** 1.6 - 3 * np.sin(np.pi * np.minimum(angle / 1.2, 1))
    course = np.column_stack([side * half_width * np.sin(angle), y, 75 - half_depth * np.cos(angle)])
    return _pushed_out(course, lung_outline(side), 1.08)


def _pushed_out(course: Floats, body: Body, factor: float) -> Floats:
    """Move points away from the body's upright axis until they are on the body, enlarged, or outside."""
    offset = course - body.center
    level = offset * (0, 1, 0)
    across, up = (offset - level) @ body.matrix.T, level @ body.matrix.T
    # The factor k along the horizontal offset that solves |k across + up| = factor.
    a, b, c = (across**2).sum(axis=1), (across * up).sum(axis=1), (up**2).sum(axis=1) - factor**2
    root = np.sqrt(np.maximum(b * b - a * c, 0))
    stretch = np.maximum(1, (root - b) / a)[:, None]
    return np.asarray(body.center + level + stretch * (offset - level), dtype=np.float64)


def _ribs() -> Iterator[Part]:
    for index in range(len(_RIBS)):
        for side in (-1, 1):
            course = rib_course(index, side)
            yield from _bone(tube(course, 2.7), tube(course, 2.0))


def _shoulder_girdle() -> Iterator[Part]:
    for side in (-1, 1):
        s = np.linspace(0, 1, 12)
        bow = np.sin(2 * np.pi * s)
        clavicle = np.column_stack([side * (9 + 71 * s), -59 - 19 * s - 3 * bow, 116 - 24 * s**2 + 5 * bow])
        yield from _bone(tube(clavicle, 3.0), tube(clavicle, 2.2))
        blade = ellipsoid((side * 66, -34, 28), (14, 33, 1.6), tilt_deg=side * 12, turn_deg=side * 38)
        yield from _bone([blade], [])
        border = [(side * 86, -58, 52), (side * 78, -36, 36), (side * 66, -10, 26), (side * 61, -2, 24)]
        yield from _bone(tube(border, 1.9), tube(border, 1.3))
        spine = [(side * 54, -56, 26), (side * 70, -66, 32), (side * 86, -76, 56)]
        yield from _bone(tube(spine, 2.3), tube(spine, 1.7))
        head = (side * 91, -68, 74)
        yield from _bone([ellipsoid(head, (11, 11, 11))], [ellipsoid(head, (10.5, 10.5, 10.5))])
        shaft = [(side * 95, -59, 74), (side * 148, 56, 70)]
        yield from _bone(tube(shaft, 6.2), tube(shaft, 3.8))
