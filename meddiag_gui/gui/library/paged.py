"""A table of any length: only the pages that are looked at are read."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryDesk, LibraryWork
    from meddiag_gui.gui.runner import Job
    from meddiag_gui.library.library import Library
    from meddiag_gui.tasks import CancelToken, Report

    _Page = tuple[int, Sequence[Any]]

Index = QModelIndex | QPersistentModelIndex
PAGE = 100
_KEPT = 60  # pages
_ASKED = 2  # pages asked for at a time: the last that came into sight first
_WAITING = "…"

ReadPage = Callable[[int], "LibraryWork[Sequence[Any]]"]
"""Makes the work that reads `PAGE` rows from a row on; a row that is gone is None, so that no other moves."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column.

    Parameters
    ----------
    id
        By which it is sorted.
    title
        Marked, translated where it is shown.
    cell
        Writes a row's cell.
    width
        In pixels.
    """

    id: str
    title: str
    cell: Callable[[Any], str]
    width: int = 120


class PagedTable(QAbstractTableModel):
    """Rows that come from the desk's thread, page by page, when they are first looked at.

    Signals
    -------
    failed
        Rows could not be read; carries the error.
    loaded
        A page has come.
    """

    failed = Signal(object)
    loaded = Signal()

    def __init__(
        self, desk: LibraryDesk, columns: Sequence[ColumnSpec], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self.columns = desk, tuple(columns)
        self._count = 0
        self._read: ReadPage | None = None
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._stale: set[int] = set()
        self._cells: dict[int, list[str]] = {}
        self._wanted: list[int] = []
        self._job: Job[_Page] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)

    def show_rows(self, count: int, read: ReadPage) -> None:
        """Show other rows."""
        self._forget()
        self.beginResetModel()
        self._count, self._read = count, read
        self.endResetModel()

    def renew(self) -> None:
        """Read the rows anew; what is shown stays until they are there."""
        self._stale.update(self._pages)
        self.renew_cells()

    def renew_cells(self) -> None:
        """Write the cells anew from the rows that are there: time has passed."""
        self._cells.clear()
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(self.columns) - 1))

    def row(self, row: int) -> Any:
        """Give a row; None while it is not there yet, or where it is gone. Its page is read if need be."""
        page = row // PAGE
        if page in self._stale or page not in self._pages:
            self._want(page)
        return self.peek(row)

    def peek(self, row: int) -> Any:
        """Give a row as `row` does, but read nothing for it."""
        page = self._pages.get(row // PAGE, ())
        place = row % PAGE
        return page[place] if place < len(page) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008, D102  (Qt's name)
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008, D102
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802, D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section].title)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        cells = self._cells.get(index.row())
        if cells is None:
            row = self.row(index.row())
            if row is None:
                return _WAITING if index.column() == 0 else ""
            cells = self._cells[index.row()] = [column.cell(row) for column in self.columns]
        return cells[index.column()]

    def _forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self._pages.clear()
        self._stale.clear()
        self._cells.clear()
        self._wanted.clear()

    def _want(self, page: int) -> None:
        if page not in self._wanted:
            self._wanted = [*self._wanted[-_ASKED:], page]
        if not self._soon.isActive():
            self._soon.start()

    def _ask(self) -> None:
        if self._job is None and self._wanted and self._read is not None:
            page = self._wanted.pop()
            read = functools.partial(_read, page, self._read(page * PAGE))
            self._job = self._desk.do(read, self._take, self._fail)

    def _take(self, job: Job[_Page], read: _Page) -> None:
        if job is not self._job:
            return
        self._job = None
        page, rows = read
        self._pages[page] = rows
        self._stale.discard(page)
        if len(self._cells) > _KEPT * PAGE:
            self._cells.clear()
        for row in range(page * PAGE, (page + 1) * PAGE):
            self._cells.pop(row, None)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, self._count) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))
        self.loaded.emit()
        self._ask()

    def _fail(self, job: Job[_Page], error: Exception) -> None:
        if job is self._job:
            self._job = None
            self.failed.emit(error)


def _read(
    page: int, work: LibraryWork[Sequence[Any]], library: Library, *, report: Report, token: CancelToken
) -> _Page:
    return page, work(library, report=report, token=token)
