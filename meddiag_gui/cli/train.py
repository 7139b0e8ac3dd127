"""``meddiag train``: from a recipe and a manifest to a bundle; the same command resumes."""

from __future__ import annotations

import importlib.util
import json
import signal
from pathlib import Path
from typing import Annotated, Any

import typer

from meddiag_gui.cli.output import RESEARCH_USE, progress_line, say
from meddiag_gui.errors import TrainingError
from meddiag_gui.tasks import Cancelled, CancelToken, format_seconds

INTERRUPTED = 130


def train(
    recipe: Annotated[
        Path, typer.Argument(metavar="RECIPE", help="recipe.toml, or a folder that holds one.")
    ],
    data: Annotated[
        Path, typer.Option("--data", metavar="MANIFEST", help="CSV: path, patient_id, one column a finding.")
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The run's folder; give it again to resume.")
    ],
    others: Annotated[
        Path | None,
        typer.Option(
            "--others",
            metavar="MANIFEST",
            help="CSV of other pictures for the input gate: kind, source, part.",
        ),
    ] = None,
    events: Annotated[
        bool, typer.Option("--events", help="Write one JSON object a line to stdout, for other programs.")
    ] = False,
) -> None:
    """Train a model, and publish, evaluate and describe it in the run's folder. Resumes where it stopped."""
    if importlib.util.find_spec("torch") is None:
        raise TrainingError("Training is not part of this installation: it takes a flavour that has torch.")
    from meddiag_gui.training.run import train as run_training

    path = recipe / "recipe.toml" if recipe.is_dir() else recipe
    token = CancelToken()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: token.cancel())
    try:
        with progress_line() as report:
            bundle = run_training(
                path,
                data,
                out,
                others=others,
                report=report,
                token=token,
                listener=_print_json if events else _print_words,
            )
    except Cancelled:
        say("Stopped; the same command goes on from here.")
        raise typer.Exit(INTERRUPTED) from None
    if not events:
        print(f"{bundle.name} {bundle.version} is ready in {bundle.root}. {RESEARCH_USE}")


def _print_json(event: dict[str, Any]) -> None:
    print(json.dumps(event), flush=True)


def _print_words(event: dict[str, Any]) -> None:
    kind = event["event"]
    if kind == "prepared":
        counts = ", ".join(f"{count} for {part}" for part, count in event["images"].items())
        print(f"Images: {counts}; {len(event['unreadable'])} unreadable", flush=True)
    elif kind == "resumed":
        print(f"Going on after step {event['step']} of {event['steps']}", flush=True)
    elif kind == "progress":
        left = format_seconds(event["seconds_left"])
        print(f"Step {event['step']} of {event['steps']}, {left} left", flush=True)
    elif kind == "epoch":
        print(
            f"Epoch {event['epoch']}: training loss {event['training_loss']:.4f}, "
            f"validation loss {event['validation_loss']:.4f} (best after epoch {event['best_epoch']})",
            flush=True,
        )
