"""The phantom as a DICOM file: Digital X-Ray Image Storage - For Presentation (PS3.3 A.26)."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.files import sha256_of, write_atomic
from meddiag_gui.imaging.phantom.bodies import Detector
from meddiag_gui.imaging.phantom.exposure import BITS, attenuation, collimated, expose
from meddiag_gui.imaging.phantom.thorax import thorax
from meddiag_gui.paths import user_cache

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

VERSION = 2
"""Raised whenever the phantom's file changes, so that an older one on a disk is made again."""
DETECTOR = Detector(rows=1600, columns=1536, pitch_mm=0.15, distance_mm=1150.0)
COLLIMATION_MM = 5.0
SEED = 1
WINDOW = (1750, 2500)
DESCRIPTION = "Phantom (computed, not a patient)"


def demo_study(folder: Path | None = None) -> Path:
    """Return the phantom's DICOM file, made in ``folder`` (the user's cache unless given) if need be.

    A file of another version, or whose bytes are no longer those that were written, is made again.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    place = folder or user_cache() / "demo"
    path = place / f"chest-phantom-{VERSION}.dcm"
    seal = path.with_suffix(".sha256")
    if not (path.is_file() and seal.is_file() and seal.read_text("ascii", "replace") == sha256_of(path)):
        content = phantom_file()
        write_atomic(path, content)
        write_atomic(seal, hashlib.sha256(content).hexdigest())
    return path


def phantom_file() -> bytes:
    """Compute the phantom and write it as DICOM, Explicit VR Little Endian; the same bytes every time."""
    line_integral = attenuation(thorax(SEED), DETECTOR)
    open_field = collimated(DETECTOR, COLLIMATION_MM)
    return _as_dicom(expose(line_integral, open_field, DETECTOR.pitch_mm, SEED))


def _as_dicom(pixels: NDArray[np.uint16]) -> bytes:
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian

    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.SOPClassUID = DigitalXRayImageStorageForPresentation
    for keyword, value in {**IDENTITY, **_ACQUISITION, **_PRESENTATION, **_collimator()}.items():
        setattr(ds, keyword, value)
    for keyword, coded in _CODES.items():
        setattr(ds, keyword, [_code(*coded)] if coded else [])
    ds.ViewCodeSequence[0].ViewModifierCodeSequence = []
    for keyword, label in (
        ("StudyInstanceUID", "study"),
        ("SeriesInstanceUID", "series"),
        ("SOPInstanceUID", "image"),
    ):
        setattr(ds, keyword, make_uid(label))
    ds.Rows, ds.Columns = pixels.shape
    ds.PixelData = pixels.astype("<u2").tobytes()
    buffer = io.BytesIO()
    ds.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


def make_uid(label: str) -> str:
    """Make a UID below 2.25 (PS3.5 B.2) that depends only on the phantom's version and the label."""
    digest = hashlib.sha256(f"MedDiag chest phantom {VERSION} {label}".encode()).digest()
    return f"2.25.{int.from_bytes(digest[:15], 'big')}"


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    from pydicom.dataset import Dataset

    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def _collimator() -> dict[str, object]:
    """X-Ray Collimator module (PS3.3 C.8.7.3): the edges of the open field, counted in pixels from 1."""
    open_field = collimated(DETECTOR, COLLIMATION_MM)
    rows, columns = np.flatnonzero(open_field.any(axis=1)), np.flatnonzero(open_field.any(axis=0))
    return {
        "CollimatorShape": "RECTANGULAR",
        "CollimatorLeftVerticalEdge": int(columns[0]) + 1,
        "CollimatorRightVerticalEdge": int(columns[-1]) + 1,
        "CollimatorUpperHorizontalEdge": int(rows[0]) + 1,
        "CollimatorLowerHorizontalEdge": int(rows[-1]) + 1,
    }


IDENTITY: dict[str, object] = {
    "SpecificCharacterSet": "ISO_IR 192",
    "PatientName": "Phantom^Demo",
    "PatientID": "PHANTOM-001",
    "PatientBirthDate": "",
    "PatientSex": "O",
    "PatientAge": "003Y",
    "PatientComments": DESCRIPTION,
    "StudyDate": "",
    "StudyTime": "",
    "ReferringPhysicianName": "",
    "StudyID": "PHANTOM",
    "AccessionNumber": "",
    "StudyDescription": DESCRIPTION,
    "SeriesDescription": DESCRIPTION,
    "SeriesNumber": 1,
    "InstanceNumber": 1,
    "Manufacturer": "MedDiag",
    "ManufacturerModelName": "Chest phantom",
    "DeviceSerialNumber": str(VERSION),
    "SoftwareVersions": str(VERSION),
}
_ACQUISITION: dict[str, object] = {
    "Modality": "DX",
    "QualityControlImage": "YES",
    "PresentationIntentType": "FOR PRESENTATION",
    "ImageType": ["DERIVED", "PRIMARY"],
    "DerivationDescription": "Computed from geometric bodies; no X-rays and no patient",
    "BodyPartExamined": "CHEST",
    "ViewPosition": "AP",
    "PatientOrientation": ["L", "F"],
    "ImageLaterality": "U",
    "DetectorType": "",
    "DetectorConfiguration": "",
    "ImagerPixelSpacing": [DETECTOR.pitch_mm, DETECTOR.pitch_mm],
    "PositionerType": "",
    "DistanceSourceToDetector": DETECTOR.distance_mm,
    "BurnedInAnnotation": "NO",  # the R marker tells the side, not the patient
    "LossyImageCompression": "00",
}
_PRESENTATION: dict[str, object] = {
    "SamplesPerPixel": 1,
    "PhotometricInterpretation": "MONOCHROME2",
    "BitsAllocated": 16,
    "BitsStored": BITS,
    "HighBit": BITS - 1,
    "PixelRepresentation": 0,
    "PixelIntensityRelationship": "LOG",
    "PixelIntensityRelationshipSign": -1,
    "RescaleIntercept": 0,
    "RescaleSlope": 1,
    "RescaleType": "US",
    "PresentationLUTShape": "IDENTITY",
    "WindowCenter": WINDOW[0],
    "WindowWidth": WINDOW[1],
    "VOILUTFunction": "LINEAR",
}
_CODES: dict[str, tuple[str, str, str] | None] = {
    "AnatomicRegionSequence": ("51185008", "SCT", "Chest"),
    "ViewCodeSequence": ("399348003", "SCT", "antero-posterior"),
    "AcquisitionContextSequence": None,
}
