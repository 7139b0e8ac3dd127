"""What lung fields say: area, sides, whether they are cut off, and whether they can be lungs at all.

All from the mask alone, so that an edited mask is judged as the model's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.image import PixelSpacing, RadiographImage
from meddiag_gui.language import mark, tr

Mask = NDArray[np.bool_]
Side = Literal["right", "left"]

_MARGIN = 0.01  # of the image's side: so near its border an outline of the network's grid touches it
_LEAST_CUT = 0.04  # of the image's side that must be touched
_LEAST_SHARE, _LARGEST_SHARE = 0.06, 0.75  # of the image
_LEAST_BALANCE = 0.2  # smaller lung over the larger; a lung may be white or collapsed
_LEAST_FILL = 0.35  # of its bounding box
_ENOUGH = 256  # rows and columns that tell a shape
_SHALLOWEST_VALLEY = 0.7  # emptiest column between two fields over the fullest column of the lesser
_MOST_WINDING = 3.5  # of the outline; those of 694 true masks reach 2.8
_LARGEST_STEP = 0.35  # between the middles of both lungs, of the height of the fields


@dataclass(frozen=True, slots=True)
class LungField:
    """One lung.

    Parameters
    ----------
    side
        Of the patient.
    pixels
        Its area.
    area_mm2
        None where the header does not justify millimetres.
    """

    side: Side
    pixels: int
    area_mm2: float | None


@dataclass(frozen=True, slots=True)
class LungMeasures:
    """Both lungs.

    Parameters
    ----------
    spacing
        What the areas rest on; its ``words`` must be said beside them.
    share
        Of the image's pixels, in [0, 1].
    asymmetry
        (right - left) / (right + left) of the areas, in [-1, 1]; nan without lungs.
    cut_off
        Edges of the image (``top``, ``bottom``, ``left``, ``right``) that cut the fields.
    """

    right: LungField
    left: LungField
    spacing: PixelSpacing | None
    share: float
    asymmetry: float
    cut_off: tuple[str, ...]


def measure_lungs(mask: Mask, image: RadiographImage, sides: Mask | None = None) -> LungMeasures:
    """Measure lung fields.

    Parameters
    ----------
    mask
        ``(rows, columns)`` of the image.
    sides
        Which pixels belong to the lung at the left of the image (`meddiag_gui.inference.lung_sides`); found
        by `split_sides` unless given.
    """
    spacing = image.spacing
    pixel = spacing.row_mm * spacing.column_mm if spacing else None
    fields = split_sides(mask) if sides is None else (mask & sides, mask & ~sides)
    at_left, at_right = (int(np.count_nonzero(field)) for field in fields)
    right, left = (at_right, at_left) if is_mirrored(image) else (at_left, at_right)
    areas = [None if pixel is None else pixels * pixel for pixels in (right, left)]
    total = right + left
    asymmetry = (right - left) / total if total else float("nan")
    return LungMeasures(
        LungField("right", right, areas[0]), LungField("left", left, areas[1]),
        spacing, total / mask.size, asymmetry, cut_off_edges(mask),
    )  # fmt: skip


def is_mirrored(image: RadiographImage) -> bool:
    """Whether the patient's right is at the right of the image, by Patient Orientation (0020,0020)."""
    return image.header.patient_orientation.upper().startswith("R")


