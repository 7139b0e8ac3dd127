"""How far a score moves when something changes that has nothing to do with the patient.

Every variant is made from the same pictures, squeezed to the network's size as in reading; the labels are
used only for the rates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.uint16]
Floats = NDArray[np.float64]
_TOP = np.float32(65535)
_BORDER, _CORNER = 0.06, 0.2
CROPPED = "cropped by 7.5 % a side"
"""The one variant that moves what is in the picture."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What one change did to one finding's scores.

    Parameters
    ----------
    mean_change, p95_change
        Mean and 95th percentile of the absolute change of the probability.
    calls_changed
        Share of images whose call changed.
    sensitivity, specificity
        At the unchanged operating point; None where there is no such label.
    """

    variant: str
    mean_change: float
    p95_change: float
    calls_changed: float
    sensitivity: float | None
    specificity: float | None


def measure_shifts(
    levels: Levels,
    labels: NDArray[np.float32],
    operating_point: float,
    probabilities: Callable[[Levels], Floats],
) -> list[Shift]:
    """Score every variant of the pictures, the unchanged ones first.

    Parameters
    ----------
    levels
        ``(n, H, W)`` uint16 display levels.
    labels
        ``(n,)`` 0 or 1.
    probabilities
        Scores ``(n, H, W)`` levels as ``(n,)`` calibrated probabilities.
    """
    reference = probabilities(levels)
    called = reference >= operating_point
    shifts: list[Shift] = []
    for name, change in VARIANTS.items():
        scores = probabilities(change(levels))
        present = scores >= operating_point
        moved = np.abs(scores - reference)
        shifts.append(
            Shift(
                name,
                float(moved.mean()),
                float(np.percentile(moved, 95)),
                float((present != called).mean()),
                _share(present[labels == 1]),
                _share(~present[labels == 0]),
            )
        )
    return shifts


def _share(values: NDArray[np.bool_]) -> float | None:
    return float(values.mean()) if len(values) else None


def _unchanged(levels: Levels) -> Levels:
    return levels


def _border_blanked(levels: Levels) -> Levels:
    """Black out the outer 6 % on every side, where collimation and text lie."""
    out = np.zeros_like(levels)
    y, x = (round(_BORDER * side) for side in levels.shape[1:])
    out[:, y:-y, x:-x] = levels[:, y:-y, x:-x]
    return out


def _corners_blanked(levels: Levels) -> Levels:
    """Black out the four corners, a fifth of each side, where markers lie."""
    out = levels.copy()
    y, x = (round(_CORNER * side) for side in levels.shape[1:])
    for rows in (slice(None, y), slice(-y, None)):
        for columns in (slice(None, x), slice(-x, None)):
            out[:, rows, columns] = 0
    return out


def _side_blanked(levels: Levels) -> Levels:
    """Black out a strip on the left half way down, where the R of this kind of image often stands."""
    out = levels.copy()
    rows, columns = levels.shape[1:]
    out[:, round(0.2 * rows) : round(0.6 * rows), : round(0.09 * columns)] = 0
    return out


def _marker_added(levels: Levels) -> Levels:
    """Burn a white block L in at the upper right."""
    out = levels.copy()
    rows, columns = levels.shape[1:]
    top, left, size = round(0.08 * rows), round(0.88 * columns), max(4, round(0.06 * rows))
    stroke = max(1, size // 4)
    out[:, top : top + size, left : left + stroke] = 65535
    out[:, top + size - stroke : top + size, left : left + round(0.7 * size)] = 65535
    return out


def _tone(change: Callable[[NDArray[np.float32]], NDArray[np.float32]]) -> Callable[[Levels], Levels]:
    def apply(levels: Levels) -> Levels:
        unit = change(levels.astype(np.float32) / _TOP)
        return np.asarray(np.rint(np.clip(unit, 0, 1) * _TOP), dtype=np.uint16)

    return apply


def _blurred(unit: NDArray[np.float32]) -> NDArray[np.float32]:
    from scipy.ndimage import gaussian_filter

    return np.asarray(gaussian_filter(unit, (0, 1.0, 1.0)), dtype=np.float32)


def _sharpened(unit: NDArray[np.float32]) -> NDArray[np.float32]:
    return unit + (unit - _blurred(unit))


def _zoomed(levels: Levels) -> Levels:
    """Crop 7.5 % off every side and bring it back to size."""
    from scipy.ndimage import zoom

    y, x = (round(0.075 * side) for side in levels.shape[1:])
    cropped = levels[:, y : levels.shape[1] - y, x : levels.shape[2] - x].astype(np.float32)
    factors = (1, levels.shape[1] / cropped.shape[1], levels.shape[2] / cropped.shape[2])
    return np.asarray(np.clip(zoom(cropped, factors, order=1), 0, 65535), dtype=np.uint16)


VARIANTS: dict[str, Callable[[Levels], Levels]] = {
    "unchanged": _unchanged,
    "borders blanked": _border_blanked,
    "corners blanked (markers)": _corners_blanked,
    "side strip blanked (markers)": _side_blanked,
    "marker burned in": _marker_added,
    "darker (gamma 1.4)": _tone(lambda unit: unit ** np.float32(1.4)),
    "brighter (gamma 0.7)": _tone(lambda unit: unit ** np.float32(0.7)),
    "less contrast": _tone(lambda unit: (unit - np.float32(0.5)) * np.float32(0.7) + np.float32(0.5)),
    "blurred": _tone(_blurred),
    "sharpened": _tone(_sharpened),
    CROPPED: _zoomed,
}
