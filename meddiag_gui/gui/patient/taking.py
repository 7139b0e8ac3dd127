"""Taking records in from the window: the files, the mappings that are missing, and what came of it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.patient import work
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr
from meddiag_gui.tasks import Progress

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.patient.mapping_page import MappingPage
    from meddiag_gui.gui.patient.room import PatientRoom
    from meddiag_gui.library.patients.importing import Outcome
    from meddiag_gui.records.tables.mapping import Mapping
    from meddiag_gui.records.tables.sheets import Sheet

_Guess = tuple["Mapping", tuple[str, ...]]


class Taking(QObject):
    """One import at a time; tables without a mapping wait for the user, one after the other.

    Signals
    -------
    taken
        Something came into the library.
    """

    taken = Signal()

    def __init__(self, desk: LibraryDesk, runner: Runner, room: PatientRoom) -> None:
        super().__init__(room)
        self._desk, self._runner, self._room = desk, runner, room
        self._job: Job[list[Outcome]] | None = None
        self._trying: Job[list[str]] | None = None
        self._outcomes: list[Outcome] = []
        self._open: list[tuple[Outcome, Sheet]] = []
        page = room.mapping
        page.changed.connect(self._try)
        page.accepted.connect(self._keep)
        page.left_out.connect(self._keep)
        page.cancelled.connect(self._give_up)
        room.stop_wanted.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Whether files are being read, or a table waits for its mapping."""
        return self._job is not None or bool(self._open)

    def take(self, paths: Sequence[Path]) -> None:
        """Take files or folders in, unless an import is under way."""
        if self.busy:
            self._room.failure.say(tr("An import is under way; wait for its end, or cancel it."))
            return
        self._outcomes = []
        self._submit(paths)

    def stop(self) -> None:
        """Stop reading; what was taken until then stays."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._end()

    def _submit(self, paths: Sequence[Path]) -> None:
        self._room.failure.say("")
        self._room.show_progress(Progress(0, None, tr("Reading the records")))
        take = functools.partial(work.take, tuple(paths), self._desk.who)
        self._job = self._desk.do_long(take, self._take, self._fail, self._progress)

    def _progress(self, job: Job[list[Outcome]], progress: Progress) -> None:
        self._room.show_progress(progress)

    def _take(self, job: Job[list[Outcome]], outcomes: list[Outcome]) -> None:
        self._job = None
        self._room.show_progress(None)
        self._outcomes += [outcome for outcome in outcomes if outcome.status != "mapping"]
        waiting = [outcome for outcome in outcomes if outcome.status == "mapping"]
        self._open += [(outcome, sheet) for outcome in waiting for sheet in outcome.sheets]
        self.taken.emit()
        self._go_on()

    def _fail(self, job: Job[list[Outcome]], error: Exception) -> None:
        self._job = None
        self._room.failure.say(sentence_for(error, tr("importing the records")))
        self._end()

    def _go_on(self) -> None:
        """Ask for the next mapping that is missing; at the end say what came of all."""
        if not self._open:
            self._end()
            return
        guess = functools.partial(work.guess_sheet, self._open[0][1])
        self._room.show_progress(Progress(0, None, tr("Looking at the table")))
        self._runner.submit(guess, self._show_guess, self._fail_guess)

    def _show_guess(self, job: Job[_Guess], guess: _Guess) -> None:
        self._room.show_progress(None)
        if self._open:
            self._room.mapping.show_sheet(self._open[0][1], *guess)
            self._room.show_page(self._room.mapping)

    def _fail_guess(self, job: Job[_Guess], error: Exception) -> None:
        self._room.failure.say(sentence_for(error, tr("looking at the table")))
        self._open.clear()
        self._end()

    def _try(self) -> None:
        page: MappingPage = self._room.mapping
        if self._trying is not None:
            self._trying.cancel()
        if page.sheet is not None and not page.mapping().problems():
            attempt = functools.partial(work.try_mapping, page.sheet, page.mapping())
            self._trying = self._runner.submit(attempt, self._show_preview, self._fail_preview)
        else:
            page.show_preview([])

    def _show_preview(self, job: Job[list[str]], lines: list[str]) -> None:
        if job is self._trying:
            self._room.mapping.show_preview(lines)

    def _fail_preview(self, job: Job[list[str]], error: Exception) -> None:
        if job is self._trying:
            self._room.mapping.show_preview([sentence_for(error, tr("reading the first rows"))])

    def _keep(self, sheet: Sheet, mapping: Mapping) -> None:
        """Remember a mapping; when a file has all it needs, take it in."""
        self._runner.submit(functools.partial(work.keep_mapping, sheet, mapping), self._kept, self._not_kept)

    def _kept(self, job: Job[None], nothing: None) -> None:
        if not self._open:
            return
        outcome, _ = self._open.pop(0)
        if self._open and self._open[0][0] is outcome:
            self._go_on()
        else:
            self._submit([outcome.path])

    def _not_kept(self, job: Job[None], error: Exception) -> None:
        self._room.failure.say(sentence_for(error, tr("keeping the mapping")))

    def _give_up(self) -> None:
        """Take nothing of the tables that still wait."""
        names = dict.fromkeys(outcome.name for outcome, _ in self._open)
        self._outcomes += [outcome for outcome, sheet in self._open if outcome.sheets[0] is sheet]
        self._open.clear()
        if names:
            self._room.failure.say(tr("Not imported: {names}.", names=", ".join(names)))
        self._end()

    def _end(self) -> None:
        self._room.show_progress(None)
        if self._outcomes:
            self._room.outcomes.show_outcomes(self._outcomes)
            self._room.show_page(self._room.outcomes)
        elif self._room.stack.currentWidget() is self._room.mapping:
            self._room.show_page(self._room.empty)
