"""Whose a result is: what kind of file, of which patient and study, by a few attributes of its header."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from meddiag_gui.imaging.guard import guarded
from meddiag_gui.imaging.sniff import HEAD_BYTES, sniff
from meddiag_gui.language import mark

Kind = Literal["segmentation", "structures", "presentation", "report", "selection", "document"]

KIND_NAMES: dict[Kind, str] = {
    "segmentation": mark("Segmentation"),
    "structures": mark("Structures"),
    "presentation": mark("Presentation state"),
    "report": mark("Report"),
    "selection": mark("Key images"),
    "document": mark("Document"),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose result a file is, by its header; all text is clean. It is patient data: never log it.

    Parameters
    ----------
    title
        Content Label, Series Description or the like, for a list.
    date
        Content Date (0008,0023), else the series' or the study's, as in the file.
    frame_of_reference
        UID, or empty.
    """

    path: Path
    kind: Kind
    sop_instance_uid: str = ""
    study_uid: str = ""
    series_uid: str = ""
    patient_id: str = ""
    patient_name: str = ""
    patient_birth_date: str = ""
    title: str = ""
    date: str = ""
    frame_of_reference: str = ""


def read_origin(path: Path) -> Origin | None:
    """Say whose result a file is, by a few attributes of its header; None where it is no result.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If it cannot be read.
    """
    from meddiag_gui.imaging.open import open_file

    with open_file(path) as stream:
        size = path.stat().st_size
        if sniff(stream.read(HEAD_BYTES), size) != "dicom":
            return None
        stream.seek(0)
        return _read(path, stream, size)


@guarded
def _read(path: Path, stream: BinaryIO, size: int) -> Origin | None:
    from meddiag_gui.imaging.results.header import read_header

    return read_header(path, stream, size)
