"""Segmentations: what they draw on an image (PS3.3 A.51, C.8.20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.results.origin import Origin
from meddiag_gui.imaging.results.placing import Grid, distance, grid_of, lay
from meddiag_gui.imaging.results.references import ImageRef
from meddiag_gui.imaging.results.result import Drawing, Layer, shares_space
from meddiag_gui.language import mark, tr

LEAST_REACH_MM = 0.05
_OTHER_SIZE = mark("A segmentation is not drawn here: it is of another size than the image.")


@dataclass(frozen=True, slots=True, eq=False)
class SegmentFrame:
    """One frame: what is in it, where it lies, and what it was made on.

    ``layer`` is the index of its segment, or None in a label map, whose values are indices plus 1.
    """

    layer: int | None
    packed: NDArray[np.uint8]  # bits of a binary frame; else the values
    corner: tuple[int, int]
    shape: tuple[int, int]
    refs: tuple[ImageRef, ...]
    grid: Grid | None
    reach: float  # how far from its plane it holds, in mm

    def values(self, rows: int, columns: int) -> NDArray[Any]:
        """Unpack ``(rows, columns)``: bool for one segment of a binary frame, else uint8."""
        whole: NDArray[Any] = np.zeros((rows, columns), np.uint8)
        (y, x), (height, width) = self.corner, self.shape
        if self.packed.ndim == 1:
            whole = whole.view(bool)
            part = np.unpackbits(self.packed, count=height * width).reshape(height, width).view(bool)
        else:
            part = self.packed
        whole[y : y + height, x : x + width] = part
        return whole


@dataclass(frozen=True, slots=True, eq=False)
class Segmentation:
    """A segmentation; its layers are its segments, and ``by_uid`` has the frames that name an image."""

    origin: Origin
    layers: tuple[Layer, ...]
    frames: tuple[SegmentFrame, ...]
    by_uid: dict[str, list[SegmentFrame]]
    rows: int
    columns: int
    notices: tuple[str, ...] = ()

    @property
    def references(self) -> frozenset[str]:
        """SOP Instance UIDs of the images that it was made on."""
        return frozenset(self.by_uid)

    def on(self, image: RadiographImage) -> Drawing:
        """Masks of the segments on an image: of the frames that name it, else of those that lie in its plane.

        In the latter case study and frame of reference must be the same.
        """
        grid = grid_of(image)
        known = self.by_uid.get(image.header.sop_instance_uid, ())
        named = [frame for frame in known if any(ref.names(image) for ref in frame.refs)]
        chosen = named or self._in_plane(image, grid)
        masks: dict[int, NDArray[Any]] = {}
        refused = False
        for frame in chosen:
            values = self._laid(frame, image, grid)
            if values is None:
                refused = True
                continue
            for layer, mask in self._masks(frame, values):
                if mask.any():
                    masks[layer] = np.maximum(masks[layer], mask) if layer in masks else mask
        return Drawing(masks=dict(sorted(masks.items())), notices=(tr(_OTHER_SIZE),) if refused else ())

    def _in_plane(self, image: RadiographImage, grid: Grid | None) -> list[SegmentFrame]:
        if grid is None or not shares_space(self.origin, self.origin.frame_of_reference, image):
            return []
        nearest: dict[int | None, tuple[float, list[SegmentFrame]]] = {}
        for frame in self.frames:
            away = distance(frame.grid, grid) if frame.grid is not None else None
            if away is None or away > frame.reach:
                continue
            least, found = nearest.get(frame.layer, (away, []))
            if away < least - LEAST_REACH_MM:
                found = []
            if away < least + LEAST_REACH_MM:
                nearest[frame.layer] = min(away, least), [*found, frame]
        return [frame for _, found in nearest.values() for frame in found]

    def _laid(self, frame: SegmentFrame, image: RadiographImage, grid: Grid | None) -> NDArray[Any] | None:
        """Values of a frame in the pixels of an image; None where they cannot be brought there."""
        values = frame.values(self.rows, self.columns)
        if grid is not None and frame.grid is not None and distance(frame.grid, grid) is not None:
            return lay(values, frame.grid, grid)
        return values if values.shape == (image.rows, image.columns) else None

    def _masks(self, frame: SegmentFrame, values: NDArray[Any]) -> list[tuple[int, NDArray[Any]]]:
        if frame.layer is not None:
            return [(frame.layer, values)]
        present = [int(value) for value in np.unique(values) if 0 < value <= len(self.layers)]
        return [(value - 1, values == value) for value in present]
