"""The library room as a feature of the window."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.library.keeping import KeepingPage
from meddiag_gui.gui.library.lock_page import LockPage
from meddiag_gui.gui.library.room import LibraryRoom
from meddiag_gui.gui.rooms import Room
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.exporting.saver import Saver
    from meddiag_gui.gui.library.desk import LibraryDesk
    from meddiag_gui.gui.library.guard import Guard
    from meddiag_gui.gui.library.importing import Importing
    from meddiag_gui.gui.library.studies import StudyOpener
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.library.library import Library
    from meddiag_gui.tasks import CancelToken, Report

ROOM = "library"


class LibraryKeeping(Feature):
    """Finds, imports and deletes studies."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        desk: LibraryDesk,
        opener: StudyOpener,
        importing: Importing,
        guard: Guard,
        saver: Saver,
        keeper: SettingsKeeper,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._desk = window, session, desk
        self._opener, self.importing, self._keeper = opener, importing, keeper
        self.guard, self._saver = guard, saver
        self.room: LibraryRoom | None = None
        self.keeping: KeepingPage | None = None
        self._pages: QStackedWidget | None = None
        self.lock_page = LockPage(guard, window)
        window.rooms.add(Room(ROOM, self._make_room))
        desk.touched.connect(self._on_touched)
        desk.changed.connect(self.changed)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {
            "import": self.ask_files,
            "import_folder": self.ask_folder,
            "import_open": self.import_open,
            "lock": self.guard.lock,
        }

    def ask_files(self) -> None:
        """Ask which files to import."""
        self._ask(QFileDialog.FileMode.ExistingFiles, tr("Import images or ZIP archives"))

    def ask_folder(self) -> None:
        """Ask for a folder to import."""
        self._ask(QFileDialog.FileMode.Directory, tr("Import a folder"))

    def import_open(self) -> None:
        """Import all images that are open in the reading room."""
        stacks = self._session.stacks
        files = [stack.image(place)[0] for stack in stacks for place in range(len(stack))]
        if files:
            self.importing.start(list(dict.fromkeys(files)), self._keeper.settings.reference_imports)

    def _ask(self, mode: QFileDialog.FileMode, title: str) -> None:
        dialog = QFileDialog(self._window, title, self._keeper.settings.last_folder)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._import)
        dialog.open()

    def _import(self, names: list[str]) -> None:
        self._window.rooms.enter(ROOM)
        self.importing.start([Path(name) for name in names], self._keeper.settings.reference_imports)

    def start(self) -> None:
        """Look who may see the window, once it is on the screen."""
        self.guard.start()
        self._desk.ask(_is_there, _ignore, _ignore)

    def shut_down(self) -> None:  # noqa: D102
        self.guard.stop()
        self.importing.close()

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        actions["import_open"].setEnabled(bool(self._session.stacks))
        trains = self._desk.person is None or self._desk.may("train")
        for name in ("room_training", "room_wizard"):
            actions[name].setEnabled(trains)

    def _make_room(self) -> QWidget:
        settings = self._keeper.settings
        room = self.room = LibraryRoom(self._desk, self.importing, settings.reference_imports)
        room.opened.connect(self._opener.open)
        room.files_wanted.connect(self.ask_files)
        room.folder_wanted.connect(self.ask_folder)
        room.reference.toggled.connect(self._set_reference)
        room.keeping_wanted.connect(self._show_keeping)
        page = self.keeping = KeepingPage(self._desk, settings.idle_lock_minutes, settings.reader_name)
        page.closed.connect(self._show_studies)
        page.minutes_changed.connect(self._set_minutes)
        page.name_changed.connect(self._set_name)
        page.lock_wanted.connect(self.guard.lock)
        page.export_wanted.connect(self.export_verdicts)
        page.protection_changed.connect(self.guard.look_again)
        self._pages = QStackedWidget()
        self._pages.addWidget(room)
        self._pages.addWidget(page)
        self._pages.setFocusProxy(room)
        return self._pages

    def export_verdicts(self) -> None:
        """Save signed verdicts as a manifest for training."""
        write = functools.partial(self._export, self._desk.who)
        title, kind = tr("Save verdicts as a manifest"), tr("CSV table (*.csv)")
        self._saver.ask_file(title, "verdicts.csv", kind, write)

    def _export(self, who: str, target: Path, *, report: Report, token: CancelToken) -> object:
        return self._desk.bound(functools.partial(_export_verdicts, target, who))(report=report, token=token)

    def _show_keeping(self) -> None:
        if self._pages is not None and self.keeping is not None:
            self._pages.setCurrentWidget(self.keeping)

    def _show_studies(self) -> None:
        if self._pages is not None and self.room is not None:
            self._pages.setCurrentWidget(self.room)

    def _set_minutes(self, minutes: int) -> None:
        self._keeper.change(idle_lock_minutes=minutes)
        self._keeper.save()
        self.guard.set_minutes(minutes)

    def _set_name(self, name: str) -> None:
        self._keeper.change(reader_name=name)
        self._keeper.save()
        self._desk.reader_name = name

    def _set_reference(self, wanted: bool) -> None:
        self._keeper.change(reference_imports=wanted)
        self._keeper.save()

    def _on_touched(self, what: str) -> None:
        if self.room is not None and what not in ("draft", "scored", "prediction"):
            self.room.touch(what)


def _is_there(library: Library, *, report: Report, token: CancelToken) -> bool:
    """Say that there is a library."""
    return True


def _export_verdicts(
    target: Path, who: str, library: Library, *, report: Report, token: CancelToken
) -> object:
    from meddiag_gui.worklist.manifest import export_verdicts

    return export_verdicts(library, target, who=who, report=report, token=token)


def _ignore(job: object, outcome: object) -> None:
    """Take note of nothing: the desk itself says how the library stands."""
