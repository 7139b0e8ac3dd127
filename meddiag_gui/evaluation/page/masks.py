"""The part of a report about a segmentation."""

from __future__ import annotations

import math
from collections.abc import Iterator

from meddiag_gui.evaluation.mask_difference import MaskComparison, MaskDifference
from meddiag_gui.evaluation.mask_report import METRICS, MaskResult, SegmentationReport, Spread
from meddiag_gui.evaluation.page.blocks import Block, Cell, Figures, Heading, Paragraph, table
from meddiag_gui.evaluation.page.comparison import VERDICTS
from meddiag_gui.evaluation.page.plots import spread_figure
from meddiag_gui.evaluation.page.text import MISSING, group_name, metric_name, share, span
from meddiag_gui.evaluation.report import TOO_SMALL
from meddiag_gui.imaging.text import printable
from meddiag_gui.language import tr

_WORST = 20
_IN_GROUPS = ("dice", "iou", "hausdorff95_px", "hausdorff95_mm")


def masks_section(report: SegmentationReport, *, name_images: bool = False) -> Iterator[Block]:
    """Write metrics, figures, subgroups and, if images may be named, the worst outlines."""
    yield Heading(tr("Agreement with the true masks"), 2)
    if not report.whole:
        yield Paragraph(tr("No image was outlined."), "caution")
        return
    yield table(
        (
            tr("Metric"),
            tr("Images"),
            tr("Mean"),
            tr("95 % interval"),
            tr("Median"),
            tr("Worst 5 %"),
            tr("Worst"),
        ),
        [_spread_row(name, spread) for name, spread in report.whole.items()],
    )
    yield Heading(tr("Distributions"), 3)
    yield Figures(
        tuple(
            spread_figure(metric_name(name), values_of(report, name), share=name in ("dice", "iou"))
            for name in report.whole
        )
    )
    yield from _groups(report)
    if name_images:
        worst = worst_outlines(report)
        yield Heading(tr("Worst outlines"), 3)
        yield table(
            (tr("Image"), *(metric_name(name) for name in METRICS)),
            [(image.path, *(_value(image, name) for name in METRICS)) for image in worst[:_WORST]],
        )


def values_of(report: SegmentationReport, metric: str) -> list[float]:
    """A metric of every image that has it."""
    found = (image.metrics.get(metric, math.nan) for image in report.images)
    return [value for value in found if not math.isnan(value)]


def worst_outlines(report: SegmentationReport) -> tuple[MaskResult, ...]:
    """Images that were outlined, the least Dice first."""
    return tuple(sorted((i for i in report.images if i.metrics), key=lambda image: image.metrics["dice"]))


def mask_comparison_section(comparison: MaskComparison, report: SegmentationReport) -> Iterator[Block]:
    """Write differences over all and by subgroup."""
    this, other = f"{report.model.name} {report.model.version}", printable(comparison.other)
    yield Heading(tr("Beside the model {other}", other=other), 2)
    yield Paragraph(
        tr(
            "{images} images of {patients} patients that both outlined. Accepted loss of Dice and IoU "
            "(margin): {margin}.",
            images=comparison.paired.images,
            patients=comparison.paired.patients,
            margin=f"{comparison.margin:g}",
        )
    )
    yield table(
        (tr("Metric"), this, other, tr("Difference"), tr("95 % interval"), tr("Verdict")),
        [mask_difference_row(each) for each in comparison.paired.differences],
    )
    yield Paragraph(
        tr("Differences are first less second; intervals by paired bootstrap, by patient."), "note"
    )
    if comparison.subgroups:
        yield Heading(tr("By subgroup"), 3)
        yield table(mask_subgroup_head(), mask_subgroup_rows(comparison))


def mask_difference_row(each: MaskDifference) -> list[str]:
    """Write one metric: both means, difference, interval and verdict."""
    return [
        metric_name(each.metric),
        share(each.first),
        share(each.second),
        share(each.difference, 4),
        span(each.low, each.high, 4),
        tr(VERDICTS[each.verdict]),
    ]


def mask_subgroup_head() -> tuple[str, ...]:
    """Head of the table that `mask_subgroup_rows` makes."""
    return ("", tr("Images"), tr("{metric}, difference", metric=metric_name("dice")), "")


def mask_subgroup_rows(comparison: MaskComparison) -> list[list[str | Cell]]:
    """Write one row a subgroup: its name, its images, the difference, and whether it is too small."""
    return [
        [
            group_name(group.attribute, group.value),
            str(group.paired.images),
            _short(group.paired.of("dice")),
            Cell(tr("too few"), caution=True) if group.paired.images < TOO_SMALL else Cell(""),
        ]
        for group in comparison.subgroups
    ]


def _short(each: MaskDifference | None) -> Cell:
    if each is None:
        return Cell(MISSING)
    note = f"{span(each.low, each.high, 4)}, {tr(VERDICTS[each.verdict])}"
    return Cell(share(each.difference, 4), note=note)


def _groups(report: SegmentationReport) -> Iterator[Block]:
    names = [name for name in _IN_GROUPS if name in report.whole]
    rows: list[list[str | Cell]] = []
    for attribute, value, metrics in report.groups:
        images = metrics["dice"].images if "dice" in metrics else 0
        few = Cell(tr("too few"), caution=True) if images < TOO_SMALL else Cell("")
        cells = (_mean_cell(metrics.get(name)) for name in names)
        rows.append([group_name(attribute, value), str(images), *cells, few])
    if rows:
        yield Heading(tr("Subgroups"), 3)
        yield table(("", tr("Images"), *(metric_name(name) for name in names), ""), rows)
        yield Paragraph(
            tr("“Too few”: fewer than {n} images. Means with 95 % intervals, by patient.", n=TOO_SMALL),
            "note",
        )


def _spread_row(name: str, spread: Spread) -> list[str]:
    return [
        metric_name(name),
        str(spread.images),
        share(spread.mean),
        span(spread.low, spread.high),
        share(spread.median),
        share(spread.worst_5_percent),
        share(spread.worst),
    ]


def _mean_cell(spread: Spread | None) -> Cell:
    return Cell(MISSING) if spread is None else Cell(share(spread.mean), note=span(spread.low, spread.high))


def _value(image: MaskResult, name: str) -> str:
    value = image.metrics.get(name, math.nan)
    return MISSING if math.isnan(value) else share(value)
