"""What stands in place of the planes: how far reading is, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.text import time_left
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.tasks import Progress

_WIDTH = 480


class WaitingPage(QWidget):
    """A sentence, a bar while there is something to wait for, and a button.

    Signals
    -------
    left
        The user gives up, or goes back.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message, self._bar, self._button = text_label(), QProgressBar(), QPushButton()
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar.setTextVisible(False)
        self._button.clicked.connect(self.left)
        middle = QWidget()
        middle.setFixedWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setSpacing(12)
        column.addWidget(self._message)
        column.addWidget(self._bar)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        QGridLayout(self).addWidget(middle, 0, 0, Qt.AlignmentFlag.AlignCenter)

    @property
    def message(self) -> str:
        """What it says."""
        return self._message.text()

    def wait(self, progress: Progress | None = None) -> None:
        """Say that slices are read, and how far that is."""
        fraction = progress.fraction if progress is not None else None
        self._bar.setRange(0, 0 if fraction is None else 1000)
        self._bar.setValue(round((fraction or 0) * 1000))
        self._bar.show()
        self._button.setText(tr("Cancel"))
        left = progress.seconds_left if progress is not None else None
        words = progress.message if progress is not None else tr("Reading slices")
        self._message.setText(words + time_left(left))

    def refuse(self, sentence: str) -> None:
        """Say why there are no planes."""
        self._bar.hide()
        self._button.setText(tr("Back to the series  (P)"))
        self._message.setText(sentence)
