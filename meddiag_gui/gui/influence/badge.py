"""The badge beside the map's controls: the verdict on the method, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.influence.words import VERDICTS
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.inference.saliency.trust import Verdict


def verdict_label(verdict: Verdict | None, text: str = "") -> QLabel:
    """Make a small field in the colour of a verdict; it says the verdict unless a text is given."""
    label = text_label(text or tr(VERDICTS[verdict]), "verdict", wrap=False)
    label.setProperty("verdict", verdict or "none")
    return label


class TrustBadge(QWidget):
    """A verdict in colour and words, one sentence of reason, and the way to the figures.

    Signals
    -------
    details_wanted
        The user wants the figures.
    """

    details_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = verdict_label(None)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)
        row.addStretch(1)
        button = QPushButton(tr("Figures …"))
        button.setToolTip(tr("What was measured of the maps (Ctrl+T)"))
        button.clicked.connect(self.details_wanted)
        row.addWidget(button)
        self._reason = text_label("", "dim", selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._reason)

    def show_verdict(self, verdict: Verdict | None, reason: str) -> None:
        """Show a verdict and why."""
        self._label.setText(tr(VERDICTS[verdict]))
        self._label.setProperty("verdict", verdict or "none")
        self._label.style().unpolish(self._label)  # the style sheet looks at properties only then
        self._label.style().polish(self._label)
        self._reason.setText(plain(reason, 400))
