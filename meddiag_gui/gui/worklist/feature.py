"""The worklist as a feature of the window: its room, what opens from it, and what goes on behind it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.rooms import READING, Room
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.gui.worklist import work
from meddiag_gui.gui.worklist.room import WorklistRoom
from meddiag_gui.language import tr
from meddiag_gui.library.reading.lines import Filter

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.library.studies import StudyOpener
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.runner import Job
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.gui.verdict.case import Case
    from meddiag_gui.gui.worklist.arriving import Arriving
    from meddiag_gui.gui.worklist.scoring import Scoring

ROOM = "worklist"


class Worklist(Feature):
    """Opens what waits, one study after the other."""

    def __init__(
        self,
        window: MainWindow,
        desk: LibraryDesk,
        opener: StudyOpener,
        case: Case,
        scoring: Scoring,
        arriving: Arriving,
        keeper: SettingsKeeper,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._opener, self._case, self._keeper = window, desk, opener, case, keeper
        self.scoring, self.arriving = scoring, arriving
        self.room: WorklistRoom | None = None
        self._before: list[int] = []
        self._started = False
        window.rooms.add(Room(ROOM, self._make_room))
        opener.opened.connect(self._on_opened)
        opener.failed.connect(window.say_failure)
        desk.touched.connect(self._on_touched)
        scoring.changed.connect(self._show_background)
        arriving.changed.connect(self._show_background)

    def start(self) -> None:
        """Begin what goes on in the background, once the window is on the screen."""
        self._started = True
        settings = self._keeper.settings
        self.scoring.set_wanted(settings.score_in_background)
        if settings.watched_folder:
            self.arriving.watch(Path(settings.watched_folder))

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"next_unread": self.open_next}

    def shut_down(self) -> None:  # noqa: D102
        self.scoring.shut_down()
        self._desk.shut_down()
        self.arriving.shut_down()
        self._opener.close()

    def open_next(self) -> None:
        """Open the next unread study, in the order of the worklist as it was last seen."""
        wanted = self.room.wanted if self.room is not None else self._default_filter()
        found = self._case.found
        current = found.place.study if found is not None else None
        find = functools.partial(work.next_unread, wanted, self._before, current)
        self._desk.do(find, self._take_next, self._fail)

    def show_results(self, hides: bool) -> None:
        """Show or hide what models said in the list."""
        if self.room is not None:
            self.room.show_results(hides)

    def _default_filter(self) -> Filter:
        hides = self._keeper.settings.read_first
        return work.without_urgency(Filter()) if hides else Filter()

    def _make_room(self) -> QWidget:
        self.room = WorklistRoom(self._desk, self._keeper.settings.read_first)
        self.room.opened.connect(self._opener.open)
        self.room.watch_wanted.connect(self._ask_folder)
        self.room.unwatch_wanted.connect(self._unwatch)
        self.room.scoring_wanted.connect(self._set_scoring)
        self._show_background()
        return self.room

    def _on_opened(self, study: int) -> None:
        self._before = list(self.room.keys) if self.room is not None else []
        self._window.rooms.enter(READING)

    def _take_next(self, job: Job[int | None], study: int | None) -> None:
        if study is None:
            self._window.say_failure(tr("No other study waits in the worklist."))
        else:
            self._opener.open(study)

    def _on_touched(self, what: str) -> None:
        if self.room is not None:
            self.room.touch(what)
        if what == "open" and self._started and self._keeper.settings.score_in_background:
            self.scoring.set_wanted(True)  # it may have stopped when the library was locked
        elif what in ("import", "open"):
            self.scoring.look_again()

    def _set_scoring(self, wanted: bool) -> None:
        self._keeper.change(score_in_background=wanted)
        self._keeper.save()
        self.scoring.set_wanted(wanted)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self._window, tr("Watch a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._watch)
        dialog.open()

    def _watch(self, folder: str) -> None:
        self._keeper.change(watched_folder=folder)
        self._keeper.save()
        self.arriving.watch(Path(folder) if folder else None)

    def _unwatch(self) -> None:
        self._watch("")

    def _show_background(self) -> None:
        if self.room is not None:
            self.room.show_background(
                self.scoring.words(),
                self.scoring.wanted,
                self.arriving.words(),
                self.arriving.folder is not None,
            )
        self.changed.emit()

    def _fail(self, job: object, error: Exception) -> None:
        self._window.say_failure(sentence_for(error, tr("looking for the next study")))
