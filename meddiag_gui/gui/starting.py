"""What begins once the window is on the screen, and what a second start of the program asks of it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.gui.library.feature import LibraryKeeping
from meddiag_gui.gui.training.feature import Training
from meddiag_gui.gui.worklist.feature import Worklist

if TYPE_CHECKING:
    from meddiag_gui.gui.app import Program
    from meddiag_gui.gui.runner import Job

_log = logging.getLogger(__name__)


class Start:
    """Begins the work once the window is on the screen."""

    def __init__(self, program: Program, given: list[Path]) -> None:
        self._program, self._given = program, given

    def __call__(self) -> None:
        """Begin."""
        program = self._program
        program.io.submit(program.images.start, _nothing_follows, _nothing_follows)
        program.start(self._given)
        program.feature(LibraryKeeping).start()
        program.feature(Worklist).start()
        program.feature(Training).start()
        _log.info("The window is open")


class LaterStart:
    """Opens here what a second start was asked for, and brings the window to the front."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def __call__(self, given: tuple[Path, ...]) -> None:
        """Open files, if any, and come to the front."""
        if given:
            self._program.session.open_paths(list(given))
        window = self._program.window
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()


def _nothing_follows(job: Job[None], outcome: object) -> None:
    """Take the end of what is only done ahead: where it failed, the first use says so."""
