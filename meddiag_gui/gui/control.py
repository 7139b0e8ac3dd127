"""What the user does, connected with what it does: the handler of each action."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from meddiag_gui.gui.actions import build_actions, fill_menus, fill_rooms, fill_toolbar
from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.help import HelpWindow
from meddiag_gui.gui.main_window import MainWindow
from meddiag_gui.gui.reading import Phase, Reading
from meddiag_gui.gui.session import Session
from meddiag_gui.gui.settings_keeper import SettingsKeeper


class Control(QObject):
    """Owns the actions: what they do is a method of a feature, of another object, or a few lines here."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        reading: Reading,
        keeper: SettingsKeeper,
        features: Sequence[Feature],
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._reading, self._keeper = window, session, reading, keeper
        self._features = tuple(features)
        handlers = self._handlers()
        for feature in features:
            handlers |= feature.handlers()
        self.actions = build_actions(window, handlers)
        menus = fill_menus(window.menuBar(), self.actions)
        fill_rooms(window.room_bar, self.actions)
        fill_toolbar(window.tool_bar, self.actions)
        for feature in features:
            feature.fill_menus(menus, self.actions)
        self._take_settings()
        self._follow_changes()
        self._show_state()

    def _take_settings(self) -> None:
        settings, window = self._keeper.settings, self._window
        self.actions["annotations"].setChecked(settings.show_annotations)
        self.actions["files"].setChecked(settings.show_files)
        self.actions["auto"].setChecked(settings.predict_on_open)
        window.series.setVisible(settings.show_files)
        window.stage.set_annotated(settings.show_annotations)

    def _follow_changes(self) -> None:
        window, session, reading = self._window, self._session, self._reading
        window.dropped.connect(session.open_paths)
        window.findings.overlay.opacity_changed.connect(self._keep_opacity)
        self._keeper.failed.connect(window.say_failure)
        for change in (
            window.grid.shown, session.stacks_changed, session.place_changed, session.layout_changed,
            reading.changed, *(feature.changed for feature in self._features),
        ):  # fmt: skip
            change.connect(self._show_state)

    def _handlers(self) -> dict[str, Callable[..., object]]:
        session, reading, window = self._session, self._reading, self._window
        return {
            "previous": session.previous,
            "next": session.next,
            "back": session.back,
            "forward": session.forward,
            "first": session.first,
            "last": session.last,
            "quit": window.close,
            "annotations": self._set_annotated,
            "files": self._set_files,
            "full_screen": self._set_full_screen,
            "run": reading.run,
            "cancel": self._escape,
            "auto": self._set_auto,
            "stability": reading.test_stability,
            "help": self._show_keys,
            "about": self._show_about,
        }

    def _show_state(self) -> None:
        """Make the actions say what is possible and what is on."""
        reading, session = self._reading, self._session
        self.actions["previous"].setEnabled(session.index > 0)
        self.actions["next"].setEnabled(session.index + 1 < len(session.stacks))
        self.actions["back"].setEnabled(session.place > 0)
        self.actions["first"].setEnabled(session.place > 0)
        self.actions["forward"].setEnabled(session.place + 1 < session.count)
        self.actions["last"].setEnabled(session.place + 1 < session.count)
        self.actions["run"].setEnabled(reading.has_image)
        self.actions["stability"].setEnabled(reading.has_scores)
        running = reading.phase is Phase.RUNNING or reading.influence.running
        self.actions["cancel"].setEnabled(running or bool(self._window.failure.text))
        for feature in self._features:
            feature.show_state(self.actions)

    def keep_geometry(self) -> None:
        """Take the window's size and place into the settings."""
        self._keeper.change(window_geometry=self._window.geometry_text())

    def _keep_opacity(self, opacity: float) -> None:
        self._keeper.change(overlay_opacity=opacity)

    def _set_annotated(self, shown: bool) -> None:
        self._window.stage.set_annotated(shown)
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
        """Cancel the model, else the map; where neither runs, put the failure strip away."""
        if self._reading.phase is Phase.RUNNING:
            self._reading.cancel()
        elif self._reading.influence.running:
            self._reading.influence.cancel()
        else:
            self._window.say_failure("")

    def _show_keys(self) -> None:
        self._window.show_help(HelpWindow.KEYS)

    def _show_about(self) -> None:
        self._window.show_help(HelpWindow.ABOUT)
