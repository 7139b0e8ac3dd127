"""The training room: all runs on the left; on the right what is known of the chosen ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLayout,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.training import words
from meddiag_gui.gui.training.board import Board, possible
from meddiag_gui.gui.training.buttons import RunButtons
from meddiag_gui.gui.training.plots import Plots
from meddiag_gui.gui.training.run_list import RunList
from meddiag_gui.gui.training.samples import SampleStrip
from meddiag_gui.gui.widgets import rule, text_label
from meddiag_gui.language import tr
from meddiag_gui.training.history import differences

if TYPE_CHECKING:
    from meddiag_gui.training.history import Story
    from meddiag_gui.training.jobs import Job

_NOTES = 6
_FIGURES = 9


class TrainingRoom(QWidget):
    """Shows the board; what the user wants goes out as signals.

    Signals
    -------
    wanted
        Something is to be done with a job; carries its key, as in `RunButtons`, and the `Job`.
    go_on_changed
        Trainings shall go on when the window is closed, or not.
    """

    wanted = Signal(str, object)
    go_on_changed = Signal(bool)

    def __init__(self, board: Board, go_on: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self.list, self.buttons, self.plots, self.samples = RunList(), RunButtons(), Plots(), SampleStrip()
        self.title, self.state = text_label("", "title"), text_label("", selectable=True)
        self.message, self.notes = text_label("", "failure"), text_label("", "dim", selectable=True)
        self.bar, self.go_on = QProgressBar(), QCheckBox(tr("Go on when the window is closed"))
        self.bar.setTextVisible(False)
        self.go_on.setChecked(go_on)
        self.go_on.setToolTip(tr("Otherwise a checkpoint is kept, and the queue goes on at the next start."))
        self._figures = [(text_label("", "dim", wrap=False), text_label("", selectable=True, wrap=False))
                         for _ in range(_FIGURES)]  # fmt: skip
        self._details = QWidget()
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.chosen.connect(self._show_chosen)
        self.buttons.wanted.connect(self._on_wanted)
        self.go_on.toggled.connect(self.go_on_changed)
        board.changed.connect(self.show_board)
        self.show_board()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102  (Qt's name)
        self._board.watch(True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802, D102
        self._board.watch(False)
        super().hideEvent(event)

    @property
    def chosen(self) -> list[Job]:
        """The chosen jobs, in the order of the list."""
        by_id = {job.id: job for job in self._board.jobs}
        return [by_id[id] for id in self.list.chosen_ids if id in by_id]  # noqa: A001

    def show_board(self) -> None:
        """Show what the board knows now."""
        self.list.show_jobs(self._board.jobs, self._board.stories)
        self.message.setText(self._board.message)
        self.message.setVisible(bool(self._board.message))
        self._show_chosen()

    def _on_wanted(self, key: str) -> None:
        for job in self.chosen[:1]:
            self.wanted.emit(key, job)

    def _show_chosen(self) -> None:
        jobs = self.chosen
        stories = [self._board.stories[job.id] for job in jobs]
        self._details.setVisible(bool(jobs))
        self.bar.setVisible(len(jobs) == 1 and jobs[0].alive)
        self.plots.setVisible(any(story.losses or story.epochs for story in stories))
        self.plots.show_runs(stories)
        one = (jobs[0], stories[0]) if len(jobs) == 1 else (None, None)
        self.buttons.show_for(*one)
        if one[0] is not None and one[1] is not None:
            self._show_one(one[0], one[1])
        else:
            self._show_several(jobs)

    def _show_one(self, job: Job, story: Story) -> None:
        self.title.setText(words.title(job))
        self.state.setText(words.progress(job, story))
        now = story.stage or story.now
        self.bar.setRange(0, int(now.get("total") or now.get("steps") or 0))
        self.bar.setValue(int(now.get("done") or now.get("step") or 0))
        for (name, value), known in zip(self._figures, _padded(words.figures(story)), strict=True):
            name.setText(known[0])
            value.setText(known[1])
        self.samples.show_answers(job.folder / "samples", story.samples)
        lines = [words.unreadable(story), *(words.note(event) for event in story.notes[-_NOTES:])]
        self.notes.setText("\n".join(filter(None, lines)))

    def _show_several(self, jobs: list[Job]) -> None:
        nothing = words.NOTHING if possible() else words.IMPOSSIBLE
        self.title.setText(tr("{n} runs beside each other", n=len(jobs)) if jobs else "")
        self.state.setText("" if jobs else tr(nothing))
        for label in (label for pair in self._figures for label in pair):
            label.clear()
        self.samples.clear()
        told = differences([self._board.stories[job.id] for job in jobs]) if len(jobs) > 1 else []
        self.notes.setText("\n".join(words.difference(name, values) for name, values in told))

    def _lay_out(self) -> None:
        left = QWidget()
        column = _column(left, (12, 12, 12, 10))
        column.addWidget(text_label(tr("TRAININGS"), "heading"))
        column.addWidget(self.list, 1)
        column.addWidget(self.go_on)
        details = _column(self._details, (0, 0, 0, 0))
        details.addWidget(self.buttons)
        details.addWidget(self.bar)
        details.addWidget(self.plots, 4)
        details.addWidget(rule())
        details.addLayout(self._figure_grid())
        details.addWidget(self.samples)
        details.addWidget(self.notes)
        details.addStretch(1)
        inner = QWidget()
        right = _column(inner, (18, 14, 18, 14))
        for widget in (self.message, self.title, self.state):
            right.addWidget(widget)
        right.addWidget(self._details, 1)
        right.addStretch(0)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(area)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([430, 1000])
        whole = _column(self, (0, 0, 0, 0))
        whole.addWidget(splitter)

    def _figure_grid(self) -> QLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        for place, (name, value) in enumerate(self._figures):
            row, block = place % 3, place // 3
            grid.addWidget(name, row, 2 * block)
            grid.addWidget(value, row, 2 * block + 1)
        for block in range(3):
            grid.setColumnStretch(2 * block + 1, 1)
        return grid


def _column(owner: QWidget, margins: tuple[int, int, int, int]) -> QVBoxLayout:
    column = QVBoxLayout(owner)
    column.setContentsMargins(*margins)
    column.setSpacing(10)
    return column


def _padded(known: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [*known, *[("", "")] * _FIGURES][:_FIGURES]
