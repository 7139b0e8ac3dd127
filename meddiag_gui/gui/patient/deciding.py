"""Decisions on who is who: questions that wait, links of one patient, and tying by hand."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.patient import work
from meddiag_gui.gui.runner import Job
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.patient.room import PatientRoom
    from meddiag_gui.library.patients.linking import Question
    from meddiag_gui.library.patients.story import Subject


class Deciding(QObject):
    """Shows links on their page and keeps what the user decides.

    Signals
    -------
    decided
        Something was decided.
    closed
        The page was left.
    """

    decided = Signal()
    closed = Signal()

    def __init__(self, desk: LibraryDesk, room: PatientRoom) -> None:
        super().__init__(room)
        self._desk, self._room = desk, room
        self._subject: Subject | None = None
        self._pair: tuple[int, int] | None = None
        self._job: Job[list[Question]] | None = None
        room.links.decided.connect(self._decide)
        room.links.closed.connect(self.closed)

    def show_all(self) -> None:
        """Show all that waits."""
        self._subject = self._pair = None
        self._job = self._desk.do(work.all_questions, self._show, self._fail)

    def show_links(self, subject: Subject) -> None:
        """Show how records are tied to a patient."""
        self._subject, self._pair = subject, None
        self._job = self._desk.do(functools.partial(work.links, subject), self._show, self._fail)

    def propose(self, person: int, patient: int) -> None:
        """Show two that the user thinks are one."""
        self._subject, self._pair = None, (person, patient)
        self._job = self._desk.do(functools.partial(work.propose, person, patient), self._show, self._fail)

    def _show(self, job: Job[list[Question]], found: list[Question]) -> None:
        if job is self._job:
            self._room.links.show_questions(found)
            self._room.show_page(self._room.links)

    def _fail(self, job: Job[list[Question]], error: Exception) -> None:
        self._room.failure.say(sentence_for(error, tr("looking up how records are tied")))

    def _decide(self, question: Question, same: bool, reason: str) -> None:
        decide = functools.partial(work.decide, question, self._pair, same, self._desk.who, reason)
        self._desk.do(decide, self._kept, self._not_kept)

    def _kept(self, job: Job[None], nothing: None) -> None:
        self.decided.emit()
        if self._subject is not None:
            self.show_links(self._subject)
        elif self._pair is not None:
            self.closed.emit()
        else:
            self.show_all()

    def _not_kept(self, job: Job[None], error: Exception) -> None:
        self._room.failure.say(sentence_for(error, tr("keeping the decision")))
