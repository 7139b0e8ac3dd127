"""What other operating points would give: the table that goes with the curves."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from meddiag_gui.evaluation.metrics import Confusion, Scores, confusion, rates

SHOWN = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """Calls at one threshold; a share that is undefined there is None.

    Parameters
    ----------
    chosen
        Whether this is the model's operating point.
    """

    threshold: float
    chosen: bool
    confusion: Confusion
    sensitivity: float | None
    specificity: float | None
    precision: float | None
    npv: float | None


def threshold_rows(scores: Scores, operating_point: float) -> tuple[ThresholdRow, ...]:
    """Rows at round thresholds and at the operating point, the lowest first."""
    return tuple(
        _row(scores, threshold, threshold == operating_point)
        for threshold in sorted({*SHOWN, operating_point})
    )


def _row(scores: Scores, threshold: float, chosen: bool) -> ThresholdRow:
    table = confusion(scores, threshold)
    counts = (np.asarray(float(count)) for count in (table.tp, table.fp, table.tn, table.fn))
    shares = {
        name: None if math.isnan(float(value)) else float(value) for name, value in rates(*counts).items()
    }
    return ThresholdRow(
        threshold,
        chosen,
        table,
        shares["sensitivity"],
        shares["specificity"],
        shares["precision"],
        shares["npv"],
    )
