"""The program's icon as each system wants it, drawn from the one SVG."""

from __future__ import annotations

import os
from pathlib import Path

SIZES = (16, 32, 48, 64, 128, 256, 512)


def draw_icons(svg: Path, folder: Path) -> None:
    """Write ``meddiag-SIZE.png``, ``meddiag.ico`` (Windows) and ``meddiag.icns`` (macOS) into a folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtGui import QGuiApplication, QIcon

    application = QGuiApplication.instance() or QGuiApplication([])
    icon = QIcon(str(svg))
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for size in SIZES:
        path = folder / f"meddiag-{size}.png"
        if not icon.pixmap(size, size).save(str(path)):
            raise OSError(f"{path.name} cannot be written")
        pictures.append(Image.open(path))
    largest = pictures[-1]
    largest.save(folder / "meddiag.ico", sizes=[(size, size) for size in SIZES if size <= 256])
    largest.save(folder / "meddiag.icns", append_images=pictures[:-1])
    del application
