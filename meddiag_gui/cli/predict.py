"""``meddiag predict``: models on files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meddiag_gui.cli.options import DeviceName, DeviceOption, JsonFile, Models, Paths, load_models
from meddiag_gui.cli.output import RESEARCH_USE, check_output, progress_line, say, write_file, write_json
from meddiag_gui.cli.predict_words import file_lines
from meddiag_gui.imaging.targets import Target, find_targets
from meddiag_gui.tasks import Progress, Stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meddiag_gui.inference.batch.judging import AtHand, Batch
    from meddiag_gui.inference.batch.row import ResultRow
    from meddiag_gui.inference.outcome import Outcome
    from meddiag_gui.inference.predictor import Predictor
    from meddiag_gui.inference.segmentation import Segmenter

    Draw = Callable[[Outcome], list[str]]
    Model = Predictor | Segmenter


def predict(
    paths: Paths,
    model: Models = None,
    all_models: Annotated[
        bool, typer.Option("--all-models", help="Every installed classifier, in its newest version.")
    ] = False,
    json: JsonFile = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a table, one line a finding.")
    ] = None,
    resume: Annotated[
        Path | None,
        typer.Option(
            "--resume",
            metavar="JOURNAL",
            help="Keep each answer in this file; what is in it is not asked again.",
        ),
    ] = None,
    saliency: Annotated[
        Path | None,
        typer.Option("--saliency", metavar="DIR", file_okay=False, help="Draw one influence map a finding."),
    ] = None,
    masks: Annotated[
        Path | None,
        typer.Option(
            "--masks", metavar="DIR", file_okay=False, help="Write one mask (PNG, 0 or 255) an input."
        ),
    ] = None,
    device: DeviceOption = DeviceName.AUTO,
    age: Annotated[
        float | None, typer.Option(min=0, max=150, help="Age in years, where the file does not state it.")
    ] = None,
    view: Annotated[str, typer.Option(help="View (AP, PA), where the file does not state it.")] = "",
    body_part: Annotated[str, typer.Option(help="Body part, where the file does not state it.")] = "",
    override_gate: Annotated[
        bool,
        typer.Option(
            "--override-gate", help="Score what the model was not made for; each result and the log say so."
        ),
    ] = False,
    tta: Annotated[
        int,
        typer.Option(
            "--tta", metavar="N", min=0, max=100, help="Score N altered copies too, and give the spread."
        ),
    ] = 0,
) -> None:
    """Judge images with models.

    Gives the calibrated probability, operating point and call of every finding, or with a segmentation
    model the areas and masks of the structure. An image outside a model's intended use is refused with
    the reason and gets no answer; that is no failure.
    """
    from meddiag_gui.imaging.isolated.reader import IsolatedReader
    from meddiag_gui.inference.batch.journal import Journal
    from meddiag_gui.inference.batch.judging import Batch
    from meddiag_gui.inference.gate import SuppliedContext

    for file in (json, csv, resume):
        check_output(file)
    if resume and (saliency or masks):
        raise typer.BadParameter("--resume draws nothing again: leave out --saliency and --masks.")
    targets = find_targets(paths)
    models = load_models(model, all_models, device)
    draws = _drawings(models, saliency, masks)
    context = SuppliedContext(age, view, body_part, override_gate)
    journal = Journal(resume) if resume else None
    results: list[ResultRow] = []
    failed = 0
    with IsolatedReader() as reader:
        batch = Batch(models, reader.open_image, context, journal, tta)
        for rows, problems in _judge(batch, targets, draws):
            results += rows
            for problem in problems:
                say(problem)
            if json is None and csv is None:
                print("\n".join(file_lines(rows)))
            failed += bool(problems)
    _finish(results, models, json, csv)
    if not targets:
        say("there is no file in the folder.")
    if failed or not targets:
        raise typer.Exit(1)


def _finish(results: list[ResultRow], models: list[Model], json: Path | None, csv: Path | None) -> None:
    """Write the files asked for, or say to people which models spoke."""
    from meddiag_gui.inference.batch.tables import csv_text, json_object

    if json is not None:
        write_json(json_object(results), json)
    if csv is not None:
        write_file(csv, csv_text(results))
    for model in models if json is None and csv is None else ():
        print(f"{model.bundle.name} {model.bundle.version} on {model.device}. {RESEARCH_USE}")


def _drawings(models: list[Model], saliency: Path | None, masks: Path | None) -> list[Draw | None]:
    """Find what draws for each model; of several each has a folder of its own."""

    def own(folder: Path | None, model: Model) -> Path | None:
        several = folder is not None and len(models) > 1
        return folder / f"{model.bundle.name}-{model.bundle.version}" if folder and several else folder

    return [_drawing(model, own(saliency, model), own(masks, model)) for model in models]


def _drawing(model: Model, saliency: Path | None, masks: Path | None) -> Draw | None:
    """Find what draws into the folder asked for, if any; refuse what the model cannot draw."""
    from meddiag_gui.cli.masks import MaskFolder
    from meddiag_gui.cli.overlay import SaliencyFolder
    from meddiag_gui.inference.predictor import Predictor

    if isinstance(model, Predictor):
        if masks is not None:
            raise typer.BadParameter(f"--masks: {model.bundle.name} outlines nothing.")
        return SaliencyFolder(saliency, model).draw if saliency is not None else None
    if saliency is not None:
        raise typer.BadParameter(f"--saliency: {model.bundle.name} gives no score to be mapped.")
    return MaskFolder(masks, model).draw if masks is not None else None


def _judge(
    batch: Batch[Model], targets: list[Target], draws: list[Draw | None]
) -> Iterator[tuple[list[ResultRow], list[str]]]:
    """Judge one target after the other: its row of each model, and the sentences on what failed."""
    watch = Stopwatch(len(targets))
    for done, target in enumerate(targets):
        with progress_line() as report:
            report(Progress(done, len(targets), "Judging images", watch.seconds_left(done)))
            rows, problems = _judge_one(batch, batch.take(target), draws)
        yield rows, problems


def _judge_one(
    batch: Batch[Model], at_hand: AtHand, draws: list[Draw | None]
) -> tuple[list[ResultRow], list[str]]:
    rows, problems, judged = [], [], []
    for model, draw in zip(batch.models, draws, strict=True):
        one = batch.judge(at_hand, model)
        judged.append(one)
        undrawn = draw(one.outcome) if draw and one.outcome and one.row.status == "ok" else []
        rows.append(replace(one.row, reasons=(*one.row.reasons, *undrawn)))
        problems += [*(one.row.reasons if one.row.status == "error" else ()), *undrawn]
    batch.keep(at_hand, judged)
    return rows, list(dict.fromkeys(problems))
