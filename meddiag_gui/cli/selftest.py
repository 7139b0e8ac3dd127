"""``meddiag selftest``: proves that this installation does on this machine what it must."""

from __future__ import annotations

import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from meddiag_gui.cli.options import DeviceName
from meddiag_gui.cli.output import say
from meddiag_gui.imaging.text import printable
from meddiag_gui.selftest.checks import run_part


class Part(StrEnum):
    """One part of the selftest."""

    MODELS = "models"
    FILES = "files"
    MAPS = "maps"
    EXPORTS = "exports"
    LIBRARY = "library"
    REPORT = "report"
    WINDOW = "window"
    TRAINING = "training"


def selftest(
    device: Annotated[DeviceName, typer.Option("--device", help="Where the models run.")] = DeviceName.AUTO,
    part: Annotated[
        list[Part] | None, typer.Option("--part", help="Only this part; may be given several times.")
    ] = None,
) -> None:
    """Check this installation: models, decoders, maps, exports, library, report, window, training.

    Models: their metadata, the sha256 of their files, and their stored scores, computed again on this
    machine. Files: an image of every transfer syntax. All that is written goes to a temporary folder.
    """
    failed = 0
    with tempfile.TemporaryDirectory(prefix="meddiag-selftest-") as scratch:
        for name in part or Part:
            home = Path(scratch) / name.value
            home.mkdir()
            for outcome in run_part(name.value, home, device.value):
                if outcome.passed:
                    print(printable(f"{outcome.words} ({outcome.seconds:.1f} s)"), flush=True)
                else:
                    failed += 1
                    say(outcome.words)
    if failed:
        raise typer.Exit(1)
