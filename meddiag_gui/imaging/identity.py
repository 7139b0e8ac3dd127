"""Whose a file is and what it belongs to: the attributes by which a library files it; no pixel is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.imaging.guard import guarded
from meddiag_gui.imaging.open import open_file
from meddiag_gui.imaging.sniff import HEAD_BYTES, sniff
from meddiag_gui.imaging.text import clean_text

if TYPE_CHECKING:
    from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Identity:
    """What a header says of its file; text is clean, and empty where it says nothing.

    It is patient data: never log it.

    Parameters
    ----------
    patient_birth_date, study_date
        ISO 8601, or empty where there is no valid one.
    study_time
        HH:MM:SS, or empty.
    patient_age
        Patient's Age (0010,1010), such as ``061Y``.
    sop_instance_uid, series_uid, study_uid
        Never empty after `settled`: a file without them gets some that follow from its content.
    has_image
        Whether it describes pixels; else it is a report, a plan or the like.
    invented
        Whether one of the UIDs was made here.
    rows, columns
        0 for a raster file, which is not decoded to learn it.
    """

    sop_instance_uid: str = ""
    sop_class_uid: str = ""
    patient_id: str = ""
    issuer: str = ""
    patient_name: str = ""
    patient_birth_date: str = ""
    patient_sex: str = ""
    patient_age: str = ""
    study_uid: str = ""
    study_date: str = ""
    study_time: str = ""
    accession: str = ""
    study_description: str = ""
    referring: str = ""
    institution: str = ""
    series_uid: str = ""
    series_number: int | None = None
    series_description: str = ""
    modality: str = ""
    body_part: str = ""
    view_position: str = ""
    number: int | None = None
    rows: int = 0
    columns: int = 0
    frames: int = 1
    has_image: bool = True
    invented: bool = False

    def settled(self, sha256: str) -> Identity:
        """Give it UIDs where the file has none; they follow from its content, so they are the same next time.

        Parameters
        ----------
        sha256
            Hex digest of the file.
        """
        if self.sop_instance_uid and self.series_uid and self.study_uid:
            return self
        study = self.study_uid or _uid_of("study", sha256)
        series = self.series_uid or _uid_of("series", study if self.study_uid else sha256)
        instance = self.sop_instance_uid or _uid_of("instance", sha256)
        return replace(self, study_uid=study, series_uid=series, sop_instance_uid=instance, invented=True)


def read_identity(path: Path) -> Identity:
    """Read whose a file is, told by its content: any DICOM object, or a PNG, JPEG, TIFF or BMP picture.

    Raises
    ------
    UnreadableImage
        If it cannot be read, or (as `NoImage`) is neither.
    UnsupportedImage
        If its transfer syntax is not supported.
    """
    with open_file(path) as stream:
        size = path.stat().st_size
        kind = sniff(stream.read(HEAD_BYTES), size)
        stream.seek(0)
        return _dicom(stream, size) if kind == "dicom" else _raster(path, stream)


@guarded
def _dicom(stream: BinaryIO, size: int) -> Identity:
    from meddiag_gui.imaging.dicom.identity import read_fields

    return Identity(**read_fields(stream, size))


def _raster(path: Path, stream: BinaryIO) -> Identity:
    """Read how many pages a picture has; it is named after its file."""
    from meddiag_gui.imaging.instance import MAX_FRAMES
    from meddiag_gui.imaging.raster import RasterSource

    frames = max(1, min(RasterSource(path, str, stream).frames, MAX_FRAMES))
    return Identity(study_description=clean_text(path.stem), modality="OT", frames=frames)


def _uid_of(kind: str, seed: str) -> str:
    """Make a UID below 2.25 (PS3.5 B.2), an integer of 128 bits, from a digest."""
    digest = hashlib.sha256(f"meddiag {kind} {seed}".encode()).digest()
    return f"2.25.{int.from_bytes(digest[:16], 'big')}"
