"""Does a model in use still meet what it was evaluated on? Live scores, refusals and agreement, by week.

Scores are compared with those of the evaluation set by the population stability index (Siddiqi 2006) with a
bootstrap interval, and by the two-sample Kolmogorov-Smirnov test. A change says that something is different:
patients, machines or disease. It does not say that the model is worse; for that there are the readers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.evaluation.bootstrap import RESAMPLES, SEED, Interval, percentile_interval
from meddiag_gui.inference.operating import Rate

Floats = NDArray[np.float64]
Sign = Literal["few", "steady", "watch", "changed"]

LEAST = 30
"""Scores, or verdicts, of a week below which nothing is said."""
BINS = 10
WATCH, CHANGED = 0.1, 0.25
"""Customary limits of the population stability index (Siddiqi 2006)."""
_WIDE = 0.05  # difference of shares that is worth watching though chance may explain it
_EMPTY = 0.5  # images, added to each bin so that an empty one gives no infinity


class LiveScore(Protocol):
    """One image that a model was asked about in use.

    Attributes
    ----------
    at
        When.
    model
        sha256 of the weights.
    probability
        Calibrated; None where the gate refused.
    present
        The reader's verdict on the finding; None without one.
    """

    @property
    def at(self) -> datetime: ...  # noqa: D102
    @property
    def model(self) -> str: ...  # noqa: D102
    @property
    def finding(self) -> str: ...  # noqa: D102
    @property
    def probability(self) -> float | None: ...  # noqa: D102
    @property
    def refused(self) -> bool: ...  # noqa: D102
    @property
    def present(self) -> bool | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the evaluation set gave.

    Parameters
    ----------
    probabilities
        Of all images that were scored.
    refused
        How many the gate refused, of all that could be read.
    agreement
        How many calls were right at the operating point, of all with a label.
    """

    finding: str
    operating_point: float
    probabilities: tuple[float, ...]
    refused: Rate
    agreement: Rate


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval (Wilson) and what it is a share of."""

    value: float
    low: float
    high: float
    of: int


@dataclass(frozen=True, slots=True)
class Week:
    """One week of use.

    Parameters
    ----------
    begins
        Its Monday.
    scored
        Images with a score.
    stability, stability_low, stability_high
        Excess of the population stability index over what chance gives, and its 95 % interval; None for fewer
        than `LEAST` scores.
    p
        Kolmogorov-Smirnov test, two-sided; None likewise.
    refused, agreement
        None without images, or verdicts.
    present
        Share called present.
    scores, refusals, agrees
        What each of the three says against the evaluation set.
    """

    begins: date
    scored: int
    stability: float | None
    stability_low: float | None
    stability_high: float | None
    p: float | None
    present: Share | None
    refused: Share | None
    agreement: Share | None
    scores: Sign
    refusals: Sign
    agrees: Sign


def weeks(live: Iterable[LiveScore], baseline: Baseline, model: str) -> tuple[Week, ...]:
    """Sum up the live scores of a model and finding by week, the earliest first; empty weeks are left out.

    Raises
    ------
    ValueError
        If the evaluation set has no scores.
    """
    if not baseline.probabilities:
        raise ValueError("the evaluation set has no scores to compare with")
    by_week: dict[date, list[LiveScore]] = {}
    for each in live:
        if each.model == model and each.finding == baseline.finding:
            day = each.at.date()
            by_week.setdefault(day - timedelta(days=day.weekday()), []).append(each)
    return tuple(_week(monday, by_week[monday], baseline) for monday in sorted(by_week))


def _week(monday: date, seen: Sequence[LiveScore], baseline: Baseline) -> Week:
    scores = np.array([s.probability for s in seen if s.probability is not None], dtype=np.float64)
    known = [
        ((s.probability >= baseline.operating_point) == s.present)
        for s in seen
        if s.probability is not None and s.present is not None
    ]
    refused = _share(sum(s.refused for s in seen), len(seen))
    agreement = _share(sum(known), len(known))
    before = np.array(baseline.probabilities)
    index, span, p = None, Interval(None, None, 0), None
    if len(scores) >= LEAST:
        index = max(stability(before, scores) - _chance(before, scores), 0.0)
        span, p = stability_interval(before, scores), _same(before, scores)
    return Week(
        begins=monday,
        scored=len(scores),
        stability=index,
        stability_low=span.low,
        stability_high=span.high,
        p=p,
        present=_share(int((scores >= baseline.operating_point).sum()), len(scores)),
        refused=refused,
        agreement=agreement,
        scores=_sign_of_scores(index, span.low),
        refusals=_sign_of_share(refused, baseline.refused, worse_up=True),
        agrees=_sign_of_share(agreement, baseline.agreement, worse_up=False),
    )


def stability(before: Floats, now: Floats) -> float:
    """Population stability index ``Σ (q − p) ln(q / p)`` over bins that hold a tenth of ``before`` each."""
    edges = np.unique(np.quantile(before, np.linspace(0, 1, BINS + 1)[1:-1]))
    return float(_index(_binned(before, edges), _binned(now, edges)[None])[0])


def stability_interval(
    before: Floats, now: Floats, *, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """95 % percentile interval of the excess of the index over what chance alone gives.

    Both sets are drawn again. An interval above 0 speaks of a change.
    """
    edges = np.unique(np.quantile(before, np.linspace(0, 1, BINS + 1)[1:-1]))
    generator = np.random.default_rng(seed)
    drawn = [
        generator.multinomial(len(part), _binned(part, edges) / len(part), size=resamples).astype(np.float64)
        for part in (before, now)
    ]
    chance = 2 * _chance(before, now)  # that of the sample, and that of drawing from it
    found = percentile_interval(_index(drawn[0], drawn[1]) - chance)
    low = None if found.low is None else max(found.low, 0.0)
    high = None if found.high is None else max(found.high, 0.0)
    return Interval(low, high, 0)


def _chance(before: Floats, now: Floats) -> float:
    """What the index of two draws from one source is on average: ``(B − 1)(1/m + 1/n)``."""
    edges = np.unique(np.quantile(before, np.linspace(0, 1, BINS + 1)[1:-1]))
    return len(edges) * (1 / len(before) + 1 / len(now))


def _binned(values: Floats, edges: Floats) -> Floats:
    places = np.searchsorted(edges, values, "right")
    return np.bincount(places, minlength=len(edges) + 1).astype(np.float64)


def _index(before: Floats, now: Floats) -> Floats:
    """Index of counts along the last axis."""
    p = (before + _EMPTY) / (before + _EMPTY).sum(-1, keepdims=True)
    q = (now + _EMPTY) / (now + _EMPTY).sum(-1, keepdims=True)
    found: Floats = ((q - p) * np.log(q / p)).sum(-1)
    return found


def _same(before: Floats, now: Floats) -> float:
    """p-value of the two-sample Kolmogorov-Smirnov test."""
    from scipy.stats import ks_2samp

    return float(ks_2samp(before, now).pvalue)


def _share(count: int, of: int) -> Share | None:
    if not of:
        return None
    rate = Rate(count, of)
    return Share(rate.value, *rate.interval, of)


def _sign_of_scores(index: float | None, low: float | None) -> Sign:
    """Tell by the index, and only where its interval is above 0."""
    if index is None or low is None:
        return "few"
    if low <= 0 or index < WATCH:
        return "steady"
    return "changed" if index >= CHANGED else "watch"


def _sign_of_share(share: Share | None, before: Rate, *, worse_up: bool) -> Sign:
    """``changed`` where the interval of the difference lies wholly on the worse side."""
    if share is None or share.of < LEAST or before.total < LEAST:
        return "few"
    low, high = difference_interval(share, before)
    if (low > 0) if worse_up else (high < 0):
        return "changed"
    loss = share.value - before.value if worse_up else before.value - share.value
    return "watch" if loss > _WIDE else "steady"


def difference_interval(share: Share, before: Rate) -> tuple[float, float]:
    """95 % interval of a share less another: Newcombe's hybrid of Wilson's (Stat Med 1998;17:873)."""
    low, high = before.interval
    difference = share.value - before.value
    below = math.hypot(share.value - share.low, high - before.value)
    above = math.hypot(share.high - share.value, before.value - low)
    return difference - below, difference + above
