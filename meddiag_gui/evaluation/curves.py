"""Curves that are drawn: for now the reliability diagram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meddiag_gui.evaluation.metrics import Scores
from meddiag_gui.inference.operating import Rate

RELIABILITY_BINS = 10


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Images whose probability lies in one range: what was said of them, and what was true.

    Parameters
    ----------
    images
        At least 1.
    probability
        Their mean probability, in [0, 1].
    observed, low, high
        Share of them with the finding and its 95 % interval (Wilson; images counted as independent).
    """

    images: int
    probability: float
    observed: float
    low: float
    high: float


def reliability(scores: Scores, bins: int = RELIABILITY_BINS) -> tuple[ReliabilityBin, ...]:
    """Reliability diagram (Murphy & Winkler 1977) over ``bins`` equal ranges; empty ones left out."""
    index = np.minimum((scores.probabilities * bins).astype(np.intp), bins - 1)
    found: list[ReliabilityBin] = []
    for number in range(bins):
        members = index == number
        if members.any():
            rate = Rate(int(scores.labels[members].sum()), int(members.sum()))
            mean = float(scores.probabilities[members].mean())
            found.append(ReliabilityBin(rate.total, mean, rate.value, *rate.interval))
    return tuple(found)
