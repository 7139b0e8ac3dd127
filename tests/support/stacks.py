"""Series of slices whose order and gaps are known by construction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from meddiag_gui.imaging.instance import Instance
from meddiag_gui.imaging.plane import make_plane
from tests.support.dicom_files import write_image

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
CORONAL = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)


def slice_of(name: str, z: float | None = None, **changes: Any) -> Instance:
    """Return an axial CT slice at a height in mm; without one it has no place in the patient."""
    given: dict[str, Any] = {
        "path": Path(name), "patient_id": "P-1", "patient_name": "Doe^Jane", "study_uid": "1.2",
        "modality": "CT", "series_uid": "1.2.3", "rows": 4, "columns": 6,
        "spacing": (0.7, 0.7), "frame_of_reference": "1.9",
        "plane": None if z is None else make_plane(AXIAL, (-1.0, 2.0, z)),
    }  # fmt: skip
    return Instance(**(given | changes))


def write_slice(path: Path, z: float, number: int, **attributes: Any) -> Path:
    """Write an axial CT slice of 4 × 6 pixels, each of value ``number``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    given = {
        "SOPInstanceUID": f"1.2.3.{number}", "Modality": "CT", "PatientID": "P-1", "PatientName": "Doe^Jane",
        "StudyInstanceUID": "1.2", "StudyDate": "20240131", "SeriesInstanceUID": "1.2.3", "SeriesNumber": 2,
        "SeriesDescription": "Thorax", "InstanceNumber": number, "FrameOfReferenceUID": "1.9",
        "PixelSpacing": [0.7, 0.7], "ImageOrientationPatient": list(AXIAL), "ImagePositionPatient": [0, 0, z],
    }  # fmt: skip
    return write_image(path, np.full((4, 6), number, np.uint16), **(given | attributes))
