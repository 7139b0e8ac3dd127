"""The watched folder in the window: looked at every few seconds, on the thread of long work."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from meddiag_gui.gui.text import plain, sentence_for
from meddiag_gui.language import tr, tr_n

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.runner import Job
    from meddiag_gui.imaging.isolated.reader import IsolatedReader
    from meddiag_gui.library.library import Library
    from meddiag_gui.tasks import CancelToken, Report
    from meddiag_gui.worklist.arrivals import Taken
    from meddiag_gui.worklist.watching import FolderWatch

EVERY_MS = 5000


class Arriving(QObject):
    """Imports what arrives.

    Signals
    -------
    changed
        What `words` says is another.
    """

    changed = Signal()

    def __init__(self, desk: LibraryDesk, reference: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self.reference = desk, reference
        self.folder: Path | None = None
        self.last: Taken | None = None
        self.problem = ""
        self._watch: FolderWatch | None = None
        self._reader: IsolatedReader | None = None
        self._job: Job[Taken] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, folder: Path | None) -> None:
        """Watch another folder, or None any more."""
        self.folder, self._watch, self.last, self.problem = folder, None, None, ""
        if self._job is not None:
            self._job.cancel()
        self._job = None
        if folder is None:
            self._timer.stop()
        else:
            self._timer.start()
            self.look()
        self.changed.emit()

    def look(self) -> None:
        """Look now, unless a look is under way."""
        if self._job is None and self.folder is not None:
            work = functools.partial(self._look, self.folder, self._desk.who)
            self._job = self._desk.do_long(work, self._take, self._fail)

    def words(self) -> str:
        """Say what is watched, and how it stands."""
        if self.folder is None:
            return ""
        name = plain(self.folder.name, 60)
        if self.problem:
            return self.problem
        if self.last is not None and self.last.waiting:
            n = self.last.waiting
            return tr_n("{folder}: {n} file arriving", "{folder}: {n} files arriving", n, folder=name)
        return tr("Watching {folder}", folder=name)

    def shut_down(self) -> None:
        """Look no more; the desk's thread has ended before."""
        self._timer.stop()
        if self._reader is not None:
            self._reader.close()

    def _look(self, folder: Path, who: str, library: Library, *, report: Report, token: CancelToken) -> Taken:
        """Look once, on the desk's thread; the watch is touched there alone."""
        from meddiag_gui.imaging.isolated.reader import IsolatedReader
        from meddiag_gui.worklist.arrivals import take_arrivals, watch_of

        watch = self._watch
        if watch is None or watch.folder != folder:
            watch = self._watch = watch_of(library, folder)
        self._reader = self._reader or IsolatedReader()
        return take_arrivals(
            library, watch, who=who, reference=self.reference, read=self._reader.read_identity,
            report=report, token=token,
        )  # fmt: skip

    def _take(self, job: Job[Taken], taken: Taken) -> None:
        if job is not self._job:
            return
        self._job, self.last = None, taken
        self.problem = plain(taken.problems[0], 200) if taken.problems else ""
        if taken.added:
            self._desk.touched.emit("import")
        self.changed.emit()

    def _fail(self, job: Job[Taken], error: Exception) -> None:
        if job is self._job:
            self._job = None
            self.problem = sentence_for(error, tr("watching the folder"))
            self.changed.emit()
