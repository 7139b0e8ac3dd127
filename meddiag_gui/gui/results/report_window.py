"""A structured report as a tree to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from meddiag_gui.gui.help import RESEARCH_USE
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.imaging.results.content import Node
    from meddiag_gui.imaging.results.report import Report

_KINDS = {
    "IMAGE": mark("an image"), "SCOORD": mark("a mark on an image"), "SCOORD3D": mark("a mark in space"),
    "WAVEFORM": mark("a waveform"), "COMPOSITE": mark("another object"), "TCOORD": mark("a point in time"),
}  # fmt: skip


class ReportWindow(QDialog):
    """Shows a report beside the picture; does not block."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Report: {title}", title=plain(report.origin.title, 60)))
        self.resize(820, 640)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([tr("What"), tr("Value")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.setWordWrap(True)
        self.tree.addTopLevelItem(_item(report.tree))
        self.tree.expandAll()
        column = QVBoxLayout(self)
        for notice in report.notices:
            column.addWidget(text_label(notice, "caution"))
        column.addWidget(self.tree, 1)
        column.addWidget(text_label(tr(RESEARCH_USE), "dim"))


def _item(node: Node) -> QTreeWidgetItem:
    """Make a row; long texts keep their lines."""
    value = node.value or tr(_KINDS.get(node.kind, ""))
    item = QTreeWidgetItem([plain(node.name, 80) or node.kind.capitalize(), value])
    for child in node.children:
        item.addChild(_item(child))
    return item
