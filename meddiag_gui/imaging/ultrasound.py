"""Regions of an ultrasound image, each with a scale of its own (PS3.3 C.8.5.5)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UltrasoundRegion:
    """A rectangle of the image in which a pixel has a physical size.

    Parameters
    ----------
    left, top, right, bottom
        Columns and rows of the first and the last pixel, inclusive (0018,6018) to (0018,601E).
    delta_x, delta_y
        Size of a pixel in ``unit_x`` and ``unit_y``, positive; 1 where there is no unit.
    unit_x, unit_y
        ``mm``, ``s``, ``Hz``, ``mm/s`` …; empty where the header gives none for this direction.
    prior
        Whether its pixels lie above those of a region without (Region Flags (0018,6016), bit 0).
    """

    left: int
    top: int
    right: int
    bottom: int
    delta_x: float
    delta_y: float
    unit_x: str
    unit_y: str
    prior: bool = True

    @property
    def calibration(self) -> tuple[float, float, str, str]:
        """Size and unit of a pixel in both directions."""
        return self.delta_x, self.delta_y, self.unit_x, self.unit_y

    def contains(self, x: float, y: float) -> bool:
        """Whether image coordinates lie inside, the outer edge included."""
        return self.left <= x <= self.right + 1 and self.top <= y <= self.bottom + 1
