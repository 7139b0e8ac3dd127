"""What the pages of the wizard are built of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QRadioButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.training.plan.facets import CountRow

_UNBOUNDED = 2**24 - 1  # Qt's width of what may be as wide as it likes
LABEL = 190
"""Pixels for the name of a field."""


class Page(QWidget):
    """One page: a column of parts that scrolls. It shows the state; what is done changes the plan."""

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(24, 16, 24, 16)
        self.column.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_state(self) -> None:
        """Show plan and knowledge as they stand; called when either changed while the page is open."""
        raise NotImplementedError

    def heading(self, text: str) -> QWidget:
        """Begin a section."""
        label = text_label(text, "heading")
        label.setContentsMargins(0, 10 if self.column.count() else 0, 0, 0)
        self.column.addWidget(label)
        return label

    def field(self, name: str, *widgets: QWidget, hint: str = "") -> QWidget:
        """Add a line: its name on the left, what is filled in, and a word on it below."""
        line = field(name, *widgets, hint=hint)
        self.column.addWidget(line)
        return line


def field(name: str, *widgets: QWidget, hint: str = "") -> QWidget:
    """Make a line: its name on the left, what is filled in, and a word on it below."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    label = text_label(name)
    label.setFixedWidth(LABEL)
    if not isinstance(widgets[0], QLabel):
        label.setContentsMargins(0, 4, 0, 0)  # level with the text of a field
    label.setBuddy(widgets[0])
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    inner = QVBoxLayout()
    inner.setSpacing(2)
    side = QHBoxLayout()
    side.setSpacing(8)
    fills = len(widgets) == 1 and widgets[0].maximumWidth() == _UNBOUNDED
    for widget in widgets:
        side.addWidget(widget, int(fills))
    if not fills:
        side.addStretch(1)
    inner.addLayout(side)
    if hint:
        inner.addWidget(text_label(hint, "dim"))
    row.addLayout(inner, 1)
    for widget in widgets:
        widget.setAccessibleName(name)
    return line


class Choice(QWidget):
    """One of a few, each with a sentence on it.

    Signals
    -------
    chosen
        The user chose another; carries its key.
    """

    chosen = Signal(str)

    def __init__(self, options: Mapping[Any, tuple[str, str]], *, across: bool = False) -> None:
        super().__init__()
        self._group, self._keys = QButtonGroup(self), tuple(options)
        self.buttons: dict[str, QRadioButton] = {}
        layout = QHBoxLayout(self) if across else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16 if across else 6)
        for key, (name, words) in options.items():
            button = QRadioButton(tr(name))
            self._group.addButton(button, self._keys.index(key))
            self.buttons[key] = button
            box = QVBoxLayout()
            box.setSpacing(1)
            box.addWidget(button)
            if words:
                said = text_label(tr(words), "dim")
                said.setContentsMargins(20, 0, 0, 0)
                box.addWidget(said)
            layout.addLayout(box)
        if across:
            layout.addStretch(1)
        self._group.idClicked.connect(self._on_clicked)

    def choose(self, key: str | None) -> None:
        """Show a choice, or none, without saying so."""
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setChecked(name == key)
        self._group.setExclusive(True)

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])


class CountsTable(QTableWidget):
    """How many images, and patients in brackets, have a value: a line a value, a column a part."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(22)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[CountRow], parts: Sequence[str]) -> None:
        """Show counts; the name of a facet stands at its first value only."""
        self.setColumnCount(2 + len(parts))
        self.setHorizontalHeaderLabels(["", "", *parts])
        self.setRowCount(len(rows))
        before = ""
        for number, row in enumerate(rows):
            cells = [
                "" if row.facet == before else tr(row.facet),
                plain(tr(row.value), 60),
                *(tr("{n} ({m})", n=n, m=m) for n, m in zip(row.images, row.patients, strict=True)),
            ]
            for column, text in enumerate(cells):
                self.setItem(number, column, QTableWidgetItem(text))
            before = row.facet
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((110, 240, *([130] * len(parts)))):
            self.setColumnWidth(column, width)
        height = header.sizeHint().height() + 22 * len(rows) + 4
        self.setFixedHeight(height)
