"""What the input gate sees of a picture: a classifier's own activations, pooled. In torch, for export.

The gate costs nearly nothing so: the network runs once, and its graph gives logits, maps and this vector.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

_GRID = 3
_COARSE = 8
"""Stages at least this many times coarser than the picture keep their layout besides."""


def embed(stages: Sequence[Tensor], rows: int) -> Tensor:
    """Pool the activations of a network's stages.

    Every stage gives the mean and the standard deviation of each channel (what the picture is made of); the
    coarse ones also the means over 3×3 fields (which way up it lies, and what is missing).

    Parameters
    ----------
    stages
        ``(N, C, h, w)`` each, from fine to coarse.
    rows
        Height of the network's input in pixels.

    Returns
    -------
    Tensor
        ``(N, D)`` float32.
    """
    parts: list[Tensor] = []
    rows = int(rows)  # while a graph is traced, sizes are tensors, and what is computed from them goes astray
    for x in stages:
        height = int(x.shape[2])
        coarse = rows // height >= _COARSE
        if not coarse:  # ONNX Runtime pools in its own layout; putting all of it in order takes longer
            step = _COARSE * height // rows
            x = functional.avg_pool2d(x, step)
        mean = x.mean((2, 3))
        spread = ((x - mean[:, :, None, None]) ** 2).mean((2, 3)).clamp(min=1e-8).sqrt()
        parts += [mean, spread]
        if coarse:
            parts.append(_fields(x).flatten(1))
    return torch.cat(parts, 1)


def _fields(x: Tensor) -> Tensor:
    """Means over 3×3 fields, by two products with constants: the exporter has no uneven adaptive pooling."""
    down, across = (_means(int(side)).to(x) for side in x.shape[2:])
    return down @ x @ across.T


def _means(side: int) -> Tensor:
    """Matrix ``(3, side)`` whose rows take the mean of each third."""
    matrix = torch.zeros(_GRID, side)
    for field in range(_GRID):
        start = field * side // _GRID
        stop = max(start + 1, -(-(field + 1) * side // _GRID))
        matrix[field, start:stop] = 1 / (stop - start)
    return matrix
