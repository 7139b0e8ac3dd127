"""Pixels into a new data set: as they were where nothing is covered, else decoded, covered, uncompressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, ExplicitVRLittleEndian

from meddiag_gui.errors import ExportError
from meddiag_gui.imaging.deidentify.box import Box
from meddiag_gui.imaging.deidentify.identities import Identities
from meddiag_gui.imaging.deidentify.streams import bare_stream
from meddiag_gui.imaging.dicom.color import color_to_rgb, palette_to_rgb
from meddiag_gui.imaging.dicom.layout import PixelLayout
from meddiag_gui.imaging.dicom.source import DicomSource
from meddiag_gui.language import tr

_ELEMENTS = {"integer": "PixelData", "float": "FloatPixelData", "double": "DoubleFloatPixelData"}
_WHOLE_CELLS = (8, 16, 32, 64)
_LUMA = np.array([0.299, 0.587, 0.114])


def put_pixels(source: DicomSource, result: Dataset, boxes: Sequence[Box], identities: Identities) -> UID:
    """Put the pixels of a file into a cleaned data set, and make its Image Pixel Module agree.

    Compressed frames stay as they are unless something is covered or their bytes repeat an identity.

    Returns
    -------
    The transfer syntax in which the data set is to be written.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If a frame cannot be decoded.
    ExportError
        If something is to be covered in pixels of a depth that this cannot write.
    """
    syntax = None if boxes else _still_compressed(source, result, identities)
    if syntax is not None:
        return syntax
    if source.parsed.pixel is not None and int(result.BitsAllocated) not in _WHOLE_CELLS:
        _put_raw(source, result, boxes)
    else:
        _put_plain(source, result, boxes)
    return ExplicitVRLittleEndian


def _still_compressed(source: DicomSource, result: Dataset, identities: Identities) -> UID | None:
    """Put the frames in as they are compressed; None where they are not, or must not stay."""
    streams = []
    for frame in range(source.frames):
        data = source.compressed(frame)
        if data is None:
            return None
        try:
            bare = bare_stream(data)
        except ValueError:
            return None
        if identities.named_in_bytes(bare):
            return None
        streams.append(bare)
    result.PixelData = encapsulate(streams)
    result["PixelData"].VR = "OB"
    result["PixelData"].is_undefined_length = True
    return source.parsed.syntax


def _put_raw(source: DicomSource, result: Dataset, boxes: Sequence[Box]) -> None:
    """Copy packed cells (1 or 12 bits), exactly as many as the header says."""
    pixel = source.parsed.pixel
    if boxes or pixel is None or pixel.length is None:
        raise ExportError(tr("writing cannot be covered in pixels of this depth"))
    _, layout = source.decoded(0)
    needed = -(-layout.frame_bits * source.frames // 8)
    source.parsed.stream.seek(pixel.start)
    result.PixelData = _even(source.parsed.stream.read_block(min(needed, pixel.length)))
    result["PixelData"].VR = "OB"


def _put_plain(source: DicomSource, result: Dataset, boxes: Sequence[Box]) -> None:
    """Write stored values, without bits above the stored ones, sample by sample; YBR becomes RGB."""
    cells: list[bytes] = []
    black: Any = None
    layout = source.decoded(0)[1]
    for frame in range(source.frames):
        values, layout = _as_rgb(*source.decoded(frame))
        if boxes:
            values = np.array(values)
            black = _black(values, layout, source.dataset) if black is None else black
            for box in boxes:
                clipped = box.clipped(*values.shape[:2])
                values[clipped.top : clipped.bottom, clipped.left : clipped.right] = black
        cells.append(values.astype(values.dtype.newbyteorder("<"), copy=False).tobytes())
    _describe(result, layout, covered=bool(boxes))
    setattr(result, _ELEMENTS[layout.kind], _even(b"".join(cells)))
    if layout.kind == "integer":
        result["PixelData"].VR = "OB" if layout.bits_allocated <= 8 else "OW"


def _as_rgb(values: NDArray[Any], layout: PixelLayout) -> tuple[NDArray[Any], PixelLayout]:
    if not layout.photometric.startswith("YBR"):
        return values, layout
    rgb = color_to_rgb(values, layout)[0]
    return rgb, replace(layout, photometric="RGB", bits_allocated=8, bits_stored=8, high_bit=7, planar=False)


def _describe(result: Dataset, layout: PixelLayout, *, covered: bool) -> None:
    """Make the Image Pixel Module say how the values lie now, and the image that it was changed."""
    result.PhotometricInterpretation = layout.photometric
    result.BitsAllocated = layout.bits_allocated
    if layout.kind == "integer":
        result.BitsStored, result.HighBit = layout.bits_stored, layout.bits_stored - 1
        result.PixelRepresentation = int(layout.signed)
    if layout.samples > 1:
        result.PlanarConfiguration = 0
    if covered:
        kind = list(result.get("ImageType") or ["", "PRIMARY"])
        result.ImageType = ["DERIVED", *kind[1:]]
        for keyword in ("SmallestImagePixelValue", "LargestImagePixelValue"):
            if keyword in result:
                delattr(result, keyword)


def _black(values: NDArray[Any], layout: PixelLayout, dataset: Dataset) -> Any:
    """Stored value that is seen as black: the darkest of the picture."""
    if layout.photometric == "PALETTE COLOR":
        luma = palette_to_rgb(values, dataset, layout) @ _LUMA
        return values.reshape(-1)[int(luma.argmin())]
    if layout.samples == 3:
        return 0
    return values.max() if layout.photometric == "MONOCHROME1" else values.min()


def _even(data: bytes) -> bytes:
    return data + b"\0" * (len(data) % 2)
