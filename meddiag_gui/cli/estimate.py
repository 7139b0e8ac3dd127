"""``meddiag estimate``: time, memory and disk of a training before it starts."""

from __future__ import annotations

import importlib.util
import signal
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from meddiag_gui.cli.options import JsonFile
from meddiag_gui.cli.output import check_output, write_json
from meddiag_gui.errors import TrainingError
from meddiag_gui.tasks import Cancelled, CancelToken, format_seconds

INTERRUPTED = 130
_STOPPING = (signal.SIGINT, signal.SIGTERM)


def estimate(
    recipe: Annotated[
        Path, typer.Argument(metavar="RECIPE", help="recipe.toml, or a folder that holds one.")
    ],
    data: Annotated[
        Path, typer.Option("--data", metavar="MANIFEST", help="CSV: path, patient_id, one column a finding.")
    ],
    json: JsonFile = None,
) -> None:
    """Take a few steps of a training on this machine, and say what all of it will take."""
    if importlib.util.find_spec("torch") is None:
        raise TrainingError("Training is not part of this installation: it takes a flavour that has torch.")
    from meddiag_gui.training.plan.checks import gigabytes
    from meddiag_gui.training.plan.estimate import estimate as measure

    check_output(json)
    token = CancelToken()
    before = {number: signal.signal(number, lambda *_: token.cancel()) for number in _STOPPING}
    try:
        found = measure(recipe / "recipe.toml" if recipe.is_dir() else recipe, data, token)
    except Cancelled:
        raise typer.Exit(INTERRUPTED) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if json is not None:
        write_json({"schema": "meddiag.estimate/1", **asdict(found)}, json)
        return
    search = f", after up to {format_seconds(found.search_seconds)} of search" if found.search_seconds else ""
    print(f"About {format_seconds(found.seconds)} on {found.device.upper()}{search}.")
    for stage, seconds in found.stages.items():
        print(f"  {stage}: {format_seconds(seconds)}")
    print(f"About {gigabytes(found.memory)} of memory and {gigabytes(found.disk)} of disk.")
