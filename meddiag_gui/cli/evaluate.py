"""``meddiag evaluate``: a model on labelled images."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meddiag_gui.cli.options import DeviceName, DeviceOption, JsonFile, Model, load_model
from meddiag_gui.cli.output import (
    RESEARCH_USE,
    check_output,
    printable,
    progress_line,
    say,
    write_file,
    write_json,
)

if TYPE_CHECKING:
    from meddiag_gui.datasets import Manifest
    from meddiag_gui.evaluation.mask_report import SegmentationReport
    from meddiag_gui.evaluation.report import Assessment, Estimate, EvaluationReport, FindingReport
    from meddiag_gui.inference.predictor import Predictor
    from meddiag_gui.inference.segmentation import Segmenter
    from meddiag_gui.tasks import Report

    AnyReport = EvaluationReport | SegmentationReport


def evaluate(
    data: Annotated[
        Path,
        typer.Option("--data", metavar="MANIFEST", help="CSV: path, patient_id, columns of labels or masks."),
    ],
    model: Model = None,
    json: JsonFile = None,
    predictions: Annotated[
        Path | None, typer.Option("--predictions", metavar="FILE", help="Write one CSV row an image.")
    ] = None,
    device: DeviceOption = DeviceName.AUTO,
) -> None:
    """Measure a model on labelled images.

    Gives all metrics with 95 % bootstrap intervals clustered by patient, over all and by subgroup; of a
    segmentation Dice, IoU and the Hausdorff distance to the masks that the manifest names.
    """
    from meddiag_gui.datasets import read_manifest

    check_output(json)
    check_output(predictions)
    loaded = load_model(model, device)
    manifest = read_manifest(data, [spec.name for spec in loaded.bundle.findings])
    with progress_line() as report:
        result, table, lines = _measure(loaded, manifest, report)
    if predictions is not None:
        write_file(predictions, table)
    if json is not None:
        write_json(result.to_json(), json)
    else:
        print("\n".join(lines))
    _name_failures(result)


def _measure(
    model: Predictor | Segmenter, manifest: Manifest, report: Report
) -> tuple[AnyReport, str, list[str]]:
    """Measure a model of either task: the report, its CSV of one row an image, and its lines."""
    from meddiag_gui.inference.predictor import Predictor

    if isinstance(model, Predictor):
        from meddiag_gui.evaluation.evaluate import evaluate as run_evaluation

        result = run_evaluation(model, manifest, report=report)
        return result, _csv(result), _lines(result)
    from meddiag_gui.cli.mask_report import mask_report_csv, mask_report_lines
    from meddiag_gui.evaluation.segmentation import evaluate_masks

    outlined = evaluate_masks(model, manifest, report=report)
    return outlined, mask_report_csv(outlined), mask_report_lines(outlined)


def _name_failures(result: AnyReport) -> None:
    for image in result.images:
        if image.status == "error":
            say(f"line {image.line}: {' '.join(image.reasons)}")
    if result.count("refused"):
        refused = f"{result.count('refused')} of {len(result.images)} images"
        say(f"{refused} were refused: outside the model's intended use.")
    if result.count("error"):
        raise typer.Exit(1)


def _lines(result: EvaluationReport) -> list[str]:
    """Write the report as a table for people."""
    lines = [
        f"{result.model.name} {result.model.version} on {printable(result.manifest)}, {result.device}",
        f"{len(result.images)} images: {result.count('ok')} scored, {result.count('refused')} refused, "
        f"{result.count('error')} failed",
    ]
    for finding in result.findings:
        lines += ["", *_finding_lines(finding)]
    return [*lines, "", "Intervals: 95 %, bootstrap by patient.", RESEARCH_USE]


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


def _csv(result: EvaluationReport) -> str:
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
