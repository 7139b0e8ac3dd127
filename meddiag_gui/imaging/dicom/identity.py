"""The attributes of a DICOM file by which a library files it."""

from __future__ import annotations

from datetime import date
from typing import Any, BinaryIO

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.dicom import attributes
from meddiag_gui.imaging.dicom.attributes import BadAttribute
from meddiag_gui.imaging.dicom.quick import short_header
from meddiag_gui.imaging.dicom.reading import parse, without_image
from meddiag_gui.imaging.instance import MAX_FRAMES
from meddiag_gui.language import tr

_TEXTS = {
    "sop_class_uid": "SOPClassUID",
    "patient_id": "PatientID",
    "issuer": "IssuerOfPatientID",
    "patient_name": "PatientName",
    "patient_sex": "PatientSex",
    "patient_age": "PatientAge",
    "accession": "AccessionNumber",
    "study_description": "StudyDescription",
    "referring": "ReferringPhysicianName",
    "institution": "InstitutionName",
    "series_description": "SeriesDescription",
    "modality": "Modality",
    "body_part": "BodyPartExamined",
    "view_position": "ViewPosition",
}
_UIDS = {
    "sop_instance_uid": "SOPInstanceUID",
    "study_uid": "StudyInstanceUID",
    "series_uid": "SeriesInstanceUID",
}
_DATES = {"patient_birth_date": "PatientBirthDate", "study_date": "StudyDate"}
_NUMBERS = {
    "series_number": "SeriesNumber", "number": "InstanceNumber", "rows": "Rows", "columns": "Columns",
    "frames": "NumberOfFrames",
}  # fmt: skip
_OTHERS = ("SpecificCharacterSet", "StudyTime")
_KEYWORDS = (*_TEXTS.values(), *_UIDS.values(), *_DATES.values(), *_NUMBERS.values(), *_OTHERS)
_TAGS = sorted(tag_for_keyword(keyword) or 0 for keyword in _KEYWORDS)
_LONGEST_UID = 128  # characters: 64 are allowed, and some writers do not keep to it
_LARGEST = 2**31 - 1


def read_fields(stream: BinaryIO, size: int) -> dict[str, Any]:
    """Fields of an `meddiag_gui.imaging.identity.Identity`.

    Raises
    ------
    UnreadableImage
        If the header is damaged, its pixels are cut short, or (as `NoImage`) it is that of no object.
    UnsupportedImage
        If its transfer syntax is not supported.
    """
    parsed = parse(stream, size, only=_TAGS)
    dataset = parsed.dataset
    has_image = "Rows" in dataset
    if not has_image and (parsed.stream.cut or "SOPInstanceUID" not in dataset):
        raise without_image(parsed)
    if has_image and _is_cut(stream, size):
        raise UnreadableImage(tr("it is cut short"))
    found = {name: attributes.text(dataset, keyword) for name, keyword in _TEXTS.items()}
    numbers = {name: _integer(dataset, keyword) for name, keyword in _NUMBERS.items()}
    return {
        **found,
        **numbers,
        **{name: _uid(attributes.text(dataset, keyword)) for name, keyword in _UIDS.items()},
        **{name: iso_date(attributes.text(dataset, keyword)) for name, keyword in _DATES.items()},
        "study_time": iso_time(attributes.text(dataset, "StudyTime")),
        "rows": max(0, numbers["rows"] or 0),
        "columns": max(0, numbers["columns"] or 0),
        "frames": min(max(1, numbers["frames"] or 1), MAX_FRAMES),
        "has_image": has_image,
    }


def iso_date(written: str) -> str:
    """Write a DA value (PS3.5 6.2), or the older ``YYYY.MM.DD``, in ISO 8601; empty for what is none."""
    digits = written.strip().replace(".", "").replace("-", "")
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        return ""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        return ""


def iso_time(written: str) -> str:
    """Write a TM value (PS3.5 6.2) as ``HH:MM:SS``; empty for what is none."""
    digits = written.strip().replace(":", "").partition(".")[0]
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (2, 4, 6):
        return ""
    parts = [digits[place : place + 2] for place in range(0, len(digits), 2)] + ["00", "00"]
    hour, minute, second = parts[:3]
    return f"{hour}:{minute}:{second}" if hour < "24" and minute < "60" and second <= "60" else ""


def _is_cut(stream: BinaryIO, size: int) -> bool:
    """Whether uncompressed pixels behind a plain header are not all there."""
    header = short_header(stream)
    return header is not None and header.pixels is not None and sum(header.pixels) > size


def _uid(written: str) -> str:
    return written if len(written) <= _LONGEST_UID else ""


def _integer(dataset: Dataset, keyword: str) -> int | None:
    """Take a whole number of at most 32 bits; what is none counts as absent."""
    try:
        found = attributes.numbers(dataset, keyword)
    except BadAttribute:
        return None
    number = int(found[0]) if found and found[0].is_integer() else None
    return number if number is not None and abs(number) <= _LARGEST else None
