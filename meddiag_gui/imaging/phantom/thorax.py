"""The anatomy: a child's chest of about three years, from ellipsoids, cylinders and bent tubes.

Sizes in mm follow the proportions of a three-year-old (chest about 185 wide and 130 deep, heart about half
of it); every body and vessel is invented. No patient's image went into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from meddiag_gui.imaging.phantom.bodies import Body, Floats, column, ellipsoid, tube
from meddiag_gui.imaging.phantom.materials import Part
from meddiag_gui.imaging.phantom.skeleton import lung_outline, skeleton

TORSO = ellipsoid((0, 55, 75), (98, 170, 70))
HEART = ellipsoid((13, 16, 84), (43, 33, 35), tilt_deg=38)
MEDIASTINUM = ellipsoid((-1, -30, 68), (19, 100, 46))
RIGHT_HILUM = ellipsoid((-22, -6, 66), (9, 15, 11), tilt_deg=14)
LEFT_HILUM = ellipsoid((23, -13, 66), (9, 13, 11), tilt_deg=-14)
RIGHT_DOME = ellipsoid((-38, 98, 82), (44, 60, 50))
LEFT_DOME = ellipsoid((40, 104, 82), (44, 60, 50))
LUNGS = (
    (lung_outline(-1), (RIGHT_HILUM, HEART, MEDIASTINUM, RIGHT_DOME)),
    (lung_outline(1), (LEFT_HILUM, HEART, MEDIASTINUM, LEFT_DOME)),
)
"""The lungs, each with the bodies that take their own place out of it (the first is its hilum)."""


def thorax(seed: int) -> list[Part]:
    """Every part of the phantom; the seed grows the vessels of the lungs."""
    return [
        *_outline(),
        *_lungs(seed),
        *_airways_and_gas(),
        *skeleton(),
        *_marker(),
    ]


def _outline() -> Iterator[Part]:
    yield Part(TORSO, "soft tissue", "air")
    neck = column((0, -150, 72), 29, 31, 85)
    yield Part(neck, "soft tissue", "air", (TORSO,))
    for side in (-1, 1):
        shoulder = ellipsoid((side * 68, -66, 70), (46, 23, 30), tilt_deg=side * 16)
        back = ellipsoid((side * 60, -34, 40), (26, 52, 25), tilt_deg=side * -6)
        (arm,) = tube([(side * 88, -74, 76), (side * 150, 60, 70)], 22)
        yield Part(shoulder, "soft tissue", "air", (TORSO, neck))
        yield Part(back, "soft tissue", "air", (TORSO, shoulder))
        yield Part(arm, "soft tissue", "air", (TORSO, shoulder, back))


def _lungs(seed: int) -> Iterator[Part]:
    rng = np.random.default_rng(seed)
    for side, (lung, without) in zip((-1, 1), LUNGS, strict=True):
        yield Part(lung, "lung", without=without)
        hilum = without[0].center
        for slope in np.linspace(-1.9, 1.9, 22):
            heading = np.array([side * np.cos(slope), np.sin(slope), rng.uniform(-0.9, 0.9)])
            start = hilum + heading * rng.uniform(8, 13) * np.array([1, 1.4, 1])
            for vessel in _branches(start, heading, rng.uniform(1.4, 2.4), lung, without, rng):
                yield Part(vessel, "soft tissue", "lung")


def _branches(
    start: Floats,
    heading: Floats,
    radius: float,
    lung: Body,
    without: Iterable[Body],
    rng: np.random.Generator,
) -> Iterator[Body]:
    """Grow a vessel by short steps and fork it (Murray's law: r³ = r₁³ + r₂³) until it is thin or outside."""
    waiting = [(start, heading / np.linalg.norm(heading), radius)]
    while waiting:
        point, direction, size = waiting.pop()
        if size < 0.3:
            continue
        bend = rng.normal(0, 0.16, 3)
        end = point + direction * (5 + 2.5 * size)
        if not lung.contains(end) or any(other.contains(end) for other in without):
            continue
        yield from tube([point, end], size)
        onward = (direction + bend) / np.linalg.norm(direction + bend)
        share = rng.uniform(0.55, 0.95)
        waiting.append((end, onward, size * share ** (1 / 3)))
        if share < 0.9:
            aside = onward + rng.normal(0, 0.55, 3)
            waiting.append((end, aside / np.linalg.norm(aside), size * (1 - share) ** (1 / 3)))


def _airways_and_gas() -> Iterator[Part]:
    trachea = tube([(0, -150, 78), (-1, -60, 74), (-2, -28, 66)], 4.2)
    bronchi = tube([(-2, -28, 66), (-22, -9, 65)], 3.2) + tube([(-2, -28, 66), (23, -14, 65)], 2.9)
    for body in trachea + bronchi:
        yield Part(body, "air")
    bubble = ellipsoid((36, 61, 96), (22, 11, 22))
    level = (np.array([0.0, 1.0, 0.0]), 64.0)  # the patient stands: gas over fluid
    yield Part(Body(bubble.center, bubble.matrix, bubble.reach, (level,)), "air")
    for x, y, z, width, height in (
        (52, 88, 95, 17, 9),
        (26, 99, 108, 13, 8),
        (-12, 106, 112, 14, 7),
        (58, 110, 90, 9, 12),
    ):
        yield Part(ellipsoid((x, y, z), (width, height, 10)), "air")


def _marker() -> Iterator[Part]:
    """Lay a lead letter R, 12 mm high, on the detector at the patient's right."""
    bowl = [(3.2 + 3.2 * np.sin(a), -3 - 3 * np.cos(a)) for a in np.linspace(0, np.pi, 8)]
    strokes = [[(0, 6), (0, -6)], [(0, -6), *bowl, (0, 0)], [(2.6, 0.6), (6.4, 6)]]
    for stroke in strokes:
        for body in tube([(x - 92, y - 88, 2) for x, y in stroke], 0.9):
            yield Part(body, "lead", "air")
