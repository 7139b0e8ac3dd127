"""Stored values to modality values: Modality LUT or rescale, and their unit (PS3.3 C.11.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import (
    CTImageStorage,
    RTDoseStorage,
    XRayAngiographicImageStorage,
    XRayRadiofluoroscopicImageStorage,
)

from meddiag_gui.imaging.dicom.attributes import BadAttribute, first_item, number, text
from meddiag_gui.imaging.dicom.functional import frame_group
from meddiag_gui.imaging.dicom.lut import Lut, map_values, read_lut
from meddiag_gui.imaging.pixels import integer_type

# There the table leads from displayed values back to the beam's intensity (C.8.7.1.1.2).
_LUT_TO_LINEAR = (
    XRayAngiographicImageStorage,
    XRayRadiofluoroscopicImageStorage,
    "1.2.840.10008.5.1.4.1.1.12.3",  # X-Ray Angiographic Bi-Plane, retired
)
_UNSPECIFIED = ("US", "UNSPECIFIED")


@dataclass(frozen=True, slots=True)
class ModalityTransform:
    """``slope × stored + intercept``, or a table where there is one; and the unit of the result."""

    slope: float = 1.0
    intercept: float = 0.0
    lut: Lut | None = None
    unit: str = ""

    def apply(self, stored: NDArray[Any]) -> NDArray[Any]:
        """Modality values in the smallest integer type that holds them; float32 where they are not whole."""
        if self.lut is not None:
            return self.lut.apply(stored)
        if (self.slope, self.intercept) == (1, 0):
            return stored
        if stored.dtype.kind == "f" or not (self.slope.is_integer() and self.intercept.is_integer()):
            return map_values(
                stored, lambda x: (x.astype(np.float64) * self.slope + self.intercept).astype(np.float32)
            )
        ends = [float(end) * self.slope + self.intercept for end in (stored.min(), stored.max())]
        kind = integer_type(min(ends), max(ends))
        return map_values(
            stored, lambda x: (x.astype(np.int64) * int(self.slope) + int(self.intercept)).astype(kind)
        )

    def can_be_negative(self, low: float, high: float) -> bool:
        """Whether stored values in ``[low, high]`` can have negative modality values."""
        return self.lut is None and min(end * self.slope + self.intercept for end in (low, high)) < 0

    def of_range(self, low: float, high: float, kind: np.dtype[Any]) -> tuple[float, float] | None:
        """Modality values of an inclusive range of stored values; None where ``kind`` cannot hold them."""
        if kind.kind != "f" and not np.iinfo(kind).min <= low <= high <= np.iinfo(kind).max:
            return None
        ends = [float(end) for end in self.apply(np.array([low, high], kind))]
        return min(ends), max(ends)


def read_modality(dataset: Dataset, frame: int, *, signed: bool) -> ModalityTransform:
    """Find the modality transform of a frame, in the functional groups or at the top.

    Parameters
    ----------
    signed
        Whether stored values can be negative.

    Raises
    ------
    UnreadableImage
        If it is there but cannot be read: leaving it out would give other numbers.
    """
    sop_class = text(dataset, "SOPClassUID")
    table = first_item(dataset, "ModalityLUTSequence")
    if table is not None and sop_class not in _LUT_TO_LINEAR:
        return ModalityTransform(
            lut=read_lut(table, signed=signed), unit=_unit(text(table, "ModalityLUTType"))
        )
    group = frame_group(dataset, frame, "PixelValueTransformationSequence")
    slope, intercept = number(group, "RescaleSlope"), number(group, "RescaleIntercept")
    if slope == 0:
        raise BadAttribute("RescaleSlope")
    if sop_class == RTDoseStorage and slope is None:  # C.8.8.3: dose is the product with this factor
        scaling = number(dataset, "DoseGridScaling")
        if scaling:
            units = {"GY": "Gy", "RELATIVE": "relative dose"}.get(text(dataset, "DoseUnits").upper(), "")
            return ModalityTransform(slope=scaling, unit=units)
    unit = _unit(text(group, "RescaleType"))
    if not unit and slope is not None:
        if sop_class == CTImageStorage:  # C.8.2.1: Rescale Type may be left out where it is HU
            unit = "HU"
        elif text(dataset, "Modality") == "PT":
            unit = text(dataset, "Units")
    return ModalityTransform(1.0 if slope is None else slope, intercept or 0.0, unit=unit)


def _unit(stated: str) -> str:
    return "" if stated.upper() in _UNSPECIFIED else stated
