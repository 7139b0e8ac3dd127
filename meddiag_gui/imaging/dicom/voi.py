"""VOI windows and tables of a file, in its order (PS3.3 C.11.2)."""

from __future__ import annotations

from typing import cast

from pydicom.dataset import Dataset

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.dicom.attributes import BadAttribute, items, numbers, text
from meddiag_gui.imaging.dicom.functional import frame_group
from meddiag_gui.imaging.dicom.lut import read_lut
from meddiag_gui.imaging.windowing import Voi, VoiFunction, VoiLut, Window
from meddiag_gui.language import tr

_FUNCTIONS = ("LINEAR", "LINEAR_EXACT", "SIGMOID")


def read_vois(dataset: Dataset, frame: int, *, signed: bool) -> tuple[tuple[Voi, ...], tuple[str, ...]]:
    """Windows, then tables, that can be used; and a notice for each group that cannot.

    Parameters
    ----------
    signed
        Whether modality values can be negative.
    """
    group = frame_group(dataset, frame, "FrameVOILUTSequence")
    found: list[Voi] = []
    notices: list[str] = []
    try:
        found += _windows(group)
    except (BadAttribute, ValueError):
        notices.append(tr("The file's window is not valid and was left out."))
    try:
        for item in items(group, "VOILUTSequence"):
            lut = read_lut(item, signed=signed)
            found.append(VoiLut(lut.first, lut.table, lut.bits, text(item, "LUTExplanation")))
    except UnreadableImage:
        notices.append(tr("The file's VOI look-up table is not valid and was left out."))
    return tuple(found), tuple(notices)


def _windows(group: Dataset) -> list[Window]:
    centers, widths = numbers(group, "WindowCenter"), numbers(group, "WindowWidth")
    stated = text(group, "VOILUTFunction").upper() or "LINEAR"
    if stated not in _FUNCTIONS:
        raise BadAttribute("VOILUTFunction")
    explanations = text(group, "WindowCenterWidthExplanation").split("\\")
    windows = []
    for index, (center, width) in enumerate(zip(centers, widths, strict=False)):
        function = cast(VoiFunction, stated)
        if function == "LINEAR" and 0 < width < 1:
            function = "LINEAR_EXACT"  # LINEAR has no such width; in values that are fractions this is meant
        explanation = explanations[index] if index < len(explanations) else ""
        windows.append(Window(center, width, function, explanation))
    return windows
