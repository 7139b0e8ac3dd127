"""``meddiag evaluate``: a model on labelled images."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meddiag_gui.cli.options import DeviceName, DeviceOption, JsonFile, Model, load_model, load_predictor
from meddiag_gui.cli.output import check_output, progress_line, say, write_file, write_json

if TYPE_CHECKING:
    from meddiag_gui.datasets import Manifest
    from meddiag_gui.evaluation.mask_report import SegmentationReport
    from meddiag_gui.evaluation.report import EvaluationReport
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
    page: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE.html", help="Write a report with figures: one HTML file."),
    ] = None,
    name_images: Annotated[
        bool, typer.Option("--name-images", help="Name the worst errors and failed images in the report.")
    ] = False,
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare", metavar="NAME[@VERSION]", help="Compare with this model on the same images."
        ),
    ] = None,
    compare_column: Annotated[
        list[str] | None,
        typer.Option(
            "--compare-column",
            metavar="[FINDING=]COLUMN",
            help="Compare with a reader, whose calls (0, 1 or empty) are in this column.",
        ),
    ] = None,
    margin: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Loss that counts as non-inferior, chosen before; 0.05 by default."),
    ] = None,
    device: DeviceOption = DeviceName.AUTO,
) -> None:
    """Measure a model on labelled images.

    Gives all metrics with 95 % bootstrap intervals clustered by patient, over all and by subgroup; of a
    segmentation Dice, IoU and the Hausdorff distance to the masks that the manifest names.
    """
    from meddiag_gui.datasets import read_manifest
    from meddiag_gui.evaluation.page.page import html_page
    from meddiag_gui.inference.predictor import Predictor

    for output in (json, predictions, page):
        check_output(output)
    if page and page.suffix.lower() not in (".html", ".htm"):
        raise typer.BadParameter(f"{page.name}: a report is an HTML file; a browser prints it as PDF.")
    loaded = load_model(model, device)
    if not isinstance(loaded, Predictor) and (page or compare or compare_column):
        raise typer.BadParameter("reports and comparisons are for models that give scores.")
    other = load_predictor(compare, device) if compare else None
    manifest = read_manifest(data, [spec.name for spec in loaded.bundle.findings])
    columns = compare_column or []
    with progress_line() as report:
        if isinstance(loaded, Predictor):
            scored = _measure_scores(loaded, other, columns, margin, manifest, report)
            if page is not None:
                write_file(page, html_page(scored, name_images=name_images))
            result: AnyReport = scored
        else:
            result = _measure_masks(loaded, manifest, report)
    _write(result, json, predictions)
    _name_failures(result)


def _measure_scores(
    model: Predictor,
    other: Predictor | None,
    columns: list[str],
    margin: float | None,
    manifest: Manifest,
    report: Report,
) -> EvaluationReport:
    """Evaluate a model, and compare it with another and with the readers of some columns."""
    from meddiag_gui.evaluation.comparing import compare_models, compare_reader
    from meddiag_gui.evaluation.comparison import MARGIN
    from meddiag_gui.evaluation.evaluate import evaluate as run_evaluation

    accepted = MARGIN if margin is None else margin
    result = run_evaluation(model, manifest, report=report)
    found = [compare_reader(result, column, manifest, accepted) for column in columns]
    if other is not None:
        second = run_evaluation(other, manifest, report=report)
        found += compare_models(result, second, manifest, accepted)
    return replace(result, comparisons=tuple(found))


def _measure_masks(model: Segmenter, manifest: Manifest, report: Report) -> SegmentationReport:
    from meddiag_gui.evaluation.segmentation import evaluate_masks

    return evaluate_masks(model, manifest, report=report)


def _write(result: AnyReport, json: Path | None, predictions: Path | None) -> None:
    """Write what was asked for; the lines for people where no JSON was."""
    from meddiag_gui.cli.mask_report import mask_report_csv, mask_report_lines
    from meddiag_gui.cli.score_report import score_report_csv, score_report_lines
    from meddiag_gui.evaluation.report import EvaluationReport

    if isinstance(result, EvaluationReport):
        content, table, lines = (
            result.to_json(curves=True),
            score_report_csv(result),
            score_report_lines(result),
        )
    else:
        content, table, lines = result.to_json(), mask_report_csv(result), mask_report_lines(result)
    if predictions is not None:
        write_file(predictions, table)
    if json is not None:
        write_json(content, json)
    else:
        print("\n".join(lines))


def _name_failures(result: AnyReport) -> None:
    for image in result.images:
        if image.status == "error":
            say(f"line {image.line}: {' '.join(image.reasons)}")
    if result.count("refused"):
        refused = f"{result.count('refused')} of {len(result.images)} images"
        say(f"{refused} were refused: outside the model's intended use.")
    if result.count("error"):
        raise typer.Exit(1)
