"""The list of the measurements of the active picture, with their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import rule, text_label
from meddiag_gui.imaging.measure.annotation import KINDS, Annotation
from meddiag_gui.imaging.measure.words import summary, value_words
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meddiag_gui.imaging.measure.figures import Figures

_ROWS = 6  # that are seen without scrolling
_ID = Qt.ItemDataRole.UserRole


class MeasurementsPanel(QWidget):
    """Lists what was marked; hidden while there is nothing.

    Signals
    -------
    chosen
        A row was chosen; carries the id of its annotation.
    copy_text, copy_table, delete
        The buttons below the list.
    """

    chosen = Signal(str)
    copy_text = Signal()
    copy_table = Signal()
    delete = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setAccessibleName(tr("Measurements"))
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._choose)
        self._details = text_label("", "dim", selectable=True)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addWidget(rule())
        column.addWidget(text_label(tr("MEASUREMENTS"), "heading"))
        column.addWidget(self.list)
        column.addWidget(self._details)
        row = QHBoxLayout()
        for words, tip, signal in (
            (tr("Copy"), tr("Copy all as lines of text (Ctrl+Shift+C)"), self.copy_text),
            (tr("Copy as CSV"), tr("Copy all as a table, with unrounded values"), self.copy_table),
            (tr("Delete"), tr("Delete the selected one (Del)"), self.delete),
        ):
            button = QPushButton(words)
            button.setToolTip(tip)
            button.clicked.connect(signal)
            row.addWidget(button)
        self._delete = button
        row.addStretch(1)
        column.addLayout(row)

    def show_all(self, measured: Sequence[tuple[Annotation, Figures]], selected: str) -> None:
        """List annotations with what they measure."""
        with QSignalBlocker(self.list):
            while self.list.topLevelItemCount() > len(measured):
                self.list.takeTopLevelItem(len(measured))
            self.list.setCurrentIndex(QModelIndex())
            for place, (annotation, figures) in enumerate(measured):
                item = self.list.topLevelItem(place) or QTreeWidgetItem(self.list)
                item.setText(0, f"{place + 1}  {tr(KINDS[annotation.kind].name)}")
                item.setText(1, plain(summary(annotation, figures)))
                item.setData(0, _ID, annotation.id)
                if annotation.id == selected:
                    self.list.setCurrentItem(item)
            self.list.setFixedHeight(self.list.sizeHintForRow(0) * min(len(measured), _ROWS) + 2)
        chosen = [figures for annotation, figures in measured if annotation.id == selected]
        self._details.setText(_details(chosen[0]) if chosen else "")
        self._details.setVisible(bool(self._details.text()))
        self._delete.setEnabled(bool(chosen))
        self.setVisible(bool(measured))

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, _ID))


def _details(figures: Figures) -> str:
    """All quantities, and what they are worth."""
    lines = [f"{tr(quantity.name)} {value_words(quantity)}" for quantity in figures.quantities[1:]]
    said = [tr(part) for part in (figures.source, figures.note) if part]
    worth = [part[:1].upper() + part[1:] for part in said]
    return "\n".join((*("   ".join(lines[at : at + 2]) for at in range(0, len(lines), 2)), *worth))
