"""What the export thread writes of lung fields; heavy imports wait for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.files import write_atomic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.inference.mask_edits import MaskEdit
    from meddiag_gui.tasks import CancelToken, Report


def png(base: MaskEdit, mask: NDArray[np.bool_], target: Path, *, report: Report, token: CancelToken) -> None:
    """Write a mask as PNG."""
    from meddiag_gui.inference.mask_export import png_of

    write_atomic(target, png_of(base, mask))


def dicom(
    image: RadiographImage,
    base: MaskEdit,
    mask: NDArray[np.bool_],
    sides: NDArray[np.bool_],
    target: Path,
    *,
    report: Report,
    token: CancelToken,
) -> None:
    """Write both lungs as a DICOM segmentation."""
    from meddiag_gui.inference.mask_export import dicom_of

    write_atomic(target, dicom_of(image, base, mask, sides))
