"""VOI windows and look-up tables: modality values to display (PS3.3 C.11.2, C.11.2.1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.language import tr

VoiFunction = Literal["LINEAR", "LINEAR_EXACT", "SIGMOID"]


@dataclass(frozen=True, slots=True)
class Window:
    """A VOI window.

    Parameters
    ----------
    center, width
        Window Center (0028,1050) and Width (0028,1051), in modality values. ``width`` is at least 1
        for LINEAR and greater than 0 for the others.
    function
        VOI LUT Function (0028,1056).
    explanation
        Window Center & Width Explanation (0028,1055), or a preset's name.

    Raises
    ------
    ValueError
        If the width is not allowed for the function.
    """

    center: float
    width: float
    function: VoiFunction = "LINEAR"
    explanation: str = ""

    def __post_init__(self) -> None:
        if not np.isfinite(self.center) or not np.isfinite(self.width):
            raise ValueError("the window is not a finite number")
        if self.width < 1 if self.function == "LINEAR" else self.width <= 0:
            raise ValueError(f"a {self.function} window cannot be {self.width:g} wide")

    @property
    def bounds(self) -> tuple[float, float]:
        """Modality values that become black and white (for SIGMOID: where the slope's tangent does)."""
        if self.function == "LINEAR":
            low = self.center - 0.5 - (self.width - 1) / 2
            return low, low + self.width - 1
        return self.center - self.width / 2, self.center + self.width / 2

    def apply(self, values: NDArray[Any]) -> NDArray[np.float32]:
        r"""Map modality values to [0, 1], float32 of the same shape.

        LINEAR: ``((x - (c - 0.5)) / (w - 1)) + 0.5``, clipped; LINEAR_EXACT: ``(x - c) / w + 0.5``,
        clipped; SIGMOID: ``1 / (1 + exp(-4 (x - c) / w))``  (PS3.3 C.11.2.1.2, C.11.2.1.3).
        """
        x: NDArray[Any] = values.astype(np.float64 if values.dtype.itemsize > 2 else np.float32)
        if self.function == "SIGMOID":
            exponent = np.clip(-4 * (x - self.center) / self.width, -60, 60)
            return np.asarray(1 / (1 + np.exp(exponent)), dtype=np.float32)
        low, high = self.bounds
        if high <= low:  # a LINEAR window of width 1 is a step: at or below the bound is black
            return np.asarray(x > low, dtype=np.float32)
        x -= low
        x *= 1 / (high - low)
        return np.clip(x, 0, 1, out=x).astype(np.float32, copy=False)


@dataclass(frozen=True, slots=True, eq=False)
class VoiLut:
    """A VOI LUT Sequence item (PS3.3 C.11.2.1.1).

    Parameters
    ----------
    first
        First modality value mapped (second value of LUT Descriptor (0028,3002)).
    table
        LUT Data (0028,3006), shape ``(entries,)``, unsigned.
    bits
        Bits of each entry (third value of the descriptor), 8 to 16: 1.0 is ``2**bits - 1``.
    explanation
        LUT Explanation (0028,3003).
    """

    first: int
    table: NDArray[np.uint16]
    bits: int
    explanation: str = ""

    @property
    def bounds(self) -> tuple[float, float]:
        """Modality values of the first and the last entry."""
        return float(self.first), float(self.first + len(self.table) - 1)

    def apply(self, values: NDArray[Any]) -> NDArray[np.float32]:
        """Map modality values to [0, 1]; below the first entry takes the first, above the last the last."""
        index = np.clip(np.asarray(values, dtype=np.float64) - self.first, 0, len(self.table) - 1)
        scaled = self.table.astype(np.float32) / np.float32(2**self.bits - 1)
        return np.asarray(scaled[np.rint(index).astype(np.intp)], dtype=np.float32)


Voi = Window | VoiLut


def full_range(values: NDArray[Any], mask: NDArray[np.bool_] | None = None) -> Window:
    """Window from the least to the greatest value (of those under ``mask``, if any is)."""
    chosen = values[mask] if mask is not None and mask.any() else values
    low, high = float(np.min(chosen)), float(np.max(chosen))
    return Window((low + high) / 2, max(high - low, 1e-6), "LINEAR_EXACT", tr("full range"))


_PERCENTILES = (0.5, 99.5)
_SAMPLES = 1_000_000


def default_window(values: NDArray[Any], mask: NDArray[np.bool_] | None, bits: int) -> Window:
    """Window for an image whose file states none.

    Up to 8 bits it is the range that the bits can hold, so that a grey is the same grey in every image,
    as other programs show it (where a rescale leads out of it: the full range of the valid pixels).
    Beyond, that would be a dull picture, and so would the full range with a few hot or dead pixels: it is
    the range between two percentiles of at most a million pixels, evenly chosen. The explanation says which.
    """
    whole = full_range(values, mask)
    if bits <= 8:
        top = 2**bits - 1
        inside = whole.bounds[0] >= 0 and whole.bounds[1] <= top
        return Window(top / 2, top, "LINEAR_EXACT", f"{bits} bit") if inside else whole
    chosen = values[mask] if mask is not None and mask.any() else values.ravel()
    low, high = np.percentile(chosen[:: 1 + chosen.size // _SAMPLES], _PERCENTILES)
    if not high > low:
        return whole
    label = tr("percentiles {least:g} to {most:g}", least=_PERCENTILES[0], most=_PERCENTILES[1])
    return Window(float(low + high) / 2, float(high - low), "LINEAR_EXACT", label)
