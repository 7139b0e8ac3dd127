"""Problems, medication and allergies, each with its doubts and its source."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from meddiag_gui.gui import theme
from meddiag_gui.gui.text import plain
from meddiag_gui.language import tr
from meddiag_gui.records.timeline import Line, Story

_LINE = Qt.ItemDataRole.UserRole


class RecordLists(QTreeWidget):
    """What holds stands in full colour, what is over or retracted is dimmed.

    Signals
    -------
    chosen
        A line was chosen; carries its words.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(10)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._on_chosen)

    def show_story(self, story: Story) -> None:
        """Show a patient's lists."""
        self.clear()
        for title, lines in (
            (tr("Problems"), story.problems),
            (tr("Medication"), story.medication),
            (tr("Allergies"), story.allergies),
        ):
            self._add(title, lines)
        self.expandAll()

    def _add(self, title: str, lines: Sequence[Line]) -> None:
        look = theme.colors()
        top = QTreeWidgetItem([f"{title}  {len(lines)}" if lines else title])
        top.setForeground(0, QBrush(QColor(look.dim)))
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.addTopLevelItem(top)
        if not lines:
            none = QTreeWidgetItem([tr("nothing recorded")])
            none.setForeground(0, QBrush(QColor(look.faded)))
            none.setFlags(Qt.ItemFlag.ItemIsEnabled)
            top.addChild(none)
        for line in lines:
            item = QTreeWidgetItem([plain(line.name), plain(line.when)])
            color = look.faded if line.active is False else look.caution if line.flags else look.text
            item.setForeground(0, QBrush(QColor(color)))
            item.setForeground(1, QBrush(QColor(look.faded if line.active is False else look.dim)))
            item.setData(0, _LINE, line)
            top.addChild(item)

    def _on_chosen(self, item: QTreeWidgetItem | None) -> None:
        line = item.data(0, _LINE) if item is not None else None
        if isinstance(line, Line):
            said = (line.name, line.status, line.when, line.text, *line.flags, line.source)
            self.chosen.emit("\n".join(filter(None, said)))
