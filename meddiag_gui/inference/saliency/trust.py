"""What ``meddiag trust`` measured of a bundle's maps, as it stands in ``metadata.json``; without NumPy.

A figure is the mean of one measure over images, with a 95 % interval by patient; a rule turns it into a
verdict. The rules stand in `RULES`, their sources and reasons in DECISIONS.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from meddiag_gui.language import mark, tr

Verdict = Literal["supported", "weak", "failed"]
Measure = Literal[
    "randomisation", "agreement", "deletion", "insertion", "lungs", "pointing", "repeatability", "border",
    "hidden",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """When a figure speaks for a method.

    Parameters
    ----------
    name
        What is measured, on the screen.
    supported
        The whole interval lies at this value or beyond it, on the good side.
    failed
        The mean lies at this value or beyond it, on the bad side.
    rising
        Whether more is better.
    words
        Sentence for a person, who reads it where the figure is not supported; names in braces are filled in.
    """

    name: str
    supported: float
    failed: float
    rising: bool
    words: str


RULES: dict[Measure, Rule] = {
    "randomisation": Rule(
        mark("Map with random weights"),
        0.5, 0.7, False,
        mark("With random weights the map stays like itself to a degree of {value:.2f} (with half of the "
             "layers random {half:.2f}, with the output layer alone {output:.2f}; 1 would be unchanged)."),
    ),
    "agreement": Rule(
        mark("Agreement with another method"),
        0.4, 0.2, True,
        mark("It marks what {other} marks to a degree of {value:.2f} (1 would be the same order, 0 chance)."),
    ),
    "deletion": Rule(
        mark("Deletion, against random order"),
        0.1, 0.0, True,
        mark("Hiding first what the map marks lowers the log odds by {value:.2f} more than a random order."),
    ),
    "insertion": Rule(
        mark("Insertion, against random order"),
        0.1, 0.0, True,
        mark("Showing first what the map marks raises the log odds by {value:.2f} more than a random order."),
    ),
    "lungs": Rule(
        mark("Influence in the lungs, against area"),
        1.5, 1.0, True,
        mark("{percent:.0f} % of the influence lies in the lungs, which cover {area:.0f} % of the picture."),
    ),
    "pointing": Rule(
        mark("Strongest point in the lungs, above chance"),
        0.2, 0.0, True,
        mark("The strongest point lies in the lungs in {percent:.0f} % of the images; a random one would in "
             "{area:.0f} %."),
    ),
    "repeatability": Rule(
        mark("Same map after noise or a small shift"),
        0.8, 0.5, True,
        mark("After a little noise, or a shift by 2 %, the maps resemble each other by {value:.2f} (SSIM)."),
    ),
    "border": Rule(
        mark("Influence at the border, against area"),
        0.75, 1.0, False,
        mark("{percent:.0f} % of the influence lies in the outer tenth, which covers {area:.0f} % of the "
             "picture."),
    ),
    "hidden": Rule(
        mark("Score with borders or markers hidden"),
        0.05, 0.15, False,
        mark("The probability moves by {value:.2f} on average when borders or markers are hidden."),
    ),
}  # fmt: skip
"""In the order in which they are shown; where each comes from, and why these limits: DECISIONS.md."""

NOT_MEASURED = mark("{name}: not measured ({reason}).")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure of one method.

    Parameters
    ----------
    value, low, high
        Mean over images, and its 95 % interval by patient; None where it could not be measured.
    images
        How many images it rests on.
    verdict
        What the rule says; None where nothing was measured.
    sentence
        What it means, for a person.
    """

    measure: Measure
    value: float | None
    low: float | None
    high: float | None
    images: int
    verdict: Verdict | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodTrust:
    """Everything measured of one method for one finding, on one part of the data."""

    finding: str
    method: str
    verdict: Verdict
    figures: tuple[Figure, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Sentences behind a verdict other than ``supported``: the failures, else the weaknesses."""
        wanted = ("failed",) if self.verdict == "failed" else ("weak", None)
        return tuple(figure.sentence for figure in self.figures if figure.verdict in wanted)


def judge(measure: Measure, value: float, low: float | None, high: float | None) -> Verdict:
    """Apply the rule of a measure to a mean and its interval."""
    rule = RULES[measure]
    sign = 1 if rule.rising else -1
    if sign * value <= sign * rule.failed:
        return "failed"
    bound = low if rule.rising else high
    return "supported" if bound is not None and sign * bound >= sign * rule.supported else "weak"


def judge_all(figures: tuple[Figure, ...]) -> Verdict:
    """``failed`` if any figure failed, ``supported`` only if all rules were measured and supported."""
    verdicts = [figure.verdict for figure in figures]
    if "failed" in verdicts:
        return "failed"
    whole = {figure.measure for figure in figures} == RULES.keys()
    return "supported" if whole and all(verdict == "supported" for verdict in verdicts) else "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustPart:
    """One run of ``meddiag trust``: on which images, when, and what it found."""

    part: str
    images: int
    patients: int
    created: str
    program_version: str
    methods: tuple[MethodTrust, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaliencyTrust:
    """The ``saliency`` block of a bundle.

    Parameters
    ----------
    scales
        By finding and method, the evidence that is drawn as 1.0: the 99th percentile of the cells that
        speak for the finding, over images with it.
    parts
        Measurements, one a part of the data.
    """

    scales: dict[str, dict[str, float]]
    parts: tuple[TrustPart, ...]

    def of(self, finding: str, method: str) -> tuple[MethodTrust, ...]:
        """Find what was measured of a method: one a part, in order; empty if it never was."""
        return tuple(
            trust
            for part in self.parts
            for trust in part.methods
            if (trust.finding, trust.method) == (finding, method)
        )

    def verdict(self, finding: str, method: str) -> Verdict | None:
        """Give the worst verdict over all parts; None where nothing was measured."""
        found = {trust.verdict for trust in self.of(finding, method)}
        return next((v for v in ("failed", "weak", "supported") if v in found), None)


def scales_problem(trust: SaliencyTrust) -> str | None:
    """Say what makes no sense about the scales, or None."""
    for finding, scales in trust.scales.items():
        for method, scale in scales.items():
            if not 0 < scale < math.inf:
                return tr(
                    "the scale of {method} for {finding} is not positive", method=method, finding=finding
                )
    return None
