"""The windows that the picture offers, in the menu and on the number keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.text import menu_text
from meddiag_gui.gui.viewer.windows import KEYS
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.commands import Screen

MOST = 24  # in the menu


class Presets(Feature):
    """The presets of the active picture stand in the menu; the first nine have the keys 1 to 9."""

    def __init__(self, window: QWidget, screen: Screen) -> None:
        super().__init__(window)
        self._screen = screen
        self._names: dict[int, str] | None = None  # those in the menu
        self._group = QActionGroup(self)
        for number in range(1, MOST + 1):
            action = self._group.addAction(tr("Preset {number}", number=number))
            if number <= KEYS:
                action.setShortcut(QKeySequence(str(number)))
            action.setData(number)
            window.addAction(action)
        self._group.triggered.connect(self._take)

    def fill_menus(self, menus: Mapping[str, QMenu], actions: Mapping[str, QAction]) -> None:  # noqa: D102
        menus["Window"].addSeparator()
        menus["Window"].addActions(self._group.actions())

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        display = self._screen.view.display
        known = display.presets() if display is not None else {}
        names = {number: preset.name for number, preset in known.items()}
        if names == self._names:  # as for nearly every image of a stack
            return
        self._names = names
        for action in self._group.actions():
            name = names.get(action.data())
            action.setVisible(name is not None)
            action.setText(menu_text(name or ""))

    def _take(self, action: QAction) -> None:
        view = self._screen.view
        if view.display is not None:
            view.display.take_preset(action.data())
            view.refresh()
