"""Integrated gradients (Sundararajan et al. 2017), by captum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meddiag_gui.inference.saliency.reference import edges, without_detail
from meddiag_gui.inference.saliency.subject import Batch, Map, Steps, Subject

if TYPE_CHECKING:
    from torch import Tensor

STEPS = 16
CELLS = 28
_AT_ONCE = 1  # picture between two looks at the token: a gradient takes six forward passes' time


def integrated_gradients(subject: Subject, batch: Batch, output: int, steps: Steps) -> Map:
    """Sum the gradient along the straight path from the picture without detail, by Gauss and Legendre.

    Returns
    -------
    numpy.ndarray
        ``(28, 28)`` logits: each cell the sum of its pixels. All together are the difference of the two
        scores, to the error of the sum over `STEPS` steps.
    """
    import torch
    from captum.attr import IntegratedGradients

    network = subject.network()

    def forward(pictures: Tensor) -> Tensor:
        steps.done(len(pictures))
        logits: Tensor = network(pictures)
        return logits

    pixels = IntegratedGradients(forward, multiply_by_inputs=True).attribute(
        torch.from_numpy(batch),
        torch.from_numpy(without_detail(batch)),
        target=output,
        n_steps=STEPS,
        internal_batch_size=_AT_ONCE,
    )
    return summed_in_cells(pixels[0, 0].detach().numpy(), CELLS)


def summed_in_cells(pixels: Map, cells: int) -> Map:
    """Sum pixels ``(H, W)`` over ``(cells, cells)``."""
    rows, columns = (edges(size, cells)[:-1] for size in pixels.shape)
    summed = np.add.reduceat(np.add.reduceat(pixels.astype(np.float64), rows, axis=0), columns, axis=1)
    return np.asarray(summed, dtype=np.float32)
