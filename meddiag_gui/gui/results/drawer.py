"""Draws results and the file's own overlays over the picture of one view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.results.painting import apply_look, graphics_of

if TYPE_CHECKING:
    from meddiag_gui.gui.results.shelf import Shelf
    from meddiag_gui.gui.viewer.graphics import Graphic
    from meddiag_gui.gui.viewer.masks import MaskLayer
    from meddiag_gui.gui.viewer.view import ImageView
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.results.result import Drawing, Look, Result

OVERLAY_COLOR = (240, 228, 66)
BLACK = (0, 0, 0)


class Drawer(QObject):
    """Follows a view and the shelf.

    Signals
    -------
    drawn
        `notices` may be others.
    """

    drawn = Signal()

    def __init__(self, view: ImageView, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._shelf = view, shelf
        self._look: Look | None = None  # that was applied last; what the user changed since then stays
        self._overlays = True
        self.notices: tuple[str, ...] = ()
        view.replaced.connect(self.draw)
        shelf.changed.connect(self.draw)

    def show_overlays(self, shown: bool) -> None:
        """Show or hide the overlay planes of the file itself."""
        self._overlays = shown
        self.draw()

    def draw(self) -> None:
        """Draw anew what belongs to the picture."""
        picture = self._view.picture
        if picture is None:
            self._look = None
            return
        drawings = self._shelf.drawings(picture.image)
        masks: list[MaskLayer] = []
        graphics: list[Graphic] = []
        for result, drawing in drawings:
            colors = self._colors(result)
            masks += _masks(result, drawing, colors, self._shelf.opacity)
            graphics += graphics_of(drawing.shapes, colors)
        self._apply(next((drawing.look for _, drawing in drawings if drawing.look is not None), None))
        self._view.set_masks("shutter", _shutters(picture.image, [drawing for _, drawing in drawings]))
        self._view.set_masks("results", masks)
        self._view.set_masks("overlay", _planes(picture.image) if self._overlays else [])
        self._view.set_graphics("results", graphics)
        self.notices = tuple(dict.fromkeys(notice for _, one in drawings for notice in one.notices))
        self.drawn.emit()

    def _colors(self, result: Result) -> dict[int, tuple[int, int, int]]:
        states = ((index, self._shelf.state(result, index)) for index in range(len(result.layers)))
        return {index: state.color for index, state in states if state.shown}

    def _apply(self, look: Look | None) -> None:
        display = self._view.display
        if display is None or look == self._look:
            return
        if look is None:
            display.reset()
        else:
            apply_look(display, look)
        self._look = look
        self._view.refresh()


def _masks(
    result: Result, drawing: Drawing, colors: dict[int, tuple[int, int, int]], opacity: float
) -> list[MaskLayer]:
    from meddiag_gui.gui.viewer.masks import MaskLayer

    filled = result.origin.kind == "segmentation"  # an overlay plane is a drawing: all of it is lines
    return [
        MaskLayer(values, colors[layer], filled, opacity if filled else 1.0, result.layers[layer].name)
        for layer, values in drawing.masks.items()
        if layer in colors
    ]


def _shutters(image: RadiographImage, drawings: list[Drawing]) -> list[MaskLayer]:
    from meddiag_gui.gui.viewer.masks import MaskLayer

    masks = [image.shutter, *(drawing.shutter for drawing in drawings)]
    return [MaskLayer(mask, BLACK, outline=False, opacity=1.0) for mask in masks if mask is not None]


def _planes(image: RadiographImage) -> list[MaskLayer]:
    from meddiag_gui.gui.viewer.masks import MaskLayer

    return [
        MaskLayer(overlay.values, OVERLAY_COLOR, outline=False, opacity=1.0, name=overlay.label)
        for overlay in image.overlays
    ]
