"""The few attributes that place a DICOM image among others, read without the rest of its header."""

from __future__ import annotations

from typing import Any, BinaryIO

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.attributes import BadAttribute, integer, numbers, text
from meddiag_gui.imaging.dicom.reading import parse, without_image
from meddiag_gui.imaging.instance import MAX_FRAMES, make_plane

_TEXTS = {
    "sop_instance_uid": "SOPInstanceUID",
    "patient_id": "PatientID",
    "patient_name": "PatientName",
    "patient_birth_date": "PatientBirthDate",
    "study_uid": "StudyInstanceUID",
    "study_date": "StudyDate",
    "study_description": "StudyDescription",
    "series_uid": "SeriesInstanceUID",
    "series_description": "SeriesDescription",
    "modality": "Modality",
    "frame_of_reference": "FrameOfReferenceUID",
}
_OTHERS = (
    "FileSetID",  # so that the index of a medium is not taken for an empty file
    "SOPClassUID", "SeriesNumber", "InstanceNumber", "NumberOfFrames", "Rows", "Columns", "PixelSpacing",
    "ImagePositionPatient", "ImageOrientationPatient",
)  # fmt: skip
_TAGS = tuple(sorted(tag_for_keyword(keyword) or 0 for keyword in (*_TEXTS.values(), *_OTHERS)))


def read_fields(stream: BinaryIO, size: int) -> dict[str, Any]:
    """Fields of an `Instance`, without its path.

    Raises
    ------
    UnreadableImage
        If the header is damaged, or (as `NoImage`) is not that of an image.
    UnsupportedImage
        If its transfer syntax is not supported.
    """
    parsed = parse(stream, size, only=_TAGS)
    dataset = parsed.dataset
    if "Rows" not in dataset:
        raise without_image(parsed)
    frames = min(max(_integer(dataset, "NumberOfFrames") or 1, 1), MAX_FRAMES)
    spacing = _numbers(dataset, "PixelSpacing")
    orientation = _numbers(dataset, "ImageOrientationPatient")
    fields: dict[str, Any] = {name: text(dataset, keyword) for name, keyword in _TEXTS.items()}
    return fields | {
        "frames": frames,
        "series_number": _integer(dataset, "SeriesNumber"),
        "number": _integer(dataset, "InstanceNumber"),
        "rows": _integer(dataset, "Rows") or 0,
        "columns": _integer(dataset, "Columns") or 0,
        "spacing": spacing if len(spacing) == 2 and min(spacing) > 0 else None,
        "plane": make_plane(orientation, _numbers(dataset, "ImagePositionPatient")) if frames == 1 else None,
    }


def _integer(dataset: Dataset, keyword: str) -> int | None:
    """Whole number, or None also where it is invalid: opening the image is what complains of that."""
    try:
        return integer(dataset, keyword)
    except BadAttribute:
        return None


def _numbers(dataset: Dataset, keyword: str) -> tuple[float, ...]:
    try:
        return numbers(dataset, keyword)
    except BadAttribute:
        return ()
