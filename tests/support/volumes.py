"""Volumes whose every voxel is known, written as slices or as one enhanced file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset

from meddiag_gui.imaging.plane import Vector
from tests.support.dicom_files import write_image
from tests.support.stacks import AXIAL


def item(**attributes: Any) -> Dataset:
    """Make a data set of attributes by keyword; None leaves one out."""
    dataset = Dataset()
    for keyword, value in attributes.items():
        if value is not None:
            setattr(dataset, keyword, value)
    return dataset


def place_groups(position: Vector, orientation: Sequence[float] = AXIAL, **more: Any) -> Dataset:
    """Functional groups that place one frame in the patient."""
    return item(
        PlanePositionSequence=[item(ImagePositionPatient=list(position))],
        PlaneOrientationSequence=[item(ImageOrientationPatient=list(orientation))],
        **more,
    )


def write_enhanced(
    path: Path, pixels: np.ndarray, groups: Sequence[Dataset], shared: Dataset | None = None, **more: Any
) -> Path:
    """Write frames ``(frames, rows, columns)`` as an enhanced file with the functional groups of each."""
    measures = item(PixelMeasuresSequence=[item(PixelSpacing=[0.5, 0.8], SliceThickness=2.0)])
    given = {
        "Modality": "CT", "PatientID": "P-1", "StudyInstanceUID": "1.2", "SeriesInstanceUID": "1.2.4",
        "FrameOfReferenceUID": "1.9", "PerFrameFunctionalGroupsSequence": list(groups),
        "SharedFunctionalGroupsSequence": [shared or measures],
    }  # fmt: skip
    return write_image(path, pixels, **(given | more))
