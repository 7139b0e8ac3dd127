"""One picture as it is shown: its window, placement and map, and their drawing.

All positions are device pixels of the view.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from meddiag_gui.gui.viewer.captions import Corners, corners, pixel_words
from meddiag_gui.gui.viewer.colormap import overlay_table
from meddiag_gui.gui.viewer.layers import Drawn, MapLayer, PictureLayer
from meddiag_gui.gui.viewer.masks import GROUPS, MaskPainter
from meddiag_gui.gui.viewer.placement import Orientation, Placement
from meddiag_gui.gui.viewer.windows import offered
from meddiag_gui.imaging.windowing import Voi, Window

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.picture import Picture, Preset
    from meddiag_gui.inference.prediction import SaliencyMap


class Display:
    """How one picture is shown.

    Parameters
    ----------
    picture
        The picture; it starts fitted, upright and in the file's default window.
    size
        Width and height of the view in device pixels.
    """

    def __init__(self, picture: Picture, size: tuple[int, int]) -> None:
        self.picture = picture
        self.placement = Placement(picture.image.columns, picture.image.rows, picture.aspect, size)
        self.voi: Voi = picture.image.voi
        self.inverted = False
        self.position = ""
        self._layer = PictureLayer()
        self._map_layer = MapLayer()
        self.masks = MaskPainter()
        self._saliency: SaliencyMap | None = None
        self._map_caution = ""
        self._map_table = overlay_table(0.5)
        self._table = picture.gray_table(self.voi, False)

    def follow(self, before: Display) -> None:
        """Be shown as the picture before it in the stack: in the same place and the same window."""
        place, image = before.placement, self.picture.image
        if (place.columns, place.rows, place.aspect) == (image.columns, image.rows, self.picture.aspect):
            self.placement = place.resized(*self.placement.viewport)
        if not image.is_color:
            self.set_window(before.voi, inverted=before.inverted)

    def resize(self, size: tuple[int, int]) -> None:
        """Take another size of the view."""
        self.placement = self.placement.resized(*size)

    def reset(self) -> None:
        """Go back to how the file wants to be shown."""
        image = self.picture.image
        size = self.placement.viewport
        self.placement = Placement(image.columns, image.rows, self.picture.aspect, size)
        self.set_window(image.voi, inverted=False)

    def fit(self) -> None:
        """Show the whole picture."""
        self.placement = self.placement.fit()

    def actual(self, anchor: tuple[float, float] | None = None) -> None:
        """Show one image column as one device pixel."""
        self.placement = self.placement.zoomed(1.0, anchor)

    def zoom(self, factor: float, anchor: tuple[float, float] | None = None) -> None:
        """Zoom by a factor and keep what lies under the anchor in place."""
        self.placement = self.placement.zoomed(self.placement.scale * factor, anchor)

    def pan(self, du: float, dv: float) -> None:
        """Move the picture."""
        self.placement = self.placement.panned(du, dv)

    def orient(self, change: Orientation) -> None:
        """Turn or flip what is seen."""
        self.placement = self.placement.oriented(change)

    def set_window(self, voi: Voi, *, inverted: bool | None = None) -> None:
        """Show through another window; ``inverted`` None leaves the inversion as it is."""
        self.voi = voi
        self.inverted = self.inverted if inverted is None else inverted
        self._table = self.picture.gray_table(self.voi, self.inverted)

    def drag_window(self, start: Voi, du: float, dv: float) -> None:
        """Change the window that a drag started from: right is wider, up is brighter."""
        if not self.picture.image.is_color:
            darker = self.inverted != self.picture.image.inverted
            self.set_window(dragged_window(start, du, -dv if darker else dv))

    def take_preset(self, number: int) -> None:
        """Show through the window of a preset's number; nothing changes where there is none."""
        preset = self.presets().get(number)
        if preset is not None:
            self.set_window(preset.voi)

    def presets(self) -> dict[int, Preset]:
        """Return the presets by number; see `meddiag_gui.gui.viewer.windows`."""
        return offered(self.picture)

    def set_map(self, saliency: SaliencyMap | None, opacity: float, caution: str = "") -> None:
        """Lay a map over the picture at an opacity in [0, 1], with a caution in words, or take it away."""
        self._saliency = saliency
        self._map_caution = caution if saliency is not None else ""
        self._map_table = overlay_table(opacity)

    def corners(self, *, brief: bool = False) -> Corners:
        """Return the texts for the corners, and the letters for the edges."""
        image, placement = self.picture.image, self.placement
        texts = corners(image, self.voi, self.inverted, placement, self.position, brief=brief)
        cautions = [caution for caution in (texts.caution, self._map_caution) if caution]
        return replace(texts, caution=". ".join(cautions))

    def pixel_words(self, u: float, v: float) -> str:
        """Describe the image pixel under a point of the view; empty outside the image."""
        return pixel_words(self.picture.image, *self.placement.to_image(u, v))

    def paint(self, painter: QPainter, ratio: float, *, bare: bool = False) -> None:
        """Draw picture, map and masks, or bare; ``ratio`` is device pixels for one of Qt's."""
        _put(painter, self._layer.draw(self.picture, self.placement, self._table), ratio)
        if self._saliency is not None and not bare:
            _put(painter, self._map_layer.draw(self._saliency, self.placement, self._map_table), ratio)
        for mask in self.masks.draw(self.placement, ratio, ("shutter",) if bare else GROUPS):
            _put(painter, mask, ratio)


def dragged_window(start: Voi, du: float, dv: float) -> Window:
    """Window after a drag of ``(du, dv)`` device pixels: 300 to the right make it e times wider.

    A VOI LUT becomes the linear window over its range, for a table has no width to change.
    """
    if not isinstance(start, Window):
        low, high = start.bounds
        start = Window((low + high) / 2, max(high - low, 1.0), "LINEAR_EXACT")
    least = 1.0 if start.function == "LINEAR" else min(1.0, start.width)
    width = max(least, start.width * 2.718281828 ** min(max(du / 300, -12.0), 12.0))
    return replace(start, center=start.center + start.width * dv / 400, width=width, explanation="")


def _put(painter: QPainter, drawn: Drawn | None, ratio: float) -> None:
    if drawn is not None:
        drawn.image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(drawn.left / ratio, drawn.top / ratio), drawn.image)
