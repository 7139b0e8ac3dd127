"""How well a segmentation fits, in lines for people and as CSV."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

from meddiag_gui.cli.output import RESEARCH_USE
from meddiag_gui.evaluation.mask_report import METRICS
from meddiag_gui.imaging.text import printable

if TYPE_CHECKING:
    from meddiag_gui.evaluation.mask_difference import MaskComparison
    from meddiag_gui.evaluation.mask_report import SegmentationReport, Spread


def mask_report_lines(result: SegmentationReport) -> list[str]:
    """Write the report as a table for people."""
    lines = [
        f"{result.model.name} {result.model.version} on {printable(result.manifest)}, {result.device}",
        f"{len(result.images)} images with a mask: {result.count('ok')} outlined, "
        f"{result.count('refused')} refused, {result.count('error')} failed",
        *(f"  {name:<16} {_spread(spread)}" for name, spread in result.whole.items()),
    ]
    for attribute, value, metrics in result.groups:
        if "dice" in metrics:
            lines.append(f"  {printable(f'{attribute} {value}'):<24} dice {_spread(metrics['dice'])}")
    for comparison in result.comparisons:
        lines += ["", *_comparison_lines(comparison)]
    return [*lines, "", "Intervals of the mean: 95 %, bootstrap by patient.", RESEARCH_USE]


def _comparison_lines(comparison: MaskComparison) -> list[str]:
    paired = comparison.paired
    lines = [
        f"less model {printable(comparison.other)}: {paired.images} images of {paired.patients} patients, "
        f"margin {comparison.margin:g}"
    ]
    for each in paired.differences:
        interval = "no interval" if each.low is None else f"[{each.low:+.4f}, {each.high:+.4f}]"
        lines.append(f"  {each.metric:<16} {each.difference:+.4f}  {interval}  {each.verdict}")
    return lines


def _spread(found: Spread) -> str:
    interval = "no interval" if found.low is None else f"[{found.low:.4f}, {found.high:.4f}]"
    return (
        f"{found.mean:.4f}  {interval}  median {found.median:.4f}, worst 5 % {found.worst_5_percent:.4f}, "
        f"worst {found.worst:.4f}  ({found.images} images)"
    )


def mask_report_csv(result: SegmentationReport) -> str:
    """Write one row an image; a cell is empty where a metric is undefined."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["path", "patient_id", "status", "reasons", *METRICS])
    for image in result.images:
        values = [image.metrics.get(name, math.nan) for name in METRICS]
        cells = ["" if math.isnan(value) else f"{value:.6f}" for value in values]
        writer.writerow([image.path, image.patient_id, image.status, " ".join(image.reasons), *cells])
    return stream.getvalue()
