"""What an opened image is: pixels in modality values, how to display them, and where they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.imaging.overlay import Overlay
from meddiag_gui.imaging.plane import Plane
from meddiag_gui.imaging.ultrasound import UltrasoundRegion
from meddiag_gui.imaging.windowing import Voi, full_range
from meddiag_gui.language import mark

SpacingSource = Literal["PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing"]
SpacingDoubt = Literal["", "at the detector", "not stated"]

_SOURCE_WORDS: dict[SpacingSource, str] = {
    "PixelSpacing": mark("calibrated to the patient"),
    "ImagerPixelSpacing": mark("at the detector, larger than the anatomy"),
    "NominalScannedPixelSpacing": mark("of the digitised film"),
}
_DOUBT_WORDS: dict[SpacingDoubt, str] = {
    "at the detector": mark("at the detector, larger than the anatomy"),
    "not stated": mark("whether calibrated is not stated"),
}


@dataclass(frozen=True, slots=True)
class PixelSpacing:
    """Distance between pixel centres in mm, and the attribute that says so.

    Parameters
    ----------
    row_mm
        Distance between the centres of adjacent *rows* (vertical), first value of the attribute.
    column_mm
        Distance between the centres of adjacent *columns* (horizontal), second value.
    source
        ``PixelSpacing`` (0028,0030) is calibrated to the patient; ``ImagerPixelSpacing``
        (0018,1164) is measured at the detector and is larger than the anatomy (PS3.3 C.8.7.5,
        10.7.1.3); ``NominalScannedPixelSpacing`` (0018,2010) is that of a digitised film.
    doubt
        What speaks against a ``PixelSpacing`` of a projection image: it is that of the detector, unchanged,
        or nothing says that it was calibrated (PS3.3 10.7.1.1).
    """

    row_mm: float
    column_mm: float
    source: SpacingSource
    doubt: SpacingDoubt = ""

    @property
    def words(self) -> str:
        """What its millimetres are worth."""
        return _DOUBT_WORDS.get(self.doubt) or _SOURCE_WORDS[self.source]


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """What a file says about its image; an empty string or None where it says nothing.

    All text is as in the file, decoded with its character set, with line breaks, control and
    bidirectional marks removed. It is patient data: never log it.

    Parameters
    ----------
    frame_ms
        Milliseconds that a frame is to be shown in cine: one number for all, or one a frame; or empty.
    sweeps
        Whether cine is to go forth and back, instead of round.
    """

    modality: str = ""
    photometric: str = ""
    transfer_syntax: str = ""
    sop_class_uid: str = ""
    sop_instance_uid: str = ""
    study_uid: str = ""
    series_uid: str = ""
    frame_of_reference: str = ""
    patient_name: str = ""
    patient_id: str = ""
    patient_sex: str = ""
    patient_birth_date: str = ""
    patient_age_years: float | None = None
    body_part: str = ""
    view_position: str = ""
    laterality: str = ""
    patient_orientation: str = ""
    study_date: str = ""
    study_description: str = ""
    series_description: str = ""
    burned_in_annotation: str = ""
    quality_control: str = ""
    manufacturer: str = ""
    bits_stored: int = 8
    frames: int = 1
    frame_ms: tuple[float, ...] = ()
    sweeps: bool = False


@dataclass(frozen=True, slots=True)
class RadiographImage:
    """One frame of one file, read-only.

    Parameters
    ----------
    pixels
        ``(rows, columns)`` for grayscale, in *modality values*: after Modality LUT or rescale
        (PS3.3 C.11.1), in the smallest integer type that holds them, float32 where the rescale is not
        whole; or ``(rows, columns, 3)`` uint8 RGB for colour. Not inverted for MONOCHROME1: numbers
        stay comparable with other toolkits, and `inverted` says that the display must be.
    inverted
        True for MONOCHROME1, where the minimum is meant to be white.
    vois
        VOI windows and LUTs of the file in its order, the first is the default; never empty (where
        the file has none, the full range of the valid pixels).
    spacing
        None where the header does not justify millimetres.
    aspect_ratio
        Height of a pixel over its width by Pixel Aspect Ratio (0028,0034), for where there is no
        spacing; 1 where the file states none.
    plane
        Where the frame lies in the patient; None where the file does not validly say.
    padding
        Inclusive range ``(low, high)`` of modality values that are no image
        (Pixel Padding Value (0028,0120), Range Limit (0028,0121)), or None.
    unit
        Unit of the modality values, such as ``HU``; empty where the file states none.
    regions
        Of an ultrasound image, in the file's order: there lengths are those of the region they lie in.
    sha256
        Hex digest of the whole source file.
    overlays
        Planes that the file wants drawn over the pixels.
    shutter
        ``(rows, columns)``, True where the file wants the picture covered; None where it has no shutter.
    notices
        Reservations, one sentence each, that the window must show beside the picture.
    """

    pixels: NDArray[Any]
    vois: tuple[Voi, ...]
    header: ImageHeader
    sha256: str
    path: Path
    frame: int = 0
    inverted: bool = False
    spacing: PixelSpacing | None = None
    plane: Plane | None = None
    padding: tuple[float, float] | None = None
    unit: str = ""
    aspect_ratio: float = 1.0
    regions: tuple[UltrasoundRegion, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    shutter: NDArray[np.bool_] | None = None
    notices: tuple[str, ...] = field(default=())

    @property
    def rows(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])

    @property
    def columns(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def is_color(self) -> bool:
        """Whether the pixels are RGB."""
        return self.pixels.ndim == 3

    @property
    def voi(self) -> Voi:
        """The file's default VOI window or LUT."""
        return self.vois[0]

    def valid_mask(self) -> NDArray[np.bool_] | None:
        """Mask ``(rows, columns)``, False where a pixel is padding; None where there is no padding."""
        if self.padding is None or self.is_color:
            return None
        low, high = self.padding
        return ~((self.pixels >= low) & (self.pixels <= high))

    def full_window(self) -> Voi:
        """Return the window from the least to the greatest valid modality value."""
        return full_range(self.pixels, self.valid_mask())

    def to_unit(self, voi: Voi | None = None) -> NDArray[np.float32]:
        """Grayscale as meant to be seen: ``(rows, columns)`` float32, 0 black to 1 white.

        Order of PS3.4 N.2: modality values, VOI (the file's default unless given), then the inversion
        of MONOCHROME1; padding becomes black. Colour is reduced to luma (ITU-R BT.601).
        """
        if self.is_color:
            weights = np.array([0.299, 0.587, 0.114], dtype=np.float32) / np.float32(255)
            return np.asarray(self.pixels.astype(np.float32) @ weights, dtype=np.float32)
        unit = (voi or self.voi).apply(self.pixels)
        if self.inverted:
            unit = np.float32(1) - unit
        mask = self.valid_mask()
        if mask is not None:
            unit[~mask] = 0
        return unit
