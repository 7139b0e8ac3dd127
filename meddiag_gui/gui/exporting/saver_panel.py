"""Progress and Cancel of what is written, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.widgets import rule, text_label
from meddiag_gui.language import tr


class SaverPanel(QWidget):
    """Progress and Cancel while something is written, then where it lies; hidden at first.

    Signals
    -------
    cancelled
        Cancel was pressed.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = text_label(selectable=True)
        self.bar, self.button = QProgressBar(), QPushButton(tr("Cancel"))
        self.bar.setTextVisible(False)
        self.button.clicked.connect(self._on_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addWidget(rule())
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self.bar)
        self._running = False
        self.hide()

    def show_progress(self, words: str, fraction: float | None) -> None:
        """Say what is being written, and how far it is in [0, 1], if that is known."""
        self._running = True
        self.words.setText(words)
        self.button.setText(tr("Cancel"))
        self.bar.setRange(0, 0 if fraction is None else 100)
        self.bar.setValue(round((fraction or 0) * 100))
        self.bar.show()
        self.show()

    def show_end(self, words: str) -> None:
        """Say how it ended."""
        self._running = False
        self.words.setText(words)
        self.button.setText(tr("Dismiss"))
        self.bar.hide()
        self.setVisible(bool(words))

    def _on_button(self) -> None:
        if self._running:
            self.cancelled.emit()
        else:
            self.hide()
