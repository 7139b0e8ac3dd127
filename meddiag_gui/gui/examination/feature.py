"""The examination of labelled images as a feature of the window."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from meddiag_gui.files import write_atomic
from meddiag_gui.gui.examination.proof import Shown, read_pictures
from meddiag_gui.gui.examination.window import ExaminationWindow
from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report

if TYPE_CHECKING:
    from meddiag_gui.examination.problems import Examination, Problem
    from meddiag_gui.gui.exporting.saver import Saver
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.gui.main_window import MainWindow


class DataExamination(Feature):
    """Asks what to examine, examines it on a thread of its own, and shows problems with their pictures."""

    def __init__(self, window: MainWindow, open_image: OpenImage, saver: Saver) -> None:
        super().__init__(window)
        self._window, self._open_image, self._saver = window, open_image, saver
        self._runner = Runner("examination", self)
        self.window: ExaminationWindow | None = None
        self.found: Examination | None = None
        self._job: Job[Examination] | None = None
        self._reading: Job[list[Shown]] | None = None

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"check_data": self.open}

    def shut_down(self) -> None:  # noqa: D102
        self._runner.shut_down()

    def open(self) -> None:
        """Show the window, which is made when it is first asked for."""
        if self.window is None:
            self.window = ExaminationWindow(self._window)
            self.window.manifest_wanted.connect(self._ask_manifest)
            self.window.folder_wanted.connect(self._ask_folder)
            self.window.cancelled.connect(self.cancel)
            self.window.report_wanted.connect(self.save_report)
            self.window.manifest_kept.connect(self.save_manifest)
            self.window.chosen.connect(self._prove)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def examine(self, source: Path) -> None:
        """Examine a manifest or a folder tree by class, in place of what is under way."""
        self.cancel()
        self.found = None
        if self.window is not None:
            self.window.begin(source)
        work = functools.partial(_examine, source)
        self._job = self._runner.submit(work, self._take, self._fail, self._progress)

    def cancel(self) -> None:
        """Stop the examination that is under way."""
        for job in (self._job, self._reading):
            if job is not None:
                job.cancel()
        self._job = self._reading = None
        if self.window is not None:
            self.window.end(tr("Cancelled."))

    def save_report(self) -> None:
        """Save all that was found as the command line writes it."""
        if self.found is not None:
            write = functools.partial(_write_report, self.found)
            self._saver.ask_file(tr("Save the report"), "data-check.json", tr("JSON (*.json)"), write)

    def save_manifest(self) -> None:
        """Save what was examined as a manifest, with which a training can begin."""
        if self.found is not None:
            write = functools.partial(_write_manifest, self.found)
            self._saver.ask_file(tr("Save the manifest"), "manifest.csv", tr("Manifest (*.csv)"), write)

    def _ask_manifest(self) -> None:
        self._ask(QFileDialog.FileMode.ExistingFile, tr("Examine a manifest"), tr("Manifest (*.csv)"))

    def _ask_folder(self) -> None:
        self._ask(
            QFileDialog.FileMode.Directory, tr("Examine folders named after what their images show"), ""
        )

    def _ask(self, mode: QFileDialog.FileMode, title: str, kind: str) -> None:
        dialog = QFileDialog(self.window, title, "", kind)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, name: str) -> None:
        self.examine(Path(name))

    def _progress(self, job: Job[Examination], progress: Progress) -> None:
        if self.window is not None:
            self.window.show_progress(progress)

    def _take(self, job: Job[Examination], found: Examination) -> None:
        self._job, self.found = None, found
        if self.window is not None:
            self.window.show_found(found)

    def _fail(self, job: Job[Examination], error: Exception) -> None:
        self._job = None
        if self.window is not None:
            self.window.end(sentence_for(error, tr("examining the data")))

    def _prove(self, problem: Problem) -> None:
        """Read the pictures of a problem; those of the one before it are no longer wanted."""
        if self._reading is not None:
            self._reading.cancel()
        if self.found is not None:
            work = functools.partial(read_pictures, self.found.manifest, problem, self._open_image)
            self._reading = self._runner.submit(work, self._show_proof, self._no_proof)

    def _show_proof(self, job: Job[list[Shown]], pictures: list[Shown]) -> None:
        if self.window is not None:
            self.window.proof.show_pictures(pictures)

    def _no_proof(self, job: Job[list[Shown]], error: Exception) -> None:
        if self.window is not None:
            self.window.end(sentence_for(error, tr("reading the pictures")))


def _examine(source: Path, *, report: Report, token: CancelToken) -> Examination:
    from meddiag_gui.examination.examine import examine
    from meddiag_gui.examination.source import read_source

    return examine(read_source(source), report=report, token=token)


def _write_report(found: Examination, target: Path, *, report: Report, token: CancelToken) -> None:
    import msgspec

    write_atomic(target, msgspec.json.format(msgspec.json.encode(found.to_json()), indent=2))


def _write_manifest(found: Examination, target: Path, *, report: Report, token: CancelToken) -> None:
    from meddiag_gui.examination.source import manifest_table

    write_atomic(target, manifest_table(found.manifest))
