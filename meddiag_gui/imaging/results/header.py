"""The attributes that say whose a result is."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from pydicom.datadict import tag_for_keyword

from meddiag_gui.imaging.dicom.attributes import text
from meddiag_gui.imaging.dicom.reading import parse
from meddiag_gui.imaging.results.origin import Kind, Origin

_STORAGE = "1.2.840.10008.5.1.4.1.1."
_KINDS: dict[str, Kind] = {
    f"{_STORAGE}66.4": "segmentation",
    f"{_STORAGE}66.7": "segmentation",  # label map
    f"{_STORAGE}481.3": "structures",
    f"{_STORAGE}11.1": "presentation",
    f"{_STORAGE}11.2": "presentation",  # for colour images
    f"{_STORAGE}88.59": "selection",
    f"{_STORAGE}104.1": "document",
}
_REPORTS = f"{_STORAGE}88."
_TEXTS = {
    "sop_instance_uid": "SOPInstanceUID",
    "study_uid": "StudyInstanceUID",
    "series_uid": "SeriesInstanceUID",
    "patient_id": "PatientID",
    "patient_name": "PatientName",
    "patient_birth_date": "PatientBirthDate",
    "frame_of_reference": "FrameOfReferenceUID",
}
_TITLES = ("ContentLabel", "StructureSetLabel", "DocumentTitle", "SeriesDescription")
_DATES = ("ContentDate", "StructureSetDate", "SeriesDate", "StudyDate")
_KEYWORDS = ("SOPClassUID", *_TEXTS.values(), *_TITLES, *_DATES)
_TAGS = tuple(sorted(tag_for_keyword(keyword) or 0 for keyword in _KEYWORDS))


def read_header(path: Path, stream: BinaryIO, size: int) -> Origin | None:
    """Read kind and owner from the start of an open file; None where it is no result.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If the header cannot be read.
    """
    dataset = parse(stream, size, only=_TAGS).dataset
    uid = text(dataset, "SOPClassUID")
    kind = _KINDS.get(uid) or ("report" if uid.startswith(_REPORTS) else None)
    if kind is None:
        return None
    title = next(filter(None, (text(dataset, keyword) for keyword in _TITLES)), "")
    date = next(filter(None, (text(dataset, keyword) for keyword in _DATES)), "")
    return Origin(path, kind, title=title, date=date, **{k: text(dataset, v) for k, v in _TEXTS.items()})
