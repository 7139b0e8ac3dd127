"""Maps that need no gradient: occlusion and LIME hide parts of the picture and watch the score."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.inference.saliency.reference import cell_index, edges, without_detail
from meddiag_gui.inference.saliency.subject import Batch, Map, Steps, Subject, logits_of

OCCLUSION_CELLS = 12
_WINDOW = 2  # cells a side
OCCLUSION_PASSES = (OCCLUSION_CELLS - _WINDOW + 1) ** 2 + 1

LIME_CELLS = 7
LIME_SAMPLES = 128
LIME_SEED = 2016
_KERNEL = 0.25  # of the cosine distance, as in the authors' program for images
_RIDGE = 1.0


def occlusion(subject: Subject, batch: Batch, output: int, steps: Steps) -> Map:
    """Slide a window behind which detail is hidden (Zeiler & Fergus 2014).

    Returns
    -------
    numpy.ndarray
        ``(12, 12)`` logits: the mean fall of the score over all windows that cover the cell.
    """
    places = OCCLUSION_CELLS - _WINDOW + 1
    down, across = (edges(size, OCCLUSION_CELLS) for size in batch.shape[2:])
    hidden, reference = np.repeat(batch, places**2, axis=0), without_detail(batch)[0, 0]
    corners = [(row, column) for row in range(places) for column in range(places)]
    for picture, (row, column) in zip(hidden[:, 0], corners, strict=True):
        window = (slice(down[row], down[row + _WINDOW]), slice(across[column], across[column + _WINDOW]))
        picture[window] = reference[window]
    whole = logits_of(subject, batch, output, steps)[0]
    falls = whole - logits_of(subject, hidden, output, steps)
    total, covering = np.zeros((2, OCCLUSION_CELLS, OCCLUSION_CELLS))
    for fall, (row, column) in zip(falls, corners, strict=True):
        total[row : row + _WINDOW, column : column + _WINDOW] += fall
        covering[row : row + _WINDOW, column : column + _WINDOW] += 1
    return np.asarray(total / covering, dtype=np.float32)


def lime(subject: Subject, batch: Batch, output: int, steps: Steps) -> Map:
    """Fit a linear model of the score to pictures whose cells are hidden at random (Ribeiro et al. 2016).

    Squares stand for superpixels, so that maps of two images compare. The seed is fixed.

    Returns
    -------
    numpy.ndarray
        ``(7, 7)`` logits: what showing a cell adds.
    """
    count = LIME_CELLS**2
    shown = np.random.default_rng(LIME_SEED).random((LIME_SAMPLES, count)) < 0.5
    shown[0] = True
    of_pixel = cell_index(batch.shape[2], batch.shape[3], LIME_CELLS)
    reference = without_detail(batch)[0, 0]
    pictures = np.where(shown[:, of_pixel], batch[0, 0], reference)[:, None]
    logits = logits_of(subject, pictures, output, steps)
    return weighted_ridge(shown.astype(np.float64), logits).reshape(LIME_CELLS, LIME_CELLS)


def weighted_ridge(shown: NDArray[np.float64], logits: NDArray[np.float64]) -> Map:
    """Coefficients of a ridge regression, samples near the whole picture weighing most.

    Parameters
    ----------
    shown
        ``(samples, cells)`` 1 where a cell is shown.
    """
    distance = 1 - np.sqrt(shown.mean(1))  # cosine distance to all ones
    weights = np.exp(-((distance / _KERNEL) ** 2))
    weights /= weights.sum()
    centred = shown - weights @ shown
    left = centred.T * weights @ centred * len(shown) + _RIDGE * np.eye(shown.shape[1])
    right = centred.T * weights @ (logits - weights @ logits) * len(shown)
    return np.linalg.solve(left, right).astype(np.float32)
