"""How far the score moves on altered copies of the picture: asked for by one click, never by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.findings.words import number
from meddiag_gui.gui.reading import Reading
from meddiag_gui.gui.text import duration, finding_name
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.inference.stability import Spread


class StabilityRow(QWidget):
    """A button, and the answer in its place."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._button = QPushButton(tr("Test on altered copies"))
        self._button.setToolTip(
            tr("Shift, scale, turn and mirror the picture a little, and score it again (Shift+M)")
        )
        self._button.clicked.connect(reading.test_stability)
        self._words = text_label("", "dim", selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._words)
        reading.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        reading = self._reading
        self.setVisible(reading.has_scores)
        self._button.setVisible(not reading.spreads and not reading.testing)
        words = [spread_words(spread) for spread in reading.spreads]
        if reading.testing:
            words = [tr("Scoring altered copies …")]
        self._words.setText("\n".join(words) or reading.stability_message)
        self._words.setVisible(bool(self._words.text()))


def spread_words(spread: Spread) -> str:
    """Say how far one score moves, and what finding that out cost."""
    low, high = number(spread.low), number(spread.high)
    return tr(
        "{finding} on {copies} slightly altered copies: {range}, SD {sd:.2f} ({time}).",
        finding=finding_name(spread.finding),
        copies=spread.copies,
        range=low if low == high else tr("{low} to {high}", low=low, high=high),
        sd=spread.sd,
        time=duration(spread.cost_ms),
    )
