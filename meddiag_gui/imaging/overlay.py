"""What a file wants drawn over its own pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """A graphic plane over an image (PS3.3 C.9.2).

    Parameters
    ----------
    group
        Its group: 0x6000, 0x6002 … 0x601E.
    values
        ``(rows, columns)`` of the image, True where it is drawn.
    label
        Overlay Label (60xx,1500) or Overlay Description (60xx,0022); may be empty.
    is_region
        Whether it marks a region of interest, rather than graphics such as writing and arrows.
    """

    group: int
    values: NDArray[np.bool_]
    label: str = ""
    is_region: bool = False
