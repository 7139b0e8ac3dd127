"""DICOM files whose right answers are known by construction, and the files that pydicom ships."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pydicom.data
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (
    UID,
    ComputedRadiographyImageStorage,
    ExplicitVRLittleEndian,
)

SHIPPED = Path(pydicom.data.__file__).parent


def shipped(name: str) -> Path:
    """Path of a file that comes with pydicom; nothing is downloaded."""
    return next(path for path in SHIPPED.rglob(name) if path.is_file())


def image_dataset(pixels: np.ndarray, **attributes: Any) -> Dataset:
    """Make a data set of ``(rows, columns)``, ``(frames, rows, columns)`` or ``(rows, columns, 3)`` pixels.

    Attributes are given by keyword and override what follows from the pixels; None leaves one out.
    """
    color = pixels.ndim == 3 and pixels.shape[2] == 3
    frames = pixels.shape[0] if pixels.ndim == 3 and not color else 1
    rows, columns = pixels.shape[:2] if color else pixels.shape[-2:]
    bits = 8 * pixels.dtype.itemsize
    given = {
        "SOPClassUID": ComputedRadiographyImageStorage,
        "SOPInstanceUID": "1.2.3",
        "Modality": "CR",
        "SamplesPerPixel": 3 if color else 1,
        "PhotometricInterpretation": "RGB" if color else "MONOCHROME2",
        "Rows": rows,
        "Columns": columns,
        "BitsAllocated": bits,
        "BitsStored": bits,
        "HighBit": bits - 1,
        "PixelRepresentation": int(pixels.dtype.kind == "i"),
    }
    if color:
        given["PlanarConfiguration"] = 0
    if frames > 1:
        given["NumberOfFrames"] = frames
    dataset = Dataset()
    data = pixels.tobytes()
    given["PixelData"] = data + b"\0" * (len(data) % 2)
    for keyword, value in (given | attributes).items():
        if value is not None:
            setattr(dataset, keyword, value)
    return dataset


def write_dicom(path: Path, dataset: Dataset, syntax: UID = ExplicitVRLittleEndian) -> Path:
    """Write a data set as a DICOM file of a transfer syntax; compressed pixel data must be encapsulated."""
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.file_meta.MediaStorageSOPClassUID = dataset.get("SOPClassUID", "1.2")
    dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    if "PixelData" in dataset:
        dataset["PixelData"].VR = "OB" if syntax.is_compressed and syntax.is_encapsulated else "OW"
        dataset["PixelData"].is_undefined_length = bool(syntax.is_encapsulated)
    implicit, little = syntax.is_implicit_VR, syntax.is_little_endian
    dataset.save_as(path, implicit_vr=implicit, little_endian=little, enforce_file_format=True)
    return path


def write_image(
    path: Path, pixels: np.ndarray, syntax: UID = ExplicitVRLittleEndian, **attributes: Any
) -> Path:
    """Write pixels, given in native byte order, as a DICOM file."""
    if not syntax.is_little_endian:
        attributes = {"PixelData": pixels.byteswap().tobytes()} | attributes
    return write_dicom(path, image_dataset(pixels, **attributes), syntax)


def encapsulated(fragments: Sequence[bytes], table: Sequence[int] = ()) -> bytes:
    """Build the value of encapsulated pixel data (PS3.5 A.4) up to the delimiter, which pydicom writes."""
    items = [struct.pack(f"<{len(table)}L", *table), *(part + b"\0" * (len(part) % 2) for part in fragments)]
    return b"".join(b"\xfe\xff\x00\xe0" + struct.pack("<L", len(item)) + item for item in items)


def raw_element(group: int, element: int, vr: bytes, value: bytes, length: int | None = None) -> bytes:
    """Encode one explicit VR little endian element, with a false length if wanted."""
    size = len(value) if length is None else length
    if vr in (b"OB", b"OW", b"SQ", b"UN", b"UT"):
        return struct.pack("<HH2sHL", group, element, vr, 0, size) + value
    return struct.pack("<HH2sH", group, element, vr, size) + value
