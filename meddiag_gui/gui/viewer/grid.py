"""The picture area: a cell for each viewport of the session, in rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from meddiag_gui.gui.arrangement import MOST
from meddiag_gui.gui.viewer.cell import Cell
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.pictures import Ref
    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.viewer.view import ImageView
    from meddiag_gui.gui.viewport import Viewport
    from meddiag_gui.imaging.series import Stack


class Grid(QWidget):
    """Arranges the cells; a cell, once made, stays, and is hidden while its viewport is not on the screen.

    Signals
    -------
    cell_added
        There is one more cell; carries it. Those made before are in `cells`.
    shown
        Window, zoom, inversion or orientation of the active picture may be another.
    hovered
        Words for the pixel under the pointer, in any cell.
    """

    cell_added = Signal(object)
    shown = Signal()
    hovered = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cells: dict[Viewport, Cell] = {}
        self._annotated = True
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._arrange()
        session.layout_changed.connect(self._arrange)
        session.active_changed.connect(self._on_active)
        session.scanning.changed.connect(self._show_notices)
        session.stacks_changed.connect(self._show_notices)
        session.layout_changed.connect(self._warn)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, also those that are hidden."""
        return tuple(self._cells.values())

    @property
    def active(self) -> Cell:
        """The cell of the active viewport."""
        return self._cells[self._session.active]

    @property
    def view(self) -> ImageView:
        """The view of the active viewport."""
        return self.active.view

    def cell_of(self, viewport: Viewport) -> Cell:
        """Find the cell of a viewport."""
        return self._cells[viewport]

    def set_annotated(self, annotated: bool) -> None:
        """Show or hide the corner texts of all cells."""
        self._annotated = annotated
        for cell in self.cells:
            cell.view.set_annotated(annotated)

    def _arrange(self) -> None:
        session = self._session
        visible = session.on_screen
        for viewport in visible:
            if viewport not in self._cells:
                self._add(viewport)
        for viewport, cell in self._cells.items():
            self._grid.removeWidget(cell)
            cell.setVisible(viewport in visible)
        columns = 1 if session.maximised else session.layout[1]
        for number, viewport in enumerate(visible):
            self._grid.addWidget(self._cells[viewport], *divmod(number, columns))
        for line in range(MOST):  # cells of one size, whatever they show
            self._grid.setRowStretch(line, int(line * columns < len(visible)))
            self._grid.setColumnStretch(line, int(line < columns))
        self._on_active()

    def _add(self, viewport: Viewport) -> None:
        cell = Cell(viewport, self)
        cell.view.set_annotated(self._annotated)
        cell.chosen.connect(self._choose)
        cell.dropped.connect(self._drop)
        cell.view.hovered.connect(self.hovered)
        cell.view.shown.connect(self._on_shown)
        viewport.place_changed.connect(self._warn)
        self._cells[viewport] = cell
        self.cell_added.emit(cell)

    def _choose(self, cell: Cell) -> None:
        self._session.activate(cell.viewport)

    def _drop(self, cell: Cell, ref: Ref) -> None:
        """Show a series that was dragged here, unless something else was opened meanwhile."""
        stack = self._session.stack_with(ref)
        if stack is not None:
            cell.viewport.show(stack)
            self._session.activate(cell.viewport)

    def _on_active(self) -> None:
        alone = len(self._session.on_screen) == 1
        for cell in self.cells:
            cell.frame(cell is self.active, alone)
        self.view.setFocus()
        self.shown.emit()

    def _on_shown(self) -> None:
        if self.sender() is self.view:
            self.shown.emit()

    def _show_notices(self) -> None:
        for cell in self.cells:
            cell.show_notices()

    def _warn(self) -> None:
        """Say in every cell that those on the screen are not of one patient."""
        text = _patients_warning([v.stack for v in self._session.on_screen if v.stack is not None])
        for cell in self.cells:
            cell.warning.say(text if cell.viewport.stack is not None else "")


def _patients_warning(stacks: list[Stack]) -> str:
    """Put a warning into words; empty where all are of one patient, or all of nobody that is named."""
    if len(stacks) < 2:
        return ""
    from meddiag_gui.imaging.series import patient_key

    patients = {patient_key(stack.instances[0]) for stack in stacks}
    if len(patients) < 2:
        return ""
    if len(patients) == 2 and any(not key[0] and not key[1] for key in patients):
        return tr("Not every image says whose it is")
    return tr("Different patients on screen")
