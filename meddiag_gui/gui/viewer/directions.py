"""Which way the patient lies: the letters at the edges of the picture, right under rotate and flip.

L left, R right, A anterior, P posterior, H head, F feet (PS3.3 C.7.6.1.1.1); oblique directions have
several letters, the strongest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.placement import Orientation
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.plane import Vector

LEAST_COSINE = 0.2
"""Share of a direction from which a letter is named: within 12° of an axis there is but one."""

Edges = tuple[str, str, str, str]
"""Letters at the left, top, right and bottom edge; empty where the file does not say."""

_AXES = (("L", "R"), ("P", "A"), ("H", "F"))  # of the patient's coordinates: towards plus, towards minus
_OPPOSITE = {letter: other for pair in _AXES for letter, other in (pair, pair[::-1])}


def edge_letters(image: RadiographImage, orientation: Orientation) -> Edges:
    """Name the direction in which each edge of the view lies.

    From the plane of the image where there is one, else from Patient Orientation (0020,0020), as
    projection radiographs have it.
    """
    if image.plane is not None:
        row, column = letters(image.plane.row), letters(image.plane.column)
    else:
        stated = image.header.patient_orientation.split("\\")
        row, column = (_checked(value) for value in stated) if len(stated) == 2 else ("", "")
    a, _, c, _ = orientation
    # A quarter turn lays the image's columns along the view's rows.
    across, down = (row, column) if a else (column, row)
    if (a or orientation[1]) < 0:
        across = opposite(across)
    if (c or orientation[3]) < 0:
        down = opposite(down)
    return opposite(across), opposite(down), across, down


def letters(direction: Vector) -> str:
    """Name a direction in the patient, a unit vector in LPS."""
    parts = sorted(zip(direction, _AXES, strict=True), key=lambda part: -abs(part[0]))
    return "".join(axis[value < 0] for value, axis in parts if abs(value) >= LEAST_COSINE)


def opposite(direction: str) -> str:
    """Turn letters round."""
    return "".join(_OPPOSITE[letter] for letter in direction)


def _checked(stated: str) -> str:
    """Take the letters of a biped; those of a quadruped have other rules, and nothing is said of them."""
    value = stated.strip().upper()
    return value if value and all(letter in _OPPOSITE for letter in value) else ""
