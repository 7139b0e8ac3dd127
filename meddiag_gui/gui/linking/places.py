"""Which image of one stack belongs to an image of another; without Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meddiag_gui.imaging.plane import add, dot

if TYPE_CHECKING:
    from meddiag_gui.imaging.plane import Plane, Vector
    from meddiag_gui.imaging.series import Stack

_ALIKE = 0.9  # cosine of the angle, 26°, up to which two stacks show slices that compare


@dataclass(frozen=True, slots=True)
class Anchor:
    """Two places that the user says belong together."""

    source: int
    target: int


def linked_place(source: Stack, place: int, target: Stack, anchor: Anchor | None = None) -> int | None:
    """Find the place in one stack that belongs to a place in another.

    In one frame of reference (0020,0052) it is the image nearest to the centre of the source's, in the
    patient. Else the user's anchor decides: slices keep their distance in mm from it, and images without a
    place in the patient their number.

    Returns
    -------
    Nearest place there is; None where the two do not compare.
    """
    here = source.plane(place)
    frame = source.instances[0].frame_of_reference
    comparable = _comparable(source, place, target)
    if here is not None and comparable and frame and frame == target.instances[0].frame_of_reference:
        return _nearest(target, dot(_normal(target), _center(source, place, here)))
    if anchor is None:
        return None
    start, aim = source.plane(anchor.source), target.plane(anchor.target)
    if here is not None and start is not None and aim is not None and comparable:
        normal = here.normal if dot(here.normal, aim.normal) > 0 else tuple(-part for part in here.normal)
        gone = sum(part * (a - b) for part, a, b in zip(normal, here.position, start.position, strict=True))
        return _nearest(target, dot(_normal(target), aim.position) + gone)
    return min(max(anchor.target + place - anchor.source, 0), len(target) - 1)


def _comparable(source: Stack, place: int, target: Stack) -> bool:
    one, other = source.plane(place), target.plane(0)
    return one is not None and other is not None and abs(dot(one.normal, other.normal)) >= _ALIKE


def _normal(stack: Stack) -> Vector:
    plane = stack.plane(0)
    return plane.normal if plane is not None else (0.0, 0.0, 0.0)


def _center(stack: Stack, place: int, plane: Plane) -> Vector:
    """Centre of an image in the patient."""
    instance, (down, across) = stack.instances[0], stack.spacing(place) or (0.0, 0.0)
    point = add(plane.position, plane.row, (instance.columns - 1) / 2 * across)
    return add(point, plane.column, (instance.rows - 1) / 2 * down)


def _nearest(stack: Stack, depth: float) -> int:
    """Place whose plane is nearest to a depth in mm along the stack's normal; the first of several."""
    normal = _normal(stack)

    def distance(place: int) -> float:
        plane = stack.plane(place)
        return math.inf if plane is None else abs(dot(normal, plane.position) - depth)

    return min(range(len(stack)), key=distance)
