"""Asks for a file or a folder, beside the room and not over it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_path(parent: QWidget | None, title: str, kind: str, chosen: Callable[[str], object]) -> None:
    """Ask for a file of a kind, as in ``Manifest (*.csv)``, or for a folder where the kind is empty.

    Parameters
    ----------
    chosen
        A bound method; called with the path, unless the user gives up.
    """
    dialog = QFileDialog(parent, title, "", kind)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile if kind else QFileDialog.FileMode.Directory)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()
