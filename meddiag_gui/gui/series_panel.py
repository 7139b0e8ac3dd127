"""The list of the series opened together, and how far their scan is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.series_list import SeriesList
from meddiag_gui.gui.session import Session
from meddiag_gui.gui.text import time_left
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr, tr_n


class SeriesPanel(QWidget):
    """The list, and below it the scan: its progress and Cancel, then what was left out and why."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scanning = session.scanning
        self.list = SeriesList(session)
        self._state = text_label("", "dim")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop, self.why = QPushButton(tr("Cancel")), QPushButton(tr("Show why"))
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
            return progress.message + time_left(progress.seconds_left)
        if self._scanning.stopped:
            return tr("Scanning was stopped; what was found so far is listed.")
        return tr_n("Left out: {n} file.", "Left out: {n} files.", skipped) if skipped else ""

    def _show_skipped(self) -> None:
        """Show the report in a window that does not block."""
        if self.report is None:
            self.report = QDialog(self)
            self.report.setWindowTitle(tr("What was left out, and why"))
            self.report.resize(760, 480)
            self._lines = QPlainTextEdit()
            self._lines.setReadOnly(True)
            QVBoxLayout(self.report).addWidget(self._lines)
        self._lines.setPlainText("\n".join(self._scanning.skipped))
        self.report.show()
        self.report.raise_()
