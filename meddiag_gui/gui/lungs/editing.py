"""Editing the lung fields, as a feature of the window: its keys, its tools in every view, and its files."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.lungs import writing
from meddiag_gui.gui.lungs.edit_bar import EditBar
from meddiag_gui.gui.lungs.hand import LungHand
from meddiag_gui.gui.lungs.tray import Tray
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.exporting.saver import Saver
    from meddiag_gui.gui.lungs.edits import LungEdits
    from meddiag_gui.gui.lungs.feature import LungFields
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.measuring.desk import Desk
    from meddiag_gui.gui.viewer.cell import Cell
    from meddiag_gui.imaging.mask_edit import Box


class LungEditing(Feature):
    """Lets the reader change the outline; one hand at a time: no measuring tool is held beside it."""

    def __init__(
        self, window: MainWindow, edits: LungEdits, fields: LungFields, desk: Desk, saver: Saver
    ) -> None:
        super().__init__(window)
        self._window, self._edits, self._fields, self._desk, self._saver = window, edits, fields, desk, saver
        self.tray = Tray(self)
        bar = EditBar(edits, self.tray)
        bar.wanted.connect(self.edit)
        fields.controls.add_row(bar)
        self._hands: list[LungHand] = []
        for cell in window.grid.cells:
            self._add_cell(cell)
        window.grid.cell_added.connect(self._add_cell)
        edits.touched.connect(self._draw_part)
        edits.failed.connect(window.say_failure)
        edits.changed.connect(self._follow_edits)
        desk.changed.connect(self._follow_desk)
        self.tray.changed.connect(self._follow_tray)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {
            "lungs_edit": self.edit,
            "lungs_reset": self._edits.reset,
            "save_lungs": self.save_png,
            "save_lungs_dicom": self.save_dicom,
        }

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        opened = self._edits.opened is not None
        for name in ("lungs_edit", "save_lungs", "save_lungs_dicom"):
            actions[name].setEnabled(opened)
        actions["lungs_edit"].setChecked(self.tray.on)
        actions["lungs_reset"].setEnabled(self._edits.edited)
        if self.tray.on:  # Ctrl+Z is the mask's, wherever the focus is
            actions["measure_undo"].setEnabled(False)
            actions["measure_redo"].setEnabled(False)

    def shut_down(self) -> None:  # noqa: D102
        self._edits.save_now()

    def edit(self, on: bool) -> None:
        """Begin or end editing."""
        if on and self._edits.opened is not None:
            self._desk.leave()
            self._fields.show_outline(True)
            self._window.stage.view.setFocus()
        self.tray.switch(on and self._edits.opened is not None)

    def save_png(self) -> None:
        """Save the mask as PNG."""
        opened = self._edits.opened
        if opened is not None:
            write = functools.partial(writing.png, opened.base, opened.mask.values.copy())
            self._saver.ask_file(tr("Save the lung fields"), "lung-fields.png", tr("PNG mask (*.png)"), write)

    def save_dicom(self) -> None:
        """Save both lungs as a DICOM segmentation of the image."""
        opened = self._edits.opened
        if opened is not None:
            mask = opened.mask.values.copy()
            write = functools.partial(writing.dicom, opened.image, opened.base, mask, opened.sides)
            self._saver.ask_file(tr("Save the lung fields"), "lung-fields.dcm", tr("DICOM (*.dcm)"), write)

    def _add_cell(self, cell: Cell) -> None:
        hand = LungHand(cell.view, self._edits, self.tray)
        cell.view.set_tool(hand, "editing")
        self._hands.append(hand)

    def _draw_part(self, box: Box) -> None:
        for layer in self._fields.layers:
            if layer.live:
                for cell in self._window.grid.cells:
                    cell.view.touch_mask(layer, *box.slices)

    def _follow_edits(self) -> None:
        if self._edits.opened is None:
            self.tray.switch(False)
        self.changed.emit()

    def _follow_desk(self) -> None:
        if self._desk.kind is not None:
            self.tray.switch(False)

    def _follow_tray(self) -> None:
        self._fields.set_live(self.tray.on)
        self.changed.emit()
