"""What an operating point means: sensitivity, specificity, predictive values, false alarms, conformal sets.

All of it follows from the probabilities that the bundle keeps of its validation images (`Reference`). Images
are counted as independent here; the model card has the intervals that count patients.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.inference.metadata import FindingSpec, Reference
from meddiag_gui.inference.prediction import Call

Rule = Literal["sensitivity", "specificity", "false alarms"]
_Z = 1.959963984540054  # 97.5th percentile of the normal distribution
_EDGE = 1e-6  # an operating point lies strictly between 0 and 1


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """Where the calls change.

    Parameters
    ----------
    threshold
        Probability in (0, 1) at and above which the call is ``present`` (unless in the band).
    band
        ``(low, high)`` with ``low <= threshold <= high``: from low to below high the call is
        ``uncertain``; None for no band.
    prevalence
        Share of patients with the finding at this site, in (0, 1); None where nobody has said.
    chosen_by
        Who chose it, in words for the reader: ``the bundle``, or a person at the site.
    """

    threshold: float
    band: tuple[float, float] | None = None
    prevalence: float | None = None
    chosen_by: str = "the bundle"

    def __post_init__(self) -> None:
        if not 0 < self.threshold < 1:
            raise ValueError("The operating point must lie between 0 and 1.")
        if self.band is not None and not 0 <= self.band[0] <= self.threshold <= self.band[1] <= 1:
            raise ValueError("The uncertain band must hold the operating point.")
        if self.prevalence is not None and not 0 < self.prevalence < 1:
            raise ValueError("The prevalence must lie between 0 and 1.")

    def call(self, probability: float) -> Call:
        """Call of a probability."""
        if self.band is not None and self.band[0] <= probability < self.band[1]:
            return "uncertain"
        return "present" if probability >= self.threshold else "absent"


def bundled_point(spec: FindingSpec) -> OperatingPoint:
    """Operating point that the bundle came with."""
    return OperatingPoint(spec.operating_point, spec.uncertain_band)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share ``count / total`` with its 95 % interval (Wilson 1927)."""

    count: int
    total: int

    @property
    def value(self) -> float:
        """The share; nan of nothing."""
        return self.count / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval, ``(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)``."""
        if not self.total:
            return 0.0, 1.0
        n, p = self.total, self.value
        middle, spread = p + _Z**2 / (2 * n), _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
        scale = 1 + _Z**2 / n
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def sensitivity(reference: Reference, threshold: float) -> Rate:
    """Share of the images with the finding at and above a threshold."""
    return Rate(sum(p >= threshold for p in reference.positive), len(reference.positive))


def specificity(reference: Reference, threshold: float) -> Rate:
    """Share of the images without the finding below a threshold."""
    return Rate(sum(p < threshold for p in reference.negative), len(reference.negative))


def predictive_values(sens: float, spec: float, prevalence: float) -> tuple[float, float]:
    """Positive and negative predictive value at a prevalence, by Bayes' rule; nan where nobody is called.

    ``PPV = se π / (se π + (1 − sp)(1 − π))``, ``NPV = sp (1 − π) / (sp (1 − π) + (1 − se) π)``.
    """
    present = sens * prevalence + (1 - spec) * (1 - prevalence)
    absent = spec * (1 - prevalence) + (1 - sens) * prevalence
    ppv = sens * prevalence / present if present > 0 else math.nan
    npv = spec * (1 - prevalence) / absent if absent > 0 else math.nan
    return ppv, npv


def false_alarms(spec: float, prevalence: float) -> float:
    """False alarms in 100 patients at a prevalence: ``100 (1 − sp)(1 − π)``."""
    return 100 * (1 - spec) * (1 - prevalence)


def choose_threshold(
    reference: Reference, rule: Rule, target: float, prevalence: float | None = None
) -> float:
    """Find the threshold at which a rule holds on the reference images.

    Parameters
    ----------
    rule
        ``sensitivity``: the highest threshold that calls at least the target share of the positives;
        ``specificity``: the lowest that leaves at least the target share of the negatives uncalled;
        ``false alarms``: the lowest with at most ``target`` false alarms in 100 patients at the prevalence.
    target
        In (0, 1], or false alarms in 100 patients from 0.

    Returns
    -------
    float
        In (0, 1), half way to the neighbouring score, so that neither side sits on the edge.

    Raises
    ------
    ValueError
        If the target is out of range, or ``false alarms`` is asked for without a prevalence.
    """
    if rule == "false alarms":
        if prevalence is None or not 0 < prevalence < 1 or target < 0:
            raise ValueError("False alarms need a prevalence between 0 and 1, and a number from 0.")
        rule, target = "specificity", max(1 - target / (100 * (1 - prevalence)), 0.0)
    elif not 0 < target <= 1:
        raise ValueError("The target must be above 0 and at most 1.")
    positive, negative = np.sort(reference.positive), np.sort(reference.negative)
    if rule == "sensitivity":
        at = positive[len(positive) - math.ceil(target * len(positive) - 1e-9)]
        below = np.concatenate([part[part < at] for part in (positive, negative)])
        neighbour = below.max() if len(below) else at
    else:
        passed = math.ceil(target * len(negative) - 1e-9)
        neighbour = negative[passed - 1] if passed else 0.0
        above = np.concatenate([part[part > neighbour] for part in (positive, negative)])
        at = above.min() if len(above) else 1.0
    return float(np.clip((at + neighbour) / 2, _EDGE, 1 - _EDGE))


def choose_band(
    reference: Reference, threshold: float, ruled_out: float, ruled_in: float
) -> tuple[float, float]:
    """Find the band of uncertain calls around a threshold.

    Below it the finding is ruled out with at least the sensitivity ``ruled_out``, from its upper end on it
    is ruled in with at least the specificity ``ruled_in``; both in (0, 1]. The band always holds the
    threshold.
    """
    low = choose_threshold(reference, "sensitivity", ruled_out)
    high = choose_threshold(reference, "specificity", ruled_in)
    return min(low, threshold), max(high, threshold)


def conformal_set(reference: Reference, probability: float, coverage: float) -> frozenset[Call]:
    """Set of calls that are not improbable: label-conditional split conformal prediction.

    A call stays in the set if more than ``1 − coverage`` of the reference images of that class are at least
    as strange: p-value ``(1 + #{i of the class: strangeness_i ≥ strangeness}) / (n + 1)``, where strangeness
    is ``1 − p`` for ``present`` and ``p`` for ``absent`` (Vovk 2012, "Conditional validity of inductive
    conformal predictors"). If new images come from where the reference came from, the true call is in the
    set with at least the stated coverage, for those with and for those without the finding.

    Parameters
    ----------
    coverage
        In (0, 1), such as 0.9.
    """
    positive: NDArray[np.float64] = np.asarray(reference.positive)
    negative: NDArray[np.float64] = np.asarray(reference.negative)
    p_present = (1 + int((positive <= probability).sum())) / (len(positive) + 1)
    p_absent = (1 + int((negative >= probability).sum())) / (len(negative) + 1)
    possible: set[Call] = set()
    if p_present > 1 - coverage:
        possible.add("present")
    if p_absent > 1 - coverage:
        possible.add("absent")
    return frozenset(possible)
