"""The list of others' results: what is shown and in which colour, and what they say beside the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.results.words import details, result_words
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import rule, text_label
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meddiag_gui.gui.results.shelf import Shelf
    from meddiag_gui.imaging.results.result import Result

_ROWS = 9  # that are seen without scrolling
_SWATCH = 12
_PLACE = Qt.ItemDataRole.UserRole  # (number of the result, number of the layer or -1)
_BUTTONS = {"report": mark("Read report"), "selection": mark("Next key image"), "document": mark("Save PDF…")}


class ResultsPanel(QWidget):
    """Lists the results of a shelf; hidden while there is none.

    Signals
    -------
    wanted
        The button for a report, a selection or a document was pressed; carries the result.
    """

    wanted = Signal(object)

    def __init__(self, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._listed: tuple[Result, ...] = ()
        self._standings: Mapping[Result, str] = {}
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(16)
        self.tree.setAccessibleName(tr("Results"))
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.itemChanged.connect(self._on_check)
        self.tree.itemSelectionChanged.connect(self._show_details)
        self.tree.itemDoubleClicked.connect(self._ask_color)
        self.details, self.here = text_label(selectable=True), text_label("", "caution")
        self.button = QPushButton()
        self.button.clicked.connect(self._want)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setAccessibleName(tr("Opacity of segments"))
        self.slider.setValue(round(shelf.opacity * 100))
        self.slider.valueChanged.connect(self._on_opacity)
        self._opacity = QWidget()
        self._lay_out()
        shelf.changed.connect(self.show_all)
        self.show_all()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addWidget(rule())
        column.addWidget(text_label(tr("RESULTS OF OTHERS"), "heading"))
        column.addWidget(self.tree)
        row = QHBoxLayout(self._opacity)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text_label(tr("Filling"), "dim", wrap=False))
        row.addWidget(self.slider, 1)
        column.addWidget(self._opacity)
        column.addWidget(self.here)
        column.addWidget(self.details)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def selected(self) -> Result | None:
        """The result that is chosen in the list, or to which the chosen layer belongs."""
        chosen = self.tree.selectedItems()
        if chosen:
            number: int = chosen[0].data(0, _PLACE)[0]
            return self._listed[number]
        return self._listed[0] if len(self._listed) == 1 else None

    def say_here(self, notices: tuple[str, ...]) -> None:
        """Say what cannot be drawn on the image that is looked at."""
        self.here.setText("\n".join(notices))
        self.here.setVisible(bool(notices))

    def say_standings(self, standings: Mapping[Result, str]) -> None:
        """Say of each result what keeps it from being drawn; empty where nothing does."""
        self._standings = standings
        self._show_details()

    def show_all(self) -> None:
        """List what the shelf has."""
        shelf = self._shelf
        with QSignalBlocker(self.tree):
            if self._listed != shelf.results:
                self._listed = shelf.results
                self._fill()
            for number in range(len(self._listed)):
                self._show_state(number)
        rows = sum(1 + len(result.layers) for result in self._listed)
        height = max(self.tree.sizeHintForRow(0), 18)
        self.tree.setFixedHeight(height * min(max(rows, 1), _ROWS) + 6)
        self.tree.setVisible(bool(self._listed))
        self._opacity.setVisible(any(result.origin.kind == "segmentation" for result in self._listed))
        self.setVisible(bool(self._listed or shelf.problems or shelf.loading))
        self._show_details()

    def _fill(self) -> None:
        self.tree.clear()
        for number, result in enumerate(self._listed):
            item = QTreeWidgetItem([result_words(result)])
            item.setData(0, _PLACE, (number, -1))
            for place, layer in enumerate(result.layers):
                child = QTreeWidgetItem([plain(layer.name, 60)])
                child.setToolTip(0, tr("Double click: another colour"))
                child.setData(0, _PLACE, (number, place))
                item.addChild(child)
            self.tree.addTopLevelItem(item)
            item.setExpanded(True)

    def _show_state(self, number: int) -> None:
        item, result = self.tree.topLevelItem(number), self._listed[number]
        if item is None:
            return
        if result.layers or result.origin.kind == "presentation":
            item.setCheckState(0, _check(self._shelf.is_shown(result)))
        for place in range(item.childCount()):
            state, child = self._shelf.state(result, place), item.child(place)
            if child is not None:
                child.setCheckState(0, _check(state.shown))
                child.setIcon(0, _swatch(state.color))

    def _show_details(self) -> None:
        """Say more of the chosen result; with none chosen, what keeps results from being drawn."""
        chosen, shelf = self.selected, self._shelf
        if chosen is not None:
            lines = [*filter(None, [self._standings.get(chosen, "")]), *details(chosen)]
        else:
            lines = [f"{result_words(one)}: {words}" for one, words in self._standings.items() if words]
        lines += [*shelf.problems, *([tr("Reading results …")] if shelf.loading else [])]
        self.details.setText("\n".join(lines))
        self.details.setVisible(bool(lines))
        words = tr(_BUTTONS.get(chosen.origin.kind, "")) if chosen is not None else ""
        self.button.setText(words)
        self.button.setVisible(bool(words))

    def _on_check(self, item: QTreeWidgetItem) -> None:
        number, place = item.data(0, _PLACE)
        shown = item.checkState(0) == Qt.CheckState.Checked
        if place < 0:
            self._shelf.show_result(self._listed[number], shown)
        else:
            self._shelf.show_layer(self._listed[number], place, shown)

    def _on_opacity(self, percent: int) -> None:
        self._shelf.set_opacity(percent / 100)

    def _ask_color(self, item: QTreeWidgetItem) -> None:
        number, place = item.data(0, _PLACE)
        if place < 0:
            return
        result = self._listed[number]
        dialog = QColorDialog(QColor(*self._shelf.state(result, place).color), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setProperty("place", [number, place])
        dialog.colorSelected.connect(self._take_color)
        dialog.open()

    def _take_color(self, color: QColor) -> None:
        number, place = self.sender().property("place")
        if number < len(self._listed) and place < len(self._listed[number].layers):
            self._shelf.set_color(self._listed[number], place, (color.red(), color.green(), color.blue()))

    def _want(self) -> None:
        if self.selected is not None:
            self.wanted.emit(self.selected)


def _check(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked


def _swatch(color: tuple[int, int, int]) -> QIcon:
    pixmap = QPixmap(_SWATCH, _SWATCH)
    pixmap.fill(QColor(*color))
    return QIcon(pixmap)
