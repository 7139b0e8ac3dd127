"""How far an outline moves when something changes that has nothing to do with the patient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.evaluation.overlap import dice
from meddiag_gui.evaluation.robustness import CROPPED, VARIANTS, Levels

Masks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OutlineShift:
    """Dice with the true masks after one change.

    Parameters
    ----------
    dice, worst_5_percent
        Mean and 5th percentile over the images, in [0, 1].
    """

    variant: str
    dice: float
    worst_5_percent: float


def measure_outline_shifts(
    levels: Levels, truths: Masks, outline: Callable[[Levels], Masks]
) -> list[OutlineShift]:
    """Outline every variant of the pictures, the unchanged ones first.

    Parameters
    ----------
    levels
        ``(n, H, W)`` uint16 display levels.
    truths
        ``(n, H, W)`` true masks; cropped along with the pictures where a variant crops.
    outline
        Makes masks ``(n, H, W)`` of levels.
    """
    shifts: list[OutlineShift] = []
    for name, change in VARIANTS.items():
        found = outline(change(levels))
        wanted = change(truths * np.uint16(65535)) >= 32768 if name == CROPPED else truths
        values = [dice(one, other) for one, other in zip(found, wanted, strict=True)]
        shifts.append(OutlineShift(name, float(np.mean(values)), float(np.percentile(values, 5))))
    return shifts
