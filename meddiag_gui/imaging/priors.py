"""Which stack of an earlier study of the same patient compares best with one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from meddiag_gui.imaging.plane import dot
from meddiag_gui.imaging.series import Stack, patient_key

_PARALLEL = 0.9  # cosine up to which two orientations are the same to a reader
_PROJECTIONS = frozenset(("CR", "DX", "RG"))  # one kind of picture, whichever plate took it


def find_prior(stacks: Iterable[Stack], current: Stack) -> Stack | None:
    """Find the best match in the latest earlier study that has any.

    It must be of the same patient, of an earlier Study Date (0008,0020) and of the same modality, and must
    not contradict in body part, view or orientation. Of several, the one that states the same body part and
    view and is described most alike is taken.

    Returns
    -------
    None where there is none, or where the current one has no date or no patient.
    """
    found = [stack for stack in stacks if _compares(stack, current)]
    latest = max((stack.instances[0].study_date for stack in found), default="")
    candidates = [stack for stack in found if stack.instances[0].study_date == latest]
    return max(candidates, key=lambda stack: _likeness(stack, current), default=None)


def _compares(stack: Stack, current: Stack) -> bool:
    one, other = stack.instances[0], current.instances[0]
    named = bool(other.patient_id or other.patient_name)
    dated = "" < one.study_date < other.study_date
    return (
        named
        and dated
        and patient_key(one) == patient_key(other)
        and _kind(one.modality) == _kind(other.modality)
        and not _contradict(one.body_part, other.body_part)
        and not _contradict(one.view_position, other.view_position)
        and _same_orientation(stack, current)
    )


def _kind(modality: str) -> str:
    return "projection" if modality in _PROJECTIONS else modality


def _contradict(one: str, other: str) -> bool:
    return bool(one and other) and one.casefold() != other.casefold()


def _same_orientation(one: Stack, other: Stack) -> bool:
    first, second = one.plane(0), other.plane(0)
    if first is None or second is None:
        return first is second
    return abs(dot(first.normal, second.normal)) >= _PARALLEL


def _likeness(stack: Stack, current: Stack) -> tuple[int, float, int]:
    """Sort by what is stated alike, then by description, then by number of images."""
    one, other = stack.instances[0], current.instances[0]
    pairs = (one.body_part, other.body_part), (one.view_position, other.view_position)
    stated = sum(bool(a) and a.casefold() == b.casefold() for a, b in pairs)
    described = SequenceMatcher(
        None, one.series_description.casefold(), other.series_description.casefold(), autojunk=False
    ).ratio()
    return stated, described, -abs(len(stack) - len(current))
