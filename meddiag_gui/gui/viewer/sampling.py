"""Arrays in image coordinates brought to the viewport's pixels, without Qt.

Every orientation keeps rows and columns apart, so one linear interpolation along each axis is enough.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.gui.viewer.placement import Placement

Extent = tuple[float, float, float, float]
Part = tuple[int, int, int, int]
"""Left, top, and the first column and row beyond, in device pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Sampled values ``(height, width[, channels])`` and the device pixel of their top left corner."""

    values: NDArray[Any]
    left: int
    top: int


def sample(source: NDArray[Any], extent: Extent, placement: Placement) -> Patch | None:
    """Interpolate ``source`` at the centre of every device pixel that its extent covers.

    Parameters
    ----------
    source
        ``(rows, columns[, channels])``, any number type; the result has the same type.
    extent
        ``(x, y, width, height)`` of the whole array in image coordinates, its cells dividing it evenly.
    placement
        Where the image lies.

    Returns
    -------
    Patch or None
        The covered part of the viewport; None where nothing is in view.
    """
    grid = _grid(source.shape, extent, placement)
    if grid is None:
        return None
    return Patch(grid.upright(_interpolate(source, grid.rows, grid.columns)), grid.left, grid.top)


def sample_cells(
    source: NDArray[Any], extent: Extent, placement: Placement, part: Part | None = None
) -> Patch | None:
    """Take the cell under the centre of every device pixel (of a part) as it is; else as `sample`."""
    grid = _grid(source.shape, extent, placement, part)
    if grid is None:
        return None
    rows, columns = (
        np.clip(np.rint(positions), 0, size - 1).astype(np.intp)
        for positions, size in ((grid.rows, source.shape[0]), (grid.columns, source.shape[1]))
    )
    return Patch(grid.upright(source.take(rows, axis=0).take(columns, axis=1)), grid.left, grid.top)


def level_for(scale: float, levels: int) -> int:
    """Pyramid level whose pixels are at most one device pixel each, while there is one."""
    if scale >= 1:
        return 0
    return min(levels - 1, int(math.log2(1 / scale) + 1e-9))


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """Cell positions (0 = centre of the first) of the device pixels that an array covers."""

    rows: NDArray[Any]
    columns: NDArray[Any]
    left: int
    top: int
    swapped: bool

    def upright(self, values: NDArray[Any]) -> NDArray[Any]:
        """Turn what was sampled on ``rows`` × ``columns`` as the viewport has it."""
        return np.ascontiguousarray(values.swapaxes(0, 1)) if self.swapped else values


def _grid(
    shape: tuple[int, ...], extent: Extent, placement: Placement, part: Part | None = None
) -> _Grid | None:
    x, y, width, height = extent
    u0, v0 = placement.to_view(x, y)
    u1, v1 = placement.to_view(x + width, y + height)
    left, right = _covered(u0, u1, placement.viewport[0])
    top, bottom = _covered(v0, v1, placement.viewport[1])
    if part is not None:
        left, top, right, bottom = (
            max(left, part[0]), max(top, part[1]), min(right, part[2]), min(bottom, part[3])
        )  # fmt: skip
    if left >= right or top >= bottom:
        return None
    m11, m12, m21, m22, dx, dy = placement.coefficients()
    across = np.arange(left, right) + 0.5 - dx
    down = np.arange(top, bottom) + 0.5 - dy
    swapped = m11 == 0
    columns = (down / m21 if swapped else across / m11) - x
    rows = (across / m12 if swapped else down / m22) - y
    return _Grid(rows / height * shape[0] - 0.5, columns / width * shape[1] - 0.5, left, top, swapped)


def _covered(first: float, second: float, size: int) -> tuple[int, int]:
    """Range of device pixels whose centres lie between two view coordinates."""
    low, high = min(first, second), max(first, second)
    return max(0, math.ceil(low - 0.5)), min(size, math.ceil(high - 0.5))


def _interpolate(
    source: NDArray[Any], rows: NDArray[np.float64], columns: NDArray[np.float64]
) -> NDArray[Any]:
    """Sample on the grid ``rows`` × ``columns`` (in cells, 0 = centre of the first); edges are repeated."""
    row, next_row, row_weight = _neighbours(rows, source.shape[0])
    column, next_column, column_weight = _neighbours(columns, source.shape[1])
    first = int(min(column.min(), next_column.min()))
    block = source[:, first : int(max(column.max(), next_column.max())) + 1]
    column, next_column = column - first, next_column - first
    if not row_weight.any() and not column_weight.any():  # 1:1: the pixels themselves
        return block[row].take(column, axis=1)
    trailing = (1,) * (source.ndim - 2)
    lines = block.take(row, axis=0).astype(np.float32)
    below = block.take(next_row, axis=0).astype(np.float32)
    below -= lines
    below *= row_weight.reshape(-1, 1, *trailing)
    lines += below
    result = lines.take(column, axis=1)
    beside = lines.take(next_column, axis=1)
    beside -= result
    beside *= column_weight.reshape(1, -1, *trailing)
    result += beside
    if source.dtype.kind in "iu":
        np.rint(result, out=result)
    return result.astype(source.dtype)


def _neighbours(
    positions: NDArray[np.float64], size: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]:
    """Cells before and after each position, and the weight of the latter."""
    inside = np.clip(positions, 0, size - 1)
    before = np.floor(inside + 1e-6)  # a rounding error must not blur what lies on a cell's centre
    weight = inside - before
    weight[weight < 1e-6] = 0
    index = before.astype(np.intp)
    return index, np.minimum(index + 1, size - 1), weight.astype(np.float32)
