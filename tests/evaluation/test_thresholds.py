from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from meddiag_gui.evaluation.metrics import Scores
from meddiag_gui.evaluation.thresholds import SHOWN, threshold_rows
from meddiag_gui.inference.operating import Rate


def test_rows_hold_the_operating_point_once_and_count_what_is_called() -> None:
    scores = Scores(np.array([True, True, False, False]), np.array([0.9, 0.45, 0.45, 0.02]), np.arange(4))
    rows = threshold_rows(scores, 0.45)
    assert [row.threshold for row in rows] == sorted({*SHOWN, 0.45})
    (chosen,) = (row for row in rows if row.chosen)
    assert (chosen.confusion.tp, chosen.confusion.fp, chosen.sensitivity, chosen.specificity) == (
        2,
        1,
        1.0,
        0.5,
    )
    assert chosen.precision == pytest.approx(2 / 3)
    nobody = rows[-1]
    assert (nobody.threshold, nobody.precision, nobody.npv) == (0.95, None, 0.5)
    assert [row.threshold for row in threshold_rows(scores, 0.5)] == list(SHOWN)


@pytest.mark.parametrize(("count", "total"), [(0, 9), (3, 7), (40, 41), (500, 1000)])
def test_the_interval_of_a_share_agrees_with_statsmodels(count: int, total: int) -> None:
    assert Rate(count, total).interval == pytest.approx(proportion_confint(count, total, method="wilson"))
