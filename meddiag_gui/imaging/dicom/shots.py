"""The frames of a file of several: where each lies, and what tells it from others at its place."""

from __future__ import annotations

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.attributes import BadAttribute, number, numbers, text
from meddiag_gui.imaging.dicom.functional import frame_group
from meddiag_gui.imaging.dicom.geometry import read_plane
from meddiag_gui.imaging.instance import Shot, Taken

MOST = 20_000  # frames that are looked at one by one: a series of some hours

_GROUPS = ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence")
_KEYWORDS = (
    "SpacingBetweenSlices", "ConcatenationFrameOffsetNumber", "ConcatenationUID",
    "DetectorInformationSequence", "NumberOfSlices", "GridFrameOffsetVector",
    *_GROUPS,
)  # fmt: skip
TAGS = tuple(tag_for_keyword(keyword) or 0 for keyword in _KEYWORDS)
"""Attributes that are needed here, beside those of any image."""

PLACING = frozenset(TAGS) - {tag_for_keyword("SpacingBetweenSlices"), tag_for_keyword("NumberOfSlices")}
"""Without any of these no frame has a place of its own, and no image is part of a concatenation."""

_FRAME_TYPES = ("MRImageFrameTypeSequence", "CTImageFrameTypeSequence", "PETFrameTypeSequence")


def read_shots(dataset: Dataset, frames: int) -> tuple[Shot, ...]:
    """Describe every frame; nothing where one of them has no valid place, or there are too many.

    Source: Multi-frame Functional Groups Module (PS3.3 C.7.6.16).
    """
    if frames > MOST:
        return ()
    shots: list[Shot] = []
    for frame in range(frames):
        plane = read_plane(dataset, frame, frames)
        if plane is None:
            return ()
        shots.append(Shot(plane, _spacing(dataset, frame), _taken(dataset, frame)))
    return tuple(shots)


def read_concatenation(dataset: Dataset) -> tuple[str, int] | None:
    """Concatenation UID, and number of the frames before this file's; None for an image that is whole."""
    uid = text(dataset, "ConcatenationUID")
    offset = _number(dataset, "ConcatenationFrameOffsetNumber")
    return (uid, int(offset)) if uid and offset is not None else None


def _spacing(dataset: Dataset, frame: int) -> tuple[float, float] | None:
    try:
        found = numbers(frame_group(dataset, frame, "PixelMeasuresSequence"), "PixelSpacing")
    except BadAttribute:
        return None
    return (found[0], found[1]) if len(found) == 2 and min(found) > 0 else None


def _taken(dataset: Dataset, frame: int) -> Taken:
    if not any(keyword in dataset for keyword in _GROUPS):  # as in all but enhanced images
        return Taken()
    content = _group(dataset, frame, "FrameContentSequence")
    trigger = _number(
        _group(dataset, frame, "CardiacSynchronizationSequence"), "NominalCardiacTriggerDelayTime"
    )
    offset = _number(_group(dataset, frame, "TemporalPositionSequence"), "TemporalPositionTimeOffset")
    kinds = (_group(dataset, frame, keyword) for keyword in _FRAME_TYPES)
    return Taken(
        kind=next((text(kind, "FrameType") for kind in kinds if kind is not None), ""),
        echo=_text(_group(dataset, frame, "MREchoSequence"), "EffectiveEchoTime"),
        diffusion=_text(_group(dataset, frame, "MRDiffusionSequence"), "DiffusionBValue"),
        phase=_text(content, "TemporalPositionIndex"),
        stack=_text(content, "StackID"),
        time=(trigger or 0.0, offset or 0.0),
    )


def _group(dataset: Dataset, frame: int, keyword: str) -> Dataset | None:
    found = frame_group(dataset, frame, keyword)
    return None if found is dataset else found


def _text(group: Dataset | None, keyword: str) -> str:
    return text(group, keyword) if group is not None else ""


def _number(group: Dataset | None, keyword: str) -> float | None:
    try:
        return number(group, keyword) if group is not None else None
    except BadAttribute:
        return None
