"""``meddiag predict``: a model on files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meddiag_gui.cli.options import DeviceName, DeviceOption, JsonFile, Model, Paths, load_model
from meddiag_gui.cli.output import (
    RESEARCH_USE,
    check_output,
    path_text,
    printable,
    progress_line,
    say,
    write_json,
)
from meddiag_gui.imaging.targets import Target, find_targets
from meddiag_gui.tasks import Progress, Stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meddiag_gui.inference.gate import SuppliedContext
    from meddiag_gui.inference.outcome import Outcome
    from meddiag_gui.inference.predictor import Predictor
    from meddiag_gui.inference.segmentation import Segmenter
    from meddiag_gui.inference.stability import Spread

    Draw = Callable[[Outcome], list[str]]

SCHEMA = "meddiag.prediction/1"


def predict(
    paths: Paths,
    model: Model = None,
    json: JsonFile = None,
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
    """Judge images with a model.

    Gives the calibrated probability, operating point and call of every finding, or with a segmentation
    model the areas and masks of the structure. An image outside the model's intended use is refused with
    the reason and gets no answer; that is no failure.
    """
    from meddiag_gui.inference.gate import SuppliedContext

    check_output(json)
    targets = find_targets(paths)
    loaded = load_model(model, device)
    draw = _drawing(loaded, saliency, masks)
    context = SuppliedContext(age, view, body_part, override_gate)
    results: list[dict[str, Any]] = []
    failed = 0
    for outcome, problems in _judge(loaded, targets, context, draw):
        spreads = _spreads(loaded, outcome, tta)
        results.append(_row(outcome, loaded, problems, spreads))
        for problem in problems:
            say(problem)
        if json is None:
            print("\n".join(_lines(outcome, spreads)))
        failed += bool(problems)
    if json is not None:
        write_json({"schema": SCHEMA, "results": results}, json)
    else:
        bundle = loaded.bundle
        print(f"{bundle.name} {bundle.version} on {loaded.device}. {RESEARCH_USE}")
    if not targets:
        say("there is no file in the folder.")
    if failed or not targets:
        raise typer.Exit(1)


def _drawing(model: Predictor | Segmenter, saliency: Path | None, masks: Path | None) -> Draw | None:
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
    model: Predictor | Segmenter, targets: list[Target], context: SuppliedContext, draw: Draw | None
) -> Iterator[tuple[Outcome, list[str]]]:
    """Judge one target after the other; with each outcome the sentences on what failed."""
    from meddiag_gui.imaging.isolated.reader import IsolatedReader
    from meddiag_gui.inference.outcome import answer_file, failed
    from meddiag_gui.inference.prediction import Timing

    watch = Stopwatch(len(targets))
    with IsolatedReader() as reader:
        for done, target in enumerate(targets):
            with progress_line() as report:
                report(Progress(done, len(targets), "Judging images", watch.seconds_left(done)))
                if target.problem:
                    outcome = failed(target.path, target.problem, Timing(0.0, 0.0, 0.0, 0.0))
                else:
                    outcome = answer_file(model, target.path, context, reader.open_image)
                problems = list(outcome.reasons) if outcome.status == "error" else []
                if draw is not None and outcome.status == "ok":
                    problems += draw(outcome)
            yield outcome, problems


def _spreads(model: Predictor | Segmenter, outcome: Outcome, copies: int) -> tuple[Spread, ...]:
    """Score altered copies of an image that has scores; a single copy would have no spread."""
    from meddiag_gui.inference.predictor import Predictor

    scored = outcome.prediction is not None and bool(outcome.prediction.scores)
    if not copies or not scored or outcome.image is None or not isinstance(model, Predictor):
        return ()
    return model.stability(outcome.image, max(2, copies))


def _row(
    outcome: Outcome, model: Predictor | Segmenter, problems: list[str], spreads: tuple[Spread, ...]
) -> dict[str, Any]:
    """Make one result of the JSON schema; keys are always all there."""
    import msgspec

    from meddiag_gui.cli.masks import mask_row

    answer = outcome.prediction or outcome.segmentation
    scores = outcome.prediction.scores if outcome.prediction else ()
    added = [problem for problem in problems if problem not in outcome.reasons]
    return {
        "path": path_text(outcome.path),
        "sop_instance_uid": (outcome.image.header.sop_instance_uid or None) if outcome.image else None,
        "status": outcome.status,
        "reasons": [*outcome.reasons, *added],
        "gate_overridden": _overridden(outcome),
        "model": msgspec.to_builtins(model.bundle.ref),
        "device": answer.device if answer else model.device,
        "timing_ms": msgspec.to_builtins(outcome.timing_ms),
        "findings": [msgspec.to_builtins(score) for score in scores],
        "lungs": mask_row(outcome),
        "stability": [msgspec.to_builtins(spread) for spread in spreads],
    }


def _overridden(outcome: Outcome) -> bool:
    return outcome.prediction is not None and outcome.prediction.gate.overridden


def _lines(outcome: Outcome, spreads: tuple[Spread, ...]) -> list[str]:
    """Write one outcome for people."""
    from meddiag_gui.cli.masks import mask_lines

    lines = [printable(path_text(outcome.path))]
    if _overridden(outcome):
        lines.append("  INPUT GATE OVERRIDDEN: the model was not made for this image.")
    for score in outcome.prediction.scores if outcome.prediction else ():
        lines.append(
            f"  {score.name:<24} {score.call:<8} probability {score.probability:.3f}, "
            f"operating point {score.operating_point:.3f}"
        )
    for spread in spreads:
        lines.append(
            f"  {spread.finding:<24} on {spread.copies} altered copies {spread.low:.3f} to {spread.high:.3f},"
            f" SD {spread.sd:.3f} ({spread.cost_ms:.0f} ms)"
        )
    lines += mask_lines(outcome)
    word = {"ok": "note", "refused": "refused", "error": "failed"}[outcome.status]
    return lines + [f"  {word}: {printable(reason)}" for reason in outcome.reasons]
