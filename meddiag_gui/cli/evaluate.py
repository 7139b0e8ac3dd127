"""``meddiag evaluate``: a model on labelled images."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meddiag_gui.cli.options import DeviceName, DeviceOption, JsonFile, Model, load_model
from meddiag_gui.cli.output import check_output, progress_line, say, write_file, write_json

if TYPE_CHECKING:
    from meddiag_gui.datasets import Manifest
    from meddiag_gui.evaluation.mask_report import SegmentationReport
    from meddiag_gui.evaluation.report import EvaluationReport
    from meddiag_gui.inference.predictor import Predictor
    from meddiag_gui.inference.segmentation import Segmenter
    from meddiag_gui.tasks import Report

    AnyModel = Predictor | Segmenter
    AnyReport = EvaluationReport | SegmentationReport


@dataclass(frozen=True, slots=True)
class _Beside:
    """With what the model is compared; the margin is None where none was chosen."""

    model: AnyModel | None = None
    columns: list[str] = field(default_factory=list)
    margin: float | None = None


def evaluate(
    data: Annotated[
        Path,
        typer.Option(
            "--data",
            metavar="MANIFEST",
            help="CSV: path, patient_id, columns of labels or masks; or a folder that holds one a class.",
        ),
    ],
    model: Model = None,
    json: JsonFile = None,
    predictions: Annotated[
        Path | None, typer.Option("--predictions", metavar="FILE", help="Write one CSV row an image.")
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE.html|FILE.pdf", help="Write a report with figures: one file."),
    ] = None,
    name_images: Annotated[
        bool, typer.Option("--name-images", help="Name the worst errors and failed images in the report.")
    ] = False,
    locked: Annotated[
        Path | None,
        typer.Option("--locked", metavar="RUN", help="Take only the locked test part of this training run."),
    ] = None,
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
        typer.Option(
            min=0,
            max=1,
            help="Loss that counts as non-inferior, chosen before; 0.05 by default, 0.01 of masks.",
        ),
    ] = None,
    device: DeviceOption = DeviceName.AUTO,
) -> None:
    """Measure a model on labelled images.

    Gives all metrics with 95 % bootstrap intervals clustered by patient, over all and by subgroup; of a
    segmentation Dice, IoU and the Hausdorff distance to the masks that the manifest names.
    """
    from meddiag_gui.evaluation.labelled import TEST, locked_part, read_labelled
    from meddiag_gui.evaluation.page.page import SUFFIXES, page_as
    from meddiag_gui.inference.predictor import Predictor

    for output in (json, predictions, page):
        check_output(output)
    if page and page.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"{page.name}: a report is an HTML or a PDF file.")
    loaded = load_model(model, device)
    beside = _Beside(load_model(compare, device) if compare else None, compare_column or [], margin)
    if beside.model is not None and type(beside.model) is not type(loaded):
        raise typer.BadParameter("a model that scores and one that outlines cannot be compared.")
    if beside.columns and not isinstance(loaded, Predictor):
        raise typer.BadParameter("readers are compared with models that give scores.")
    manifest = read_labelled(data, [spec.name for spec in loaded.bundle.findings])
    part = TEST if locked else ""
    manifest = locked_part(manifest, locked) if locked else manifest
    with progress_line() as report:
        result: AnyReport
        if isinstance(loaded, Predictor):
            result = _measure_scores(loaded, beside, manifest, part, report)
        else:
            result = _measure_masks(loaded, beside, manifest, part, report)
    if page is not None:
        write_file(page, page_as(page, result, loaded.bundle.metadata, name_images=name_images))
    _write(result, json, predictions)
    _name_failures(result)


def _measure_scores(
    model: Predictor, beside: _Beside, manifest: Manifest, part: str, report: Report
) -> EvaluationReport:
    """Evaluate a model, and compare it with another and with the readers of some columns."""
    from meddiag_gui.evaluation.comparing import compare_models, compare_reader
    from meddiag_gui.evaluation.comparison import MARGIN
    from meddiag_gui.evaluation.evaluate import evaluate as run_evaluation
    from meddiag_gui.inference.predictor import Predictor

    accepted = MARGIN if beside.margin is None else beside.margin
    result = run_evaluation(model, manifest, part=part, report=report)
    found = [compare_reader(result, column, manifest, accepted) for column in beside.columns]
    if isinstance(beside.model, Predictor):
        second = run_evaluation(beside.model, manifest, part=part, report=report)
        found += compare_models(result, second, manifest, accepted)
    return replace(result, comparisons=tuple(found))


def _measure_masks(
    model: Segmenter, beside: _Beside, manifest: Manifest, part: str, report: Report
) -> SegmentationReport:
    from meddiag_gui.evaluation.mask_comparison import MASK_MARGIN, compare_masks
    from meddiag_gui.evaluation.segmentation import evaluate_masks
    from meddiag_gui.inference.segmentation import Segmenter

    result = evaluate_masks(model, manifest, part=part, report=report)
    if not isinstance(beside.model, Segmenter):
        return result
    second = evaluate_masks(beside.model, manifest, part=part, report=report)
    accepted = MASK_MARGIN if beside.margin is None else beside.margin
    return replace(result, comparisons=(compare_masks(result, second, manifest, accepted),))


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
