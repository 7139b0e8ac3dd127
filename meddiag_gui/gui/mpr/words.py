"""What is written of a plane: where it lies in the patient, and how thick it is; without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.imaging.reslice import Cut, Projection

# Of the patient's x, y and z axis, below and above zero (PS3.3 C.7.6.1.1.1).
_SIDES = (("R", "L"), ("A", "P"), ("F", "H"))


def place_words(cut: Cut, number: int) -> str:
    """Write the distance of a slice from the origin along the patient's axis that it is nearest to.

    As on the scanner's console: ``H 34.5 mm`` is 34.5 mm to the head.
    """
    axis = int(np.abs(cut.axes[0]).argmax())
    middle = cut.to_patient(number, cut.values.shape[2] / 2, cut.values.shape[1] / 2)
    distance = float(middle[axis])
    return f"{_SIDES[axis][distance >= 0]} {abs(distance):.1f} mm"


def slab_words(cut: Cut, number: int, thickness: float, projection: Projection) -> str:
    """Write how thick the slab about a slice is, or the slice itself."""
    slices = len(cut.slab(number, thickness))
    size = f"{slices * float(cut.spacing[0]):.3g} mm"
    if slices <= 1:
        return tr("slice {size}", size=size)
    return tr("{projection} {size}, {n} slices", projection=tr(projection), size=size, n=slices)
