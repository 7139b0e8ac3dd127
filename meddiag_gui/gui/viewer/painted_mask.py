"""One mask in the pixels of the view; what was sampled is kept, and mended where the mask is edited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from meddiag_gui.gui.viewer.layers import Drawn
from meddiag_gui.gui.viewer.placement import Placement
from meddiag_gui.gui.viewer.sampling import Part, Patch, level_for, sample_cells

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.masks import MaskLayer

_HALF = 128  # strength from which a pixel counts as inside, for the outline
_LINE = 256  # place of the outline's colour in a table
_MOST_LEVELS = 16


class PaintedMask:
    """One mask, cut to what is in it and a border of one pixel; a live one is whole."""

    def __init__(self, mask: MaskLayer) -> None:
        self.mask = mask
        self._table = _table(mask)
        self._key: tuple[Placement, int] | None = None
        self._drawn: Drawn | None = None
        self._touched: list[tuple[slice, slice]] = []
        self._levels: dict[int, NDArray[np.uint8]] = {}
        values = _strength(mask.values)
        if mask.live:
            rows, columns = (np.arange(size) for size in values.shape)
        else:
            rows, columns = (np.flatnonzero(values.any(axis=axis)) for axis in (1, 0))
        if len(rows):
            self._corner = int(columns[0]) - 1, int(rows[0]) - 1  # x and y in the image
            self._levels[0] = np.pad(values[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], 1)

    def touch(self, rows: slice, columns: slice) -> None:
        """Take over part of a live mask, on every level that there is."""
        values = self.mask.values
        for level, array in self._levels.items():
            block = 2**level  # the first block of the array is that before the image
            (top, bottom), (left, right) = (
                (part.start // block, -(-part.stop // block)) for part in (rows, columns)
            )
            part = values[top * block : bottom * block, left * block : right * block]
            array[top + 1 : bottom + 1, left + 1 : right + 1] = _reduced(_strength(part), block, (0, 0))
        self._touched.append((rows, columns))

    def draw(self, placement: Placement, line: int) -> Drawn | None:
        """Sample at a place, or give what was sampled before; ``line`` is the outline's device pixels."""
        if not self._levels:
            return None
        if self._key != (placement, line):
            self._key, self._drawn = (placement, line), self._sampled(placement, line)
        elif self._drawn is not None:
            for rows, columns in self._touched:
                self._mend(self._drawn, placement, line, rows, columns)
        self._touched.clear()
        return self._drawn

    def _sampled(self, placement: Placement, line: int) -> Drawn | None:
        patch = self._patch(placement, line)
        if patch is None:
            return None
        form = QImage.Format.Format_ARGB32_Premultiplied
        return Drawn(self._colors(patch, line), patch.left, patch.top, form)

    def _mend(self, drawn: Drawn, placement: Placement, line: int, rows: slice, columns: slice) -> None:
        """Sample one part anew; the outline beside it may be another too."""
        block = 2 ** _level(placement)
        ends = [
            placement.to_view(
                column // block * block + (block if last else 0),
                row // block * block + (block if last else 0),
            )
            for column, row, last in ((columns.start, rows.start, False), (columns.stop, rows.stop, True))
        ]
        (left, right), (top, bottom) = (
            sorted(round(end) for end in axis) for axis in zip(*ends, strict=True)
        )
        reach = line + 1
        part = left - reach, top - reach, right + reach, bottom + reach
        around = part[0] - line, part[1] - line, part[2] + line, part[3] + line
        patch = self._patch(placement, line, around)
        if patch is not None:
            drawn.mend(self._colors(patch, line), patch.left, patch.top, part)

    def _patch(self, placement: Placement, line: int, part: Part | None = None) -> Patch | None:
        """Strengths of the device pixels in view, a little beyond, so that what it cuts gets no edge."""
        level = _level(placement)
        block = 2**level
        x, y = (place // block * block for place in self._corner)
        if level not in self._levels:
            ahead = self._corner[1] - y, self._corner[0] - x
            self._levels[level] = _reduced(self._levels[0], block, ahead)
        source = self._levels[level]
        extent = (float(x), float(y), float(source.shape[1] * block), float(source.shape[0] * block))
        width, height = placement.viewport
        beyond = replace(placement, viewport=(width + 2 * line, height + 2 * line), fitted=False)
        if part is not None:
            part = part[0] + line, part[1] + line, part[2] + line, part[3] + line
        patch = sample_cells(source, extent, beyond, part)
        return Patch(patch.values, patch.left - line, patch.top - line) if patch is not None else None

    def _colors(self, patch: Patch, line: int) -> NDArray[np.uint32]:
        argb = self._table.take(patch.values)
        if self.mask.outline:
            argb[_inner_edge(patch.values >= _HALF, line)] = self._table[_LINE]
        return argb


def _level(placement: Placement) -> int:
    return level_for(placement.scale * min(1.0, placement.aspect), _MOST_LEVELS)


def _table(mask: MaskLayer) -> NDArray[np.uint32]:
    """Premultiplied ARGB of each strength, and last of the outline."""
    alpha = np.append(np.arange(256) / 255 * mask.opacity, 1.0)
    channels = [np.rint(part * alpha).astype(np.uint32) for part in (255, *mask.color)]
    return np.asarray(channels[0] << 24 | channels[1] << 16 | channels[2] << 8 | channels[3], np.uint32)


def _strength(values: NDArray[Any]) -> NDArray[np.uint8]:
    return values * np.uint8(255) if values.dtype == np.bool_ else values


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
