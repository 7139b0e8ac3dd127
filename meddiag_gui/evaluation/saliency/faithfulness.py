"""Deletion and insertion (Petsiuk et al. 2018): the score should follow what the map marks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.evaluation.saliency.measures import Map, on_grid
from meddiag_gui.inference.saliency.reference import cell_index, without_detail

CELLS = 14
STEPS = 10
RANDOM_ORDERS = 2
Order = NDArray[np.intp]
LogOdds = Callable[[NDArray[np.float32]], NDArray[np.float64]]


def order_of(raw: Map) -> Order:
    """Cells of a 14×14 grid ``(196,)`` from the most evidence for the finding to the most against it."""
    return np.argsort(-on_grid(raw, CELLS).ravel(), kind="stable")


def random_order(generator: np.random.Generator) -> Order:
    """Draw an order of the cells."""
    return generator.permutation(CELLS**2)


def areas(batch: NDArray[np.float32], order: Order, log_odds: LogOdds) -> tuple[float, float]:
    """Area under the log odds while cells are hidden in order, and while they are shown in order.

    Log odds and not probabilities: where all pictures on the way are called present for sure, as with a
    model that calls an empty picture present, probabilities hardly move whatever is hidden.

    Parameters
    ----------
    batch
        ``(1, 1, H, W)`` prepared picture; a hidden cell shows it without detail.
    log_odds
        Prepared pictures ``(N, 1, H, W)`` to the log odds ``(N,)`` of the calibrated probabilities.

    Returns
    -------
    tuple
        Deletion (lower is better) and insertion (higher is better), each a mean of log odds.
    """
    rank = np.empty(CELLS**2, dtype=np.intp)
    rank[order] = np.arange(CELLS**2)
    of_pixel = rank[cell_index(batch.shape[2], batch.shape[3], CELLS)]
    limits = np.rint(np.linspace(0, CELLS**2, STEPS + 1))
    first = of_pixel < limits[:, None, None]
    reference = without_detail(batch)[0, 0]
    deleted = np.where(first, reference, batch[0, 0])[:, None]
    inserted = np.where(first, batch[0, 0], reference)[:, None]
    return _area(log_odds(deleted)), _area(log_odds(inserted))


def _area(curve: NDArray[np.float64]) -> float:
    return float(np.trapezoid(curve, dx=1 / (len(curve) - 1)))
