"""The wizard as a feature of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.rooms import Room

if TYPE_CHECKING:
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.wizard.room import WizardRoom


class Retraining(Feature):
    """Adds the wizard's room, which is made when it is first entered.

    Signals
    -------
    made
        A training was prepared and waits in the queue; carries its folder.
    """

    made = Signal(object)

    def __init__(self, window: MainWindow, open_image: OpenImage) -> None:
        super().__init__(window)
        self._open_image = open_image
        self.room: WizardRoom | None = None
        window.rooms.add(Room("wizard", self._make))

    def shut_down(self) -> None:  # noqa: D102  (the base class says it)
        if self.room is not None:
            self.room.shut_down()
            self.room.state.shut_down()

    def _make(self) -> QWidget:
        from meddiag_gui.gui.wizard.room import WizardRoom  # it needs NumPy, which the first window does not
        from meddiag_gui.gui.wizard.state import WizardState

        state = WizardState(self)
        state.made.connect(self.made)
        self.room = WizardRoom(state, self._open_image)
        return self.room
