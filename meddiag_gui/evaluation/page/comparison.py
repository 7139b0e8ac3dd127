"""The part of a report about one comparison."""

from __future__ import annotations

from collections.abc import Iterator

from meddiag_gui.evaluation.comparison import Difference, FindingComparison, Paired
from meddiag_gui.evaluation.page.blocks import Block, Cell, Heading, Paragraph, table
from meddiag_gui.evaluation.page.text import MISSING, group_name, metric_name, p_value, share, span
from meddiag_gui.evaluation.report import TOO_SMALL, EvaluationReport
from meddiag_gui.imaging.text import printable
from meddiag_gui.language import mark, tr

VERDICTS = {
    "better": mark("better"),
    "non-inferior": mark("non-inferior"),
    "worse": mark("worse"),
    "not shown": mark("not shown"),
}
_NOTE = mark(
    "Differences are first less second. AUROC: paired DeLong test, patients as clusters. Calls: exact "
    "McNemar test, images counted as independent. Other intervals: paired bootstrap by patient. "
    "Non-inferior: the interval lies above minus the margin (0 where the metric has none)."
)


def comparison_section(comparison: FindingComparison, report: EvaluationReport) -> Iterator[Block]:
    """Write differences over all and by subgroup."""
    paired = comparison.paired
    this, other = f"{report.model.name} {report.model.version}", printable(comparison.other)
    yield Heading(heading(comparison.finding, comparison.kind, other), 2)
    yield Paragraph(
        tr(
            "{images} images of {patients} patients that both read, {positives} with the finding. Called "
            "rightly by one alone: {this} {only_this}, {other} {only_other}. Accepted loss (margin): "
            "{margin}.",
            images=paired.images,
            patients=paired.patients,
            positives=paired.positives,
            this=this,
            only_this=paired.only_first,
            other=other,
            only_other=paired.only_second,
            margin=f"{comparison.margin:g}",
        )
    )
    yield table(
        (tr("Metric"), this, other, tr("Difference"), tr("95 % interval"), tr("p"), tr("Verdict")),
        [difference_row(each) for each in paired.differences],
    )
    yield Paragraph(tr(_NOTE), "note")
    yield from _subgroups(comparison)


def heading(finding: str, kind: str, other: str) -> str:
    """Title of a comparison."""
    if kind == "model":
        return tr("{finding}: beside the model {other}", finding=printable(finding), other=other)
    return tr("{finding}: beside the reader {other}", finding=printable(finding), other=other)


def difference_row(each: Difference) -> list[str]:
    """Write one metric: both values, difference, interval, test and verdict."""
    return [
        metric_name(each.metric),
        share(each.first),
        share(each.second),
        share(each.difference),
        span(each.low, each.high),
        f"{p_value(each.p)} ({each.test})" if each.p is not None else MISSING,
        tr(VERDICTS[each.verdict]),
    ]


def shown_metrics(comparison: FindingComparison) -> tuple[str, ...]:
    """Metrics by which subgroups are compared."""
    ranked = comparison.kind == "model"
    return ("auroc", "sensitivity", "specificity") if ranked else ("sensitivity", "specificity", "accuracy")


def subgroup_rows(comparison: FindingComparison) -> list[list[str | Cell]]:
    """Write one row a subgroup: its name, its images, the differences, and whether it is too small."""
    return [
        [
            group_name(group.attribute, group.value),
            str(group.paired.images),
            *(_short(group.paired, name) for name in shown_metrics(comparison)),
            Cell(tr("too few"), caution=True)
            if min(group.paired.positives, group.paired.negatives) < TOO_SMALL
            else Cell(""),
        ]
        for group in comparison.subgroups
    ]


def subgroup_head(comparison: FindingComparison) -> tuple[str, ...]:
    """Head of the table that `subgroup_rows` makes."""
    names = (tr("{metric}, difference", metric=metric_name(name)) for name in shown_metrics(comparison))
    return ("", tr("Images"), *names, "")


def _subgroups(comparison: FindingComparison) -> Iterator[Block]:
    if comparison.subgroups:
        yield Heading(tr("By subgroup"), 3)
        yield table(subgroup_head(comparison), subgroup_rows(comparison))


def _short(paired: Paired, metric: str) -> Cell:
    each = paired.of(metric)
    if each is None or each.difference is None:
        return Cell(MISSING)
    return Cell(share(each.difference), note=f"{span(each.low, each.high)}, {tr(VERDICTS[each.verdict])}")
