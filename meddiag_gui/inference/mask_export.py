"""Lung fields out of the program, marked with who drew and who changed them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.export.mask_png import mask_png
from meddiag_gui.imaging.export.segmentation import Author, Segment, segmentation
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.inference.lung_sides import left_side
from meddiag_gui.inference.lungs import is_mirrored
from meddiag_gui.inference.mask_edits import MaskEdit, edit_now

Mask = NDArray[np.bool_]

USE = "Research use only, not for diagnosis. 255 inside, 0 outside."
_COLOR = (86, 196, 164)
_CODES = {"Right lung": "3341006", "Left lung": "44029006"}  # SNOMED CT


def png_of(base: MaskEdit, mask: Mask) -> bytes:
    """Encode a mask that came from a model's, in the image's own rows and columns.

    Parameters
    ----------
    base
        The model's mask and what was saved last.
    mask
        ``(rows, columns)`` bool as it is now.
    """
    by = _editor(base, mask)
    title = f"{base.structure}, {base.model.name} {base.model.version}{', edited by hand' if by else ''}"
    drawn = f"Drawn by a model, edited by hand by {by}." if by else "Drawn by a model."
    return mask_png(mask, title, f"{drawn} {USE}")


def dicom_of(image: RadiographImage, base: MaskEdit, mask: Mask, sides: Mask) -> bytes:
    """Make a DICOM Segmentation with a segment for each lung.

    Parameters
    ----------
    sides
        Pixels that belong to the lung at the left of the image (`meddiag_gui.inference.lung_sides`).

    Raises
    ------
    ExportError
        If the image is no DICOM file of one frame, or the mask is empty.
    """
    right = ~sides if is_mirrored(image) else sides
    fields = {"Right lung": mask & right, "Left lung": mask & ~right}
    segments = [Segment(name, ("SCT", _CODES[name], name), field, _COLOR) for name, field in fields.items()]
    author = Author(base.model.name, base.model.version, _editor(base, mask))
    return segmentation(image.path, segments, author)


def dicom_file_of(image: RadiographImage, edit: MaskEdit) -> bytes:
    """Make the same of an edit that was saved; raises as `dicom_of`."""
    return dicom_of(image, edit, edit.edited, left_side(edit.original))


def _editor(base: MaskEdit, mask: Mask) -> str:
    """Account of who changed a mask; empty where nobody did."""
    if np.array_equal(mask, base.original):
        return ""
    return base.by or edit_now(base.original, mask, base.structure, base.model).by
