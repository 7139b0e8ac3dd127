"""The few attributes that place a DICOM image among others, read without the rest of its header."""

from __future__ import annotations

import math
import struct
from functools import lru_cache
from typing import Any, BinaryIO, Protocol

from pydicom.charset import convert_encodings, default_encoding
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import RawDataElement, convert_raw_data_element
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from meddiag_gui.imaging.dicom import attributes
from meddiag_gui.imaging.dicom.attributes import BadAttribute
from meddiag_gui.imaging.dicom.quick import Encoding, quick_values, short_header
from meddiag_gui.imaging.dicom.reading import parse, without_image
from meddiag_gui.imaging.dicom.shots import PLACING, read_concatenation, read_shots
from meddiag_gui.imaging.dicom.shots import TAGS as SHOT_TAGS
from meddiag_gui.imaging.instance import MAX_FRAMES, Taken
from meddiag_gui.imaging.plane import make_plane
from meddiag_gui.imaging.text import clean_text

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
    "body_part": "BodyPartExamined",
    "view_position": "ViewPosition",
    "frame_of_reference": "FrameOfReferenceUID",
}
_NUMBERS = (
    "SeriesNumber", "InstanceNumber", "NumberOfFrames", "Rows", "Columns", "PixelSpacing",
    "ImagePositionPatient", "ImageOrientationPatient",
)  # fmt: skip
_TAKEN = (
    "ImageType", "EchoNumbers", "EchoTime", "DiffusionBValue", "SequenceName", "TemporalPositionIdentifier",
    "AcquisitionNumber", "TriggerTime", "AcquisitionTime",
)  # fmt: skip
_TAGS = {keyword: tag_for_keyword(keyword) or 0 for keyword in (*_TEXTS.values(), *_NUMBERS, *_TAKEN)}
_CHARACTER_SET = tag_for_keyword("SpecificCharacterSet") or 0
_VRS = {tag: dictionary_VR(tag).encode() for tag in (*_TAGS.values(), _CHARACTER_SET)}
_BINARY = {b"US": "H", b"FD": "d"}
_NAMING = ("FileSetID", "SOPClassUID")  # so that what is no image can be named
_ALL_TAGS = tuple(sorted((*_VRS, *(tag_for_keyword(keyword) or 0 for keyword in _NAMING))))
_FRAME_TAGS = tuple(sorted({*_VRS, *SHOT_TAGS}))


def read_fields(stream: BinaryIO, size: int) -> dict[str, Any]:
    """Fields of an `Instance`, without its path.

    Raises
    ------
    UnreadableImage
        If the header is damaged, or (as `NoImage`) is not that of an image.
    UnsupportedImage
        If its transfer syntax is not supported.
    """
    fields = quick_fields(stream)
    if fields is not None:
        return fields | (_frames(stream, size, fields["frames"]) if fields["frames"] > 1 else {})
    stream.seek(0)
    parsed = parse(stream, size, only=_ALL_TAGS)
    if "Rows" not in parsed.dataset:
        raise without_image(parsed)
    fields = _fields(_Parsed(parsed.dataset))
    return fields | (_frames(stream, size, fields["frames"]) if fields["frames"] > 1 else {})


def plain_fields(stream: BinaryIO, size: int) -> dict[str, Any] | None:
    """Fields of a file whose short header has no surprises; None for all others.

    Raises
    ------
    UnreadableImage
        If it holds several frames, and their description is damaged.
    """
    fields = quick_fields(stream)
    if fields is None or fields["frames"] == 1:
        return fields
    header = short_header(stream)
    if header is None:
        return None
    return fields | (_frames(stream, size, fields["frames"]) if header.tags & PLACING else {})


def quick_fields(stream: BinaryIO) -> dict[str, Any] | None:
    """Fields of a plain file, but for those that only one of several frames has; None if it is not plain."""
    found = quick_values(stream, _VRS)
    if found is None or _TAGS["Rows"] not in found[0]:
        return None
    try:
        return _fields(_Quick(*found))
    except ValueError:  # pydicom knows the rules for those
        return None


def _frames(stream: BinaryIO, size: int, frames: int) -> dict[str, Any]:
    """Fields that only a file of several frames has; they are not among the few that are read quickly."""
    stream.seek(0)
    dataset = parse(stream, size, only=_FRAME_TAGS).dataset
    return {"shots": read_shots(dataset, frames), "concatenation": read_concatenation(dataset)}


class _Source(Protocol):
    """Attributes by keyword; no value is an empty one."""

    def text(self, keyword: str) -> str: ...

    def numbers(self, keyword: str) -> tuple[float, ...]: ...


