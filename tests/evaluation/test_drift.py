"""Live scores by week: the index by its formula, chance alone is no change, a real one is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from scipy.stats import ks_2samp
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from meddiag_gui.evaluation.drift import (
    LEAST,
    Baseline,
    Share,
    difference_interval,
    stability,
    stability_interval,
    weeks,
)
from meddiag_gui.inference.operating import Rate

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Seen:
    at: datetime
    probability: float | None
    present: bool | None = None
    model: str = "m"
    finding: str = "Opacity"

    @property
    def refused(self) -> bool:
        return self.probability is None


def scores(n: int, seed: int, mean: float = 0.4) -> np.ndarray:
    return np.clip(np.random.default_rng(seed).normal(mean, 0.15, n), 0, 1)


def baseline(labelled: int = 500) -> Baseline:
    agreed = Rate(round(0.9 * labelled), labelled)
    return Baseline("Opacity", 0.5, tuple(scores(600, 1)), Rate(12, 612), agreed)


def test_the_index_is_its_formula() -> None:
    before, now = (
        np.linspace(0, 1, 100, endpoint=False),
        np.concatenate([np.full(50, 0.05), np.full(50, 0.95)]),
    )
    q = np.full(10, 0.5)
    q[[0, 9]] += 50
    p = np.full(10, 10.5)
    p, q = p / p.sum(), q / q.sum()
    expected = sum((b - a) * math.log(b / a) for a, b in zip(p, q, strict=True))
    assert stability(before, now) == pytest.approx(expected)
    assert stability(before, before) == pytest.approx(0)


def test_chance_alone_is_seldom_a_change_and_a_shift_is_one() -> None:
    before = scores(600, 1)
    alarms = sum(
        (stability_interval(before, scores(100, seed), resamples=400).low or 0) > 0 for seed in range(40)
    )
    assert alarms <= 4
    shifted = stability_interval(before, scores(100, 5, mean=0.6), resamples=400)
    assert shifted.low > 0.25


def test_weeks_begin_on_mondays_and_few_scores_say_nothing() -> None:
    live = [Seen(MONDAY + timedelta(days=d, minutes=i), 0.4) for d in (0, 6, 7) for i in range(10)]
    found = weeks(live, baseline(), "m")
    assert [(week.begins, week.scored) for week in found] == [(date(2026, 3, 2), 20), (date(2026, 3, 9), 10)]
    assert found[0].scored < LEAST
    assert (found[0].stability, found[0].p, found[0].scores, found[0].agrees) == (None, None, "few", "few")


def test_the_same_patients_are_steady_and_others_are_told() -> None:
    same, other = scores(300, 3), scores(300, 4, mean=0.65)
    live = [Seen(MONDAY, p, bool(p >= 0.5) if i % 12 else bool(p < 0.5)) for i, p in enumerate(same)]
    live += [Seen(MONDAY + timedelta(days=7), p, bool(i % 2)) for i, p in enumerate(other)]
    live += [Seen(MONDAY + timedelta(days=7), None) for _ in range(60)]
    first, second = weeks(live, baseline(), "m")
    assert (first.scores, first.refusals, first.agrees) == ("steady", "steady", "steady")
    assert (second.scores, second.refusals, second.agrees) == ("changed", "changed", "changed")
    assert second.p == pytest.approx(ks_2samp(scores(600, 1), other).pvalue)
    share = second.refused
    low, high = proportion_confint(60, 360, method="wilson")
    assert (share.value, share.low, share.high, share.of) == pytest.approx((60 / 360, low, high, 360))


def test_other_models_and_findings_do_not_count() -> None:
    live = [Seen(MONDAY, 0.4, model="other"), Seen(MONDAY, 0.4, finding="Mass")]
    assert weeks(live, baseline(), "m") == ()


def test_without_labels_or_scores_nothing_is_compared() -> None:
    live = [Seen(MONDAY, 0.4, True) for _ in range(50)]
    assert weeks(live, baseline(labelled=0), "m")[0].agrees == "few"
    with pytest.raises(ValueError, match="no scores"):
        weeks(live, Baseline("Opacity", 0.5, (), Rate(0, 0), Rate(0, 0)), "m")


@pytest.mark.parametrize(
    ("now", "before"), [((3, 40), (12, 600)), ((40, 40), (590, 600)), ((0, 35), (0, 100))]
)
def test_the_interval_of_a_difference_is_that_of_statsmodels(
    now: tuple[int, int], before: tuple[int, int]
) -> None:
    rate = Rate(*now)
    found = difference_interval(Share(rate.value, *rate.interval, rate.total), Rate(*before))
    assert found == pytest.approx(confint_proportions_2indep(*now, *before, method="newcomb"), abs=1e-9)


def test_a_refusal_or_two_are_no_change_where_none_was_refused_before() -> None:
    before = Baseline("Opacity", 0.5, tuple(scores(600, 1)), Rate(0, 300), Rate(280, 300))
    live = [Seen(MONDAY, p, True) for p in scores(60, 2)] + [Seen(MONDAY, None)]
    assert weeks(live, before, "m")[0].refusals == "steady"
