"""Where each frame lies in the patient, by whichever module of the file says so."""

from __future__ import annotations

from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.attributes import BadAttribute, first_item, number, numbers
from meddiag_gui.imaging.dicom.functional import frame_group
from meddiag_gui.imaging.plane import Plane, make_plane


def read_plane(dataset: Dataset, frame: int, frames: int) -> Plane | None:
    """Place of one frame in the patient; None where the file states none, or none that is valid.

    Enhanced images: Plane Position and Plane Orientation of the frame (PS3.3 C.7.6.16.2.3, C.7.6.16.2.4).
    One frame: the Image Plane Module (C.7.6.2). Dose: Grid Frame Offset Vector (C.8.8.3.2). Reconstructed
    nuclear medicine: Detector Information and Spacing Between Slices (C.8.4.11, C.8.4.15).

    Parameters
    ----------
    frame
        Counted from 0.
    frames
        Number of frames of the file.
    """
    try:
        position = frame_group(dataset, frame, "PlanePositionSequence")
        orientation = frame_group(dataset, frame, "PlaneOrientationSequence")
        if frames == 1 or (position is not dataset and orientation is not dataset):
            return _plane(position, orientation)
        return _stacked(dataset, frame, frames)
    except BadAttribute:
        return None


def _plane(position: Dataset, orientation: Dataset) -> Plane | None:
    return make_plane(
        numbers(orientation, "ImageOrientationPatient"), numbers(position, "ImagePositionPatient")
    )


def _stacked(dataset: Dataset, frame: int, frames: int) -> Plane | None:
    """Place of a frame that is given by its distance from the first."""
    offsets = numbers(dataset, "GridFrameOffsetVector")
    if offsets and len(offsets) == frames:
        first = _plane(dataset, dataset)
        return first.moved(offsets[frame] - offsets[0]) if first else None
    detector = first_item(dataset, "DetectorInformationSequence")
    step = number(dataset, "SpacingBetweenSlices")
    if detector is None or not step or number(dataset, "NumberOfSlices") != frames:
        return None
    first = _plane(detector, detector)
    return first.moved(frame * step) if first else None
