"""The part of the page about one comparison."""

from __future__ import annotations

from meddiag_gui.evaluation.comparison import Difference, FindingComparison, Paired
from meddiag_gui.evaluation.page.text import METRIC_NAMES, MISSING, escape, p_value, share, span, table
from meddiag_gui.evaluation.report import TOO_SMALL, EvaluationReport

_NOTE = (
    "Differences are first less second. AUROC: paired DeLong test, patients as clusters. Calls: "
    "exact McNemar test, images counted as independent. Other intervals: paired bootstrap by patient. "
    "Non-inferior: the interval lies above minus the margin (0 where the metric has none)."
)


def comparison_section(comparison: FindingComparison, report: EvaluationReport) -> str:
    """Write differences over all and by subgroup."""
    paired = comparison.paired
    this, other = escape(f"{report.model.name} {report.model.version}"), escape(comparison.other)
    kind = "the model" if comparison.kind == "model" else "the reader"
    return "".join(
        (
            f"<h2>{escape(comparison.finding)}: beside {kind} {other}</h2>",
            f"<p>{paired.images} images of {paired.patients} patients that both read, {paired.positives} "
            f"with the finding. Called rightly by one alone: {this} {paired.only_first}, "
            f"{other} {paired.only_second}. "
            f"Accepted loss (margin): {comparison.margin:g}.</p>",
            table(
                ("Metric", this, other, "Difference", "95 % interval", "p", "Verdict"),
                [_row(each) for each in paired.differences],
            ),
            f'<p class="note">{_NOTE}</p>',
            _subgroups(comparison),
        )
    )


def _row(each: Difference) -> list[str]:
    test = f"{p_value(each.p)} ({each.test})" if each.p is not None else MISSING
    return [
        METRIC_NAMES[each.metric],
        share(each.first),
        share(each.second),
        share(each.difference),
        span(each.low, each.high),
        test,
        each.verdict,
    ]


def _subgroups(comparison: FindingComparison) -> str:
    if not comparison.subgroups:
        return ""
    shown = ("auroc", "sensitivity", "specificity") if comparison.kind == "model" else (
        "sensitivity", "specificity", "accuracy",
    )  # fmt: skip
    rows = [
        [
            escape(f"{group.attribute}: {group.value}"),
            str(group.paired.images),
            *(_short(group.paired, name) for name in shown),
            '<span class="few">too few</span>'
            if min(group.paired.positives, group.paired.negatives) < TOO_SMALL
            else "",
        ]
        for group in comparison.subgroups
    ]
    names = (f"{METRIC_NAMES[name]}, difference" for name in shown)
    return "<h3>By subgroup</h3>" + table(("", "Images", *names, ""), rows)


def _short(paired: Paired, metric: str) -> str:
    each = paired.of(metric)
    if each is None or each.difference is None:
        return MISSING
    interval = f"{span(each.low, each.high)}, {each.verdict}"
    return f"{share(each.difference)}<br><span class='note'>{interval}</span>"
