"""How large a pixel is where something is measured, and who says so.

Millimetres are given only where the header justifies them; otherwise lengths are in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meddiag_gui.imaging.measure.annotation import Point
from meddiag_gui.language import mark

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.ultrasound import UltrasoundRegion

CALIBRATED_REGION = mark("calibrated ultrasound region")
NO_SPACING = mark("no spacing: no millimetres")
USUAL = ("", mark("calibrated to the patient"), CALIBRATED_REGION, NO_SPACING)
"""Sources that need not stand beside each drawing: the unit says enough."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Size of a pixel.

    Parameters
    ----------
    x, y
        Width and height, in ``unit_x`` and ``unit_y``.
    unit_x, unit_y
        ``mm`` or ``px``; in an ultrasound trace also ``s``, ``Hz`` ….
    source
        What the millimetres are worth, or why there are none.
    """

    x: float
    y: float
    unit_x: str
    unit_y: str
    source: str

    @property
    def uniform(self) -> bool:
        """Whether both directions have one unit, so that lengths, angles and areas have a meaning."""
        return self.unit_x == self.unit_y

    def place(self, point: Point) -> Point:
        """Bring image coordinates into these units."""
        return point[0] * self.x, point[1] * self.y


def scale_at(image: RadiographImage, points: Sequence[Point]) -> Scale:
    """Size of a pixel for something that spans all the points.

    Of an ultrasound image with regions (PS3.3 C.8.5.5) that of the region that holds them all; a line from
    one region into another, or out of all, has no length but in pixels. Else that of the spacing. Where
    there is none but a Pixel Aspect Ratio (0028,0034), the unit is the width of a pixel.
    """
    if image.regions:
        return _scale_in_regions(image.regions, points)
    if image.spacing is not None:
        spacing = image.spacing
        return Scale(spacing.column_mm, spacing.row_mm, "mm", "mm", spacing.words)
    if image.aspect_ratio != 1:
        words = mark("no spacing: in widths of a pixel, which is not square")
        return Scale(1.0, image.aspect_ratio, "px", "px", words)
    return _pixels(NO_SPACING)


def _pixels(reason: str) -> Scale:
    return Scale(1.0, 1.0, "px", "px", reason)


def _scale_in_regions(regions: Sequence[UltrasoundRegion], points: Sequence[Point]) -> Scale:
    for region in regions:
        tops = [_topmost(regions, point) for point in points]
        if all(region.contains(*point) for point in points) and all(
            top is not None and top.calibration == region.calibration for top in tops
        ):
            if not (region.unit_x or region.unit_y):
                return _pixels(mark("this ultrasound region has no scale"))
            units = region.unit_x or "px", region.unit_y or "px"
            return Scale(region.delta_x, region.delta_y, *units, CALIBRATED_REGION)
    inside = any(region.contains(*point) for region in regions for point in points)
    return _pixels(mark("crosses ultrasound regions") if inside else mark("outside the ultrasound regions"))


def _topmost(regions: Sequence[UltrasoundRegion], point: Point) -> UltrasoundRegion | None:
    """Region whose pixels are seen at a point: one with priority before one without."""
    there = [region for region in regions if region.contains(*point)]
    return max(there, key=lambda region: region.prior, default=None)
