"""The columns of a table, one a row: heading, meaning, quantity, unit, first values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from meddiag_gui.gui.text import plain
from meddiag_gui.language import tr
from meddiag_gui.records.analytes import analytes
from meddiag_gui.records.tables.mapping import ROLE_WORDS, Column, Role

Index = QModelIndex | QPersistentModelIndex
MEANING, QUANTITY, UNIT = 1, 2, 3


class ColumnsTable(QTableWidget):
    """Shows and changes meanings; cells are plain text, an editor comes where one is changed.

    Signals
    -------
    edited
        A meaning was changed.
    """

    edited = Signal()

    def __init__(self, first_title: str, roles: Sequence[Role], parent: QWidget | None = None) -> None:
        super().__init__(0, 5, parent)
        self._roles = {tr(ROLE_WORDS[role]): role for role in roles}
        self._names = {each.name: key for key, each in analytes().items()}
        titles = (first_title, tr("Meaning"), tr("What was measured"), tr("Unit"), tr("First values"))
        self.setHorizontalHeaderLabels(list(titles))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)
        self.setShowGrid(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setWordWrap(False)
        self.setEditTriggers(QTableWidget.EditTrigger.AllEditTriggers)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, width in enumerate((160, 150, 170, 80)):
            self.setColumnWidth(place, width)
        self._delegate = _Editors(list(self._roles), list(self._names), self)
        self.setItemDelegate(self._delegate)
        self.cellChanged.connect(self._on_changed)

    def show_columns(self, names: Sequence[str], columns: Sequence[Column], values: Sequence[str]) -> None:
        """Show columns with their first values."""
        self.blockSignals(True)
        self.setRowCount(len(names))
        for row, (name, column, sample) in enumerate(zip(names, columns, values, strict=True)):
            known = analytes().get(column.name)
            measured = column.role is Role.MEASURED
            texts = (
                plain(name, 80),
                tr(ROLE_WORDS[column.role]),
                (known.name if known else column.name) if measured else "",
                column.unit if measured else "",
                plain(sample),
            )
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if place not in (MEANING, QUANTITY, UNIT):
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.setItem(row, place, item)
        self.blockSignals(False)

    def meaning(self, row: int) -> Column:
        """Meaning that stands in a row."""
        role = self._roles.get(self._text(row, MEANING), Role.IGNORE)
        if role is not Role.MEASURED:
            return Column(role)
        name = self._text(row, QUANTITY)
        return Column(role, self._names.get(name, name), self._text(row, UNIT))

    def meanings(self) -> tuple[Column, ...]:
        """Meanings of all rows."""
        return tuple(self.meaning(row) for row in range(self.rowCount()))

    def _text(self, row: int, place: int) -> str:
        item = self.item(row, place)
        return item.text().strip() if item is not None else ""

    def _on_changed(self, row: int, place: int) -> None:
        """Fill in the analyte's own unit where one is chosen and no unit stands yet."""
        known = analytes().get(self._names.get(self._text(row, QUANTITY), ""))
        if place == QUANTITY and known is not None and not self._text(row, UNIT):
            self.blockSignals(True)
            self.setItem(row, UNIT, QTableWidgetItem(known.unit))
            self.blockSignals(False)
        self.edited.emit()


class _Editors(QStyledItemDelegate):
    """Editors of the three columns that can be changed."""

    def __init__(self, meanings: list[str], quantities: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._meanings, self._quantities = meanings, quantities

    def createEditor(  # noqa: N802  (Qt's name)
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        if index.column() == UNIT:
            return QLineEdit(parent)
        box = QComboBox(parent)
        box.addItems(self._meanings if index.column() == MEANING else self._quantities)
        box.setEditable(index.column() == QUANTITY)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        text = str(index.data() or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text()
        model.setData(index, text)
