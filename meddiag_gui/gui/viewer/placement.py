"""How a picture lies in the viewport: orientation, scale and centre, without Qt.

Image coordinates: x to the right, y down, in pixels; the corner of the first pixel is (0, 0) and its
centre (0.5, 0.5). View coordinates: device pixels from the viewport's top left corner.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

Orientation = tuple[int, int, int, int]
"""A signed permutation ``(a, b, c, d)``: view = ((a, b), (c, d)) · image, up to scale and shift."""

UPRIGHT: Orientation = (1, 0, 0, 1)
TURN_RIGHT: Orientation = (0, -1, 1, 0)
TURN_LEFT: Orientation = (0, 1, -1, 0)
FLIP_HORIZONTAL: Orientation = (-1, 0, 0, 1)
FLIP_VERTICAL: Orientation = (1, 0, 0, -1)

LARGEST_SCALE = 64.0
SMALLEST_SIDE = 32.0  # device pixels that the longer side keeps when zoomed out


def compose(change: Orientation, onto: Orientation) -> Orientation:
    """Apply ``change``, as the user sees it on the screen, after ``onto``."""
    a, b, c, d = change
    e, f, g, h = onto
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h


@dataclass(frozen=True, slots=True)
class Placement:
    """Where each image pixel lies in the viewport.

    Parameters
    ----------
    columns, rows
        Size of the image in pixels.
    aspect
        Height of a pixel over its width (row spacing / column spacing); 1 where unknown.
    viewport
        Width and height of the viewport in device pixels.
    scale
        Device pixels for one image column; ignored while ``fitted``.
    center
        Image coordinates of the viewport's centre; ignored while ``fitted``.
    fitted
        Whether the whole picture is kept in view when the viewport or the orientation changes.
    """

    columns: int
    rows: int
    aspect: float = 1.0
    viewport: tuple[int, int] = (1, 1)
    orientation: Orientation = UPRIGHT
    scale: float = 1.0
    center: tuple[float, float] = (0.0, 0.0)
    fitted: bool = True

    def __post_init__(self) -> None:
        if self.fitted:
            object.__setattr__(self, "scale", self._fitting_scale())
            object.__setattr__(self, "center", (self.columns / 2, self.rows / 2))

    @property
    def mirrored(self) -> bool:
        """Whether left and right are swapped against the file."""
        a, b, c, d = self.orientation
        return a * d - b * c < 0

    @property
    def turned(self) -> int:
        """Clockwise rotation in degrees (after the horizontal flip, where `mirrored`)."""
        upright = compose(self.orientation, FLIP_HORIZONTAL) if self.mirrored else self.orientation
        return {UPRIGHT: 0, TURN_RIGHT: 90, TURN_LEFT: 270}.get(upright, 180)

    def _size_at_scale_one(self) -> tuple[float, float]:
        a, b, c, d = (abs(value) for value in self.orientation)
        width, height = self.columns, self.rows * self.aspect
        return a * width + b * height, c * width + d * height

    def _fitting_scale(self) -> float:
        width, height = self._size_at_scale_one()
        return min(self.viewport[0] / width, self.viewport[1] / height)

    def coefficients(self) -> tuple[float, float, float, float, int, int]:
        """``(m11, m12, m21, m22, dx, dy)``: u = m11 x + m12 y + dx, v = m21 x + m22 y + dy.

        The shift is whole device pixels, so that at 1:1 each image pixel is one device pixel, unblurred.
        """
        a, b, c, d = self.orientation
        m11, m12 = self.scale * a, self.scale * b * self.aspect
        m21, m22 = self.scale * c, self.scale * d * self.aspect
        x, y = self.center
        dx = math.floor(self.viewport[0] / 2 - m11 * x - m12 * y + 0.5)
        dy = math.floor(self.viewport[1] / 2 - m21 * x - m22 * y + 0.5)
        return m11, m12, m21, m22, dx, dy

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """View coordinates of an image point."""
        m11, m12, m21, m22, dx, dy = self.coefficients()
        return m11 * x + m12 * y + dx, m21 * x + m22 * y + dy

    def to_image(self, u: float, v: float) -> tuple[float, float]:
        """Image coordinates of a view point."""
        m11, m12, m21, m22, dx, dy = self.coefficients()
        u, v = u - dx, v - dy
        if m11:
            return u / m11, v / m22
        return v / m21, u / m12

    def resized(self, width: int, height: int) -> Placement:
        """Return the same look in a viewport of another size (at least 1×1)."""
        return replace(self, viewport=(max(1, width), max(1, height)))

    def fit(self) -> Placement:
        """Show the whole picture, and keep doing so."""
        return replace(self, fitted=True)

    def oriented(self, change: Orientation) -> Placement:
        """Turn or flip what is seen, about the viewport's centre."""
        return replace(self, orientation=compose(change, self.orientation))

    def panned(self, du: float, dv: float) -> Placement:
        """Move the picture by device pixels; part of it always stays in view."""
        width, height = self.viewport
        x, y = self.to_image(width / 2 - du, height / 2 - dv)
        center = min(max(x, 0.0), float(self.columns)), min(max(y, 0.0), float(self.rows))
        return replace(self, center=center, fitted=False)

    def zoomed(self, scale: float, anchor: tuple[float, float] | None = None) -> Placement:
        """Set the scale and keep the image point under ``anchor`` (view; default: the centre) in place."""
        u, v = anchor or (self.viewport[0] / 2, self.viewport[1] / 2)
        x, y = self.to_image(u, v)
        smallest = min(1.0, SMALLEST_SIDE / max(self._size_at_scale_one()), self._fitting_scale())
        scale = min(max(scale, smallest), LARGEST_SCALE)
        moved = replace(self, scale=scale, center=(x, y), fitted=False)
        return moved.panned(u - self.viewport[0] / 2, v - self.viewport[1] / 2)
