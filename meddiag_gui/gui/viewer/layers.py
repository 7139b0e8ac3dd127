"""The layers of the view as images of viewport size: the picture, and the influence map over it.

Each keeps what it sampled last. A window or an opacity change then costs one table look-up for each
pixel on the screen, however large the image is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from meddiag_gui.gui.viewer.sampling import Part, Patch, level_for, sample
from meddiag_gui.inference.saliency.maps import smoothed

if TYPE_CHECKING:
    from array import array

    from meddiag_gui.gui.viewer.picture import Picture
    from meddiag_gui.gui.viewer.placement import Placement
    from meddiag_gui.inference.prediction import SaliencyMap

OPAQUE = np.uint32(0xFF000000)


class Drawn:
    """An image of device pixels, and where its top left corner lies; keeps the pixels that Qt borrows."""

    def __init__(self, argb: NDArray[np.uint32], left: int, top: int, form: QImage.Format) -> None:
        self._argb = np.ascontiguousarray(argb)
        self.left, self.top = left, top
        self._form = form
        self.image = self._borrowed()

    def _borrowed(self) -> QImage:
        height, width = self._argb.shape
        return QImage(self._argb.data, width, height, 4 * width, self._form)

    def mend(self, argb: NDArray[np.uint32], left: int, top: int, part: Part) -> None:
        """Replace what lies in a part of the view by that of another image at ``left`` and ``top``."""
        height, width = self._argb.shape
        first = max(part[0], left, self.left), max(part[1], top, self.top)
        last = (
            min(part[2], left + argb.shape[1], self.left + width),
            min(part[3], top + argb.shape[0], self.top + height),
        )
        if first[0] >= last[0] or first[1] >= last[1]:
            return
        here, there = (
            (slice(first[1] - y, last[1] - y), slice(first[0] - x, last[0] - x))
            for x, y in ((self.left, self.top), (left, top))
        )
        self._argb[here] = argb[there]
        self.image = self._borrowed()  # Qt may have copied the pixels


class PictureLayer:
    """The picture through a window."""

    def __init__(self) -> None:
        self._key: tuple[Picture, Placement] | None = None
        self._patch: Patch | None = None
        self._drawn: tuple[NDArray[np.uint8], Drawn] | None = None

    def draw(self, picture: Picture, placement: Placement, table: NDArray[np.uint8]) -> Drawn | None:
        """Bring the visible part through a table of grey levels (`Picture.gray_table`)."""
        key = (picture, placement)
        if self._key != key:
            level = level_for(placement.scale * min(1.0, picture.aspect), len(picture.levels))
            source, factor = picture.levels[level], 2**level
            extent = (0.0, 0.0, float(source.shape[1] * factor), float(source.shape[0] * factor))
            self._patch, self._key = _indices(sample(source, extent, placement)), key
            self._drawn = None
        if self._patch is None:
            return None
        if self._drawn is None or self._drawn[0] is not table:
            argb = _opaque(table.astype(np.uint32), self._patch.values)
            drawn = Drawn(argb, self._patch.left, self._patch.top, QImage.Format.Format_RGB32)
            self._drawn = table, drawn
        return self._drawn[1]


class MapLayer:
    """The influence map in colours, transparent where there is none."""

    def __init__(self) -> None:
        self._key: tuple[SaliencyMap, Placement] | None = None
        self._patch: Patch | None = None
        self._drawn: tuple[array[int], Drawn] | None = None

    def draw(self, saliency: SaliencyMap, placement: Placement, table: array[int]) -> Drawn | None:
        """Bring the visible part through a table of premultiplied colours (`overlay_table`)."""
        if self._key is None or self._key[0] is not saliency or self._key[1] != placement:
            steps = np.rint(smoothed(saliency.values) * 65535).astype(np.uint16)
            self._patch, self._key = sample(steps, saliency.extent, placement), (saliency, placement)
            self._drawn = None
        if self._patch is None:
            return None
        if self._drawn is None or self._drawn[0] is not table:
            argb = np.frombuffer(table, np.uint32).take(self._patch.values >> 8)
            form = QImage.Format.Format_ARGB32_Premultiplied
            self._drawn = table, Drawn(argb, self._patch.left, self._patch.top, form)
        return self._drawn[1]


def _opaque(table: NDArray[np.uint32], codes: NDArray[np.intp]) -> NDArray[np.uint32]:
    """Bring grey or RGB codes through a table of grey levels and pack them for Qt."""
    if codes.ndim == 2:
        return (table * np.uint32(0x010101) | OPAQUE).take(codes)
    red, green, blue = (table.take(codes[..., channel]) for channel in range(3))
    return np.asarray(red << np.uint32(16) | green << np.uint32(8) | blue | OPAQUE)


def _indices(patch: Patch | None) -> Patch | None:
    """Turn codes into indices of their table, once for all window changes (NumPy would at each)."""
    if patch is None:
        return None
    unsigned = patch.values.view(f"u{patch.values.dtype.itemsize}")
    return Patch(unsigned.astype(np.intp), patch.left, patch.top)
