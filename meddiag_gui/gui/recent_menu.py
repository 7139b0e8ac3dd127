"""The menu of recent files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from meddiag_gui.gui.text import menu_text
from meddiag_gui.language import tr


class RecentMenu(QMenu):
    """Recent files by name.

    Signals
    -------
    chosen
        Carries the path as a list of one.
    """

    chosen = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Recent files"), parent)
        self.triggered.connect(self._on_triggered)

    def show_files(self, names: tuple[str, ...]) -> None:
        """Show these paths, the latest first."""
        self.clear()
        for name in names:
            self.addAction(menu_text(Path(name).name)).setData(name)
        self.setEnabled(bool(names))

    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit([Path(action.data())])
