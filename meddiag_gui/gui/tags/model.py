"""Tags as the model of a tree view, of which a search shows a part."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.imaging.tags import TagRow

COLUMNS = (mark("Tag"), mark("Name"), "VR", "VM", mark("Value"))
VALUE = COLUMNS.index("Value")

Index = QModelIndex | QPersistentModelIndex


class _Node:
    """A row in the tree, and those below it that are shown."""

    __slots__ = ("above", "below", "place", "row", "shown", "words")

    def __init__(self, row: TagRow | None, rows: Sequence[TagRow], above: _Node | None = None) -> None:
        self.row, self.above, self.place = row, above, 0
        self.words = _searched(row) if row is not None else ""
        self.below = [_Node(each, each.children, self) for each in rows]
        self.show_all()

    def show_all(self) -> None:
        self._show(self.below)
        for node in self.below:
            node.show_all()

    def search(self, words: Sequence[str]) -> bool:
        """Show only what has all the words, what is above it, and all that is below it."""
        if all(word in self.words for word in words) and self.row is not None:
            self.show_all()
            return True
        self._show([node for node in self.below if node.search(words)])
        return bool(self.shown)

    def _show(self, nodes: list[_Node]) -> None:
        self.shown = nodes
        for place, node in enumerate(nodes):
            node.place = place


def _searched(row: TagRow) -> str:
    """Text of a row that a search looks through: the tag also without its punctuation."""
    bare = row.tag.strip("()")
    return f"{row.tag} {bare.replace(',', '')} {row.name} {row.keyword} {row.value}".casefold()


class TagModel(QAbstractItemModel):
    """Rows of a file; those that a search leaves."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node(None, ())
        self._search = ""

    def set_rows(self, rows: Sequence[TagRow]) -> None:
        """Show other rows, as far as the search leaves them."""
        self.beginResetModel()
        self._root = _Node(None, rows)
        self._apply()
        self.endResetModel()

    def search(self, text: str) -> None:
        """Show only rows that have all words of a text in their tag, name, keyword or value."""
        self.beginResetModel()
        self._search = text
        self._apply()
        self.endResetModel()

    def _apply(self) -> None:
        words = self._search.casefold().split()
        if words:
            self._root.search(words)
        else:
            self._root.show_all()

    @property
    def searching(self) -> bool:
        """Whether a search leaves rows out."""
        return bool(self._search.strip())

    @property
    def total(self) -> int:
        """Number of attributes of the file."""
        return sum(node.row is not None and bool(node.row.tag) for node in _all_below(self._root, "below"))

    @property
    def found(self) -> int:
        """Number of attributes shown."""
        return sum(node.row is not None and bool(node.row.tag) for node in _all_below(self._root, "shown"))

    def row_at(self, index: Index) -> TagRow | None:
        """Return the row at an index; None where it is none."""
        row: TagRow | None = self._node(index).row
        return row

    def _node(self, index: Index) -> _Node:
        node: _Node = index.internalPointer() if index.isValid() else self._root
        return node

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008, D102  (Qt's name and default)
        return len(self._node(parent).shown) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008, D102
        return len(COLUMNS)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008, D102
        shown = self._node(parent).shown
        return self.createIndex(row, column, shown[row]) if 0 <= row < len(shown) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # noqa: D102  (QObject has another)
        above = self._node(index).above
        return (
            QModelIndex() if above is None or above.row is None else self.createIndex(above.place, 0, above)
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        row = self._node(index).row
        if row is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            text = row.value if index.column() == VALUE else row.keyword
            return f"<p>{html.escape(text)}</p>" if text else None  # Qt would take it as HTML if it looks so
        vm = str(row.vm) if row.vr and row.vr != "SQ" else ""
        return (row.tag, row.name, row.vr, vm, row.value)[index.column()]

    def headerData(  # noqa: N802, D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return tr(COLUMNS[section]) if role == Qt.ItemDataRole.DisplayRole else None


def _all_below(node: _Node, kind: str) -> Iterator[_Node]:
    for each in getattr(node, kind):
        yield each
        yield from _all_below(each, kind)
