"""``meddiag screenshots``: every main screen as a PNG."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def screenshots(folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False)]) -> None:
    """Draw every main screen into a folder, without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from meddiag_gui.gui.screenshots import take_screenshots

    for path in take_screenshots(folder):
        print(path)
