"""Blocks of a report as widgets: the same headings, tables and figures that are written into files."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.evaluation.page.blocks import Block, Cell, Figures, Heading, Paragraph, Table
from meddiag_gui.gui import theme
from meddiag_gui.gui.evaluation.plot import PlotView
from meddiag_gui.gui.widgets import clear_layout, text_label

_ROW, _LONG = 22, 60
_CAUTION = Qt.ItemDataRole.UserRole
_FIGURES_HEIGHT = 270
_ROLES = {"plain": "", "use": "caution", "note": "dim", "caution": "caution"}


class TableBlock(QTableWidget):
    """A table of a report; as high as its rows unless ``scrolls``.

    Parameters
    ----------
    scrolls
        Whether it has a scroll bar of its own.
    """

    def __init__(self, parent: QWidget | None = None, *, scrolls: bool = False) -> None:
        super().__init__(parent)
        self._scrolls = scrolls
        self._head: tuple[str, ...] = ("",)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        if not scrolls:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_table(self, block: Table) -> None:
        """Show another table; items are kept where there are as many, so that a slider moves quickly."""
        another = (self.rowCount(), self.columnCount(), self._head) != (
            len(block.rows), _columns(block), block.head,
        )  # fmt: skip
        if another:
            self._head = block.head
            self.clear()
            self.setRowCount(len(block.rows))
            self.setColumnCount(_columns(block))
            self.setHorizontalHeaderLabels(list(block.head))
            self.horizontalHeader().setVisible(bool(block.head))
        for row, cells in enumerate(block.rows):
            for column, cell in enumerate(cells):
                self._show_cell(row, column, cell, bold=row == block.marked)
        if another:  # measuring all cells takes longer than filling them
            self.resizeColumnsToContents()
            if not self._scrolls:
                head = self.horizontalHeader().sizeHint().height() if block.head else 0
                self.setFixedHeight(head + _ROW * len(block.rows) + 16)

    def _show_cell(self, row: int, column: int, cell: Cell, *, bold: bool) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.setItem(row, column, item)
        text = f"{cell.text}   {cell.note}" if cell.note else cell.text
        if item.text() != text:
            item.setText(text)
            if len(text) > _LONG:
                item.setToolTip(text)
        if cell.caution != item.data(_CAUTION) or bold:
            look = theme.colors()
            item.setData(_CAUTION, cell.caution)
            item.setForeground(QBrush(QColor(look.caution if cell.caution else look.text)))
            font = item.font()
            font.setBold(bold)
            item.setFont(font)


def _columns(block: Table) -> int:
    return len(block.head) or (len(block.rows[0]) if block.rows else 0)


class BlocksView(QScrollArea):
    """Shows blocks one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(6)
        self.setWidget(inside)
        self.texts: list[str] = []

    def show_blocks(self, blocks: Iterable[Block]) -> None:
        """Show these, and nothing of those before."""
        clear_layout(self._column)
        while self._column.takeAt(0) is not None:
            pass
        self.texts = []
        for block in blocks:
            self._column.addWidget(self._widget(block))
        self._column.addStretch(1)

    def _widget(self, block: Block) -> QWidget:
        match block:
            case Heading():
                self.texts.append(block.text)
                return text_label(block.text, "title" if block.level < 3 else "heading", selectable=True)
            case Paragraph():
                self.texts.append(block.text)
                return text_label(block.text, _ROLES[block.kind], selectable=True)
            case Table():
                self.texts += [cell.text for row in block.rows for cell in row]
                shown = TableBlock()
                shown.show_table(block)
                return shown
            case Figures():
                return figure_row(block)


def figure_row(block: Figures) -> QWidget:
    """Put figures beside each other."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    for figure in block.figures:
        plot = PlotView()
        plot.setFixedHeight(_FIGURES_HEIGHT)
        plot.setMaximumWidth(460)
        plot.show_figure(figure)
        across.addWidget(plot)
    across.addStretch(1)
    return row
