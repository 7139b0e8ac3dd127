"""Training as a feature of the window: its room, a word in the status bar, what becomes of it at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.rooms import Room
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.gui.training import words
from meddiag_gui.gui.training.board import Board
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.training.jobs import Job

ROOM = "training"
_MARGIN = 14  # pixels


class Training(Feature):
    """The training room, and what lasts while it is not on the screen.

    Signals
    -------
    evaluate_wanted
        A finished run's model is to be evaluated; carries its `Job`.
    """

    evaluate_wanted = Signal(object)

    def __init__(self, window: MainWindow, keeper: SettingsKeeper) -> None:
        super().__init__(window)
        self._window, self._keeper = window, keeper
        self.board = Board(self)
        self.sign = text_label("", "dim", wrap=False)
        window.statusBar().insertPermanentWidget(1, self.sign)
        window.rooms.add(Room(ROOM, self._make_room, needs="torch"))
        self.board.changed.connect(self._show_sign)

    def shut_down(self) -> None:  # noqa: D102  (the base class says it)
        self.board.shut_down(go_on=self._keeper.settings.training_goes_on)

    def start(self) -> None:
        """Find the trainings of earlier starts, and let the queue go on."""
        self.board.start()

    def enter(self) -> None:
        """Show the room, with jobs that were made just now."""
        self._window.rooms.enter(ROOM)
        self.board.refresh()

    def _make_room(self) -> QWidget:
        from meddiag_gui.gui.training.room import TrainingRoom  # not on the way to the window

        room = TrainingRoom(self.board, self._keeper.settings.training_goes_on)
        room.wanted.connect(self._do)
        room.go_on_changed.connect(self._keep_going_on)
        return room

    def _keep_going_on(self, go_on: bool) -> None:
        self._keeper.change(training_goes_on=go_on)

    def _do(self, key: str, job: Job) -> None:
        from meddiag_gui.training.wishes import Wish

        board = self.board
        wishes = {"pause": Wish.PAUSE, "finish": Wish.FINISH, "cancel": Wish.CANCEL}
        others: dict[str, Callable[[Job], object]] = {
            "resume": board.resume, "first": board.put_first, "remove": board.remove,
            "card": self._show_card, "recipe": self._show_recipe, "evaluate": self.evaluate_wanted.emit,
        }  # fmt: skip
        if key in wishes:
            board.stop(job, wishes[key])
        else:
            others[key](job)

    def _show_card(self, job: Job) -> None:
        self._show_file(job, job.bundle / "README.md")

    def _show_recipe(self, job: Job) -> None:
        self._show_file(job, job.folder / "recipe.toml")

    def _show_file(self, job: Job, path: Path) -> None:
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self._window.say_failure(sentence_for(error, tr("reading {name}", name=path.name)))
            return
        TextWindow(words.title(job), text, markdown=path.suffix == ".md", parent=self._window).show()

    def _show_sign(self) -> None:
        """Say in the main window that a training is under way."""
        job = self.board.active
        said = "" if job is None else words.progress(job, self.board.stories[job.id])
        self.sign.setText(tr("Training: {progress}", progress=said) if said else "")


class TextWindow(QDialog):
    """A recipe, or a model card as it is in the bundle; nothing in it is taken for HTML."""

    def __init__(
        self, title: str, text: str, *, markdown: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{title} – MedDiag")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 720)
        self.view = QTextBrowser()
        self.view.setOpenLinks(False)
        feature = QTextDocument.MarkdownFeature
        if markdown:
            self.view.document().setMarkdown(text, feature.MarkdownDialectGitHub | feature.MarkdownNoHTML)
        else:
            self.view.setPlainText(text)
        self.view.document().setDocumentMargin(_MARGIN)
        self.view.moveCursor(QTextCursor.MoveOperation.Start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
