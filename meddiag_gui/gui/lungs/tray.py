"""The tool for editing lung fields that is in the hand, the same in all views."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal

from meddiag_gui.language import mark

Mode = Literal["brush", "eraser", "polygon"]

MODES: dict[Mode, str] = {"brush": mark("Brush"), "eraser": mark("Eraser"), "polygon": mark("Polygon")}
KEYS: dict[Mode, str] = {"brush": "B", "eraser": "E", "polygon": "P"}
SMALLEST, LARGEST = 1, 200  # radius of the brush, in thousandths of the image's columns
HINTS: dict[Mode, str] = {
    "brush": mark("Brush: paint to add; Shift erases   [ ] size   E eraser   P polygon   Esc ends"),
    "eraser": mark("Eraser: paint to take away; Shift adds   [ ] size   B brush   P polygon   Esc ends"),
    "polygon": mark(
        "Polygon: click around or drag, double click adds; Shift takes away   B brush   Esc ends"
    ),
}


class Tray(QObject):
    """The tool in the hand, the same in all views.

    Signals
    -------
    changed
        Any of the attributes is another.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on = False
        self.mode: Mode = "brush"
        self.size = 25.0  # thousandths of the image's columns

    def switch(self, on: bool) -> None:
        """Begin or end editing."""
        if on != self.on:
            self.on = on
            self.changed.emit()

    def take(self, mode: Mode) -> None:
        """Take a tool."""
        self.mode = mode
        self.changed.emit()

    def resize(self, size: float) -> None:
        """Give the brush a size, in thousandths of the image's columns."""
        self.size = min(max(size, SMALLEST), LARGEST)
        self.changed.emit()
