"""An import as it runs: how far it is, what came of it, and the way to stop it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.library import work
from meddiag_gui.gui.text import file_name, plain, sentence_for
from meddiag_gui.language import tr, tr_n
from meddiag_gui.tasks import format_seconds

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.runner import Job
    from meddiag_gui.imaging.isolated.reader import IsolatedReader
    from meddiag_gui.library.accepting import Imported
    from meddiag_gui.library.importing import ImportResult
    from meddiag_gui.tasks import Progress

_TOLD = 200  # sentences that are shown


class Importing(QObject):
    """One import after the other, on the desk's thread of long work.

    Attributes
    ----------
    progress
        How far it is; None while none runs.
    result, problem
        What came of the last one; one sentence where it failed as a whole.

    Signals
    -------
    changed
        Any of these is another.
    """

    changed = Signal()
    _kept = Signal()

    def __init__(self, desk: LibraryDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reader: IsolatedReader | None = None
        self._job: Job[ImportResult] | None = None
        self.progress: Progress | None = None
        self.result: ImportResult | None = None
        self.problem = ""
        self._kept.connect(self._on_kept)

    @property
    def running(self) -> bool:
        """Whether an import is under way."""
        return self._job is not None

    def start(self, paths: Sequence[Path], reference: bool) -> None:
        """Import files, folders and archives after what is under way."""
        self.result, self.problem, self.progress = None, "", None
        take = functools.partial(
            work.import_paths, list(paths), reference, self._desk.who, self._make_reader, self._tell_kept
        )
        self._job = self._desk.do_long(take, self._take, self._fail, self._take_progress)
        self.changed.emit()

    def cancel(self) -> None:
        """Stop; what was imported stays, and importing the same again goes on from there."""
        if self._job is not None:
            self._job.cancel()
            self._job = self.progress = None
            self.problem = tr("The import was stopped. What was imported stays.")
            self._on_kept()
            self.changed.emit()

    def close(self) -> None:
        """End the process that reads headers; the desk's thread has ended before."""
        if self._reader is not None:
            self._reader.close()

    def words(self) -> str:
        """Say how far it is, or what came of it."""
        if self.running:
            if self.progress is None:
                return tr("Waiting …")
            done = f"{self.progress.done} / {self.progress.total}" if self.progress.total else ""
            seconds = self.progress.seconds_left
            left = tr("{time} left", time=format_seconds(seconds)) if seconds else ""
            return "  ".join(filter(None, (self.progress.message, done, left)))
        if self.problem:
            return self.problem
        return _counted(self.result) if self.result is not None else ""

    def told(self) -> list[str]:
        """Give one sentence for each file that needs one: what failed first, then what is remarkable."""
        rows = self.result.files if self.result is not None else ()
        remarkable = [row for row in rows if row.message]
        remarkable.sort(key=lambda row: row.status != "failed")
        return [f"{file_name(row.path)}: {plain(row.message, 300)}" for row in remarkable[:_TOLD]]

    def _make_reader(self) -> IsolatedReader:
        """Make the process that reads headers; called on the desk's thread alone."""
        if self._reader is None:
            from meddiag_gui.imaging.isolated.reader import IsolatedReader

            self._reader = IsolatedReader()
        return self._reader

    def _tell_kept(self, files: Sequence[Imported]) -> None:
        """Hear of files that are the library's now, on the desk's thread."""
        self._kept.emit()

    def _on_kept(self) -> None:
        self._desk.touched.emit("import")

    def _take_progress(self, job: Job[ImportResult], progress: Progress) -> None:
        if job is self._job:
            self.progress = progress
            self.changed.emit()

    def _take(self, job: Job[ImportResult], result: ImportResult) -> None:
        if job is self._job:
            self._job = self.progress = None
            self.result = result
            self._on_kept()
            self.changed.emit()

    def _fail(self, job: Job[ImportResult], error: Exception) -> None:
        if job is self._job:
            self._job = self.progress = None
            self.problem = sentence_for(error, tr("importing"))
            self.changed.emit()


def _counted(result: ImportResult) -> str:
    added, known = result.count("added", "variant"), result.count("known")
    parts = [tr_n("{n} image imported", "{n} images imported", added)]
    if known:
        parts.append(tr_n("{n} was there already", "{n} were there already", known))
    if failed := result.count("failed"):
        parts.append(tr_n("{n} failed", "{n} failed", failed))
    counted = ", ".join(parts)
    return f"{counted}. {plain(result.stopped, 300)}" if result.stopped else counted
