"""How the pixels of a file are laid out: the Image Pixel Module, checked (PS3.3 C.7.6.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydicom.dataset import Dataset

from meddiag_gui.errors import UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.dicom.attributes import BadAttribute, integer, text
from meddiag_gui.imaging.dicom.reading import ParsedFile
from meddiag_gui.imaging.limits import check_size
from meddiag_gui.language import tr

_GRAYSCALE = ("MONOCHROME1", "MONOCHROME2", "PALETTE COLOR")
_COLOR = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422", "YBR_ICT", "YBR_RCT")
_ALLOCATED = {"integer": (1, 8, 12, 16, 32, 64), "float": (32,), "double": (64,)}


@dataclass(frozen=True, slots=True)
class PixelLayout:
    """The Image Pixel Module of one file.

    Parameters
    ----------
    kind
        ``integer``, ``float`` (32 bit) or ``double`` (64 bit).
    frames
        Number of Frames (0028,0008), at least 1; None where the file's value is no number.
    high_bit
        Index of the most significant stored bit in its cell of ``bits_allocated`` bits.
    planar
        True where the samples are stored plane by plane (Planar Configuration 1).
    """

    kind: str
    photometric: str
    rows: int
    columns: int
    samples: int
    frames: int | None
    bits_allocated: int
    bits_stored: int
    high_bit: int
    signed: bool
    planar: bool

    @property
    def subsampled(self) -> bool:
        """Whether two pixels share their chroma in uncompressed data (PS3.3 C.7.6.3.1.2)."""
        return self.photometric in ("YBR_FULL_422", "YBR_PARTIAL_422")

    @property
    def frame_bits(self) -> int:
        """Bits of one uncompressed frame."""
        samples = 2 if self.subsampled else self.samples
        return self.rows * self.columns * samples * self.bits_allocated

    @property
    def stored_range(self) -> tuple[int, int]:
        """Least and greatest value that an integer pixel can store."""
        if self.signed:
            return -(2 ** (self.bits_stored - 1)), 2 ** (self.bits_stored - 1) - 1
        return 0, 2**self.bits_stored - 1

    def with_frames(self, frames: int) -> PixelLayout:
        """Put in a number of frames that was counted."""
        return replace(self, frames=frames)


def read_layout(parsed: ParsedFile) -> tuple[PixelLayout, tuple[str, ...]]:
    """Check the attributes that pixels depend on, and say what had to be assumed.

    Raises
    ------
    UnreadableImage
        If one that is required is absent or impossible.
    UnsupportedImage
        If the image is too large, or of a kind that is not supported.
    """
    dataset = parsed.dataset
    kind = parsed.pixel.kind if parsed.pixel else "integer"
    rows, columns = _required(dataset, "Rows"), _required(dataset, "Columns")
    allocated = _required(dataset, "BitsAllocated")
    samples = integer(dataset, "SamplesPerPixel") or 1
    if allocated not in _ALLOCATED[kind]:
        raise UnsupportedImage(
            tr(
                "{allocated} bits allocated for {kind} pixels are not supported",
                allocated=allocated,
                kind=kind,
            )
        )
    check_size(rows, columns, samples * max(allocated, 8) / 8)
    photometric, notices = _photometric(dataset, samples)
    stored = integer(dataset, "BitsStored") or allocated
    high_bit = integer(dataset, "HighBit")
    high_bit = stored - 1 if high_bit is None else high_bit
    if kind != "integer":
        stored, high_bit = allocated, allocated - 1
    if not 1 <= stored <= high_bit + 1 <= allocated:
        raise UnreadableImage(
            tr(
                "its header contradicts itself: {stored} bits stored, high bit {high_bit}, "
                "{allocated} allocated",
                stored=stored,
                high_bit=high_bit,
                allocated=allocated,
            )
        )
    signed, frames, more = _sign_and_frames(dataset, kind)
    layout = PixelLayout(
        kind, photometric, rows, columns, samples, frames, allocated, stored, high_bit, signed,
        planar=samples > 1 and integer(dataset, "PlanarConfiguration") == 1,
    )  # fmt: skip
    return layout, notices + more


def _required(dataset: Dataset, keyword: str) -> int:
    found = integer(dataset, keyword)
    if found is None:
        raise UnreadableImage(tr("its header has no {keyword}", keyword=keyword))
    if found < 1:
        raise BadAttribute(keyword)
    return found


def _photometric(dataset: Dataset, samples: int) -> tuple[str, tuple[str, ...]]:
    """Photometric Interpretation (0028,0004) that agrees with the samples per pixel."""
    stated = text(dataset, "PhotometricInterpretation").upper()
    if not stated and samples == 1:
        return "MONOCHROME2", (tr("The file does not say whether low values are black; that was assumed."),)
    if stated not in _GRAYSCALE + _COLOR:
        raise UnsupportedImage(
            tr("its photometric interpretation {stated} is not supported", stated=stated)
            if stated
            else tr("its photometric interpretation is not stated")
        )
    if samples != (1 if stated in _GRAYSCALE else 3):
        raise UnreadableImage(
            tr(
                "its header contradicts itself: {samples} samples a pixel for {stated}",
                samples=samples,
                stated=stated,
            )
        )
    return stated, ()


def _sign_and_frames(dataset: Dataset, kind: str) -> tuple[bool, int | None, tuple[str, ...]]:
    notices: tuple[str, ...] = ()
    signed = integer(dataset, "PixelRepresentation")
    if signed is None and kind == "integer":
        notices += (tr("The file does not say whether its pixels are signed; unsigned was assumed."),)
    elif signed not in (None, 0, 1):
        raise BadAttribute("PixelRepresentation")
    try:
        frames = integer(dataset, "NumberOfFrames")
    except BadAttribute:
        notices += (tr("The number of frames is not readable; it was counted from the pixel data."),)
        return bool(signed), None, notices
    if frames is not None and frames < 1:
        notices += (tr("The file states {frames} frames; one was assumed.", frames=frames),)
    return bool(signed), max(frames or 1, 1), notices
