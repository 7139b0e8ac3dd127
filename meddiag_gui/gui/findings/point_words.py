"""What an operating point means, in words; without Qt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from meddiag_gui.gui.findings.words import CALLS, number
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.inference.metadata import FindingSpec
    from meddiag_gui.inference.operating import OperatingPoint, Rate
    from meddiag_gui.inference.site_points import Change

COVERAGES = (0.8, 0.9, 0.95)


def in_force(spec: FindingSpec, point: OperatingPoint) -> str:
    """Say which point is in force, and who chose it."""
    whose = tr(point.chosen_by)
    if point.chosen_by == "the bundle":
        whose = tr("the bundle's own: {rule}", rule=tr(spec.operating_point_rule))
    return tr("In force: {point} ({whose})", point=number(point.threshold), whose=whose)


def meaning(spec: FindingSpec, point: OperatingPoint) -> str:
    """Say what a point means on the validation images, and at the site's prevalence."""
    from meddiag_gui.inference import operating

    if spec.reference is None:
        return ""
    sens = operating.sensitivity(spec.reference, point.threshold)
    spec_rate = operating.specificity(spec.reference, point.threshold)
    lines = [
        tr("Operating point {point}", point=number(point.threshold)) + _band(point),
        tr(
            "Sensitivity {sensitivity}, specificity {specificity} on the model's validation images",
            sensitivity=_rate(sens),
            specificity=_rate(spec_rate),
        ),
    ]
    if point.prevalence is not None:
        ppv, npv = operating.predictive_values(sens.value, spec_rate.value, point.prevalence)
        alarms = operating.false_alarms(spec_rate.value, point.prevalence)
        lines.append(
            tr(
                "At a prevalence of {prevalence:.3g} %: PPV {ppv}, NPV {npv}, "
                "{alarms:.1f} false alarms in 100 patients",
                prevalence=100 * point.prevalence,
                ppv=_share(ppv),
                npv=_share(npv),
                alarms=alarms,
            )
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
        what = tr(" or ").join(tr(CALLS[one]) for one in sorted(found, reverse=True))
        what = what or tr("neither (unusual for both)")
        coverages.setdefault(what, []).append(f"{100 * coverage:.0f} %")
    parts = [
        tr("{what} at {coverages}", what=what, coverages=", ".join(those))
        for what, those in reversed(coverages.items())
    ]
    return tr("Conformal set: {parts} coverage", parts="; ".join(parts))


def change(one: Change) -> str:
    """Write one line of the history."""
    at = one.at[:16].replace("T", " ")
    if one.point is None:
        return tr("{at} UTC  undone by {who}: {why}", at=at, who=one.who, why=one.why)
    point = number(one.point.threshold)
    return tr("{at} UTC  to {point} by {who}: {why}", at=at, point=point, who=one.who, why=one.why)


def reliability_caption(metrics: dict[str, Any], finding: str, bins: list[dict[str, float]]) -> str:
    """Say what the diagram rests on, with the calibration error."""
    if not bins:
        return tr("This model was published without a reliability diagram.")
    images = sum(int(one["images"]) for one in bins)
    found = next(one for one in metrics["findings"] if one["name"] == finding)
    ece = found["metrics"]["ece"]
    return tr(
        "{part}, {images} images. Dots on the diagonal are honest; "
        "bars are 95 % intervals. ECE {value:.3f} ({low:.3f} to {high:.3f})",
        part=tr(metrics.get("part", mark("test part"))),
        images=images,
        **{name: ece[name] for name in ("value", "low", "high")},
    )


def _band(point: OperatingPoint) -> str:
    if point.band is None or point.band[0] == point.band[1]:
        return ""
    low, high = map(number, point.band)
    return tr(", uncertain from {low} to below {high}", low=low, high=high)


def _rate(rate: Rate) -> str:
    low, high = rate.interval
    return tr("{value:.3f} ({low:.3f} to {high:.3f})", value=rate.value, low=low, high=high)


def _share(value: float) -> str:
    return tr("undefined") if math.isnan(value) else f"{value:.3f}"
