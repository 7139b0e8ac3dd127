"""What the report answers of the field's checklists, and where it is written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.evaluation.page.page import checklist_blocks
from meddiag_gui.gui.evaluation.blocks_view import BlocksView
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.evaluation.work import Evaluated


class ChecklistPage(QWidget):
    """Checklists, and the buttons that save the report.

    Signals
    -------
    save_wanted
        Carries the ending: ``html``, ``pdf`` or ``json``.
    """

    save_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Evaluated | None = None
        self.named = QCheckBox(tr("Name images in the report"))
        self.html, self.pdf = QPushButton(tr("Save as HTML …")), QPushButton(tr("Save as PDF …"))
        self.json = QPushButton(tr("Save as JSON …"))
        self.blocks = BlocksView()
        row = QHBoxLayout()
        for widget in (self.html, self.pdf, self.json, self.named):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.blocks, 1)
        self.named.toggled.connect(self._show)
        self.html.clicked.connect(self._save_html)
        self.pdf.clicked.connect(self._save_pdf)
        self.json.clicked.connect(self._save_json)

    def show_evaluated(self, evaluated: Evaluated) -> None:
        """Show what another evaluation answers."""
        self._shown = evaluated
        self._show()

    def _show(self) -> None:
        if self._shown is not None:
            card, named = self._shown.bundle.metadata, self.named.isChecked()
            self.blocks.show_blocks(checklist_blocks(self._shown.report, card, name_images=named))

    def _save_html(self) -> None:
        self.save_wanted.emit("html")

    def _save_pdf(self) -> None:
        self.save_wanted.emit("pdf")

    def _save_json(self) -> None:
        self.save_wanted.emit("json")
