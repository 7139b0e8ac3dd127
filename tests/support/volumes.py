"""Volumes whose every voxel is known, written as slices or as one enhanced file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import CTImageStorage

from meddiag_gui.imaging.instance import read_instance
from meddiag_gui.imaging.plane import Vector
from meddiag_gui.imaging.series import Stack, group
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


def write_volume(
    folder: Path,
    values: np.ndarray,
    *,
    spacing: Vector = (2.0, 0.5, 0.8),
    orientation: Sequence[float] = AXIAL,
    origin: Vector = (-10.0, -20.0, 30.0),
    step: Sequence[float] | None = None,
    **attributes: Any,
) -> list[Path]:
    """Write ``(slices, rows, columns)`` uint16 as CT slices on a grid; return their paths in order.

    Parameters
    ----------
    spacing
        Distance of slices, rows and columns in mm.
    step
        Way in mm from a slice to the next; along the normal unless given.
    """
    normal = np.cross(orientation[:3], orientation[3:])
    way = np.array(step) if step is not None else normal * spacing[0]
    folder.mkdir(parents=True, exist_ok=True)
    given = {
        "Modality": "CT", "SOPClassUID": CTImageStorage, "PatientID": "P-1", "PatientName": "Doe^Jane",
        "StudyInstanceUID": "1.2", "SeriesInstanceUID": "1.2.3", "FrameOfReferenceUID": "1.9",
        "PixelSpacing": list(spacing[1:]), "ImageOrientationPatient": list(orientation),
        "RescaleSlope": 1, "RescaleIntercept": -1024, "BitsStored": 12, "HighBit": 11,
    }  # fmt: skip
    return [
        write_image(
            folder / f"{number:03}.dcm", pixels,
            **(given | {
                "SOPInstanceUID": f"1.2.3.{number + 1}", "InstanceNumber": number + 1,
                "ImagePositionPatient": [float(x) for x in origin + number * way],
            } | attributes),
        )
        for number, pixels in enumerate(values)
    ]  # fmt: skip


def stack_of(paths: Sequence[Path]) -> Stack:
    """Put files in order as one stack."""
    (stack,) = (
        stack
        for patient in group(map(read_instance, paths))
        for study in patient.studies
        for series in study.series
        for stack in series.stacks
    )
    return stack
