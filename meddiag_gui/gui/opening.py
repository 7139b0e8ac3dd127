"""Opening files and folders, and the menu of those opened lately."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.recent_menu import RecentMenu
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.settings_keeper import SettingsKeeper


class Opening(Feature):
    """Asks what to open; what was opened is remembered."""

    def __init__(self, window: QWidget, session: Session, keeper: SettingsKeeper) -> None:
        super().__init__(window)
        self._window, self._session, self._keeper = window, session, keeper
        self.recent = RecentMenu(window)
        self.recent.chosen.connect(session.open_paths)
        session.opened.connect(self._remember)
        self._show_recent()

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {
            "open": self._open_files,
            "open_folder": self._open_folder,
            "demo": self._session.open_demo,
            "demo_ct": self._session.open_demo_ct,
            "clear_recent": self._clear_recent,
        }

    def fill_menus(self, menus: Mapping[str, QMenu], actions: Mapping[str, QAction]) -> None:  # noqa: D102
        menus["File"].insertMenu(actions["clear_recent"], self.recent)

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        actions["clear_recent"].setEnabled(bool(self._keeper.settings.recent_files))

    def _open_files(self) -> None:
        self._ask(QFileDialog.FileMode.ExistingFiles, tr("Open images or ZIP archives"))

    def _open_folder(self) -> None:
        self._ask(QFileDialog.FileMode.Directory, tr("Open a folder"))

    def _ask(self, mode: QFileDialog.FileMode, title: str) -> None:
        """Ask for files without a loop of its own; any file may be chosen (DICOM has no suffix)."""
        dialog = QFileDialog(self._window, title, self._keeper.settings.last_folder)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._open_chosen)
        dialog.open()

    def _open_chosen(self, names: list[str]) -> None:
        self._session.open_paths([Path(name) for name in names])

    def _remember(self, path: Path) -> None:
        self._keeper.remember(path)
        self._show_recent()

    def _clear_recent(self) -> None:
        self._keeper.change(recent_files=(), last_folder="")
        self._keeper.save()
        self._show_recent()

    def _show_recent(self) -> None:
        self.recent.show_files(self._keeper.settings.recent_files)
        self.changed.emit()
