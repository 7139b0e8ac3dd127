"""The settings as they change while the program runs."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr
from meddiag_gui.settings import Settings, save_settings
from meddiag_gui.tasks import CancelToken, Report


class SettingsKeeper(QObject):
    """Holds the settings and writes them off the GUI thread.

    Signals
    -------
    failed
        They could not be written; carries the sentence for the user.
    """

    failed = Signal(str)

    def __init__(self, settings: Settings, file: Path, io: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._file, self._io = file, io

    def change(self, **fields: Any) -> None:
        """Take other values; they are written at the end of the program, or with `save`."""
        self.settings = replace(self.settings, **fields)

    def remember(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        self.settings = self.settings.with_recent(path.absolute())
        self.save()

    def save(self) -> None:
        """Write the settings on the ``io`` thread."""
        self._io.submit(functools.partial(_write, self.settings, self._file), _ignore, self._on_failure)

    def save_now(self) -> None:
        """Write the settings here: at the end of the program, when there is no other thread any more.

        Raises
        ------
        OSError
            If the folder cannot be written.
        """
        save_settings(self.settings, self._file)

    def _on_failure(self, job: Job[None], error: Exception) -> None:
        self.failed.emit(sentence_for(error, tr("saving the settings")))


def _write(settings: Settings, file: Path, *, report: Report, token: CancelToken) -> None:
    save_settings(settings, file)


def _ignore(job: Job[None], result: None) -> None:
    """Take note of nothing: saving went well."""
