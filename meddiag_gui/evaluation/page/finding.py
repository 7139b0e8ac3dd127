"""The part of the page about one finding."""

from __future__ import annotations

from meddiag_gui.evaluation.page.plots import figures
from meddiag_gui.evaluation.page.text import METRIC_NAMES, escape, pairs, share, span, table
from meddiag_gui.evaluation.report import TOO_SMALL, Assessment, EvaluationReport, FindingReport
from meddiag_gui.evaluation.scored import usable

_WORST = 20


def finding_section(report: EvaluationReport, finding: FindingReport, *, name_images: bool = False) -> str:
    """Write cohort, metrics, figures, operating points and subgroups of a finding."""
    whole = finding.assessment
    parts = [
        f"<h2>{escape(finding.name)}</h2>",
        _cohort(finding),
        _warning(whole),
        "<h3>Metrics</h3>",
        f"<p>At the operating point {finding.operating_point:.3f} (orange in the figures).</p>",
        _metrics(finding),
        _confusion(whole),
        '<h3>Curves</h3><div class="figures">',
        *figures(finding),
        '</div><p class="note">Shaded: pointwise 95 % bands. Bars: 95 % intervals (Wilson). '
        "The decision curve shows the net benefit of acting on the model at each threshold probability.</p>",
        "<h3>Other operating points</h3>",
        _thresholds(finding),
        _subgroups(finding),
    ]
    if name_images:
        parts.append(_worst(report, finding))
    return "".join(parts)


def _cohort(finding: FindingReport) -> str:
    whole = finding.assessment
    return pairs(
        [
            ("Label column", escape(finding.column)),
            ("Images, patients", f"{whole.images}, {whole.patients}"),
            ("With, without the finding", f"{whole.positives}, {whole.negatives}"),
            ("Prevalence", share(whole.prevalence)),
        ]
    )


def _warning(part: Assessment) -> str:
    if not part.too_small:
        return ""
    return (
        f'<p class="few">Fewer than {TOO_SMALL} images with, or without, the finding: do not rely on it.</p>'
    )


def _metrics(finding: FindingReport) -> str:
    rows = [
        [METRIC_NAMES[name], share(each.value), span(each.low, each.high), escape(each.reason)]
        for name, each in finding.assessment.metrics.items()
    ]
    if finding.area is not None:
        area = finding.area
        rows.insert(1, ["AUROC, DeLong", share(area.auroc), span(area.low, area.high), ""])
    return table(("Metric", "Value", "95 % interval", ""), rows)


def _confusion(part: Assessment) -> str:
    counts = part.confusion
    return (
        '<table class="confusion"><thead><tr><th></th><th scope="col">Called present</th>'
        '<th scope="col">Called absent</th></tr></thead><tbody>'
        f'<tr><th scope="row">With the finding</th><td>{counts.tp}</td><td>{counts.fn}</td></tr>'
        f'<tr><th scope="row">Without it</th><td>{counts.fp}</td><td>{counts.tn}</td></tr></tbody></table>'
    )


def _thresholds(finding: FindingReport) -> str:
    rows, marked = [], None
    for index, row in enumerate(finding.thresholds):
        marked = index if row.chosen else marked
        counts = (str(n) for n in (row.confusion.tp, row.confusion.fp, row.confusion.tn, row.confusion.fn))
        shares = (share(value) for value in (row.sensitivity, row.specificity, row.precision, row.npv))
        rows.append([f"{row.threshold:.3f}", *counts, *shares])
    head = ("Threshold", "TP", "FP", "TN", "FN", "Sensitivity", "Specificity", "PPV", "NPV")
    return table(head, rows, marked=marked)


def _subgroups(finding: FindingReport) -> str:
    rows = []
    for group in finding.subgroups:
        part, metrics = group.assessment, group.assessment.metrics
        shown = (
            f"{share(metrics[name].value)}<br><span class='note'>"
            f"{span(metrics[name].low, metrics[name].high)}</span>"
            for name in ("auroc", "sensitivity", "specificity", "ece")
        )
        few = '<span class="few">too few</span>' if part.too_small else ""
        name = escape(f"{group.attribute}: {group.value}")
        rows.append([name, f"{part.images} ({part.patients})", str(part.positives), *shown, few])
    if not rows:
        return ""
    head = ("", "Images (patients)", "With", "AUROC", "Sensitivity", "Specificity", "ECE", "")
    return (
        "<h3>Subgroups</h3>"
        + table(head, rows)
        + f'<p class="note">“Too few”: fewer than {TOO_SMALL} images with, or without, the finding. '
        "Intervals are not corrected for the number of subgroups.</p>"
    )


def _worst(report: EvaluationReport, finding: FindingReport) -> str:
    """List wrong calls, the most certain first, by the name in the manifest."""
    wrong = []
    for index in usable(report.images, finding.name):
        image = report.images[index]
        label, probability = image.labels[finding.name], image.probabilities[finding.name]
        if (probability >= finding.operating_point) != (label == 1):
            wrong.append((abs(probability - (label or 0)), image.path, label, probability))
    rows = [
        [escape(path), "false negative" if label else "false positive", share(probability)]
        for _, path, label, probability in sorted(wrong, reverse=True)[:_WORST]
    ]
    return f"<h3>Worst errors ({len(rows)} of {len(wrong)})</h3>" + table(("Image", "", "Probability"), rows)
