"""The window of the tag browser: a search, the tree, and how to copy from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.tags.model import COLUMNS, TagModel
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meddiag_gui.imaging.tags import TagRow

_EXPANDED = 2000  # rows up to which a search opens all that it found
_WIDTHS = {"Tag": 190, "Name": 270, "VR": 40, "VM": 40}


class TagWindow(QDialog):
    """Stays beside the main window; never blocks it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(960, 680)
        self.model = TagModel(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search tag, name or value (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.count = text_label("", "dim", wrap=False)
        self.message = text_label("", "dim")
        self.message.setContentsMargins(12, 4, 12, 8)
        self.tree = self._make_tree()
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 10, 6)
        top.setSpacing(12)
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.message)
        column.addWidget(self.tree, 1)
        self._add_actions()
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self.tree.setFocus)
        self.say("", "")

    def _make_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self.model)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setFrameShape(QTreeView.Shape.NoFrame)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._show_menu)
        header = tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for name, width in _WIDTHS.items():
            header.resizeSection(COLUMNS.index(name), width)
        return tree

    def _add_actions(self) -> None:
        self.copy_value = QAction(tr("Copy value"), self)
        self.copy_value.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_value.triggered.connect(self._copy_values)
        self.copy_row = QAction(tr("Copy tag, name and value"), self)
        self.copy_row.setShortcut(QKeySequence("Ctrl+Shift+C"))
        self.copy_row.triggered.connect(self._copy_rows)
        self._find = QAction(tr("Search"), self)
        self._find.setShortcut(QKeySequence.StandardKey.Find)
        self._find.triggered.connect(self._on_find)
        self.tree.addActions([self.copy_value, self.copy_row])
        for action in (self.copy_value, self.copy_row):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addAction(self._find)

    def say(self, name: str, message: str) -> None:
        """Name the file whose tags are shown; and say why there are none, or nothing."""
        self.setWindowTitle(
            tr("DICOM tags of {name} – MedDiag", name=name) if name else tr("DICOM tags – MedDiag")
        )
        self.message.setText(message)
        self.message.setVisible(bool(message))

    def show_rows(self, rows: Sequence[TagRow]) -> None:
        """Show the tags of a file; search and place in the tree stay."""
        place = self.tree.verticalScrollBar().value()
        self.model.set_rows(rows)
        self._after_change()
        self.tree.verticalScrollBar().setValue(place)

    def _on_search(self, text: str) -> None:
        self.model.search(text)
        self._after_change()

    def _after_change(self) -> None:
        found, total = self.model.found, self.model.total
        if self.model.searching and found <= _EXPANDED:
            self.tree.expandAll()
        some = tr("{found:,} of {total:,}", found=found, total=total) if found else tr("Nothing found")
        self.count.setText(some if self.model.searching else tr("{total:,} attributes", total=total))

    def _on_find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _chosen(self) -> list[TagRow]:
        """Rows that are selected, from top to bottom."""
        chosen = sorted(
            self.tree.selectionModel().selectedRows(), key=lambda at: self.tree.visualRect(at).y()
        )
        return [row for at in chosen if (row := self.model.row_at(at)) is not None]

    def _copy_values(self) -> None:
        self._copy([row.value for row in self._chosen()])

    def _copy_rows(self) -> None:
        self._copy(["\t".join((row.tag, row.name, row.value)) for row in self._chosen()])

    def _copy(self, lines: list[str]) -> None:
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.copy_value, self.copy_row])
        menu.popup(self.tree.viewport().mapToGlobal(place))
