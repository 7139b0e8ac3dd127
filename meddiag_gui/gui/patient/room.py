"""The patient room: the list of patients, and beside it the view or the page that is at work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.patient.links import LinksPage
from meddiag_gui.gui.patient.mapping_page import MappingPage
from meddiag_gui.gui.patient.outcomes import OutcomesPage
from meddiag_gui.gui.patient.view import PatientView
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import KeepKeys, Strip, text_label
from meddiag_gui.language import tr, tr_n
from meddiag_gui.tasks import Progress, format_seconds

if TYPE_CHECKING:
    from meddiag_gui.library.patients.finding import Found

_PAUSE = 180  # ms after the last key before a search
_FOUND = Qt.ItemDataRole.UserRole


class PatientRoom(QWidget):
    """Signals say what the user wants; the feature does it.

    Signals
    -------
    search_wanted
        Carries the text.
    patient_chosen
        Carries the `Found`.
    files_wanted, folder_wanted, questions_wanted, tie_wanted, stop_wanted
        Import files or a folder; decide what waits; tie a record by hand; stop what is under way.
    """

    search_wanted = Signal(str)
    patient_chosen = Signal(object)
    files_wanted = Signal()
    folder_wanted = Signal()
    questions_wanted = Signal()
    tie_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search, self.list = QLineEdit(), QListWidget()
        self.search.setPlaceholderText(tr("Name or patient ID"))
        self.search.setClearButtonEnabled(True)
        self.view, self.links, self.mapping = PatientView(), LinksPage(), MappingPage()
        self.outcomes, self.stack = OutcomesPage(), QStackedWidget()
        self.empty = text_label("", "dim")
        self.failure = Strip("failure")
        self.bar, self.state = QProgressBar(), text_label("", "dim", wrap=False)
        self.files, self.folder = QPushButton(tr("Import records…")), QPushButton(tr("Import a folder…"))
        self.questions, self.tie = QPushButton(), QPushButton(tr("Tie to a patient of images…"))
        self.stop = QPushButton(tr("Cancel"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._keys = KeepKeys(self.search)
        self._lay_out()
        self._join()
        self.show_questions(0)
        self.show_progress(None)
        self.show_page(self.empty)

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 10, 8, 10)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        for button in (self.questions, self.tie, self.files, self.folder):
            button.setAutoDefault(False)
            column.addWidget(button)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for page in (self.empty, self.view, self.links, self.mapping, self.outcomes):
            self.stack.addWidget(page)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(side)
        split.addWidget(self.stack)
        split.setSizes([260, 1100])
        split.setStretchFactor(1, 1)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(12, 4, 12, 6)
        foot.addWidget(self.state)
        foot.addWidget(self.bar, 1)
        foot.addWidget(self.stop)
        self.bar.setTextVisible(False)
        self.stop.setAutoDefault(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.failure)
        whole.addWidget(split, 1)
        whole.addWidget(self._foot)
        self.setFocusProxy(self.search)

    def _join(self) -> None:
        self.search.textChanged.connect(self._timer.start)
        self.search.returnPressed.connect(self._take_first)
        self._timer.timeout.connect(self._search_now)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.files.clicked.connect(self.files_wanted)
        self.folder.clicked.connect(self.folder_wanted)
        self.questions.clicked.connect(self.questions_wanted)
        self.tie.clicked.connect(self.tie_wanted)
        self.stop.clicked.connect(self.stop_wanted)

    def show_found(self, found: Sequence[Found], subject: object) -> None:
        """Show the patients; the one that is looked at stays chosen."""
        self.list.blockSignals(True)
        self.list.clear()
        for each in found:
            item = QListWidgetItem(_line(each))
            item.setData(_FOUND, each)
            self.list.addItem(item)
            if each.subject == subject:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self.stack.currentWidget() is self.empty:
            self.empty.setText(
                tr("Choose a patient.")
                if found
                else tr("No patient was found. Records come from FHIR bundles, NDJSON, CSV and Excel files.")
            )

    def show_questions(self, waiting: int) -> None:
        """Offer to decide what waits."""
        self.questions.setVisible(waiting > 0)
        self.questions.setText(
            tr_n("{n} record waits for a decision…", "{n} records wait for a decision…", waiting)
        )

    def show_page(self, page: QWidget) -> None:
        """Put a page beside the list."""
        self.stack.setCurrentWidget(page)

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far long work is; None for no work."""
        self._foot.setVisible(progress is not None)
        for button in (self.files, self.folder):
            button.setEnabled(progress is None)
        if progress is not None:
            left = progress.seconds_left
            words = tr("{time} left", time=format_seconds(left)) if left is not None else ""
            self.state.setText("  ".join(filter(None, (plain(progress.message, 60), words))))
            fraction = progress.fraction
            self.bar.setRange(0, 0 if fraction is None else 1000)
            self.bar.setValue(round(1000 * (fraction or 0)))

    def _search_now(self) -> None:
        self.search_wanted.emit(self.search.text())

    def _take_first(self) -> None:
        if self.list.count():
            self.list.setCurrentRow(0)
            self.view.timeline.setFocus()

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.patient_chosen.emit(item.data(_FOUND))


def _line(found: Found) -> str:
    """Two lines of one patient."""
    born = found.birth_date
    if len(born) == 8 and born.isdigit():
        born = f"{born[:4]}-{born[4:6]}-{born[6:]}"
    counts = [tr_n("{n} study", "{n} studies", found.studies)] if found.studies else []
    counts += [tr("records")] if found.records else []
    counts += [tr("asks")] if found.asked else []
    first = plain(found.name or tr("Name not known"), 60)
    return f"{first}\n{'  '.join(filter(None, (plain(found.patient_id, 40), born, *counts)))}"
