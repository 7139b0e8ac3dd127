"""Finding the images in what the user chose, on a thread of its own."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.loading import DiskScanner, Scanner, make_demo, scan_demo, scan_demo_ct
from meddiag_gui.gui.runner import Job, Runner, Work
from meddiag_gui.gui.text import file_name, sentence_for
from meddiag_gui.language import tr
from meddiag_gui.tasks import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from meddiag_gui.imaging.scan import ScanResult


class Scanning(QObject):
    """The latest scan: how far it is, and what it left out.

    Signals
    -------
    changed
        `progress`, `stopped` or `skipped` is another.
    found
        More is known; carries the `ScanResult` so far.
    failed
        Nothing was found; carries the sentence for the user.
    """

    changed = Signal()
    found = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        runner: Runner,
        scanner: Scanner | None = None,
        demo: Callable[[], Path] = make_demo,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._scanner = scanner or DiskScanner()
        self._make_demo = demo
        self._job: Job[ScanResult] | None = None
        self._name = ""
        self.progress: Progress | None = None
        self.stopped = False
        self.skipped: tuple[str, ...] = ()

    @property
    def running(self) -> bool:
        """Whether more may be found."""
        return self._job is not None

    def start(self, chosen: Sequence[Path], name: str = "") -> str:
        """Look at files, folders and archives; return the name for what is being opened."""
        name = name or (file_name(chosen[0]) if chosen else "")
        return self._start(functools.partial(self._scanner.scan, list(chosen)), name)

    def start_demo(self) -> str:
        """Make the demo study and find it; return the name for it."""
        return self._start(functools.partial(scan_demo, self._scanner, self._make_demo), tr("the demo study"))

    def start_demo_ct(self) -> str:
        """Make the CT of the demo study's phantom and find it; return the name for it."""
        return self._start(functools.partial(scan_demo_ct, self._scanner), tr("the demo CT"))

    def stop(self) -> None:
        """Be content with what was found so far."""
        if self.running:
            self.close()
            self.stopped = True
            self.changed.emit()

    def close(self) -> None:
        """Give up without a word."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.progress = None

    def clean_up(self) -> None:
        """Throw away what was unpacked: at the end, when no thread works any more."""
        self._scanner.close()

    def _start(self, work: Work[ScanResult], name: str) -> str:
        self.close()
        self._name, self.stopped, self.skipped = name, False, ()
        self._job = self._runner.submit(work, self._take, self._fail, self._take_progress)
        self.progress = Progress(0, None, tr("Opening {name}", name=name))  # the thread may still be busy
        self.changed.emit()
        return name

    def _take_progress(self, job: Job[ScanResult], progress: Progress) -> None:
        from meddiag_gui.imaging.scan import ScanProgress

        if job is not self._job:
            return
        self.progress = progress
        self.changed.emit()
        if isinstance(progress, ScanProgress) and progress.found is not None:
            self.found.emit(progress.found)

    def _take(self, job: Job[ScanResult], result: ScanResult) -> None:
        if job is not self._job:
            return
        self.close()
        self.skipped = result.skipped
        self.changed.emit()
        self.found.emit(result)
        if not result.patients:
            self.failed.emit(self._nothing(result))

    def _nothing(self, result: ScanResult) -> str:
        """Say why there is no picture."""
        if result.results:
            return tr(
                "{name} holds results of others, but none of the images that they belong to.", name=self._name
            )
        if not self.skipped:
            return tr("There is no file in {name}.", name=self._name)
        more = len(self.skipped) - 1
        return self.skipped[0] + (" " + tr("{n} more cannot be opened either.", n=more) if more else "")

    def _fail(self, job: Job[ScanResult], error: Exception) -> None:
        if job is self._job:
            self.close()
            self.changed.emit()
            self.failed.emit(sentence_for(error, tr("opening {name}", name=self._name)))
