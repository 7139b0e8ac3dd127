"""The view of a list of studies: dense, sorted by a click on a column, opened by Enter or a double click."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from meddiag_gui.gui.library.paged import PagedTable

_ROW = 24
_INDENT = 6  # pixels, as in the titles
_SELECTED = QStyle.StateFlag.State_Selected.value  # enums are slow to combine, for every cell
_LINE = (
    Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
)


class PlainCells(QStyledItemDelegate):
    """Draws a cell as a line of text and no more: styled cells take Qt four times as long, one by one."""

    def paint(  # noqa: D102  (Qt's name)
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, palette = option.rect, option.palette
        chosen = bool(option.state.value & _SELECTED)
        if chosen:
            painter.fillRect(rect, palette.highlight())
        painter.setPen((palette.highlightedText() if chosen else palette.text()).color())
        painter.drawText(rect.adjusted(_INDENT, 0, -2, 0), _LINE, index.data())


class StudyTable(QTableView):
    """Shows a `PagedTable`.

    Signals
    -------
    opened
        A study is to be opened; carries its key.
    sorted_by
        A column's title was clicked; carries the column's id.
    moved
        Another line is the current one.
    """

    opened = Signal(int)
    sorted_by = Signal(str)
    moved = Signal()

    def __init__(self, table: PagedTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setModel(table)
        self.setItemDelegate(PlainCells(self))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(_ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # else Qt measures every row
        titles = self.horizontalHeader()
        titles.setHighlightSections(False)
        titles.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        titles.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        titles.setStretchLastSection(True)
        titles.setSectionsClickable(True)
        titles.sectionClicked.connect(self._on_title)
        for place, column in enumerate(table.columns):
            self.setColumnWidth(place, column.width)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._open_current)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._on_row)

    @property
    def current(self) -> int | None:
        """Key of the current row's study; None where it is not known (yet)."""
        return self._key(self.currentIndex().row())

    @property
    def chosen(self) -> list[int]:
        """Keys of all chosen rows' studies that were looked at, in order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [key for key in map(self._key, rows) if key is not None]

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        if 0 <= row < self._table.rowCount():
            self.setCurrentIndex(self._table.index(row, 0))
        self.moved.emit()

    def show_sort(self, column: str, descending: bool) -> None:
        """Show by which column it is sorted."""
        ids = [one.id for one in self._table.columns]
        titles = self.horizontalHeader()
        titles.setSortIndicatorShown(column in ids)
        if column in ids:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            titles.setSortIndicator(ids.index(column), order)

    def _on_title(self, section: int) -> None:
        self.sorted_by.emit(self._table.columns[section].id)

    def _open(self, index: QModelIndex) -> None:
        key = self._key(index.row())
        if key is not None:
            self.opened.emit(key)

    def _key(self, row: int) -> int | None:
        found = self._table.peek(row) if 0 <= row < self._table.rowCount() else None
        return found.study if found is not None else None

    def _open_current(self) -> None:
        self._open(self.currentIndex())

    def _on_row(self, current: QModelIndex, before: QModelIndex) -> None:
        self.moved.emit()
