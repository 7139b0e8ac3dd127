"""The slim list of the series opened together, and how far their scan is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui import theme
from meddiag_gui.gui.session import Session
from meddiag_gui.gui.text import date, file_name, person_name, plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.tasks import format_seconds

if TYPE_CHECKING:
    from meddiag_gui.imaging.series import Stack


def stack_label(stack: Stack, *, with_patient: bool = False) -> str:
    """Write modality and description, then study date and number of images; a raster file by its name.

    Above them the patient, where those of several are listed.
    """
    first = stack.instances[0]
    whose = (plain(person_name(first.patient_name) or first.patient_id),) if with_patient else ()
    what = first.series_description or first.study_description or file_name(first.path)
    images = f"{len(stack)} images" if len(stack) > 1 else ""
    lines = whose, (first.modality, plain(what, 80)), (date(first.study_date), images)
    return "\n".join(filter(None, (" · ".join(filter(None, line)) for line in lines)))


class SeriesList(QListWidget):
    """A row a stack; the one looked at is marked, one with an unreadable file is red."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys belong to the picture
        session.stacks_changed.connect(self._fill)
        session.opening.connect(self._mark)
        self.itemClicked.connect(self._on_click)

    def _fill(self) -> None:
        stacks = self._session.stacks
        while self.count() > len(stacks):
            self.takeItem(self.count() - 1)
        self.addItems([""] * (len(stacks) - self.count()))
        patients = {(stack.instances[0].patient_id, stack.instances[0].patient_name) for stack in stacks}
        for row, stack in enumerate(stacks):
            self._fill_row(self.item(row), stack, with_patient=len(patients) > 1)
        self._mark()

    def _fill_row(self, item: QListWidgetItem, stack: Stack, *, with_patient: bool) -> None:
        label = stack_label(stack, with_patient=with_patient)
        if item.text() != label:
            item.setText(label)
        problems = self._session.problems
        bad = next((problems[i.path] for i in stack.instances if i.path in problems), "") if problems else ""
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, bad)
        item.setData(Qt.ItemDataRole.ForegroundRole, QColor(theme.FAILURE) if bad else None)

    def _mark(self) -> None:
        self.setCurrentRow(self._session.index)

    def _on_click(self, item: QListWidgetItem) -> None:
        self._session.show(self.row(item))


class SeriesPanel(QWidget):
    """The list, and below it the scan: its progress and Cancel, then what was left out and why."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scanning = session.scanning
        self.list = SeriesList(session)
        self._state = text_label("", "dim")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop, self.why = QPushButton("Cancel"), QPushButton("Show why")
        self.stop.clicked.connect(session.scanning.stop)
        self.why.clicked.connect(self._show_skipped)
        self.report: QDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        below = QVBoxLayout()
        below.setContentsMargins(10, 4, 10, 8)
        for widget in (self._state, self._bar, self.stop, self.why):
            below.addWidget(widget)
            if isinstance(widget, QPushButton):
                widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addLayout(below)
        self.setMinimumWidth(140)
        self._scanning.changed.connect(self._show)
        self._show()

    @property
    def state(self) -> str:
        """What is said of the scan; empty where there is nothing to say."""
        return self._state.text()

    @property
    def lines(self) -> str:
        """What the report says; empty before it is first shown."""
        return self._lines.toPlainText() if self.report is not None else ""

    def _show(self) -> None:
        progress, skipped = self._scanning.progress, len(self._scanning.skipped)
        self._state.setText(self._words())
        self._state.setVisible(bool(self.state))
        self._bar.setVisible(progress is not None)
        self.stop.setVisible(progress is not None)
        self.why.setVisible(progress is None and skipped > 0)
        fraction = progress.fraction if progress is not None else None
        self._bar.setRange(0, 0 if fraction is None else 100)
        self._bar.setValue(round((fraction or 0) * 100))

    def _words(self) -> str:
        progress, skipped = self._scanning.progress, len(self._scanning.skipped)
        if progress is not None:
            left = f", {format_seconds(progress.seconds_left)} left" if progress.seconds_left else ""
            return progress.message + left
        if self._scanning.stopped:
            return "Scanning was stopped; what was found so far is listed."
        return f"Left out: {skipped} file{'s' if skipped > 1 else ''}." if skipped else ""

    def _show_skipped(self) -> None:
        """Show the report in a window that does not block."""
        if self.report is None:
            self.report = QDialog(self)
            self.report.setWindowTitle("What was left out, and why")
            self.report.resize(760, 480)
            self._lines = QPlainTextEdit()
            self._lines.setReadOnly(True)
            QVBoxLayout(self.report).addWidget(self._lines)
        self._lines.setPlainText("\n".join(self._scanning.skipped))
        self.report.show()
        self.report.raise_()
