"""Asking for a score although the input gate refused: in two steps, never by a slip."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.findings import words
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr


class OverrideGate(QWidget):
    """A button that first says what an override means.

    Signals
    -------
    confirmed
        The user was told, and wants the score.
    """

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = QPushButton(tr("Score it all the same …"))
        self._ask.clicked.connect(self._tell)
        self._told = QWidget()
        confirm, leave = QPushButton(tr("Override the gate")), QPushButton(tr("Leave it"))
        confirm.clicked.connect(self.confirmed)
        leave.clicked.connect(self._leave)
        buttons = QHBoxLayout()
        buttons.addWidget(confirm)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        told = QVBoxLayout(self._told)
        told.setContentsMargins(0, 0, 0, 0)
        told.addWidget(text_label(tr(words.OVERRIDE), "caution"))
        told.addLayout(buttons)
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._told)

    def _tell(self) -> None:
        self._ask.hide()
        self._told.show()

    def _leave(self) -> None:
        self._told.hide()
        self._ask.show()
