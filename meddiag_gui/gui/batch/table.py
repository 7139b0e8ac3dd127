"""The table of a batch: one line a file, the most urgent first."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from meddiag_gui.gui.batch import words
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.gui.batch.work import FileResult
    from meddiag_gui.inference.batch.urgency import Standing

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (
    mark("Call"), mark("Finding"), mark("Probability"), mark("Operating point"), mark("Model"), mark("File"),
    mark("Reason or reservation"),
)  # fmt: skip
STANDING = Qt.ItemDataRole.UserRole


class BatchTable(QAbstractTableModel):
    """Results in the order of urgency; each comes into its place when it is there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results: list[FileResult] = []
        self._keys: list[tuple[int, float]] = []
        self._cells: list[tuple[str, ...]] = []
        self.counts: dict[Standing, int] = {}

    @property
    def results(self) -> tuple[FileResult, ...]:
        """All results, the most urgent first."""
        return tuple(self._results)

    def clear(self) -> None:
        """Take all away."""
        self.beginResetModel()
        self._results, self._keys, self._cells, self.counts = [], [], [], {}
        self.endResetModel()

    def add(self, result: FileResult) -> None:
        """Put a result in its place, behind those as urgent."""
        from meddiag_gui.inference.batch.urgency import most_urgent, standing, urgency

        row = most_urgent(result.rows)
        key, stands = urgency(row), standing(row)
        place = bisect_right(self._keys, key)
        self.counts[stands] = self.counts.get(stands, 0) + 1
        self.beginInsertRows(QModelIndex(), place, place)
        self._keys.insert(place, key)
        self._results.insert(place, result)
        self._cells.insert(place, (stands, *words.cells(result)))
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008, D102  (Qt's name)
        return 0 if parent.isValid() else len(self._results)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008, D102
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802, D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        cells = self._cells[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(words.CALLS[cells[0]]) if index.column() == 0 else cells[index.column()]
        if role == STANDING:
            return cells[0]
        if role == Qt.ItemDataRole.FontRole and cells[0] == "present" and index.column() < 3:
            return words.bold()
        return None
