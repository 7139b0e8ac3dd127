"""Masks over the picture: segments, structures and overlay planes, filled and outlined in their colours.

What was sampled is kept, so that a change of the window costs masks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from meddiag_gui.gui.viewer.layers import Drawn
from meddiag_gui.gui.viewer.placement import Placement
from meddiag_gui.gui.viewer.sampling import level_for, sample_cells

Color = tuple[int, int, int]
MaskGroup = Literal["shutter", "model", "results", "overlay"]

GROUPS: tuple[MaskGroup, ...] = ("shutter", "model", "results", "overlay")
"""Who draws masks, from below to above."""

_HALF = 128  # strength from which a pixel counts as inside, for the outline
_LINE = 256  # place of the outline's colour in a table
_MOST_LEVELS = 16


@dataclass(frozen=True, slots=True, eq=False)
class MaskLayer:
    """One mask over the whole picture.

    Parameters
    ----------
    values
        ``(rows, columns)`` of the image: bool, or uint8 as strength, 0 to 255.
    color
        RGB, 0 to 255.
    outline
        Whether an opaque line is drawn along the inner edge.
    opacity
        Of the filling, 0 to 1; with 0 only the outline is seen.
    name
        What it shows, for the legend.
    """

    values: NDArray[Any]
    color: Color
    outline: bool = True
    opacity: float = 0.3
    name: str = ""


class MaskPainter:
    """Draws masks as images of device pixels; each keeps what it sampled last."""

    def __init__(self) -> None:
        self._groups: dict[MaskGroup, list[_Painted]] = {}

    def set_masks(self, group: MaskGroup, masks: Sequence[MaskLayer]) -> None:
        """Replace the masks of a group; the first is drawn lowest."""
        known = {id(painted.mask): painted for painted in self._groups.get(group, ())}
        self._groups[group] = [known.get(id(mask)) or _Painted(mask) for mask in masks]

    def masks(self, group: MaskGroup) -> tuple[MaskLayer, ...]:
        """Return the masks of a group."""
        return tuple(painted.mask for painted in self._groups.get(group, ()))

    def draw(
        self, placement: Placement, ratio: float = 1.0, groups: Sequence[MaskGroup] = GROUPS
    ) -> list[Drawn]:
        """Draw what is in view, the lowest first; ``ratio`` is device pixels for one of Qt's."""
        line = max(1, round(1.5 * ratio))
        painted = [one.draw(placement, line) for group in groups for one in self._groups.get(group, ())]
        return [drawn for drawn in painted if drawn is not None]


class _Painted:
    """One mask, cut to what is in it and a border of one pixel."""

    def __init__(self, mask: MaskLayer) -> None:
        self.mask = mask
        self._table = _table(mask)
        self._key: tuple[Placement, int] | None = None
        self._drawn: Drawn | None = None
        self._levels: dict[int, NDArray[np.uint8]] = {}
        values = mask.values * np.uint8(255) if mask.values.dtype == np.bool_ else mask.values
        rows, columns = (np.flatnonzero(values.any(axis=axis)) for axis in (1, 0))
        if len(rows):
            self._corner = int(columns[0]) - 1, int(rows[0]) - 1  # x and y in the image
            self._levels[0] = np.pad(values[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], 1)

    def draw(self, placement: Placement, line: int) -> Drawn | None:
        """Sample at a place, or give what was sampled before; ``line`` is the outline's device pixels."""
        if self._levels and self._key != (placement, line):
            self._key, self._drawn = (placement, line), self._sampled(placement, line)
        return self._drawn

    def _sampled(self, placement: Placement, line: int) -> Drawn | None:
        level = level_for(placement.scale * min(1.0, placement.aspect), _MOST_LEVELS)
        block = 2**level
        x, y = (place // block * block for place in self._corner)
        if level not in self._levels:
            ahead = self._corner[1] - y, self._corner[0] - x
            self._levels[level] = _reduced(self._levels[0], block, ahead)
        source = self._levels[level]
        extent = (float(x), float(y), float(source.shape[1] * block), float(source.shape[0] * block))
        width, height = placement.viewport  # seen from a little beyond, so that what it cuts gets no edge
        beyond = replace(placement, viewport=(width + 2 * line, height + 2 * line), fitted=False)
        patch = sample_cells(source, extent, beyond)
        if patch is None:
            return None
        argb = self._table.take(patch.values)
        if self.mask.outline:
            argb[_inner_edge(patch.values >= _HALF, line)] = self._table[_LINE]
        return Drawn(argb, patch.left - line, patch.top - line, QImage.Format.Format_ARGB32_Premultiplied)


def _table(mask: MaskLayer) -> NDArray[np.uint32]:
    """Premultiplied ARGB of each strength, and last of the outline."""
    alpha = np.append(np.arange(256) / 255 * mask.opacity, 1.0)
    channels = [np.rint(part * alpha).astype(np.uint32) for part in (255, *mask.color)]
    return np.asarray(channels[0] << 24 | channels[1] << 16 | channels[2] << 8 | channels[3], np.uint32)


def _reduced(values: NDArray[np.uint8], block: int, ahead: tuple[int, int]) -> NDArray[np.uint8]:
    """Greatest value of each block, so that a small mask does not vanish when zoomed out.

    ``ahead`` rows and columns are put before the values, which makes blocks those of the whole image.
    """
    padding = [(first, -(size + first) % block) for size, first in zip(values.shape, ahead, strict=True)]
    padded = np.pad(values, padding)
    rows, columns = (size // block for size in padded.shape)
    return np.asarray(padded.reshape(rows, block, columns, block).max(axis=(1, 3)))


def _inner_edge(inside: NDArray[np.bool_], line: int) -> NDArray[np.bool_]:
    """Pixels inside within ``line`` of one outside; the border of the array is no edge."""
    kept = inside
    for _ in range(line):
        around = np.pad(kept, 1, mode="edge")
        kept = kept & around[:-2, 1:-1] & around[2:, 1:-1] & around[1:-1, :-2] & around[1:-1, 2:]
    return inside & ~kept
