"""What the user does, connected with what it does: the handler of each action."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QFileDialog

from meddiag_gui.gui.actions import build_actions, fill_menus, fill_toolbar
from meddiag_gui.gui.help import HelpWindow
from meddiag_gui.gui.main_window import MainWindow
from meddiag_gui.gui.reading import Phase, Reading
from meddiag_gui.gui.recent_menu import RecentMenu
from meddiag_gui.gui.session import Session
from meddiag_gui.gui.settings_keeper import SettingsKeeper
from meddiag_gui.gui.text import menu_text
from meddiag_gui.gui.viewer.commands import ViewCommands

_NEED_PICTURE = (
    "fit", "actual", "zoom_in", "zoom_out", "rotate_left", "rotate_right", "flip_horizontal", "flip_vertical",
    "reset", "invert", "run",
)  # fmt: skip


class Control(QObject):
    """Owns the actions; everything they do is a method of another object, or a few lines here."""

    def __init__(
        self, window: MainWindow, session: Session, reading: Reading, keeper: SettingsKeeper
    ) -> None:
        super().__init__(window)
        settings = keeper.settings
        self._window, self._session, self._reading, self._keeper = window, session, reading, keeper
        self._commands = ViewCommands(window.view)
        self.actions = build_actions(window, self._handlers())
        self._fill_bars()
        self._add_presets()
        self.actions["annotations"].setChecked(settings.show_annotations)
        self.actions["files"].setChecked(settings.show_files)
        self.actions["auto"].setChecked(settings.predict_on_open)
        window.series.setVisible(settings.show_files)
        window.view.set_annotated(settings.show_annotations)
        window.dropped.connect(session.open_paths)
        window.view.shown.connect(self._show_state)
        window.findings.overlay.opacity_changed.connect(self._keep_opacity)
        keeper.failed.connect(window.say_failure)
        session.opened.connect(self._remember)
        session.stacks_changed.connect(self._show_state)
        session.place_changed.connect(self._show_state)
        reading.changed.connect(self._show_state)
        reading.map_changed.connect(self._show_state)
        self._show_state()

    def _handlers(self) -> dict[str, Callable[..., object]]:
        session, reading, commands, window = self._session, self._reading, self._commands, self._window
        return {
            "open": self._open_files,
            "open_folder": self._open_folder,
            "demo": session.open_demo,
            "clear_recent": self._clear_recent,
            "previous": session.previous,
            "next": session.next,
            "back": session.back,
            "forward": session.forward,
            "first": session.first,
            "last": session.last,
            "quit": window.close,
            "fit": commands.fit,
            "actual": commands.actual,
            "zoom_in": commands.zoom_in,
            "zoom_out": commands.zoom_out,
            "rotate_left": commands.rotate_left,
            "rotate_right": commands.rotate_right,
            "flip_horizontal": commands.flip_horizontal,
            "flip_vertical": commands.flip_vertical,
            "reset": commands.reset,
            "annotations": self._set_annotated,
            "files": self._set_files,
            "full_screen": self._set_full_screen,
            "invert": commands.invert,
            "run": reading.run,
            "cancel": self._escape,
            "auto": self._set_auto,
            "overlay": reading.show_map,
            "help": self._show_keys,
            "about": self._show_about,
        }

    def _fill_bars(self) -> None:
        self._menus = fill_menus(self._window.menuBar(), self.actions)
        fill_toolbar(self._window.add_toolbar(), self.actions)
        self.recent = RecentMenu(self._window)
        self.recent.chosen.connect(self._session.open_paths)
        self._menus["File"].insertMenu(self.actions["clear_recent"], self.recent)
        self._show_recent()

    def _add_presets(self) -> None:
        """Give the number keys 1 to 9 to the presets of the picture shown."""
        self._presets = QActionGroup(self)
        for number in range(1, 10):
            action = self._presets.addAction(f"Preset {number}")
            action.setShortcut(QKeySequence(str(number)))
            action.setData(number)
            self._window.addAction(action)
        self._menus["Window"].addSeparator()
        self._menus["Window"].addActions(self._presets.actions())
        self._presets.triggered.connect(self._take_preset)

    def _take_preset(self, action: QAction) -> None:
        self._commands.preset(action.data())

    def _show_state(self) -> None:
        """Make the actions say what is possible and what is on."""
        display, reading, session = self._window.view.display, self._reading, self._session
        for name in _NEED_PICTURE:
            self.actions[name].setEnabled(display is not None)
        self.actions["invert"].setChecked(display is not None and display.inverted)
        self.actions["previous"].setEnabled(session.index > 0)
        self.actions["next"].setEnabled(session.index + 1 < len(session.stacks))
        self.actions["back"].setEnabled(session.place > 0)
        self.actions["first"].setEnabled(session.place > 0)
        self.actions["forward"].setEnabled(session.place + 1 < session.count)
        self.actions["last"].setEnabled(session.place + 1 < session.count)
        self.actions["cancel"].setEnabled(reading.phase is Phase.RUNNING or bool(self._window.failure.text))
        self.actions["overlay"].setEnabled(reading.has_scores)
        self.actions["overlay"].setChecked(reading.map_wanted)
        known = display.presets() if display is not None else {}
        for action in self._presets.actions():
            preset = known.get(action.data())
            action.setVisible(preset is not None)
            action.setText(menu_text(preset.name) if preset else "")

    def _open_files(self) -> None:
        self._ask(QFileDialog.FileMode.ExistingFiles, "Open images or ZIP archives")

    def _open_folder(self) -> None:
        self._ask(QFileDialog.FileMode.Directory, "Open a folder")

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
        names = self._keeper.settings.recent_files
        self.recent.show_files(names)
        self.actions["clear_recent"].setEnabled(bool(names))

    def keep_geometry(self) -> None:
        """Take the window's size and place into the settings."""
        self._keeper.change(window_geometry=self._window.geometry_text())

    def _keep_opacity(self, opacity: float) -> None:
        self._keeper.change(overlay_opacity=opacity)

    def _set_annotated(self, shown: bool) -> None:
        self._window.view.set_annotated(shown)
        self._keeper.change(show_annotations=shown)

    def _set_files(self, shown: bool) -> None:
        self._window.series.setVisible(shown)
        self._keeper.change(show_files=shown)

    def _set_auto(self, wanted: bool) -> None:
        self._reading.predict_on_open = wanted
        self._keeper.change(predict_on_open=wanted)

    def _set_full_screen(self, full: bool) -> None:
        if full:
            self._window.showFullScreen()
        else:
            self._window.showNormal()

    def _escape(self) -> None:
        """Cancel the model; where it does not run, put the failure strip away."""
        if self._reading.phase is Phase.RUNNING:
            self._reading.cancel()
        else:
            self._window.say_failure("")

    def _show_keys(self) -> None:
        self._window.show_help(HelpWindow.KEYS)

    def _show_about(self) -> None:
        self._window.show_help(HelpWindow.ABOUT)
