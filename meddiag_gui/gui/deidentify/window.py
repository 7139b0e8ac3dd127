"""The window of a de-identification: from where, to where, what is kept; a look at what is in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QSlider,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.deidentify.form import OptionsForm
from meddiag_gui.gui.deidentify.picture import ReviewPicture
from meddiag_gui.gui.text import file_name, plain, time_left
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.imaging.deidentify.outcome import Outcome, Status
from meddiag_gui.language import mark, retell, tr, tr_n
from meddiag_gui.tasks import Progress

_HINT = mark(
    "Originals are never changed. Names, numbers, dates and texts leave the header, writing is covered in "
    "the pixels, and what is in doubt waits here for your eyes before it is written."
)
STATUSES = {
    Status.DONE: mark("written"),
    Status.BEFORE: mark("written before"),
    Status.HELD: mark("waits for a look"),
    Status.LEFT_OUT: mark("left out"),
    Status.ERROR: mark("failed"),
}
_COLUMNS = (mark("File"), mark("State"), mark("Regions"), mark("Why"))


class DeidentifyWindow(QDialog):
    """Stays beside the main window; never blocks it.

    Signals
    -------
    source_wanted, target_wanted, start_wanted, cancelled
        The user wants to choose a folder, to begin, or to stop.
    shown
        A file is to be looked at; carries its row.
    frame_wanted
        Another frame of it is to be shown.
    confirmed
        The rectangles on the picture are what is to be covered; carries the row.
    """

    source_wanted = Signal()
    target_wanted = Signal()
    start_wanted = Signal()
    cancelled = Signal()
    shown = Signal(int)
    frame_wanted = Signal(int)
    confirmed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("De-identify files – MedDiag"))
        self.resize(1180, 780)
        self.source, self.target = QPushButton(tr("From …")), QPushButton(tr("To …"))
        self.places = text_label("", "dim", selectable=True)
        self.form, self.picture = OptionsForm(), ReviewPicture()
        self.state, self.bar = text_label(tr(_HINT), selectable=True), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.start, self.cancel = QPushButton(tr("Start")), QPushButton(tr("Cancel"))
        self.confirm = QPushButton(tr("Write with these regions covered"))
        self.delete = QPushButton(tr("Delete the region"))
        self.doubt = text_label("", "caution")
        self.frames = QSlider(Qt.Orientation.Horizontal)
        self.table = self._make_table()
        self._connect()
        self._lay_out()
        self._show_review(False)
        self.set_ready(False)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(_COLUMNS))
        table.setHorizontalHeaderLabels([tr(words) for words in _COLUMNS])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setFrameShape(QTableWidget.Shape.NoFrame)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        table.setColumnWidth(0, 190)
        table.setColumnWidth(1, 120)
        table.setColumnWidth(2, 60)
        return table

    def _connect(self) -> None:
        for button, wanted in (
            (self.source, self.source_wanted), (self.target, self.target_wanted),
            (self.start, self.start_wanted), (self.cancel, self.cancelled),
        ):  # fmt: skip
            button.clicked.connect(wanted)
        for button in (self.source, self.target, self.start, self.cancel, self.confirm, self.delete):
            button.setAutoDefault(False)
        self.confirm.clicked.connect(self._confirm)
        self.delete.clicked.connect(self.picture.delete_chosen)
        self.table.currentCellChanged.connect(self._on_row)
        self.frames.valueChanged.connect(self.frame_wanted)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._confirm)

    def _lay_out(self) -> None:
        self.cancel.hide()
        top = QHBoxLayout()
        for widget in (self.source, self.target, self.places):
            top.addWidget(widget, 1 if widget is self.places else 0)
        top.addWidget(self.start)
        top.addWidget(self.cancel)
        below = QHBoxLayout()
        below.addWidget(self.frames, 1)
        below.addWidget(self.delete)
        below.addWidget(self.confirm)
        review = QWidget()
        side = QVBoxLayout(review)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.doubt)
        side.addWidget(self.picture, 1)
        side.addLayout(below)
        files = QWidget()
        list_side = QVBoxLayout(files)
        list_side.setContentsMargins(0, 0, 0, 0)
        list_side.addWidget(self.form)
        list_side.addWidget(self.table, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(files)
        splitter.addWidget(review)
        splitter.setSizes([520, 640])
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.state)
        column.addWidget(self.bar)
        column.addWidget(splitter, 1)

    def set_places(self, source: Path | None, target: Path | None) -> None:
        """Show from where to where files go."""
        names = [file_name(place) if place is not None else "…" for place in (source, target)]
        self.places.setText(tr("{source}  to  {target}", source=names[0], target=names[1]))
        self.set_ready(source is not None and target is not None)

    def set_ready(self, ready: bool) -> None:
        """Say whether a run can begin."""
        self.start.setEnabled(ready)

    def begin(self) -> None:
        """Show that files are under way."""
        self.table.setRowCount(0)
        self._show_review(False)
        self.start.hide()
        self.cancel.show()
        self.bar.setRange(0, 0)
        self.bar.show()

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        words = tr(
            "{doing} {done} of {total}", doing=progress.message, done=progress.done, total=progress.total
        )
        self.state.setText(words + time_left(progress.seconds_left))
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(progress.done)

    def end(self, sentence: str) -> None:
        """Show that nothing is under way any more."""
        self.state.setText(sentence)
        self.bar.hide()
        self.cancel.hide()
        self.start.show()

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """List the files, those that wait for a look first."""
        self.table.blockSignals(True)
        self.table.setRowCount(len(outcomes))
        for row, outcome in enumerate(outcomes):
            self.show_outcome(row, outcome)
        self.table.blockSignals(False)
        held = sum(outcome.status is Status.HELD for outcome in outcomes)
        written = sum(outcome.status in (Status.DONE, Status.BEFORE) for outcome in outcomes)
        words = tr_n("{n} file is written.", "{n} files are written.", written)
        if held:
            words += " " + tr_n("{n} waits for a look.", "{n} wait for a look.", held)
        self.end(words)

    def show_outcome(self, row: int, outcome: Outcome) -> None:
        """Show what became of one file."""
        cells = (
            file_name(outcome.path), tr(STATUSES[outcome.status]), str(len(outcome.boxes) or ""),
            retell(" ".join(outcome.doubts) or outcome.message),
        )  # fmt: skip
        for column, words in enumerate(cells):
            item = QTableWidgetItem(plain(words, 300))
            item.setToolTip(plain(words, 300))
            self.table.setItem(row, column, item)

    def show_picture(self, outcome: Outcome, frames: int) -> None:
        """Make ready for a look at a file; its picture follows."""
        self._show_review(True)
        self.doubt.setText(retell(" ".join(outcome.doubts)) or tr(STATUSES[outcome.status]))
        self.confirm.setVisible(outcome.status is Status.HELD)
        self.delete.setVisible(outcome.status is Status.HELD)
        self.picture.setEnabled(outcome.status is Status.HELD)
        self.frames.blockSignals(True)
        self.frames.setRange(0, max(0, frames - 1))
        self.frames.setValue(0)
        self.frames.blockSignals(False)
        self.frames.setVisible(frames > 1)
        self.picture.show_boxes(outcome.boxes)

    def _show_review(self, there: bool) -> None:
        for widget in (self.confirm, self.delete, self.frames, self.doubt):
            widget.setVisible(there)
        if not there:
            self.picture.show_picture(None)
            self.picture.show_boxes(())

    def _on_row(self, row: int, *before: int) -> None:
        if row >= 0:
            self.shown.emit(row)

    def _confirm(self) -> None:
        if not self.confirm.isHidden() and self.table.currentRow() >= 0:
            self.confirmed.emit(self.table.currentRow())