def split_sides(mask: Mask) -> tuple[Mask, Mask]:
    """Divide lung fields into that at the left and that at the right of the image.

    Pieces are told apart by which side of the emptiest column between the fields they lie; a piece that
    reaches over it, as where both lungs touch, is cut there. Where no column is emptier than its
    surroundings there is one field, on the side of the image that its middle lies in.

    Returns
    -------
    tuple
        Two masks ``(rows, columns)`` that together are ``mask``.
    """
    columns = np.count_nonzero(mask, axis=0)
    filled = np.flatnonzero(columns)
    if not len(filled):
        return mask.copy(), mask.copy()
    first, last = int(filled[0]), int(filled[-1])
    quarter = (last - first + 1) // 4
    middle = columns[first + quarter : last + 1 - quarter]
    emptiest = np.flatnonzero(middle == middle.min())
    cut = first + quarter + int(emptiest[len(emptiest) // 2])
    lower_peak = min(columns[: cut + 1].max(), columns[cut:].max())
    if middle.min() > _SHALLOWEST_VALLEY * lower_peak:
        nothing = np.zeros_like(mask)
        lies_left = np.average(np.arange(len(columns)), weights=columns) < (len(columns) - 1) / 2
        return (mask.copy(), nothing) if lies_left else (nothing, mask.copy())
    at_left = _left_of(mask, cut) if middle.min() else mask & (np.arange(len(columns)) < cut)
    return at_left, mask & ~at_left


def _left_of(mask: Mask, cut: int) -> Mask:
    """Pixels of pieces that lie left of a column; of pieces on both sides, of what lies left of it."""
    from scipy import ndimage

    labels, count = ndimage.label(mask)
    whole = np.bincount(labels.ravel(), minlength=count + 1)
    before = np.bincount(labels[:, :cut].ravel(), minlength=count + 1)
    share = before / np.maximum(whole, 1)
    share[0] = 0.0
    left, both = share > 0.8, (share >= 0.2) & (share <= 0.8)
    found: Mask = left[labels]
    found[:, :cut] |= both[labels[:, :cut]]
    return found


def cut_off_edges(mask: Mask) -> tuple[str, ...]:
    """Edges of the image that the fields reach over a length, so that they go on beyond it."""
    rows, columns = mask.shape
    deep, wide = max(1, round(_MARGIN * rows)), max(1, round(_MARGIN * columns))
    touched = {
        mark("top"): mask[:deep].any(axis=0),
        mark("bottom"): mask[-deep:].any(axis=0),
        mark("left"): mask[:, :wide].any(axis=1),
        mark("right"): mask[:, -wide:].any(axis=1),
    }
    return tuple(edge for edge, along in touched.items() if along.mean() >= _LEAST_CUT)


def lungs_plausible(mask: Mask) -> tuple[str, ...]:
    """Say why a mask can hardly be two lungs in a frontal radiograph; empty if it can.

    Parameters
    ----------
    mask
        ``(rows, columns)``; of the image, or the network's own, squeezed.

    Returns
    -------
    tuple
        One sentence a reason.
    """
    step = max(1, min(mask.shape) // _ENOUGH)
    mask = mask[::step, ::step]
    share = float(mask.mean())
    if share < _LEAST_SHARE:
        return (tr("There are no lung fields of a size to be expected."),)
    reasons = [tr("The lung fields fill more of the image than lungs can.")] if share > _LARGEST_SHARE else []
    fields = split_sides(mask)
    sizes = [int(np.count_nonzero(field)) for field in fields]
    if min(sizes) < _LEAST_BALANCE * max(sizes):
        return (*reasons, tr("Only one lung field is to be seen."))
    boxes = [_box(field) for field in fields]
    scattered = any(size < _LEAST_FILL * box[2] * box[3] for size, box in zip(sizes, boxes, strict=True))
    if scattered or max(map(_winding, fields)) > _MOST_WINDING:
        reasons.append(tr("The lung fields are ragged, as lungs are not."))
    heights = [box[2] for box in boxes]
    apart = abs(boxes[0][0] + heights[0] / 2 - boxes[1][0] - heights[1] / 2)
    if apart > _LARGEST_STEP * max(heights):
        reasons.append(tr("The lung fields do not lie beside each other."))
    return tuple(reasons)


def _box(mask: Mask) -> tuple[int, int, int, int]:
    """Top, left, height and width of what is set; there must be something."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(rows[0]), int(columns[0]), int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1


def _winding(mask: Mask) -> float:
    """Perimeter along the pixels' edges, squared, over that of a square of the same area."""
    padded = np.pad(mask, 1)
    edges = sum(int(np.count_nonzero(np.diff(padded, axis=axis))) for axis in (0, 1))
    return edges**2 / (16 * max(1, int(np.count_nonzero(mask))))
