"""``meddiag predict``: a model on files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meddiag_gui.cli.options import DeviceName, DeviceOption, JsonFile, Model, Paths, load_predictor
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
    from collections.abc import Iterator

    from meddiag_gui.cli.overlay import SaliencyFolder
    from meddiag_gui.inference.gate import SuppliedContext
    from meddiag_gui.inference.outcome import Outcome
    from meddiag_gui.inference.predictor import Predictor

SCHEMA = "meddiag.prediction/1"


def predict(
    paths: Paths,
    model: Model = None,
    json: JsonFile = None,
    saliency: Annotated[
        Path | None,
        typer.Option("--saliency", metavar="DIR", file_okay=False, help="Draw one influence map a finding."),
    ] = None,
    device: DeviceOption = DeviceName.AUTO,
    age: Annotated[
        float | None, typer.Option(min=0, max=150, help="Age in years, where the file does not state it.")
    ] = None,
    view: Annotated[str, typer.Option(help="View (AP, PA), where the file does not state it.")] = "",
    body_part: Annotated[str, typer.Option(help="Body part, where the file does not state it.")] = "",
) -> None:
    """Judge images with a model.

    Gives the calibrated probability, operating point and call of every finding. An image outside the
    model's intended use is refused with the reason and gets no score; that is no failure.
    """
    from meddiag_gui.cli.overlay import SaliencyFolder
    from meddiag_gui.inference.gate import SuppliedContext

    check_output(json)
    targets = find_targets(paths)
    predictor = load_predictor(model, device)
    context = SuppliedContext(age, view, body_part)
    maps = SaliencyFolder(saliency, predictor) if saliency is not None else None
    results: list[dict[str, Any]] = []
    failed = 0
    for outcome, problems in _judge(predictor, targets, context, maps):
        results.append(_row(outcome, predictor, problems))
        for problem in problems:
            say(problem)
        if json is None:
            print("\n".join(_lines(outcome)))
        failed += bool(problems)
    if json is not None:
        write_json({"schema": SCHEMA, "results": results}, json)
    else:
        bundle = predictor.bundle
        print(f"{bundle.name} {bundle.version} on {predictor.device}. {RESEARCH_USE}")
    if not targets:
        say("there is no file in the folder.")
    if failed or not targets:
        raise typer.Exit(1)


def _judge(
    predictor: Predictor, targets: list[Target], context: SuppliedContext, maps: SaliencyFolder | None
) -> Iterator[tuple[Outcome, list[str]]]:
    """Judge one target after the other; with each outcome the sentences on what failed."""
    from meddiag_gui.imaging.isolated.reader import IsolatedReader
    from meddiag_gui.inference.outcome import failed, judge_file
    from meddiag_gui.inference.prediction import Timing

    watch = Stopwatch(len(targets))
    with IsolatedReader() as reader:
        for done, target in enumerate(targets):
            with progress_line() as report:
                report(Progress(done, len(targets), "Judging images", watch.seconds_left(done)))
                if target.problem:
                    outcome = failed(target.path, target.problem, Timing(0.0, 0.0, 0.0, 0.0))
                else:
                    outcome = judge_file(predictor, target.path, context, reader.open_image)
                problems = list(outcome.reasons) if outcome.status == "error" else []
                if maps is not None and outcome.status == "ok":
                    problems += maps.draw(outcome)
            yield outcome, problems


def _row(outcome: Outcome, predictor: Predictor, problems: list[str]) -> dict[str, Any]:
    """Make one result of the JSON schema; keys are always all there."""
    import msgspec

    scores = outcome.prediction.scores if outcome.prediction else ()
    added = [problem for problem in problems if problem not in outcome.reasons]
    return {
        "path": path_text(outcome.path),
        "sop_instance_uid": (outcome.image.header.sop_instance_uid or None) if outcome.image else None,
        "status": outcome.status,
        "reasons": [*outcome.reasons, *added],
        "model": msgspec.to_builtins(predictor.bundle.ref),
        "device": outcome.prediction.device if outcome.prediction else predictor.device,
        "timing_ms": msgspec.to_builtins(outcome.timing_ms),
        "findings": [msgspec.to_builtins(score) for score in scores],
    }


def _lines(outcome: Outcome) -> list[str]:
    """Write one outcome for people."""
    lines = [printable(path_text(outcome.path))]
    for score in outcome.prediction.scores if outcome.prediction else ():
        lines.append(
            f"  {score.name:<24} {score.call:<8} probability {score.probability:.3f}, "
            f"operating point {score.operating_point:.3f}"
        )
    word = {"ok": "note", "refused": "refused", "error": "failed"}[outcome.status]
    return lines + [f"  {word}: {printable(reason)}" for reason in outcome.reasons]
