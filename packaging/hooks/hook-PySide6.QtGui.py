"""Qt's plugins as PyInstaller collects them, less those that bring libraries for nothing."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from contents import is_unused
from PyInstaller.utils.hooks.qt import add_qt6_dependencies

hiddenimports, binaries, datas = add_qt6_dependencies(__file__)
binaries = [
    (source, folder)
    for source, folder in binaries
    if not is_unused(str(PurePosixPath(folder.replace("\\", "/")) / Path(source).name))
]
