"""Text that is burned into pixels: where it stands.

A detector finds text-like places (differentiable binarization, Liao et al., AAAI 2020: the mobile network of
PP-OCRv4, in ``resources/text-detector``); those without the sharp edges of print are anatomy and left out.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from meddiag_gui import paths
from meddiag_gui.imaging.deidentify.box import Box

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

LONGEST_SIDE = 2048  # pixels, as the detector sees a picture
LARGEST_SCALE = 2.0  # by which a small picture is enlarged for it

_STRIDE = 32  # of the network: sides are multiples of it
_LIKELY = 0.3  # probability from which a pixel belongs to text
_SURE = 0.5  # mean probability from which a place is text
_UNCLIP = 1.6  # the network marks shrunken text; area / perimeter times this is put back
_SHARP = 36  # grey levels of 255 between pixels two apart: print has such steps, tissue has not
_SHARP_SHARE = 0.08  # of the pixels of a box drawn tightly around what is sharp in it
_TALLEST = 0.25  # of both sides: no print is that large
_INSIDE = 0.8  # of a box that makes it part of another
_SMALLEST = 3  # pixels of a side, as the detector sees it


def find_text(gray: NDArray[np.uint8]) -> tuple[Box, ...]:
    """Find burned-in text.

    Parameters
    ----------
    gray
        ``(rows, columns)`` uint8 as the picture is seen.

    Returns
    -------
    Boxes with a margin, none almost inside another, from top to bottom.
    """
    rows, columns = gray.shape
    scale = min(LARGEST_SCALE, LONGEST_SIDE / max(rows, columns))
    sharp = _sharp(gray)
    found: list[Box] = []
    for factor in (scale, scale / 2):
        found += [tight for box in _places(gray, factor) if (tight := _print_in(sharp, box)) is not None]
    return distinct(found)


def distinct(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Leave out boxes that lie almost inside another; the others sorted from top to bottom."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.area, reverse=True):
        if all(box.shared(other) < _INSIDE * box.area for other in kept):
            kept.append(box)
    return tuple(sorted(kept, key=lambda box: (box.top, box.left)))


def _places(gray: NDArray[np.uint8], factor: float) -> list[Box]:
    """Ask the detector at one size."""
    from scipy import ndimage

    rows, columns = gray.shape
    size = max(_STRIDE, round(columns * factor)), max(_STRIDE, round(rows * factor))
    likely = _probability(np.asarray(Image.fromarray(gray).resize(size, Image.Resampling.BILINEAR)))
    labels, _ = ndimage.label(likely > _LIKELY)
    boxes = []
    for number, (down, across) in enumerate(ndimage.find_objects(labels), 1):
        height, width = down.stop - down.start, across.stop - across.start
        if min(height, width) < _SMALLEST:
            continue
        if likely[down, across][labels[down, across] == number].mean() < _SURE:
            continue
        margin = _UNCLIP * height * width / (2 * (height + width)) + 0.25 * min(height, width)
        x, y = columns / size[0], rows / size[1]
        box = Box(
            int(np.floor((across.start - margin) * x)),
            int(np.floor((down.start - margin) * y)),
            int(np.ceil((across.stop + margin) * x)),
            int(np.ceil((down.stop + margin) * y)),
        )
        boxes.append(box.clipped(rows, columns))
    return boxes


def _probability(gray: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Probability that each pixel belongs to text, of the picture's size."""
    rows, columns = gray.shape
    padded = np.full((-(-rows // _STRIDE) * _STRIDE, -(-columns // _STRIDE) * _STRIDE), -1, np.float32)
    padded[:rows, :columns] = gray / np.float32(127.5) - 1
    session = _detector()
    tensor = np.repeat(padded[None, None], 3, axis=1)
    answer = session.run(None, {session.get_inputs()[0].name: tensor})[0]
    return np.asarray(answer, np.float32)[0, 0, :rows, :columns]


@functools.cache
def _detector() -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False  # pictures differ in size: an arena would keep the largest
    model = paths.resources() / "text-detector" / "ch_PP-OCRv4_det.onnx"
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _sharp(gray: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where grey values jump within two pixels, across or down."""
    values = gray.astype(np.int16)
    sharp = np.zeros(gray.shape, bool)
    sharp[:, 1:-1] |= np.abs(values[:, 2:] - values[:, :-2]) >= _SHARP
    sharp[1:-1] |= np.abs(values[2:] - values[:-2]) >= _SHARP
    return sharp


def _print_in(sharp: NDArray[np.bool_], box: Box) -> Box | None:
    """Draw a box around what is sharp in it, with a margin; None where that is no print."""
    inside = sharp[box.top : box.bottom, box.left : box.right]
    down, across = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not down.size or inside[down[0] : down[-1] + 1, across[0] : across[-1] + 1].mean() < _SHARP_SHARE:
        return None
    height, width = int(down[-1] - down[0]) + 1, int(across[-1] - across[0]) + 1
    rows, columns = sharp.shape
    if height > _TALLEST * rows and width > _TALLEST * columns:
        return None
    left, top = box.left + int(across[0]), box.top + int(down[0])
    tight = Box(left, top, left + width, top + height)
    return tight.grown(2 + min(height, width) // 6).clipped(rows, columns)
