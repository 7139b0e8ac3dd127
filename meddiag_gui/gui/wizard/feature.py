"""The wizard as a feature of the window."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.rooms import Room
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.wizard.room import WizardRoom
    from meddiag_gui.library.library import Library


class Retraining(Feature):
    """Adds the wizard's room, which is made when it is first entered.

    Signals
    -------
    made
        A training was prepared and waits in the queue; carries its folder.
    """

    made = Signal(object)

    def __init__(self, window: MainWindow, open_image: OpenImage, desk: LibraryDesk) -> None:
        super().__init__(window)
        self._open_image, self._desk = open_image, desk
        self.room: WizardRoom | None = None
        window.rooms.add(Room("wizard", self._make, needs="torch"))

    def shut_down(self) -> None:  # noqa: D102  (the base class says it)
        if self.room is not None:
            self.room.shut_down()
            self.room.state.shut_down()

    def _make(self) -> QWidget:
        from meddiag_gui.gui.wizard.room import WizardRoom  # it needs NumPy, which the first window does not
        from meddiag_gui.gui.wizard.state import WizardState

        exporting = functools.partial(_export_verdicts, self._desk)
        state = WizardState(self, verdicts=self._desk.bound(exporting))
        state.made.connect(self.made)
        self.room = WizardRoom(state, self._open_image)
        return self.room


def _export_verdicts(desk: LibraryDesk, library: Library, *, report: Report, token: CancelToken) -> Path:
    from meddiag_gui import paths
    from meddiag_gui.worklist.manifest import export_verdicts

    target = paths.user_data() / "training" / "verdicts" / "manifest.csv"
    export_verdicts(library, target, who=desk.who, report=report, token=token)
    return target
