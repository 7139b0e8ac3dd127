"""What an operating point means, in words; without Qt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from meddiag_gui.gui.findings.words import number

if TYPE_CHECKING:
    from meddiag_gui.inference.metadata import FindingSpec
    from meddiag_gui.inference.operating import OperatingPoint, Rate
    from meddiag_gui.inference.site_points import Change

COVERAGES = (0.8, 0.9, 0.95)


def in_force(spec: FindingSpec, point: OperatingPoint) -> str:
    """Say which point is in force, and who chose it."""
    whose = (
        f"the bundle's own: {spec.operating_point_rule}"
        if point.chosen_by == "the bundle"
        else point.chosen_by
    )
    return f"In force: {number(point.threshold)} ({whose})"


def meaning(spec: FindingSpec, point: OperatingPoint) -> str:
    """Say what a point means on the validation images, and at the site's prevalence."""
    from meddiag_gui.inference import operating

    if spec.reference is None:
        return ""
    sens = operating.sensitivity(spec.reference, point.threshold)
    spec_rate = operating.specificity(spec.reference, point.threshold)
    lines = [
        f"Operating point {number(point.threshold)}" + _band(point),
        f"Sensitivity {_rate(sens)}, specificity {_rate(spec_rate)} on the model's validation images",
    ]
    if point.prevalence is not None:
        ppv, npv = operating.predictive_values(sens.value, spec_rate.value, point.prevalence)
        alarms = operating.false_alarms(spec_rate.value, point.prevalence)
        lines.append(
            f"At a prevalence of {100 * point.prevalence:.3g} %: PPV {_share(ppv)}, NPV {_share(npv)}, "
            f"{alarms:.1f} false alarms in 100 patients"
        )
    return "\n".join(lines)


def conformal(spec: FindingSpec, probability: float) -> str:
    """Say which calls are not improbable, at each coverage; empty without a reference."""
    from meddiag_gui.inference.operating import conformal_set

    if spec.reference is None:
        return ""
    coverages: dict[str, list[str]] = {}
    for coverage in COVERAGES:
        found = conformal_set(spec.reference, probability, coverage)
        what = " or ".join(sorted(found, reverse=True)) or "neither (unusual for both)"
        coverages.setdefault(what, []).append(f"{100 * coverage:.0f} %")
    parts = [f"{what} at {', '.join(those)}" for what, those in reversed(coverages.items())]
    return f"Conformal set: {'; '.join(parts)} coverage"


def change(one: Change) -> str:
    """Write one line of the history."""
    what = f"to {number(one.point.threshold)}" if one.point else "undone"
    return f"{one.at[:16].replace('T', ' ')} UTC  {what} by {one.who}: {one.why}"


def reliability_caption(metrics: dict[str, Any], finding: str, bins: list[dict[str, float]]) -> str:
    """Say what the diagram rests on, with the calibration error."""
    if not bins:
        return "This model was published without a reliability diagram."
    images = sum(int(one["images"]) for one in bins)
    found = next(one for one in metrics["findings"] if one["name"] == finding)
    ece = found["metrics"]["ece"]
    return (
        f"{metrics.get('part', 'test part')}, {images} images. Dots on the diagonal are honest; "
        f"bars are 95 % intervals. ECE {ece['value']:.3f} ({ece['low']:.3f} to {ece['high']:.3f})"
    )


def _band(point: OperatingPoint) -> str:
    if point.band is None or point.band[0] == point.band[1]:
        return ""
    return f", uncertain from {number(point.band[0])} to below {number(point.band[1])}"


def _rate(rate: Rate) -> str:
    low, high = rate.interval
    return f"{rate.value:.3f} ({low:.3f} to {high:.3f})"


def _share(value: float) -> str:
    return "undefined" if math.isnan(value) else f"{value:.3f}"
