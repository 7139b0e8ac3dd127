"""What the ``io`` thread does for the session: list files, read them, make the demo study.

Heavy imports wait for the first use, so that the window does not wait for them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.picture import Picture
    from meddiag_gui.imaging.image import RadiographImage


def open_from_disk(path: Path) -> RadiographImage:
    """Read an image.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If it cannot be shown correctly.
    """
    from meddiag_gui.imaging.open import open_image

    return open_image(path)


def make_demo() -> Path:
    """Make the demo study, or find it made.

    Raises
    ------
    OSError
        If the user's cache folder cannot be written.
    """
    from meddiag_gui.imaging.phantom import demo_study

    return demo_study()


def load_picture(
    open_image: Callable[[Path], RadiographImage], path: Path, *, report: Report, token: CancelToken
) -> Picture:
    """Read an image and make it ready for drawing."""
    from meddiag_gui.gui.viewer.picture import prepare

    image = open_image(path)
    token.check()
    return prepare(image)


def files_below(chosen: list[Path], *, report: Report, token: CancelToken) -> list[Path]:
    """List every file chosen or below a folder chosen, by name; nothing is skipped in silence."""
    files: list[Path] = []
    for path in chosen:
        if not path.is_dir():
            files.append(path)
            continue
        for folder, folders, names in os.walk(path):  # does not follow links, so it ends
            token.check()
            folders.sort()
            files += (Path(folder) / name for name in sorted(names))
    return files


def demo_files(make: Callable[[], Path], *, report: Report, token: CancelToken) -> list[Path]:
    """Make the demo study the list."""
    return [make()]
