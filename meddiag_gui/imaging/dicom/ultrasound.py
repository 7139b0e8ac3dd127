"""The Sequence of Ultrasound Regions (0018,6011) of a header (PS3.3 C.8.5.5.1)."""

from __future__ import annotations

from pydicom.dataset import Dataset

from meddiag_gui.imaging.dicom.attributes import BadAttribute, integer, items, number
from meddiag_gui.imaging.ultrasound import UltrasoundRegion
from meddiag_gui.language import mark, tr

_EDGES = (
    "RegionLocationMinX0", "RegionLocationMinY0", "RegionLocationMaxX1", "RegionLocationMaxY1",
)  # fmt: skip
# Physical Units of a direction (C.8.5.5.1.15): name here, and what one of the header's is in it.
_UNITS = {
    1: ("%", 1.0), 2: ("dB", 1.0), 3: ("mm", 10.0), 4: ("s", 1.0), 5: ("Hz", 1.0), 6: ("dB/s", 1.0),
    7: ("mm/s", 10.0), 8: ("cm²", 1.0), 9: ("cm²/s", 1.0), 10: ("cm³", 1.0), 11: ("cm³/s", 1.0),
    12: ("°", 1.0),
}  # fmt: skip
_NOT_VALID = mark("The scale of an ultrasound region is not valid and was left out.")


def read_regions(dataset: Dataset) -> tuple[tuple[UltrasoundRegion, ...], tuple[str, ...]]:
    """Regions in the file's order; and a notice where one of them cannot be used."""
    try:
        listed = items(dataset, "SequenceOfUltrasoundRegions")
    except BadAttribute:
        return (), (tr(_NOT_VALID),)
    regions = [_region(item) for item in listed]
    return tuple(region for region in regions if region), (tr(_NOT_VALID),) if None in regions else ()


def _region(item: Dataset) -> UltrasoundRegion | None:
    try:
        left, top, right, bottom = (integer(item, edge) for edge in _EDGES)
        x, y = _direction(item, "X"), _direction(item, "Y")
        flags = integer(item, "RegionFlags") or 0
    except BadAttribute:
        return None
    if left is None or top is None or right is None or bottom is None or right < left or bottom < top:
        return None
    return UltrasoundRegion(left, top, right, bottom, x[0], y[0], x[1], y[1], prior=not flags & 1)


def _direction(item: Dataset, axis: str) -> tuple[float, str]:
    """Size of a pixel in a direction, and its unit; a size of 0 or no known unit is none."""
    name, factor = _UNITS.get(integer(item, f"PhysicalUnits{axis}Direction") or 0, ("", 1.0))
    size = abs(number(item, f"PhysicalDelta{axis}") or 0.0) * factor
    return (size, name) if name and size > 0 else (1.0, "")
