"""The light and the dark look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from meddiag_gui.gui import theme
from meddiag_gui.gui.actions import ACTIONS
from meddiag_gui.gui.feature import Feature

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.settings_keeper import SettingsKeeper


class Looks(Feature):
    """Changes the look while the program runs, and remembers it."""

    def __init__(self, keeper: SettingsKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._drawn = False  # whether the icons of the actions are those of the light look
        self._dress()

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"light": self._set_light}

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        light = self._keeper.settings.light_theme
        actions["light"].setChecked(light)
        if light != self._drawn:
            self._drawn = light
            for spec in ACTIONS:
                if spec.icon:
                    actions[spec.id].setIcon(theme.icon(spec.icon))

    def _set_light(self, light: bool) -> None:
        self._keeper.change(light_theme=light)
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        application = QApplication.instance()
        light = self._keeper.settings.light_theme
        if isinstance(application, QApplication) and bool(application.property("light")) != light:
            theme.apply(application, light=light)
