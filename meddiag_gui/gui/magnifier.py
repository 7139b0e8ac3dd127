"""The magnifier of the window: one key switches it for all pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.viewer.lens import Lens

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.viewer.cell import Cell
    from meddiag_gui.gui.viewer.grid import Grid


class Magnifier(Feature):
    """Gives every cell a lens."""

    def __init__(self, grid: Grid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on = False
        self._lenses: list[Lens] = []
        for cell in grid.cells:
            self._add(cell)
        grid.cell_added.connect(self._add)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"magnifier": self._switch}

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        actions["magnifier"].setChecked(self._on)

    def _add(self, cell: Cell) -> None:
        lens = Lens(cell.view)
        lens.switch(self._on)
        self._lenses.append(lens)

    def _switch(self, on: bool) -> None:
        self._on = on
        for lens in self._lenses:
            lens.switch(on)
