"""The part of a report about one finding."""

from __future__ import annotations

from collections.abc import Iterator

from meddiag_gui.evaluation.errors_made import worst_errors
from meddiag_gui.evaluation.page.blocks import Block, Cell, Figures, Heading, Paragraph, Table, pairs, table
from meddiag_gui.evaluation.page.plots import figures
from meddiag_gui.evaluation.page.text import group_name, metric_name, share, span
from meddiag_gui.evaluation.report import TOO_SMALL, Assessment, Estimate, EvaluationReport, FindingReport
from meddiag_gui.imaging.text import printable
from meddiag_gui.language import tr

_WORST = 20


def finding_section(
    report: EvaluationReport, finding: FindingReport, *, name_images: bool = False
) -> Iterator[Block]:
    """Write cohort, metrics, figures, operating points and subgroups of a finding."""
    whole = finding.assessment
    yield Heading(printable(finding.name), 2)
    yield _cohort(finding)
    if whole.too_small:
        yield Paragraph(
            tr("Fewer than {n} images with, or without, the finding: do not rely on it.", n=TOO_SMALL),
            "caution",
        )
    yield Heading(tr("Metrics"), 3)
    point = f"{finding.operating_point:.3f}"
    yield Paragraph(tr("At the operating point {point} (orange in the figures).", point=point))
    yield _metrics(finding)
    yield _confusion(whole)
    yield Heading(tr("Curves"), 3)
    yield Figures(figures(finding))
    yield Paragraph(
        tr(
            "Shaded: pointwise 95 % bands. Bars: 95 % intervals (Wilson). The decision curve shows the net "
            "benefit of acting on the model at each threshold probability."
        ),
        "note",
    )
    yield Heading(tr("Other operating points"), 3)
    yield _thresholds(finding)
    yield from _subgroups(finding)
    if name_images:
        yield from _worst(report, finding)


def _cohort(finding: FindingReport) -> Table:
    whole = finding.assessment
    return pairs(
        [
            (tr("Label column"), finding.column),
            (tr("Images, patients"), f"{whole.images}, {whole.patients}"),
            (tr("With, without the finding"), f"{whole.positives}, {whole.negatives}"),
            (tr("Prevalence"), share(whole.prevalence)),
        ]
    )


def _metrics(finding: FindingReport) -> Table:
    rows = [
        [metric_name(name), share(each.value), span(each.low, each.high), tr(each.reason)]
        for name, each in finding.assessment.metrics.items()
    ]
    if finding.area is not None:
        area = finding.area
        rows.insert(1, [tr("AUROC, DeLong"), share(area.auroc), span(area.low, area.high), ""])
    return table((tr("Metric"), tr("Value"), tr("95 % interval"), ""), rows)


def _confusion(part: Assessment) -> Table:
    counts = part.confusion
    return table(
        ("", tr("Called present"), tr("Called absent")),
        [
            (tr("With the finding"), str(counts.tp), str(counts.fn)),
            (tr("Without it"), str(counts.fp), str(counts.tn)),
        ],
        narrow=True,
    )


def _thresholds(finding: FindingReport) -> Table:
    rows, marked = [], None
    for index, row in enumerate(finding.thresholds):
        marked = index if row.chosen else marked
        counts = (str(n) for n in (row.confusion.tp, row.confusion.fp, row.confusion.tn, row.confusion.fn))
        shares = (share(value) for value in (row.sensitivity, row.specificity, row.precision, row.npv))
        rows.append([f"{row.threshold:.3f}", *counts, *shares])
    head = (
        tr("Threshold"),
        "TP",
        "FP",
        "TN",
        "FN",
        tr("Sensitivity"),
        tr("Specificity"),
        tr("PPV"),
        tr("NPV"),
    )
    return table(head, rows, marked=marked)


def _subgroups(finding: FindingReport) -> Iterator[Block]:
    shown = ("auroc", "sensitivity", "specificity", "ece")
    rows: list[list[str | Cell]] = []
    for group in finding.subgroups:
        part = group.assessment
        few = Cell(tr("too few"), caution=True) if part.too_small else Cell("")
        name = group_name(group.attribute, group.value)
        numbers = [f"{part.images} ({part.patients})", str(part.positives)]
        rows.append([name, *numbers, *(estimate_cell(part.metrics[each]) for each in shown), few])
    if not rows:
        return
    names = [metric_name(name) for name in shown]
    yield Heading(tr("Subgroups"), 3)
    yield table(("", tr("Images (patients)"), tr("With"), *names, ""), rows)
    yield Paragraph(
        tr(
            "“Too few”: fewer than {n} images with, or without, the finding. Intervals are not corrected "
            "for the number of subgroups.",
            n=TOO_SMALL,
        ),
        "note",
    )


def estimate_cell(estimate: Estimate) -> Cell:
    """Write a value with its interval below."""
    return Cell(share(estimate.value), note=span(estimate.low, estimate.high))


def _worst(report: EvaluationReport, finding: FindingReport) -> Iterator[Block]:
    """List wrong calls, the most certain first, by the name in the manifest."""
    wrong = worst_errors(report, finding.name, finding.operating_point)
    kinds = {True: tr("false negative"), False: tr("false positive")}
    rows = [(each.path, kinds[each.present], share(each.probability)) for each in wrong[:_WORST]]
    yield Heading(tr("Worst errors ({shown} of {all})", shown=len(rows), all=len(wrong)), 3)
    yield table((tr("Image"), "", tr("Probability")), rows)
