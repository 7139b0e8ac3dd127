"""``meddiag train``: from a recipe and a manifest to a bundle; the same command resumes."""

from __future__ import annotations

import importlib.util
import json
import signal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from meddiag_gui.cli.output import RESEARCH_USE, progress_line, say
from meddiag_gui.errors import TrainingError
from meddiag_gui.tasks import Cancelled, CancelToken, format_seconds

INTERRUPTED = 130


class TrainingDevice(StrEnum):
    """Where a training runs."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class LostGpu(StrEnum):
    """What a training does whose GPU fails."""

    STOP = "stop"
    CPU = "cpu"


def train(
    recipe: Annotated[
        Path | None,
        typer.Argument(metavar="RECIPE|JOB", help="recipe.toml, a folder that holds one, or a job's folder."),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="MANIFEST", help="CSV: path, patient_id, one column a finding."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="The run's folder; give it again to resume.")
    ] = None,
    others: Annotated[
        Path | None,
        typer.Option(
            "--others",
            metavar="MANIFEST",
            help="CSV of other pictures for the input gate: kind, source, part.",
        ),
    ] = None,
    device: Annotated[TrainingDevice, typer.Option("--device", help="Where to train.")] = TrainingDevice.AUTO,
    lost_gpu: Annotated[
        LostGpu, typer.Option("--if-gpu-fails", help="End with a checkpoint, or go on on the CPU.")
    ] = LostGpu.STOP,
    queue: Annotated[bool, typer.Option("--queue", help="Work through the jobs that wait.")] = False,
    events: Annotated[
        bool, typer.Option("--events", help="Write one JSON object a line to stdout, for other programs.")
    ] = False,
) -> None:
    """Train a model, and publish, evaluate and describe it in the run's folder. Resumes where it stopped.

    A file named `wish` in the run's folder speaks to it: `pause`, or `finish` to keep the best so far.
    Under torchrun several processes train one model.
    """
    if importlib.util.find_spec("torch") is None:
        raise TrainingError("Training is not part of this installation: it takes a flavour that has torch.")
    if queue:
        _keep_queue()
        return
    if recipe is None:
        raise typer.BadParameter("name a recipe, or a job's folder.")
    job = _is_job(recipe)
    if not job and (data is None or out is None):
        raise typer.BadParameter("a recipe also needs --data and --out.")
    from meddiag_gui.training.wishes import WishToken, forget

    folder = recipe if job or out is None else out
    token = WishToken(folder)
    _cancel_by_signal(token)
    listener = _print_json if events else _print_words
    try:
        with progress_line() as report:
            if job or data is None:
                from meddiag_gui.training.working import work_on

                bundle = work_on(folder, token, report=report, listener=listener)
            else:
                from meddiag_gui.training.run import train as run_training

                bundle = run_training(
                    recipe / "recipe.toml" if recipe.is_dir() else recipe,
                    data,
                    folder,
                    others=others,
                    device=device.value,
                    fall_back=lost_gpu is LostGpu.CPU,
                    report=report,
                    token=token,
                    enough=token.enough,
                    listener=listener,
                )
    except Cancelled:
        say("Stopped; the same command goes on from here.")
        raise typer.Exit(INTERRUPTED) from None
    finally:
        if not job:
            forget(folder)
    if not events and bundle is not None:
        print(f"{bundle.name} {bundle.version} is ready in {bundle.root}. {RESEARCH_USE}")


def _keep_queue() -> None:
    from meddiag_gui.training.queue import keep

    token = CancelToken()
    _cancel_by_signal(token)
    keep(token)


def _cancel_by_signal(token: CancelToken) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: token.cancel())


def _is_job(given: Path) -> bool:
    from meddiag_gui.training.jobs import RECORD

    return (given / RECORD).is_file()


def _print_json(event: dict[str, Any]) -> None:
    print(json.dumps(event), flush=True)


def _print_words(event: dict[str, Any]) -> None:
    words = _WORDS.get(event["event"])
    if words is not None:
        print(words(event), flush=True)


def _prepared(event: dict[str, Any]) -> str:
    counts = ", ".join(f"{count} for {part}" for part, count in event["images"].items())
    return f"Images: {counts}; {len(event['unreadable'])} unreadable; training on {event['device']}"


def _resumed(event: dict[str, Any]) -> str:
    return f"Going on after step {event['step']} of {event['steps']}"


def _progress(event: dict[str, Any]) -> str:
    left = format_seconds(event["seconds_left"])
    return f"Step {event['step']} of {event['steps']}, {event['images_per_second']} images/s, {left} left"


def _epoch(event: dict[str, Any]) -> str:
    metrics = "".join(
        f", {name} {value:.4f}" for name, value in event["metrics"].items() if value is not None
    )
    return (
        f"Epoch {event['epoch']}: training loss {event['training_loss']:.4f}, "
        f"validation loss {event['validation_loss']:.4f}{metrics} (best after epoch {event['best_epoch']})"
    )


def _less_memory(event: dict[str, Any]) -> str:
    return f"Memory was too short; going on with {event['at_once']} images at once"


def _device_lost(event: dict[str, Any]) -> str:
    return f"The GPU failed; going on on the {event['device'].upper()}"


def _ended(event: dict[str, Any]) -> str:
    why = "as asked" if event["reason"] == "asked" else "nothing became better for long"
    return f"Ended after step {event['step']} of {event['steps']}: {why}"


_WORDS = {
    "prepared": _prepared,
    "resumed": _resumed,
    "progress": _progress,
    "epoch": _epoch,
    "less_memory": _less_memory,
    "device_lost": _device_lost,
    "ended": _ended,
}
