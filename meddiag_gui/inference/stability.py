"""How far a score moves on altered copies of a picture: uncertainty by test-time augmentation.

The copies keep the label of a frontal chest radiograph: shifts, scales and turns within what positioning
varies anyway, and left for right; never up for down (Wang et al. 2019; Ayhan & Berens 2018). The spread
says how much the score depends on such chance. It says nothing of errors that all copies share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COPIES = 8
_SEED = 2019
_SHIFT, _SCALE, _TURN = 0.03, 0.05, 3.0  # of the side, as a share, in degrees; each up to this


@dataclass(frozen=True, slots=True)
class Spread:
    """One finding's probability over the copies.

    Parameters
    ----------
    copies
        Number of altered copies.
    mean, sd
        Mean and standard deviation (n - 1) of the calibrated probability.
    low, high
        Least and greatest probability.
    cost_ms
        Milliseconds that all copies together took.
    """

    finding: str
    copies: int
    mean: float
    sd: float
    low: float
    high: float
    cost_ms: float


def altered_copies(levels: NDArray[np.uint16], copies: int) -> NDArray[np.uint16]:
    """Make altered copies ``(copies, H, W)`` of display levels ``(H, W)``; the same ones at each call.

    Every second one is mirrored. What comes into view at an edge repeats the edge.
    """
    from scipy.ndimage import affine_transform

    generator = np.random.default_rng(_SEED)
    size = np.array(levels.shape, dtype=np.float64)
    made = np.empty((copies, *levels.shape), dtype=np.uint16)
    for index in range(copies):
        scale, turn = generator.uniform(1 - _SCALE, 1 + _SCALE), np.radians(generator.uniform(-_TURN, _TURN))
        matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) / scale
        centre = (size - 1) / 2
        offset = centre - matrix @ (centre + generator.uniform(-_SHIFT, _SHIFT, 2) * size)
        source = levels[:, ::-1] if index % 2 else levels
        made[index] = affine_transform(source, matrix, offset, order=1, mode="nearest")
    return made


def spread(finding: str, probabilities: NDArray[np.float64], cost_ms: float) -> Spread:
    """Sum up one finding's probabilities ``(copies,)``, at least two."""
    return Spread(
        finding,
        len(probabilities),
        float(probabilities.mean()),
        float(probabilities.std(ddof=1)),
        float(probabilities.min()),
        float(probabilities.max()),
        cost_ms,
    )
