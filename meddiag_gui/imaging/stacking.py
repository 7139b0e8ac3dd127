"""Stacks inside a series: which images belong together, in which order, and whether some are missing."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from meddiag_gui.imaging.instance import Instance, Taken
from meddiag_gui.imaging.plane import Plane, dot
from meddiag_gui.language import tr

_ANGLE = 1e-3  # largest difference of a direction cosine within a stack: 0.06 degrees
_SPACING = 1e-3  # largest relative difference of a pixel spacing within a stack
_MOST_COMPARED = 500  # beyond this many stacks only exact equality is asked, so that none can make it slow
SAME_PLACE_MM = 1e-3
_UNEVEN = 0.02  # smallest deviation of a slice distance that is worth a word, relative
_MISSING = 1.5  # distances beyond this many times the usual one mean that slices are missing


@dataclass(frozen=True, slots=True)
class Slice:
    """One image of a series: a file, or a frame of one.

    Parameters
    ----------
    frame
        Counted from 0; None for all frames of a file whose frames have no place in the patient: a loop.
    """

    instance: Instance
    frame: int | None = 0
    plane: Plane | None = None
    spacing: tuple[float, float] | None = None
    taken: Taken = field(default=Taken())


def slices_of(instance: Instance) -> list[Slice]:
    """List the images of a file that have a place of their own."""
    if instance.shots:
        return [
            Slice(instance, frame, shot.plane, shot.spacing, shot.taken)
            for frame, shot in enumerate(instance.shots)
        ]
    frame = 0 if instance.frames == 1 else None
    return [Slice(instance, frame, instance.plane, instance.spacing, instance.taken)]


def split_into_stacks(slices: list[Slice]) -> list[list[Slice]]:
    """Split a series by orientation, pixel spacing, size, frame of reference, and localizers from others.

    Files of several frames are stacks of their own. Orientation and spacing may differ by rounding.
    """
    stacks: list[list[Slice]] = []
    known: dict[object, list[Slice]] = {}
    for one in slices:
        traits = (one.plane.row, one.plane.column) if one.plane else None, one.spacing, _fixed(one)
        stack = known.get(traits)
        if stack is None:
            stack = _alike(one, stacks) if len(stacks) < _MOST_COMPARED else None
            if stack is None:
                stack = []
                stacks.append(stack)
            known[traits] = stack
        stack.append(one)
    return stacks


def sort_slices(slices: list[Slice]) -> list[Slice]:
    """Sort by place along the normal, then time; else by instance number, else by file name.

    Numbers in file names count as numbers.
    """
    ranks = places(slices)
    order = sorted(range(len(slices)), key=lambda i: (ranks[i], _by_time(slices[i])))
    return [slices[i] for i in order]


def places(slices: list[Slice]) -> list[int]:
    """Number the places along the normal, from 0 up; all 0 where images have no place in the patient.

    Positions that differ only by rounding are one place.
    """
    depths = _depths(slices)
    ranks = [0] * len(slices)
    if depths is not None:
        order = sorted(range(len(depths)), key=depths.__getitem__)
        for before, after in pairwise(order):
            ranks[after] = ranks[before] + (depths[after] - depths[before] > SAME_PLACE_MM)
    return ranks


def find_gaps(slices: list[Slice]) -> tuple[str, ...]:
    """Say whether slices are missing or unevenly spaced; slices as `sort_slices` gives them."""
    depths = _depths(slices)
    if depths is None:
        return ()
    steps = [(i + 1, after - before) for i, (before, after) in enumerate(pairwise(depths))]
    steps = [(i, step) for i, step in steps if step > 2 * SAME_PLACE_MM]
    if len(steps) < 2:
        return ()
    usual = median(step for _, step in steps)
    gaps = [(i, step) for i, step in steps if step > _MISSING * usual]
    if gaps:
        place, step = gaps[0]
        more = tr(", and at {n} further places", n=len(gaps) - 1) if len(gaps) > 1 else ""
        return (
            tr(
                "Slices are missing: images {first} and {second} are {step:.4g} mm apart, not "
                "{usual:.4g} mm{more}.",
                first=place,
                second=place + 1,
                step=step,
                usual=usual,
                more=more,
            ),
        )
    least, most = min(step for _, step in steps), max(step for _, step in steps)
    if most - least > max(_UNEVEN * usual, 4 * SAME_PLACE_MM):
        return (
            tr(
                "The slices are not evenly spaced: {least:.4g} to {most:.4g} mm apart.",
                least=least,
                most=most,
            ),
        )
    return ()


def _fixed(one: Slice) -> object:
    """Traits that must be equal within a stack."""
    instance = one.instance
    concatenation = instance.concatenation[0] if instance.concatenation else instance.path
    file = None if instance.frames == 1 else concatenation if instance.shots else instance.path
    localizer = "LOCALIZER" in one.taken.kind.upper().split("\\")
    return file, instance.rows, instance.columns, instance.frame_of_reference, localizer


def _alike(one: Slice, stacks: list[list[Slice]]) -> list[Slice] | None:
    fixed = _fixed(one)
    for stack in stacks:
        other = stack[0]
        if (
            _fixed(other) == fixed
            and _same_spacing(one.spacing, other.spacing)
            and _parallel(one.plane, other.plane)
        ):
            return stack
    return None


def _same_spacing(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(math.isclose(a, b, rel_tol=_SPACING) for a, b in zip(one, other, strict=True))


def _parallel(one: Plane | None, other: Plane | None) -> bool:
    if one is None or other is None:
        return one is other
    cosines = zip((*one.row, *one.column), (*other.row, *other.column), strict=True)
    return all(abs(a - b) <= _ANGLE for a, b in cosines)


def _depths(slices: list[Slice]) -> list[float] | None:
    """Distances in mm along the normal of the first image; None where there is no such thing."""
    normal = slices[0].plane.normal if slices[0].plane else None
    if normal is None:
        return None
    return [dot(normal, one.plane.position) for one in slices if one.plane]


def _by_time(one: Slice) -> tuple[object, ...]:
    instance = one.instance
    number = instance.number is None, instance.number or 0
    frame = (instance.concatenation[1] if instance.concatenation else 0) + (one.frame or 0)
    return one.taken.time if one.plane else (), number, frame, _by_name(instance)


def _by_name(instance: Instance) -> list[tuple[int, str]]:
    # A name falls into words and numbers, so that IM2 comes before IM10.
    parts = re.split(r"(\d+)", instance.path.name.casefold())
    return [(int(part[:30]), "") if part.isdecimal() else (-1, part) for part in parts]
