"""What the export thread writes; heavy imports wait for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from meddiag_gui.files import write_atomic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from meddiag_gui.gui.pictures import Ref
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.series import Stack
    from meddiag_gui.tasks import CancelToken, Report

OpenImage = Callable[[Path, int], "RadiographImage"]


def bytes_file(content: bytes, target: Path, *, report: Report, token: CancelToken) -> None:
    """Write bytes that are there already."""
    write_atomic(target, content)


def capture(
    image: RadiographImage,
    picture: NDArray[np.uint8],
    named: bool,
    target: Path,
    *,
    report: Report,
    token: CancelToken,
) -> None:
    """Write a picture of an image as DICOM Secondary Capture."""
    from meddiag_gui.imaging.export.dicom import secondary_capture

    write_atomic(target, secondary_capture(image.path, picture, identified=named, frame=image.frame))


def series(
    images: list[Ref], open_image: OpenImage, target: Path, *, report: Report, token: CancelToken
) -> None:
    """Write images as 16-bit PNG with a sidecar."""
    from meddiag_gui.imaging.export.png_series import write_png_series

    write_png_series(target, images, open_image, report=report, token=token)


def key_pictures(
    images: list[Ref], open_image: OpenImage, target: Path, *, report: Report, token: CancelToken
) -> None:
    """Write images as 8-bit PNG as they are meant to be seen."""
    from meddiag_gui.imaging.export.png_series import write_seen

    write_seen(target, images, open_image, report=report, token=token)


def key_selection(images: list[Ref], target: Path, *, report: Report, token: CancelToken) -> None:
    """Write a key object selection."""
    from meddiag_gui.imaging.export.dicom import key_objects

    write_atomic(target, key_objects(list(dict.fromkeys(path for path, _ in images))))


def volume(stack: Stack, place: int, target: Path, *, report: Report, token: CancelToken) -> None:
    """Write a series as NIfTI."""
    from meddiag_gui.imaging.export.nifti import write_nifti
    from meddiag_gui.imaging.volume import load_volume

    write_nifti(target, load_volume(stack, place, report=report, token=token))
