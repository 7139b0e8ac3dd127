"""What came of files of records, and what of each could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import retell, tr, tr_n

if TYPE_CHECKING:
    from meddiag_gui.library.patients.importing import Outcome

_MOST = 200  # complaints of one file


class OutcomesPage(QWidget):
    """One row a file; below it the complaints.

    Signals
    -------
    closed
        The user has seen it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = text_label("", "title")
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([tr("File"), tr("New"), tr("Known"), tr("Complaints"), tr("Persons")])
        self.tree.setUniformRowHeights(True)
        self.tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.close_page = QPushButton(tr("Close"))
        self.close_page.setAutoDefault(False)
        self.close_page.clicked.connect(self.closed)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self.close_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.tree, 1)
        column.addLayout(bottom)

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Show these."""
        self.tree.clear()
        failed = sum(outcome.status == "error" for outcome in outcomes)
        done = tr_n("{n} file was read", "{n} files were read", len(outcomes) - failed)
        self.title.setText(f"{done}, {tr_n('{n} could not', '{n} could not', failed)}" if failed else done)
        for outcome in outcomes:
            self.tree.addTopLevelItem(_item(outcome))
        if len(outcomes) == 1:
            self.tree.expandAll()


def _item(outcome: Outcome) -> QTreeWidgetItem:
    stored = outcome.stored
    if stored is None:
        item = QTreeWidgetItem([plain(outcome.name)])
        item.addChild(QTreeWidgetItem([plain(outcome.message, 300)]))
        item.setExpanded(True)
        return item
    counts = [str(stored.taken), str(stored.known), str(stored.left), str(len(stored.persons))]
    name = tr("{name} (taken in before)", name=plain(outcome.name)) if stored.again else plain(outcome.name)
    item = QTreeWidgetItem([name, *counts])
    for problem in stored.problems[:_MOST]:
        item.addChild(QTreeWidgetItem([plain(f"{retell(problem.place)}: {retell(problem.message)}", 300)]))
    if stored.left > min(len(stored.problems), _MOST):
        item.addChild(QTreeWidgetItem([tr("… and more; the command line lists the first thousand as JSON")]))
    return item
