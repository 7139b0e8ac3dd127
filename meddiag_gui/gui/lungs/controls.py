"""The findings panel's part on lung fields: switches, areas, and what makes them doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from meddiag_gui.gui.lungs import words
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import rule, text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.lungs.edits import LungEdits
    from meddiag_gui.gui.lungs.outlining import Outlining


class LungControls(QWidget):
    """Says what was measured; switches the outline.

    Signals
    -------
    shown_wanted, filled_wanted
        The user wants the outline, or its filling, on or off.
    """

    shown_wanted = Signal(bool)
    filled_wanted = Signal(bool)

    def __init__(self, outlining: Outlining, edits: LungEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outlining, self._edits = outlining, edits
        self._switch, self._filled = QCheckBox(tr("Show on the picture  (Shift+L)")), QCheckBox(tr("Filled"))
        self._switch.clicked.connect(self.shown_wanted)
        self._filled.clicked.connect(self.filled_wanted)
        self._areas, self._doubts = text_label(selectable=True), text_label("", "caution", selectable=True)
        self._state = text_label("", "dim", selectable=True)
        row = QHBoxLayout()
        row.addWidget(self._switch)
        row.addWidget(self._filled)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(rule())
        column.addWidget(text_label(tr("LUNG FIELDS"), "heading"))
        column.addLayout(row)
        self._rows = QVBoxLayout()
        column.addLayout(self._rows)
        for label in (self._areas, self._doubts, self._state):
            column.addWidget(label)

    def add_row(self, row: QWidget) -> None:
        """Put a row of another feature below the switches."""
        self._rows.addWidget(row)

    def show_lungs(self, shown: bool, filled: bool) -> None:
        """Show how the outline stands, and whether it is drawn; nothing where there is none to be had."""
        outlining = self._outlining
        found = self._edits.measured is not None or bool(outlining.message)
        self.setVisible(found or (shown and outlining.open))
        self._switch.setChecked(shown)
        self._filled.setChecked(filled)
        areas, doubts, state = self._lines()
        for label, lines in ((self._areas, areas), (self._doubts, doubts), (self._state, state)):
            label.setText("\n".join(plain(line, 400) for line in lines))
            label.setVisible(bool(lines))

    def _lines(self) -> tuple[list[str], list[str], list[str]]:
        """Areas, doubts, and one line on how it stands."""
        outlining, outline = self._outlining, self._outlining.outline
        if outline is None and outlining.unlike and not outlining.running:
            return [], [tr(words.REFUSED), *outlining.unlike], []
        if outline is None:
            return [], [], [outlining.message or tr(words.RUNNING if outlining.running else words.NONE_YET)]
        found, measured = outline.segmentation, self._edits.measured
        if measured is None:
            return [], [tr(words.REFUSED), *found.gate.reasons], []
        state = [tr(words.CAPTION), words.model_line(found), *found.notes]
        areas, opened = words.area_lines(measured), self._edits.opened
        if opened is not None and self._edits.edited:
            areas = [tr(words.EDITED), *areas]
            state = [words.edited_line(opened.base), *state]
        return areas, words.doubt_lines(measured, (*outlining.unlike, *self._edits.doubts)), state
