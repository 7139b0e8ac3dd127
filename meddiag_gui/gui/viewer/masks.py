"""Masks over the picture: segments, structures and overlay planes, filled and outlined in their colours.

What was sampled is kept, so that a change of the window costs masks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from numpy.typing import NDArray

from meddiag_gui.gui.viewer.layers import Drawn
from meddiag_gui.gui.viewer.painted_mask import PaintedMask
from meddiag_gui.gui.viewer.placement import Placement

Color = tuple[int, int, int]
MaskGroup = Literal["shutter", "model", "results", "overlay"]

GROUPS: tuple[MaskGroup, ...] = ("shutter", "model", "results", "overlay")
"""Who draws masks, from below to above."""


@dataclass(frozen=True, slots=True, eq=False)
class MaskLayer:
    """One mask over the whole picture.

    Parameters
    ----------
    values
        ``(rows, columns)`` of the image: bool, or uint8 as strength, 0 to 255.
    color
        RGB, 0 to 255.
    outline
        Whether an opaque line is drawn along the inner edge.
    opacity
        Of the filling, 0 to 1; with 0 only the outline is seen.
    name
        What it shows, for the legend.
    live
        Whether ``values`` are changed in place (`MaskPainter.touch`); it is then kept whole.
    """

    values: NDArray[Any]
    color: Color
    outline: bool = True
    opacity: float = 0.3
    name: str = ""
    live: bool = False


class MaskPainter:
    """Draws masks as images of device pixels; each keeps what it sampled last."""

    def __init__(self) -> None:
        self._groups: dict[MaskGroup, list[PaintedMask]] = {}

    def set_masks(self, group: MaskGroup, masks: Sequence[MaskLayer]) -> None:
        """Replace the masks of a group; the first is drawn lowest."""
        known = {id(painted.mask): painted for painted in self._groups.get(group, ())}
        self._groups[group] = [known.get(id(mask)) or PaintedMask(mask) for mask in masks]

    def masks(self, group: MaskGroup) -> tuple[MaskLayer, ...]:
        """Return the masks of a group."""
        return tuple(painted.mask for painted in self._groups.get(group, ()))

    def touch(self, mask: MaskLayer, rows: slice, columns: slice) -> bool:
        """Take over what was changed in place in part of a live mask; return whether the mask is here."""
        found = [one for group in self._groups.values() for one in group if one.mask is mask]
        for painted in found:
            painted.touch(rows, columns)
        return bool(found)

    def draw(
        self, placement: Placement, ratio: float = 1.0, groups: Sequence[MaskGroup] = GROUPS
    ) -> list[Drawn]:
        """Draw what is in view, the lowest first; ``ratio`` is device pixels for one of Qt's."""
        line = max(1, round(1.5 * ratio))
        painted = [one.draw(placement, line) for group in groups for one in self._groups.get(group, ())]
        return [drawn for drawn in painted if drawn is not None]
