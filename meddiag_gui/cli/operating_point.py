"""``meddiag operating-point``: where this site's calls change, chosen by what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from meddiag_gui.cli.options import Model, load_bundle_named
from meddiag_gui.cli.output import RESEARCH_USE, say
from meddiag_gui.cli.verdicts import note_decision
from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.imaging.text import printable

if TYPE_CHECKING:
    from meddiag_gui.inference.metadata import FindingSpec, Reference
    from meddiag_gui.inference.operating import OperatingPoint, Rate
    from meddiag_gui.inference.site_points import Change

Share = Annotated[float | None, typer.Option(min=0, max=1)]


def operating_point(
    model: Model = None,
    finding: Annotated[str | None, typer.Option(help="The finding; without it the model's first.")] = None,
    sensitivity: Share = None,
    specificity: Share = None,
    false_alarms: Annotated[
        float | None,
        typer.Option(min=0, max=100, help="At most so many in 100 patients; needs --prevalence."),
    ] = None,
    threshold: Share = None,
    prevalence: Share = None,
    who: Annotated[str, typer.Option(help="Who decides; kept in the history.")] = "",
    why: Annotated[str, typer.Option(help="Why; kept in the history.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the last change back.")] = False,
) -> None:
    """Show a finding's operating point and its history, or choose another.

    Choose it by one of --sensitivity, --specificity, --false-alarms or --threshold; the figures are those of
    the model's validation images.
    """
    from meddiag_gui.inference.operating import bundled_point
    from meddiag_gui.inference.site_points import SitePoints

    try:
        bundle = load_bundle_named(model)
        name = finding or bundle.findings[0].name
        spec = bundle.finding(name)[1]
    except BundleError as error:
        raise typer.BadParameter(str(error)) from error
    points = SitePoints(bundle)
    if points.problem:
        say(points.problem)
    given = {
        "sensitivity": sensitivity,
        "specificity": specificity,
        "false alarms": false_alarms,
        "threshold": threshold,
    }
    chosen = {rule: value for rule, value in given.items() if value is not None}
    if len(chosen) + undo > 1:
        raise typer.BadParameter("choose by one thing only.")
    try:
        if undo:
            points.undo(name, who, why)
        for rule, value in chosen.items():
            points.change(name, _chosen(spec, rule, value, prevalence, who), who, why)
    except (ModelError, ValueError) as error:
        raise typer.BadParameter(str(error)) from error
    if chosen or undo:
        note_decision()
    point = points.current().get(name) or bundled_point(spec)
    print("\n".join([f"{bundle.name} {bundle.version}, {name}", *_lines(spec, point)]))
    print(
        "\n".join(_change_line(change) for change in points.history(name)) or "  never changed at this site"
    )
    print(RESEARCH_USE)


def _chosen(spec: FindingSpec, rule: str, value: float, prevalence: float | None, who: str) -> OperatingPoint:
    from meddiag_gui.inference.operating import OperatingPoint, choose_threshold

    if rule == "threshold":
        return OperatingPoint(value, None, prevalence, who.strip())
    if spec.reference is None:
        raise ModelError("This model keeps no validation scores; give --threshold.")
    at = choose_threshold(spec.reference, rule, value, prevalence)  # type: ignore[arg-type]  # one of the rules
    return OperatingPoint(at, None, prevalence, who.strip())


def _lines(spec: FindingSpec, point: OperatingPoint) -> list[str]:
    band = f", uncertain from {point.band[0]:.3f} to {point.band[1]:.3f}" if point.band else ", no band"
    lines = [f"  operating point {point.threshold:.3f}{band}, chosen by {printable(point.chosen_by)}"]
    return lines + (_figures(spec.reference, point) if spec.reference else [])


def _figures(reference: Reference, point: OperatingPoint) -> list[str]:
    from meddiag_gui.inference.operating import (
        false_alarms,
        predictive_values,
        sensitivity,
        specificity,
    )

    sens, spec = sensitivity(reference, point.threshold), specificity(reference, point.threshold)
    lines = [f"  sensitivity {_rate(sens)}, specificity {_rate(spec)} on the validation part"]
    if point.prevalence is not None:
        ppv, npv = predictive_values(sens.value, spec.value, point.prevalence)
        alarms = false_alarms(spec.value, point.prevalence)
        lines.append(
            f"  at a prevalence of {point.prevalence:.3g}: PPV {ppv:.3f}, NPV {npv:.3f}, "
            f"{alarms:.1f} false alarms in 100 patients"
        )
    return lines


def _rate(rate: Rate) -> str:
    low, high = rate.interval
    return f"{rate.value:.3f} ({low:.3f} to {high:.3f})"


def _change_line(change: Change) -> str:
    what = f"to {change.point.threshold:.3f}" if change.point else "undone"
    return f"  {change.at}  {what} by {printable(change.who)}: {printable(change.why)}"
