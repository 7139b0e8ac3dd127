"""The patient room as a feature of the window: finds patients, and tells their story."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.patient import work
from meddiag_gui.gui.patient.deciding import Deciding
from meddiag_gui.gui.patient.room import PatientRoom
from meddiag_gui.gui.patient.taking import Taking
from meddiag_gui.gui.rooms import Room
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.library.studies import StudyOpener
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.library.patients.finding import Found
    from meddiag_gui.library.patients.story import Subject
    from meddiag_gui.records.timeline import Story

ROOM = "patient"
_KINDS = "FHIR, CSV, Excel (*.json *.ndjson *.jsonl *.csv *.tsv *.txt *.xlsx *.gz);;* (*)"


class PatientRecords(Feature):
    """Joins the room with the library.

    Attributes
    ----------
    room, taking, deciding
        None until the room is first entered.
    subject
        Whose story is told.
    """

    def __init__(
        self, window: MainWindow, desk: LibraryDesk, opener: StudyOpener, keeper: SettingsKeeper
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._opener, self._keeper = window, desk, opener, keeper
        self._runner = Runner("records", self)
        self.room: PatientRoom | None = None
        self.taking: Taking | None = None
        self.deciding: Deciding | None = None
        self.subject: Subject | None = None
        self._finding: Job[tuple[list[Found], int] | None] | None = None
        self._telling: Job[Story] | None = None
        self._tying: int | None = None
        window.rooms.add(Room(ROOM, self._make_room))
        desk.touched.connect(self._on_touched)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"import_records": self.ask_files}

    def shut_down(self) -> None:  # noqa: D102
        self._runner.shut_down()

    def ask_files(self) -> None:
        """Ask which files to take in."""
        self._window.rooms.enter(ROOM)
        self._ask(QFileDialog.FileMode.ExistingFiles, tr("Import patients' records"), _KINDS)

    def ask_folder(self) -> None:
        """Ask for a folder, all of whose files are taken in."""
        self._ask(QFileDialog.FileMode.Directory, tr("Import all records of a folder"), "")

    def search(self, text: str) -> None:
        """Find patients."""
        if self._finding is not None:
            self._finding.cancel()
        self._finding = self._desk.ask(functools.partial(work.find, text), self._show_found, self._fail)

    def show(self, subject: Subject) -> None:
        """Tell a patient's story."""
        from meddiag_gui.library.patients.story import Reader

        self.subject = subject
        if self._telling is not None:
            self._telling.cancel()
        reader = Reader(self._desk.who, self._keeper.settings.read_first)
        tell = functools.partial(work.tell, subject, reader)
        self._telling = self._desk.do(tell, self._show_story, self._fail)

    def _make_room(self) -> QWidget:
        room = self.room = PatientRoom()
        self.taking = Taking(self._desk, self._runner, room)
        self.deciding = Deciding(self._desk, room)
        room.search_wanted.connect(self.search)
        room.patient_chosen.connect(self._on_chosen)
        room.files_wanted.connect(self.ask_files)
        room.folder_wanted.connect(self.ask_folder)
        room.questions_wanted.connect(self.deciding.show_all)
        room.tie_wanted.connect(self._begin_tying)
        room.view.study_wanted.connect(self._opener.open)
        room.view.value_wanted.connect(self._say_value)
        room.view.links_wanted.connect(self._show_links)
        room.outcomes.closed.connect(self._back)
        self.taking.taken.connect(self._on_changed)
        self.deciding.decided.connect(self._on_changed)
        self.deciding.closed.connect(self._back)
        room.tie.setVisible(False)
        self.search("")
        return room

    # -- what comes back

    def _show_found(
        self,
        job: Job[tuple[list[Found], int] | None],
        answer: tuple[list[Found], int] | None,
    ) -> None:
        if self.room is not None and job is self._finding:
            found, waiting = answer or ([], 0)
            self.room.show_found(found, self.subject)
            self.room.show_questions(waiting)

    def _show_story(self, job: Job[Story], story: Story) -> None:
        if self.room is not None and job is self._telling:
            self.room.view.show_story(story)
            self.room.show_page(self.room.view)
            lone = self.subject is not None and self.subject.person is not None
            self.room.tie.setVisible(lone)

    def _fail(self, job: object, error: Exception) -> None:
        if self.room is not None:
            self.room.failure.say(sentence_for(error, tr("looking into the library")))

    def _say_value(self, key: int) -> None:
        self._desk.do(functools.partial(work.say_value, key), self._show_value, self._fail)

    def _show_value(self, job: Job[str], words: str) -> None:
        if self.room is not None:
            self.room.view.say(words)

    # -- what the user does

    def _on_chosen(self, found: Found) -> None:
        person, patient = self._tying, found.subject.patient
        if person is not None and self.deciding is not None:
            self._tying = None
            if patient is not None:
                self.deciding.propose(person, patient)
                return
        if self.room is not None:
            self.room.failure.say("")
        self.show(found.subject)

    def _begin_tying(self) -> None:
        """Take the next patient that is chosen in the list as the one to tie the record to."""
        if self.subject is not None and self.subject.person is not None and self.room is not None:
            self._tying = self.subject.person
            self.room.view.say(tr("Now choose in the list the patient whose images belong to this record."))

    def _show_links(self) -> None:
        if self.subject is not None and self.deciding is not None:
            self.deciding.show_links(self.subject)

    def _back(self) -> None:
        if self.room is None:
            return
        if self.subject is not None:
            self.show(self.subject)
        else:
            self.room.show_page(self.room.empty)

    def _on_changed(self) -> None:
        """Something about records is another: the list, and the story that is told."""
        if self.room is not None:
            self.search(self.room.search.text())

    def _on_touched(self, what: str) -> None:
        if self.room is not None and what in ("import", "open"):
            self.search(self.room.search.text())

    def _ask(self, mode: QFileDialog.FileMode, title: str, kinds: str) -> None:
        dialog = QFileDialog(self.room, title, "", kinds)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._take)
        dialog.open()

    def _take(self, names: list[str]) -> None:
        if self.taking is not None:
            self.taking.take([Path(name) for name in names])
