"""After an unexpected end: what happened, and the files that were open, offered once above the picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import mark, tr

ENDED = mark("MedDiag ended unexpectedly last time.")
NOT_SENT = mark("Nothing is sent anywhere. The report names no file and no patient; you may pass it on.")


class RecoveryStrip(QFrame):
    """Offers to look at the report and to open again what was open.

    Parameters
    ----------
    report
        Text file with what happened.
    last
        What was opened last; None if that is not known.

    Signals
    -------
    chosen(list of Path)
        To be opened again.
    """

    chosen = Signal(list)

    def __init__(self, report: Path, last: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setProperty("kind", "notice")
        self._report, self._last = report, last
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(text_label(tr(ENDED)), 1)
        if last is not None:
            self.again = self._button(
                row, tr("Open {name} again", name=plain(last.name, 40)), self._open_again
            )
        self.show_report = self._button(row, tr("Show the report"), self._show_report)
        self.dismiss = self._button(row, tr("Dismiss"), self.hide)

    def _button(self, row: QHBoxLayout, text: str, slot: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(slot)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def _open_again(self) -> None:
        self.hide()
        self.chosen.emit([self._last])

    def _show_report(self) -> None:
        CrashReport(self._report, self.window()).show()


class CrashReport(QDialog):
    """The report as it stands, to read and copy."""

    def __init__(self, report: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Unexpected end"))
        self.resize(820, 560)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        try:
            self.text.setPlainText(report.read_text("utf-8", "replace"))
        except OSError as error:
            self.text.setPlainText(
                tr("{name} cannot be read: {reason}.", name=report.name, reason=error.strerror)
            )
        column = QVBoxLayout(self)
        column.addWidget(text_label(tr(NOT_SENT)))
        column.addWidget(self.text, 1)
        column.addWidget(text_label(str(report), "dim", selectable=True))
