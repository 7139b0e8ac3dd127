"""``meddiag gui``: open the window."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def open_window(paths: list[Path]) -> int:
    """Open the window on some files or folders and return its exit code when it is closed."""
    from meddiag_gui.gui.app import run

    return run(paths)


def gui(paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...")] = None) -> None:
    """Open the window, on these files or folders if there are any."""
    raise typer.Exit(open_window(paths or []))
