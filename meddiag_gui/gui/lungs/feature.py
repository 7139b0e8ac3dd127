"""Lung fields as a feature of the window: the keys, the panel's part, and the drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.lungs.controls import LungControls

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.lungs.outlining import Outlining
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.gui.viewer.masks import MaskLayer

COLOR = (86, 196, 164)
FILLED = 0.25


class LungFields(Feature):
    """Draws the outline over the picture that it belongs to, and over no other."""

    def __init__(self, window: MainWindow, outlining: Outlining, keeper: SettingsKeeper) -> None:
        super().__init__(window)
        self._window, self._outlining, self._keeper = window, outlining, keeper
        self._layer: MaskLayer | None = None
        self.controls = LungControls(outlining)
        self.controls.shown_wanted.connect(self.show_outline)
        self.controls.filled_wanted.connect(self.fill)
        window.findings.add_part(self.controls)
        outlining.changed.connect(self._draw_anew)
        self._show_words()

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"lungs": self.show_outline, "lungs_filled": self.fill}

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        settings = self._keeper.settings
        actions["lungs"].setChecked(settings.show_lungs)
        actions["lungs_filled"].setChecked(settings.fill_lungs)

    def show_outline(self, shown: bool) -> None:
        """Draw the outline or take it away; without one it is made."""
        self._keeper.change(show_lungs=shown)
        if shown:
            self._outlining.want()
        self._draw_anew()

    def fill(self, filled: bool) -> None:
        """Fill the fields, or draw their outline alone."""
        self._keeper.change(fill_lungs=filled)
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._layer = self._make_layer()
        for cell in self._window.grid.cells:
            picture = cell.view.picture
            mine = picture is not None and picture.image is self._outlining.image
            cell.view.set_masks("model", [self._layer] if self._layer is not None and mine else [])
        self._show_words()
        self.changed.emit()

    def _show_words(self) -> None:
        settings = self._keeper.settings
        self.controls.show_lungs(settings.show_lungs, settings.fill_lungs)

    def _make_layer(self) -> MaskLayer | None:
        outline, settings = self._outlining.outline, self._keeper.settings
        if not settings.show_lungs or outline is None or outline.segmentation.mask is None:
            return None
        from meddiag_gui.gui.viewer.masks import MaskLayer

        return MaskLayer(
            outline.segmentation.mask,
            COLOR,
            True,
            FILLED if settings.fill_lungs else 0.0,
            outline.segmentation.structure,
        )
