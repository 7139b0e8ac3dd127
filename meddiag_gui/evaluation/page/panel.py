"""What a panel shows of a finding at one threshold: one function of what was worked out beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from meddiag_gui.evaluation.page.blocks import Cell, Table, table
from meddiag_gui.evaluation.page.figure import Figure
from meddiag_gui.evaluation.page.finding import estimate_cell
from meddiag_gui.evaluation.page.plots import (
    Place,
    benefit_figure,
    recall_figure,
    reliability_figure,
    roc_figure,
)
from meddiag_gui.evaluation.page.text import group_name, metric_name, share, span
from meddiag_gui.evaluation.report import Estimate, FindingReport
from meddiag_gui.evaluation.sweep import FindingSweep, Setting, at
from meddiag_gui.language import tr

MOVING = ("sensitivity", "specificity", "precision", "npv", "accuracy", "f1")
FIXED = ("auroc", "auprc", "brier", "ece")
_IN_GROUPS = ("sensitivity", "specificity", "precision", "npv")


@dataclass(frozen=True, slots=True)
class View:
    """All that moves with the threshold, and beside it what does not (AUROC, AUPRC, Brier score, ECE)."""

    setting: Setting
    metrics: Table
    confusion: Table
    groups: Table
    figures: tuple[Figure, ...]


def view_at(finding: FindingReport, sweep: FindingSweep, place: int) -> View:
    """Show a finding at the threshold of a position in its sweep."""
    setting = at(sweep.whole, place)
    return View(
        setting, _metrics(finding, setting), _confusion(setting), _groups(finding, sweep, place),
        _figures(finding, setting),
    )  # fmt: skip


def _metrics(finding: FindingReport, setting: Setting) -> Table:
    rows = [_row(metric_name(name), setting.metrics[name]) for name in MOVING]
    rows.append(_row(tr("Net benefit"), setting.metrics["net_benefit"]))
    rows += [_row(metric_name(name), finding.assessment.metrics[name]) for name in FIXED]
    if finding.area is not None:
        area = finding.area
        rows.append([tr("AUROC, DeLong"), share(area.auroc), span(area.low, area.high)])
    return table((tr("Metric"), tr("Value"), tr("95 % interval")), rows)


def _row(name: str, estimate: Estimate) -> list[str]:
    said = span(estimate.low, estimate.high) if estimate.low is not None else tr(estimate.reason)
    return [name, share(estimate.value), said]


def _confusion(setting: Setting) -> Table:
    counts = setting.confusion
    return table(
        ("", tr("Called present"), tr("Called absent")),
        [
            (tr("With the finding"), str(counts.tp), str(counts.fn)),
            (tr("Without it"), str(counts.fp), str(counts.tn)),
        ],
        narrow=True,
    )


def _groups(finding: FindingReport, sweep: FindingSweep, place: int) -> Table:
    fixed = {(group.attribute, group.value): group.assessment for group in finding.subgroups}
    rows: list[list[str | Cell]] = []
    for group in sweep.groups:
        setting = at(group.sweep, place)
        known = fixed[group.attribute, group.value]
        few = Cell(tr("too few"), caution=True) if group.sweep.too_small else Cell("")
        moving = (estimate_cell(setting.metrics[name]) for name in _IN_GROUPS)
        rows.append(
            [
                group_name(group.attribute, group.value),
                f"{known.images} ({known.patients})",
                f"{known.positives}",
                *moving,
                estimate_cell(known.metrics["auroc"]),
                estimate_cell(known.metrics["ece"]),
                few,
            ]
        )
    names = [metric_name(name) for name in (*_IN_GROUPS, "auroc", "ece")]
    return table((tr("Subgroup"), tr("Images (patients)"), tr("With"), *names, ""), rows)


def _figures(finding: FindingReport, setting: Setting) -> tuple[Figure, ...]:
    values = {name: each.value for name, each in setting.metrics.items()}
    prevalence = finding.assessment.prevalence or 0.0
    reliability = reliability_figure(finding.reliability, setting.threshold)
    if finding.curves is None:
        return (reliability,)
    specificity = values["specificity"]
    false_alarms = None if specificity is None else 1 - specificity
    return (
        roc_figure(finding.curves, _place(false_alarms, values["sensitivity"])),
        recall_figure(finding.curves, prevalence, _place(values["sensitivity"], values["precision"])),
        reliability,
        benefit_figure(finding.curves, prevalence, _place(setting.threshold, values["net_benefit"])),
    )


def _place(x: float | None, y: float | None) -> Place | None:
    return None if x is None or y is None else (x, y)
