"""How good a model's scores are, in lines for people and as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from meddiag_gui.cli.output import RESEARCH_USE
from meddiag_gui.imaging.text import printable

if TYPE_CHECKING:
    from meddiag_gui.evaluation.comparison import FindingComparison
    from meddiag_gui.evaluation.report import Assessment, Estimate, EvaluationReport, FindingReport


def score_report_lines(result: EvaluationReport) -> list[str]:
    """Write the report as a table for people."""
    lines = [
        f"{result.model.name} {result.model.version} on {printable(result.manifest)}, {result.device}",
        f"{len(result.images)} images: {result.count('ok')} scored, {result.count('refused')} refused, "
        f"{result.count('error')} failed",
    ]
    for finding in result.findings:
        lines += ["", *_finding_lines(finding)]
    for comparison in result.comparisons:
        lines += ["", *_comparison_lines(comparison)]
    return [*lines, "", "Intervals: 95 %, bootstrap by patient.", RESEARCH_USE]


def _comparison_lines(comparison: FindingComparison) -> list[str]:
    paired = comparison.paired
    lines = [
        f"{comparison.finding}, less {comparison.kind} {printable(comparison.other)}: "
        f"{paired.images} images of {paired.patients} patients, margin {comparison.margin:g}"
    ]
    for each in (each for each in paired.differences if each.difference is not None):
        interval = "no interval" if each.low is None else f"[{each.low:+.3f}, {each.high:+.3f}]"
        test = f"  p {each.p:.3g} ({each.test})" if each.p is not None else ""
        lines.append(f"  {each.metric:<12} {each.difference:+.3f}  {interval}  {each.verdict}{test}")
    return lines


def _finding_lines(finding: FindingReport) -> list[str]:
    whole = finding.assessment
    table = whole.confusion
    lines = [
        f"{finding.name}: {whole.images} images of {whole.patients} patients, {whole.positives} with it",
        f"  at the operating point {finding.operating_point:.4f}: "
        f"tp {table.tp}, fp {table.fp}, tn {table.tn}, fn {table.fn}",
    ]
    lines += [f"  {name:<12} {_estimate(value)}" for name, value in whole.metrics.items()]
    for group in (group for group in finding.subgroups if group.assessment.images):
        title = printable(f"{group.attribute} {group.value}")
        lines.append(f"  {title:<24} {_short(group.assessment)}")
    return lines


def _short(part: Assessment) -> str:
    """Write a subgroup's line: counts, and the three numbers that show a shift first."""
    shown = (f"{name} {_value(part.metrics[name])}" for name in ("auroc", "sensitivity", "specificity"))
    warning = "  (too few to rely on)" if part.too_small else ""
    return f"{part.images:>6} images, {part.positives} with; {', '.join(shown)}{warning}"


def _value(estimate: Estimate) -> str:
    return "–" if estimate.value is None else f"{estimate.value:.3f}"


def _estimate(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return f"{_value(estimate)}  ({estimate.reason or 'no interval'})"
    return f"{_value(estimate)}  [{estimate.low:.3f}, {estimate.high:.3f}]"


def score_report_csv(result: EvaluationReport) -> str:
    """Write one row an image: labels and probabilities of every finding that has labels."""
    names = [finding.name for finding in result.findings]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(
        ["path", "patient_id", "status", "reasons"]
        + [f"{name} {what}" for name in names for what in ("label", "probability")]
    )
    for image in result.images:
        cells: list[str | int | float | None] = []
        for name in names:
            cells += [image.labels[name], image.probabilities.get(name)]
        writer.writerow([image.path, image.patient_id, image.status, " ".join(image.reasons), *cells])
    return stream.getvalue()
