"""The window of a batch: what to judge, how far it is, the table, and all that was said of one file."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.batch import words
from meddiag_gui.gui.batch.run import ACTIVE, BatchRun, State
from meddiag_gui.gui.batch.table import COLUMNS, STANDING, BatchTable
from meddiag_gui.gui.batch.work import FileResult
from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import tr

_WIDTHS = {
    "Call": 90, "Finding": 150, "Probability": 90, "Operating point": 120, "Model": 240, "File": 220,
}  # fmt: skip
_DETAILS = 120  # pixels, for what was said of one file


class BatchWindow(QDialog):
    """Stays beside the main window; never blocks it, and the batch goes on when it is closed.

    Signals
    -------
    folder_wanted, files_wanted, open_wanted
        The user wants to judge a folder, files, or all images that are open.
    chosen
        A line was chosen for being looked at; carries the file's path.
    csv_wanted, json_wanted
        The user wants the results as a file.
    """

    folder_wanted = Signal()
    files_wanted = Signal()
    open_wanted = Signal()
    chosen = Signal(object)
    csv_wanted = Signal()
    json_wanted = Signal()

    def __init__(self, run: BatchRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Judge many images – MedDiag"))
        self.resize(1180, 680)
        self._run = run
        self.model, self._shown = BatchTable(self), QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.model)
        self._shown.setFilterRole(STANDING)
        self.filter, self.bar = QComboBox(), QProgressBar()
        self.filter.setAccessibleName(tr("Which lines are shown"))
        self.filter.activated.connect(self._on_filter)
        self.bar.setTextVisible(False)
        self.state = text_label("", selectable=True)
        self.details, self._details = text_label("", selectable=True), QScrollArea()
        self._details.setWidget(self.details)
        self._details.setWidgetResizable(True)
        self._details.setFrameShape(QFrame.Shape.NoFrame)
        self._details.setFixedHeight(_DETAILS)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.go_on, self.pause = QPushButton(tr("Go on")), QPushButton(tr("Pause"))
        self.cancel, self.csv = QPushButton(tr("Cancel")), QPushButton(tr("Save CSV …"))
        self.json = QPushButton(tr("Save JSON …"))
        self.table = self._make_table()
        self._keys = KeepKeys(self.filter)
        self._lay_out()
        for button, act in (
            (self.go_on, run.go_on), (self.pause, run.pause), (self.cancel, run.stop),
            (self.csv, self.csv_wanted), (self.json, self.json_wanted),
        ):  # fmt: skip
            button.clicked.connect(act)
        run.started.connect(self.model.clear)
        run.judged.connect(self.model.add)
        run.changed.connect(self.show_run)
        self.show_run()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._shown)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(24)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for name, width in _WIDTHS.items():
            table.setColumnWidth(COLUMNS.index(name), width)
        table.clicked.connect(self._open)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._open_current)
        table.selectionModel().currentRowChanged.connect(self._show_details)
        return table

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for name, wanted in (
            (tr("Folder …"), self.folder_wanted),
            (tr("Files …"), self.files_wanted),
            (tr("All open images"), self.open_wanted),
        ):
            button = QPushButton(name)
            button.setAutoDefault(False)
            button.clicked.connect(wanted)
            top.addWidget(button)
        top.addStretch(1)
        top.addWidget(self.filter)
        progress = QHBoxLayout()
        progress.addWidget(self.state, 1)
        for widget in (self.go_on, self.pause, self.cancel):
            widget.setAutoDefault(False)
            progress.addWidget(widget)
        bottom = QHBoxLayout()
        bottom.addWidget(text_label(tr(words.ORDER), "dim"), 1)
        for button in (self.csv, self.json):
            button.setAutoDefault(False)
            bottom.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for part in (top, progress):
            column.addLayout(part)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        column.addWidget(self._details)
        column.addLayout(bottom)

    def offer_going_on(self, possible: bool) -> None:
        """Offer to go on with the batch of an earlier start."""
        if self._run.state is State.NONE and possible:
            self.state.setText(tr("The latest batch is kept. Go on with it, or choose something else."))
            self.go_on.setVisible(True)

    def show_run(self) -> None:
        """Show how far the batch is."""
        run = self._run
        self.state.setText(words.progress(run))
        self.bar.setVisible(run.state in ACTIVE)
        self.bar.setRange(0, run.total)
        self.bar.setValue(run.done)
        self.pause.setVisible(run.state is State.RUNNING)
        self.cancel.setVisible(run.state in ACTIVE)
        self.go_on.setVisible(run.state in (State.PAUSED, State.STOPPED, State.FAILED))
        judged = self.model.rowCount() > 0
        self.csv.setEnabled(judged)
        self.json.setEnabled(judged)
        self._details.setVisible(bool(self.details.text()) and judged)
        self._count()

    def _count(self) -> None:
        """Write the counts into the filter; what is chosen stays."""
        kept = max(0, self.filter.currentIndex())
        names = [f"{tr('All')}  {self.model.rowCount()}"]
        names += [f"{tr(name)}  {self.model.counts.get(key, 0)}" for key, name in words.CALLS.items()]  # type: ignore[call-overload]
        if self.filter.count() != len(names):
            self.filter.addItems(names)
        for place, name in enumerate(names):
            self.filter.setItemText(place, name)
        self.filter.setCurrentIndex(kept)

    def _on_filter(self, place: int) -> None:
        standings = ("", *words.CALLS)
        self._shown.setFilterFixedString(standings[place])

    def _result(self, index: QModelIndex) -> FileResult | None:
        row = self._shown.mapToSource(index).row()
        return self.model.results[row] if row >= 0 else None

    def _open(self, index: QModelIndex) -> None:
        result = self._result(index)
        if result is not None:
            self.chosen.emit(result.path)

    def _open_current(self) -> None:
        self._open(self.table.currentIndex())

    def _show_details(self, index: QModelIndex) -> None:
        result = self._result(index)
        self.details.setText(words.details(result) if result is not None else "")
        self._details.setVisible(result is not None)
