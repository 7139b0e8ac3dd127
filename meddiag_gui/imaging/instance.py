"""What a file's header says of its place among others: read without its pixels."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.guard import guarded
from meddiag_gui.imaging.open import open_file
from meddiag_gui.imaging.plane import Plane
from meddiag_gui.imaging.sniff import HEAD_BYTES, sniff

if TYPE_CHECKING:
    from typing import BinaryIO

MAX_FRAMES = 1_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What tells an image from others of its series at the same place; empty where the file says nothing.

    Parameters
    ----------
    kind
        Image Type (0008,0008) or Frame Type (0008,9007): magnitude or phase, water or fat, localizer …
    echo
        Echo Number(s) (0018,0086), else Echo Time (0018,0081) or Effective Echo Time (0018,9082).
    diffusion
        Diffusion b-value (0018,9087).
    sequence
        Sequence Name (0018,0024), in which some makers hide the b-value.
    phase
        Temporal Position Identifier (0020,0100) or Index (0020,9128).
    acquisition
        Acquisition Number (0020,0012).
    stack
        Stack ID (0020,9056) of enhanced images.
    time
        What sorts images in time: trigger time in ms, then seconds of the day of the acquisition.
    """

    kind: str = ""
    echo: str = ""
    diffusion: str = ""
    sequence: str = ""
    phase: str = ""
    acquisition: str = ""
    stack: str = ""
    time: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Shot:
    """One frame of a file of several: its place in the patient, its spacing in mm, and how it was taken."""

    plane: Plane
    spacing: tuple[float, float] | None = None
    taken: Taken = field(default=Taken())


@dataclass(frozen=True, slots=True)
class Instance:
    """One file with an image, by its header; text is clean, and empty where the file says nothing.

    It is patient data: never log it.

    Parameters
    ----------
    frames
        Number of Frames (0028,0008), or pages of a TIFF, at least 1.
    number
        Instance Number (0020,0013), or None.
    series_number
        Series Number (0020,0011), or None.
    rows, columns
        Size in pixels; 0 for a raster file, which is not decoded to learn it.
    spacing
        Pixel Spacing (0028,0030) in mm, between rows, then between columns; None where there is none.
    plane
        None where the header gives no valid place in the patient, and for multi-frame images.
    taken
        What tells it from others at its place.
    shots
        The frames of a file of several, in its order; empty where not all of them have a place.
    concatenation
        Concatenation UID (0020,9161) of an image that was cut into several files, and how many frames come
        before this file's (0020,9228); None for all others.
    """

    path: Path
    frames: int = 1
    sop_instance_uid: str = ""
    patient_id: str = ""
    patient_name: str = ""
    patient_birth_date: str = ""
    study_uid: str = ""
    study_date: str = ""
    study_description: str = ""
    series_uid: str = ""
    series_number: int | None = None
    series_description: str = ""
    modality: str = ""
    body_part: str = ""
    view_position: str = ""
    number: int | None = None
    rows: int = 0
    columns: int = 0
    spacing: tuple[float, float] | None = None
    frame_of_reference: str = ""
    plane: Plane | None = field(default=None)
    taken: Taken = field(default=Taken())
    shots: tuple[Shot, ...] = ()
    concatenation: tuple[str, int] | None = None


def read_instance(path: Path) -> Instance:
    """Read the header of an image file, told by its content; no pixel is read.

    Raises
    ------
    UnreadableImage
        If the file cannot be read, is no image at all, or (as `NoImage`) holds none.
    UnsupportedImage
        If its kind is known and not supported.
    """
    with open_file(path) as stream:
        size = path.stat().st_size
        kind = sniff(stream.read(HEAD_BYTES), size)
        stream.seek(0)
        return _dicom(path, stream, size) if kind == "dicom" else _raster(path, stream)


def read_plain(path: Path) -> Instance | None:
    """Read a short DICOM header without surprises as `read_instance` does; None for all other files."""
    try:
        with path.open("rb") as stream:
            if stream.read(132)[128:] != b"DICM":
                return None
            from meddiag_gui.imaging.dicom.instance import plain_fields

            fields = plain_fields(stream, stream.seek(0, os.SEEK_END))
    except (OSError, ValueError, UnreadableImage):  # whoever reads it the other way says why
        return None
    return Instance(path, **fields) if fields is not None else None


def is_index(path: Path) -> bool:
    """Whether a name is that of the index of a DICOM medium, which stands in its root (PS3.10 8.6)."""
    return path.name.upper().rstrip(".") == "DICOMDIR"


def _raster(path: Path, stream: BinaryIO) -> Instance:
    from meddiag_gui.imaging.raster import RasterSource

    return Instance(path, frames=max(1, min(RasterSource(path, str, stream).frames, MAX_FRAMES)))


@guarded
def _dicom(path: Path, stream: BinaryIO, size: int) -> Instance:
    from meddiag_gui.imaging.dicom.instance import read_fields

    return Instance(path, **read_fields(stream, size))
