"""Where writing is, or may be, burned into the pixels of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.deidentify.box import Box
from meddiag_gui.imaging.deidentify.text_boxes import distinct, find_text
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.ultrasound import UltrasoundRegion
from meddiag_gui.language import mark
from meddiag_gui.tasks import CancelToken

OpenImage = Callable[[Path, int], RadiographImage]

MOST_FRAMES = 8  # of one file that are looked at, evenly spread; what is found is covered in all of them
_MIDDLE = 0.2, 0.8  # of width and height; writing stands at the edges, as a rule
_DOUBTFUL = frozenset(("US", "IVUS", "ES", "GM", "XC", "OT", "SC", "SM", "ECG", "HD", "DOC", "VL", "OP"))
_DOUBTS = {
    "stated": mark("The file says that writing is burned in, but none was found."),
    "kind": mark("Pictures of this kind often carry the patient's name, but no writing was found."),
    "frames": mark("Only some of its frames were looked at."),
    "middle": mark("What looks like writing lies in the middle of the picture: it may be anatomy."),
}


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in the pixels of one file.

    Parameters
    ----------
    boxes
        To be covered, in image pixels, in every frame.
    doubts
        Sentences that somebody has to answer by looking; empty where the pixels are taken to be clean.
    """

    boxes: tuple[Box, ...]
    doubts: tuple[str, ...]


def examine(path: Path, open_image: OpenImage, *, stated: str, modality: str, token: CancelToken) -> Examined:
    """Look for writing in the frames of a file.

    Parameters
    ----------
    open_image
        Gives a frame of a file, as `meddiag_gui.imaging.open.open_image` does.
    stated, modality
        Burned In Annotation (0028,0301) and Modality (0008,0060), empty where the file has none.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If a frame cannot be shown: what cannot be looked at cannot be called clean.
    Cancelled
        If the token was cancelled.
    """
    if modality in ("SEG", "RTDOSE"):  # computed from planes of their own: there is no writing in them
        open_image(path, 0)
        return Examined((), ())
    first = open_image(path, 0)
    frames = first.header.frames
    looked_at = sorted(
        {round(n * (frames - 1) / max(1, min(frames, MOST_FRAMES) - 1)) for n in range(MOST_FRAMES)}
    )
    boxes: list[Box] = list(outside(first.regions, first.rows, first.columns))
    for frame in (number for number in looked_at if number < frames):
        token.check()
        image = first if frame == 0 else open_image(path, frame)
        boxes += _in_image(image)
    found = distinct(boxes)
    doubts = []
    if not found and stated.upper() == "YES":
        doubts.append(_DOUBTS["stated"])
    elif not found and modality.upper() in _DOUBTFUL:
        doubts.append(_DOUBTS["kind"])
    if len(looked_at) < frames and modality.upper() in _DOUBTFUL:
        doubts.append(_DOUBTS["frames"])
    if any(_in_middle(box, first.rows, first.columns) for box in found):
        doubts.append(_DOUBTS["middle"])
    return Examined(found, tuple(doubts))


def _in_middle(box: Box, rows: int, columns: int) -> bool:
    low, high = _MIDDLE
    across, down = (box.left + box.right) / 2 / columns, (box.top + box.bottom) / 2 / rows
    return low < across < high and low < down < high


def outside(regions: tuple[UltrasoundRegion, ...], rows: int, columns: int) -> tuple[Box, ...]:
    """Return what lies around all ultrasound regions (PS3.3 C.8.5.5): titles, names, settings."""
    if not regions:
        return ()
    left, top = min(region.left for region in regions), min(region.top for region in regions)
    right = max(region.right for region in regions) + 1
    bottom = max(region.bottom for region in regions) + 1
    around = (
        Box(0, 0, columns, top),
        Box(0, bottom, columns, rows),
        Box(0, top, left, bottom),
        Box(right, top, columns, bottom),
    )
    return tuple(box for box in (box.clipped(rows, columns) for box in around) if not box.empty)


def renderings(image: RadiographImage) -> tuple[NDArray[np.uint8], ...]:
    """Grey pictures ``(rows, columns)`` in which writing is looked for.

    As it is seen, and over the full range of values: writing may lie far outside the window.
    """
    seen = _to_bytes(image.to_unit())
    if image.is_color:
        return seen, np.ascontiguousarray(image.pixels.max(axis=-1))  # coloured writing may have no luma
    low, high = float(image.pixels.min()), float(image.pixels.max())
    if high <= low:
        return (seen,)
    full = _to_bytes((image.pixels.astype(np.float32) - low) / (high - low))
    return (seen,) if np.array_equal(seen, full) else (seen, full)


def _in_image(image: RadiographImage) -> list[Box]:
    found: list[Box] = []
    for picture in renderings(image):
        found += find_text(picture)
    return found


def _to_bytes(unit: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.asarray(np.clip(np.nan_to_num(unit) * 255 + 0.5, 0, 255), np.uint8)