class _Quick:
    """Attributes of a plain file, from their bytes; `ValueError` where they are not plain after all."""

    def __init__(self, values: dict[int, bytes], encoding: Encoding) -> None:
        self._values, self._encoding = values, encoding

    def text(self, keyword: str) -> str:
        tag = _TAGS[keyword]
        found = self._values.get(tag, b"")
        plain = _plain_text(found, several=_VRS[tag] == b"CS")
        return self._converted(tag, found) if plain is None else plain

    def numbers(self, keyword: str) -> tuple[float, ...]:
        tag = _TAGS[keyword]
        found = self._values.get(tag, b"")
        form = _BINARY.get(_VRS[tag])
        if form is None:
            return _plain_numbers(found)
        if not found and form == "d":
            return ()
        try:
            (number,) = struct.unpack(f"{'<' if self._encoding.little else '>'}{form}", found)
        except struct.error as error:
            raise ValueError(keyword) from error
        return _finite((float(number),))

    def _converted(self, tag: int, found: bytes) -> str:
        """Text that has rules of its own, by those of pydicom."""
        stated = self._values.get(_CHARACTER_SET, b"")
        try:
            used = self._element(_CHARACTER_SET, stated, [default_encoding]) if stated else default_encoding
            return attributes.joined(self._element(tag, found, convert_encodings(used)))
        except Exception as error:  # pydicom lets through whatever a hostile value makes it stumble over
            raise ValueError("this text cannot be decoded") from error

    def _element(self, tag: int, found: bytes, encodings: list[str]) -> Any:
        vr = _VRS[tag].decode()
        raw = RawDataElement(
            Tag(tag), vr, len(found), found, 0, self._encoding.implicit, self._encoding.little
        )
        return convert_raw_data_element(raw, encoding=encodings).value


@lru_cache(maxsize=1024)  # most values are those of the file before
def _plain_text(value: bytes, *, several: bool) -> str | None:
    """Clean ASCII text; None for text that has rules of its own."""
    if not value.isascii() or b"\x1b" in value or (b"\\" in value and not several):
        return None
    return clean_text("\\".join(part.strip("\0 ") for part in value.decode("ascii").split("\\")))


@lru_cache(maxsize=1024)
def _plain_numbers(value: bytes) -> tuple[float, ...]:
    try:
        return _finite(tuple(map(float, value.split(b"\\"))) if value.strip(b"\0 ") else ())
    except ValueError:  # as `_Parsed` does
        return ()


def _finite(numbers: tuple[float, ...]) -> tuple[float, ...]:
    return numbers if all(map(math.isfinite, numbers)) else ()


class _Parsed:
    """Attributes as pydicom reads them; what is invalid counts as absent, for opening complains of it."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def text(self, keyword: str) -> str:
        return attributes.text(self._dataset, keyword)

    def numbers(self, keyword: str) -> tuple[float, ...]:
        try:
            return attributes.numbers(self._dataset, keyword)
        except BadAttribute:
            return ()


def _fields(source: _Source) -> dict[str, Any]:
    fields: dict[str, Any] = {name: source.text(keyword) for name, keyword in _TEXTS.items()}
    frames = min(max(_integer(source, "NumberOfFrames") or 1, 1), MAX_FRAMES)
    spacing = source.numbers("PixelSpacing")
    orientation, position = source.numbers("ImageOrientationPatient"), source.numbers("ImagePositionPatient")
    return fields | {
        "frames": frames,
        "series_number": _integer(source, "SeriesNumber"),
        "number": _integer(source, "InstanceNumber"),
        "rows": _integer(source, "Rows") or 0,
        "columns": _integer(source, "Columns") or 0,
        "spacing": spacing if len(spacing) == 2 and min(spacing) > 0 else None,
        "plane": make_plane(orientation, position) if frames == 1 else None,
        "taken": _taken(source) if frames == 1 else Taken(),
    }


def _taken(source: _Source) -> Taken:
    return Taken(
        kind=source.text("ImageType"),
        echo=_code(source, "EchoNumbers") or _code(source, "EchoTime"),
        diffusion=_code(source, "DiffusionBValue"),
        sequence=source.text("SequenceName"),
        phase=_code(source, "TemporalPositionIdentifier"),
        acquisition=_code(source, "AcquisitionNumber"),
        time=(sum(source.numbers("TriggerTime")[:1]), _seconds(source.text("AcquisitionTime"))),
    )


def _code(source: _Source, keyword: str) -> str:
    """Write numbers so that equal ones are equal, however the file writes them."""
    return " ".join(f"{number:g}" for number in source.numbers(keyword))


def _seconds(time: str) -> float:
    """Seconds of the day of a TM value, ``HHMMSS.F`` with its end left out at will; 0 for what is none."""
    digits = time.replace(":", "")  # ACR-NEMA wrote 10:09:30
    try:
        return int(digits[:2]) * 3600.0 + int(digits[2:4] or 0) * 60.0 + float(digits[4:] or 0)
    except ValueError:
        return 0.0


def _integer(source: _Source, keyword: str) -> int | None:
    found = source.numbers(keyword)
    return int(found[0]) if len(found) == 1 and found[0].is_integer() else None
