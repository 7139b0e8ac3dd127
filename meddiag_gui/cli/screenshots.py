"""``meddiag screenshots``: every main screen as a PNG."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def screenshots(
    folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False)],
    language: Annotated[str, typer.Option(metavar="NAME", help="Of the screens, such as zh_CN.")] = "en",
) -> None:
    """Draw every main screen into a folder, without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from meddiag_gui.gui.screenshots import take_screenshots

    for path in take_screenshots(folder, language=language):
        print(path)
