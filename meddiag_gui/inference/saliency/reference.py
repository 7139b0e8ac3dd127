"""What a picture is compared with: itself without detail; and the grid of cells in which it is hidden."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.inference.saliency.subject import Batch

_BLUR = 1 / 8  # of the side: wider than a marker or a focus, narrower than a lung


def without_detail(pictures: Batch) -> Batch:
    """Blur pictures ``(N, 1, H, W)`` by a Gaussian of an eighth of their sides.

    Hiding behind a blur leaves the network a picture of the kind it knows; black or grey boxes would be
    evidence of their own (Fong & Vedaldi 2017; Sturmfels et al. 2020). Beyond the border lies the mean,
    so that a marker in a corner is not mirrored into view.
    """
    from scipy.ndimage import gaussian_filter

    mean = pictures.mean((2, 3), keepdims=True)
    sigma = (0, 0, _BLUR * pictures.shape[2], _BLUR * pictures.shape[3])
    blurred = gaussian_filter(pictures - mean, sigma, mode="constant", truncate=3)
    return np.asarray(blurred + mean, dtype=np.float32)


def edges(size: int, cells: int) -> NDArray[np.intp]:
    """Pixel edges ``(cells + 1,)`` of cells that divide ``size`` pixels as evenly as whole pixels can."""
    return np.rint(np.linspace(0, size, cells + 1)).astype(np.intp)


def cell_index(rows: int, columns: int, cells: int) -> NDArray[np.intp]:
    """Number of the cell (row by row) that each pixel ``(rows, columns)`` lies in, ``cells`` a side."""
    down, across = (np.repeat(np.arange(cells), np.diff(edges(size, cells))) for size in (rows, columns))
    return np.asarray(down[:, None] * cells + across, dtype=np.intp)
