"""Lung fields as a feature of the window: the keys, the panel's part, and the drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.lungs.controls import LungControls
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.lungs.edits import LungEdits
    from meddiag_gui.gui.lungs.outlining import Outlining
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.gui.viewer.masks import MaskLayer

COLOR = (86, 196, 164)
BY_HAND = (196, 160, 255)
BEFORE = (150, 150, 150)  # the model's outline below one that is edited
FILLED = 0.25


class LungFields(Feature):
    """Draws the outline over the picture that it belongs to, and over no other."""

    def __init__(
        self, window: MainWindow, outlining: Outlining, edits: LungEdits, keeper: SettingsKeeper
    ) -> None:
        super().__init__(window)
        self._window, self._outlining, self._edits, self._keeper = window, outlining, edits, keeper
        self._live = False
        self._drawn: tuple[object, ...] = ()  # what the layers were made of
        self.layers: tuple[MaskLayer, ...] = ()
        self.controls = LungControls(outlining, edits)
        self.controls.shown_wanted.connect(self.show_outline)
        self.controls.filled_wanted.connect(self.fill)
        window.findings.add_part(self.controls)
        outlining.changed.connect(self._draw_anew)
        edits.changed.connect(self._draw_anew)
        self._show_words()

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"lungs": self.show_outline, "lungs_filled": self.fill}

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        settings = self._keeper.settings
        actions["lungs"].setChecked(settings.show_lungs)
        actions["lungs_filled"].setChecked(settings.fill_lungs)

    def show_outline(self, shown: bool) -> None:
        """Draw the outline or take it away; without one it is made where the picture allows it."""
        self._keeper.change(show_lungs=shown)
        if shown:
            self._outlining.want()
        self._draw_anew()

    def fill(self, filled: bool) -> None:
        """Fill the fields, or draw their outline alone."""
        self._keeper.change(fill_lungs=filled)
        self._draw_anew()

    def set_live(self, live: bool) -> None:
        """Say whether the mask is being changed in place; the model's own is then shown below."""
        if live != self._live:
            self._live = live
            self._draw_anew()

    @property
    def _by_hand(self) -> bool:
        """Whether it is drawn as the reader's: also before the first stroke, which would else be slow."""
        return self._live or self._edits.edited

    def _draw_anew(self) -> None:
        settings, values = self._keeper.settings, self._edits.values
        drawn = (values, self._by_hand, self._live, settings.show_lungs, settings.fill_lungs)
        if [*map(id, drawn)] != [*map(id, self._drawn)]:  # an array is compared by what it is, not holds
            self._drawn, self.layers = drawn, self._make_layers()
        for cell in self._window.grid.cells:
            picture = cell.view.picture
            mine = picture is not None and picture.image is self._outlining.image
            cell.view.set_masks("model", self.layers if mine else ())
        self._show_words()
        self.changed.emit()

    def _show_words(self) -> None:
        settings = self._keeper.settings
        self.controls.show_lungs(settings.show_lungs, settings.fill_lungs)

    def _make_layers(self) -> tuple[MaskLayer, ...]:
        outline, values, settings = self._outlining.outline, self._edits.values, self._keeper.settings
        if not settings.show_lungs or outline is None or values is None:
            return ()
        from meddiag_gui.gui.viewer.masks import MaskLayer

        found = outline.segmentation
        structure = tr(found.structure)
        name = tr("{structure}, edited by hand", structure=structure) if self._by_hand else structure
        opacity = FILLED if settings.fill_lungs else 0.0
        shown = MaskLayer(values, BY_HAND if self._by_hand else COLOR, True, opacity, name, live=self._live)
        if not self._live or found.mask is None:
            return (shown,)
        before = tr("{structure}, the model's", structure=structure)
        return MaskLayer(found.mask, BEFORE, True, 0.0, before), shown
