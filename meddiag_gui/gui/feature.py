"""What a feature of the window offers: the handlers of its actions, and what they show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu


class Feature(QObject):
    """Something that a user would name, with actions of its own; `meddiag_gui.gui.app` makes and lists it.

    Signals
    -------
    changed
        The actions may have to say something else.
    """

    changed = Signal()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """Return a bound method for the id of each of its actions in `meddiag_gui.gui.actions`."""
        return {}

    def fill_menus(self, menus: Mapping[str, QMenu], actions: Mapping[str, QAction]) -> None:
        """Add to the menus what is no fixed action; called once."""

    def show_state(self, actions: Mapping[str, QAction]) -> None:
        """Make its actions say what is possible and what is on; called after every change in the window."""

    def shut_down(self) -> None:
        """Save what is not saved; called at the end of the program, when its threads are gone."""
