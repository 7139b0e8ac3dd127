"""One image of every transfer syntax, encoded here and read back by the process that reads for the window.

What it decodes must be what was encoded: exactly, or to a few grey values where the coding is lossy.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom.uid as uids
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID

from meddiag_gui import paths
from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.isolated.process import ReadingProcess
from meddiag_gui.inference.engines import Device
from meddiag_gui.selftest.checks import Outcome

Pixels = NDArray[np.uint16]
BITS = 12
LOSSY = 24
"""Grey values of 4096 by which a lossy coding may be off."""
HTJ2K = "htj2k.j2c"
"""`picture`, encoded once: this program carries no encoder of High-Throughput JPEG 2000."""


def picture() -> Pixels:
    """Compute a smooth picture ``(64, 48)`` of 12 bits that uses its whole range."""
    rows, columns = np.ogrid[0:64, 0:48]
    made: Pixels = (rows * 45 + columns * 26).astype(np.uint16)
    return made


def _packbits_rle(pixels: Pixels) -> bytes:
    """Encode as PS3.5 G: a segment for each byte of a pixel, the highest first."""
    cells = pixels.astype(">u2").tobytes()
    segments = [bytes(imagecodecs.packbits_encode(cells[byte::2])) for byte in (0, 1)]
    segments = [segment + b"\0" * (len(segment) % 2) for segment in segments]
    offsets = (64, 64 + len(segments[0]), *[0] * 13)
    return struct.pack("<16L", 2, *offsets) + b"".join(segments)


def _lossless_jpeg(pixels: Pixels) -> bytes:
    return bytes(imagecodecs.jpeg8_encode(pixels, lossless=True, bitspersample=16))


def _jpeg2000(pixels: Pixels, level: int = 0) -> bytes:
    return bytes(imagecodecs.jpeg2k_encode(pixels, codecformat="j2k", reversible=level == 0, level=level))


def _stored(_: Pixels) -> bytes:
    return (paths.resources() / "selftest" / HTJ2K).read_bytes()


@dataclass(frozen=True, slots=True)
class Coding:
    """How `picture` is coded for one transfer syntax.

    Parameters
    ----------
    encode
        Makes the one frame; None for pixels as they are.
    shift
        Bits that are dropped before: 4 where the coding takes 8 bits.
    lossy
        Whether it may be off by `LOSSY`.
    """

    syntax: UID
    encode: Callable[[Pixels], bytes] | None = None
    shift: int = 0
    lossy: bool = False


CODINGS = (
    Coding(uids.ImplicitVRLittleEndian),
    Coding(uids.ExplicitVRLittleEndian),
    Coding(uids.ExplicitVRBigEndian),
    Coding(uids.DeflatedExplicitVRLittleEndian),
    Coding(uids.RLELossless, _packbits_rle),
    Coding(
        uids.JPEGBaseline8Bit,
        lambda pixels: bytes(imagecodecs.jpeg8_encode(pixels.astype(np.uint8), 98)),
        shift=4,
        lossy=True,
    ),
    Coding(
        uids.JPEGExtended12Bit,
        lambda pixels: bytes(imagecodecs.jpeg8_encode(pixels, 98, bitspersample=12)),
        lossy=True,
    ),
    Coding(uids.JPEGLossless, _lossless_jpeg),
    Coding(uids.JPEGLosslessSV1, _lossless_jpeg),
    Coding(uids.JPEGLSLossless, lambda pixels: bytes(imagecodecs.jpegls_encode(pixels))),
    Coding(uids.JPEGLSNearLossless, lambda pixels: bytes(imagecodecs.jpegls_encode(pixels, 2)), lossy=True),
    Coding(uids.JPEG2000Lossless, _jpeg2000),
    Coding(uids.JPEG2000, lambda pixels: _jpeg2000(pixels, 90), lossy=True),
    Coding(uids.HTJ2KLossless, _stored),
    Coding(uids.HTJ2KLosslessRPCL, _stored),
    Coding(uids.HTJ2K, _stored),
)


def check(home: Path, device: Device) -> Iterator[Outcome]:
    """Read an image of every transfer syntax; see `checks.run_part`."""
    process = ReadingProcess(seconds=60)
    try:
        for number, coding in enumerate(CODINGS):
            path = home / f"{number:02d}.dcm"
            _write(path, coding)
            yield _compare(process, path, coding)
    finally:
        process.close()


def _compare(process: ReadingProcess, path: Path, coding: Coding) -> Outcome:
    try:
        image = process.ask("image", path)
    except MedDiagError as error:
        return Outcome(f"{coding.syntax.name}: {error}", passed=False)
    expected = picture() >> coding.shift
    if image.pixels.shape != expected.shape:
        return Outcome(f"{coding.syntax.name}: the image has another size than was written.", passed=False)
    difference = int(np.abs(image.pixels.astype(int) - expected).max())
    allowed = LOSSY if coding.lossy else 0
    words = "all pixels equal" if difference == 0 else f"pixels differ by up to {difference}"
    return Outcome(f"{coding.syntax.name}: {words}", passed=difference <= allowed)


def _write(path: Path, coding: Coding) -> None:
    """Write `picture` as a DICOM file that shows no patient."""
    syntax, pixels = coding.syntax, picture() >> np.uint16(coding.shift)
    bits = 8 if coding.shift else 16
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = uids.SecondaryCaptureImageStorage
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = UID(f"2.25.{int(path.stem) + 1}")
    dataset.Modality = "OT"
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.Rows, dataset.Columns = pixels.shape
    dataset.BitsAllocated, dataset.BitsStored = bits, min(bits, BITS)
    dataset.HighBit, dataset.PixelRepresentation = dataset.BitsStored - 1, 0
    if coding.encode is None:
        dataset.PixelData = pixels.astype("<u2" if syntax.is_little_endian else ">u2").tobytes()
    else:
        dataset.PixelData = encapsulate([coding.encode(pixels)])
    dataset["PixelData"].VR = "OW" if coding.encode is None else "OB"
    dataset["PixelData"].is_undefined_length = coding.encode is not None
    dataset.save_as(
        path,
        implicit_vr=syntax.is_implicit_VR,
        little_endian=syntax.is_little_endian,
        enforce_file_format=True,
    )
