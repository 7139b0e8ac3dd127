"""Stacks inside a series: which images belong together, in which order, and whether some are missing."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from statistics import median

from meddiag_gui.imaging.instance import Instance
from meddiag_gui.imaging.plane import Plane

_ANGLE = 1e-3  # largest difference of a direction cosine within a stack: 0.06 degrees
_SPACING = 1e-3  # largest relative difference of a pixel spacing within a stack
_MOST_COMPARED = 500  # beyond this many stacks only exact equality is asked, so that none can make it slow
_SAME_PLACE_MM = 1e-3
_UNEVEN = 0.02  # smallest deviation of a slice distance that is worth a word, relative
_MISSING = 1.5  # distances beyond this many times the usual one mean that slices are missing


def split_into_stacks(instances: list[Instance]) -> list[list[Instance]]:
    """Split a series by orientation, pixel spacing, size and frame of reference.

    Every multi-frame file is a stack of its own. Orientation and spacing may differ by rounding.
    """
    stacks: list[list[Instance]] = []
    known: dict[object, list[Instance]] = {}
    for instance in instances:
        traits = _traits(instance)
        stack = known.get(traits)
        if stack is None:
            stack = _alike(instance, stacks) if len(stacks) < _MOST_COMPARED else None
            if stack is None:
                stack = []
                stacks.append(stack)
            known[traits] = stack
        stack.append(instance)
    return stacks


def sort_instances(instances: list[Instance]) -> list[Instance]:
    """Sort by position along the normal, else by instance number, else by file name (numbers as numbers)."""
    positions = _positions(instances)
    if positions is None:
        return sorted(instances, key=_by_number)
    # Positions that differ only by rounding are one place, where the instance number decides.
    rounded = [round(position / _SAME_PLACE_MM) for position in positions]
    order = sorted(range(len(instances)), key=lambda i: (rounded[i], _by_number(instances[i])))
    return [instances[i] for i in order]


def find_gaps(instances: list[Instance]) -> tuple[str, ...]:
    """Say whether slices are missing or unevenly spaced; instances as `sort_instances` gives them."""
    positions = _positions(instances)
    if positions is None:
        return ()
    steps = [(i + 1, after - before) for i, (before, after) in enumerate(pairwise(positions))]
    steps = [(i, step) for i, step in steps if step > 2 * _SAME_PLACE_MM]
    if len(steps) < 2:
        return ()
    usual = median(step for _, step in steps)
    gaps = [(i, step) for i, step in steps if step > _MISSING * usual]
    if gaps:
        place, step = gaps[0]
        more = f", and at {len(gaps) - 1} further places" if len(gaps) > 1 else ""
        return (
            f"Slices are missing: images {place} and {place + 1} are {step:.4g} mm apart, "
            f"not {usual:.4g} mm{more}.",
        )
    least, most = min(step for _, step in steps), max(step for _, step in steps)
    if most - least > max(_UNEVEN * usual, 4 * _SAME_PLACE_MM):
        return (f"The slices are not evenly spaced: {least:.4g} to {most:.4g} mm apart.",)
    return ()


def _traits(instance: Instance) -> object:
    if instance.frames > 1:
        return instance.path
    plane = instance.plane
    place = (plane.row, plane.column) if plane else None
    return place, instance.spacing, instance.rows, instance.columns, instance.frame_of_reference


def _alike(instance: Instance, stacks: list[list[Instance]]) -> list[Instance] | None:
    return next((stack for stack in stacks if _belongs(instance, stack[0])), None)


def _belongs(one: Instance, other: Instance) -> bool:
    return (
        one.frames == other.frames == 1
        and (one.rows, one.columns) == (other.rows, other.columns)
        and one.frame_of_reference == other.frame_of_reference
        and _same_spacing(one.spacing, other.spacing)
        and _parallel(one.plane, other.plane)
    )


def _same_spacing(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(math.isclose(a, b, rel_tol=_SPACING) for a, b in zip(one, other, strict=True))


def _parallel(one: Plane | None, other: Plane | None) -> bool:
    if one is None or other is None:
        return one is other
    cosines = zip((*one.row, *one.column), (*other.row, *other.column), strict=True)
    return all(abs(a - b) <= _ANGLE for a, b in cosines)


def _positions(instances: list[Instance]) -> list[float] | None:
    """Distances in mm along the normal of the first image; None where there is no such thing."""
    normal = instances[0].plane.normal if instances[0].plane else None
    if normal is None:
        return None
    planes = [instance.plane for instance in instances]
    return [sum(n * x for n, x in zip(normal, plane.position, strict=True)) for plane in planes if plane]


def _by_number(instance: Instance) -> tuple[bool, int, list[tuple[int, str]]]:
    # A name falls into words and numbers, so that IM2 comes before IM10.
    parts = re.split(r"(\d+)", instance.path.name.casefold())
    name = [(int(part[:30]), "") if part.isdecimal() else (-1, part) for part in parts]
    return instance.number is None, instance.number or 0, name
