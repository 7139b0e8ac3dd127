"""Asks where to, writes away from the GUI thread, and says how far it is and how it ended."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from meddiag_gui.gui.exporting.saver_panel import SaverPanel
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import file_name, sentence_for, time_left
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.tasks import CancelToken, Progress, Report


class Write(Protocol):
    """Writes a file, or files into a folder."""

    def __call__(self, target: Path, *, report: Report, token: CancelToken) -> object:
        """Write to a path, which is whole or as it was before."""
        ...


class Saver(QObject):
    """One piece of writing after the other, on a thread of its own.

    Signals
    -------
    saved
        A file or a folder was written; carries its path.
    """

    saved = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self.panel = window, SaverPanel()
        window.add_panel(self.panel)
        self._runner = Runner("export", self)
        self._job: Job[object] | None = None
        self.panel.cancelled.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._runner.busy

    def ask_file(self, title: str, suggested: str, kind: str, write: Write) -> None:
        """Ask for a file name, and write; a file that exists is replaced only if the user says so.

        Parameters
        ----------
        suggested
            A file name that says nothing of a patient.
        kind
            As in ``PNG picture (*.png)``.
        """
        dialog = QFileDialog(self._window, title, suggested, kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suggested.rpartition(".")[2])
        self._ask(dialog, write)

    def ask_folder(self, title: str, write: Write) -> None:
        """Ask for a folder, and write into it; ``write`` itself must not replace what lies there."""
        dialog = QFileDialog(self._window, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._ask(dialog, write)

    def write(self, write: Write, target: Path) -> None:
        """Write to a path that is known."""
        if self._job is not None:
            self._job.cancel()
        self.panel.show_progress(tr("Writing {name} …", name=file_name(target)), None)
        work = functools.partial(write, target)
        self._job = self._runner.submit(
            work, functools.partial(self._done, target), functools.partial(self._fail, target), self._progress
        )

    def cancel(self) -> None:
        """Stop writing; what is not whole is not left behind."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.panel.show_end(tr("Writing was stopped."))

    def shut_down(self) -> None:
        """Stop, and wait for the thread."""
        self._runner.shut_down()

    def _ask(self, dialog: QFileDialog, write: Write) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(functools.partial(self._chosen, write))
        dialog.open()

    def _chosen(self, write: Write, name: str) -> None:
        self.write(write, Path(name))

    def _progress(self, job: Job[object], progress: Progress) -> None:
        left = time_left(progress.seconds_left)
        self.panel.show_progress(progress.message + left, progress.fraction)

    def _done(self, target: Path, job: Job[object], result: object) -> None:
        if job is self._job:
            self._job = None
            self.panel.show_end(tr("Saved: {name}", name=file_name(target)))
            self.saved.emit(target)

    def _fail(self, target: Path, job: Job[object], error: Exception) -> None:
        if job is self._job:
            self._job = None
            self.panel.show_end(sentence_for(error, tr("writing {name}", name=file_name(target))))
