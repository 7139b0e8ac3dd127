"""The view of a list of studies: dense, sorted by a click on a column, opened by Enter or a double click."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from meddiag_gui.gui.library.paged import PagedTable

_ROW = 24


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
        """Key of the current line's study."""
        row = self.currentIndex().row()
        return self._table.keys[row] if 0 <= row < len(self._table.keys) else None

    @property
    def chosen(self) -> list[int]:
        """Keys of all chosen lines' studies, in order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._table.keys[row] for row in rows]

    def show_keys(self, keys: list[int]) -> None:
        """Show other studies; the one that the user is at stays the current one, where it is listed."""
        if keys == self._table.keys:
            self._table.renew()
            return
        current, top = self.current, self.verticalScrollBar().value()
        self._table.show_keys(keys)
        row = self._table.row_of(current) if current is not None and self.hasFocus() else None
        if row is not None:
            self.setCurrentIndex(self._table.index(row, 0))
        elif keys:
            self.setCurrentIndex(self._table.index(0, 0))
        self.verticalScrollBar().setValue(top)
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
        if index.isValid():
            self.opened.emit(self._table.keys[index.row()])

    def _open_current(self) -> None:
        self._open(self.currentIndex())

    def _on_row(self, current: QModelIndex, before: QModelIndex) -> None:
        self.moved.emit()
