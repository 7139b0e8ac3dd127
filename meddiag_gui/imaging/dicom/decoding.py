"""Compressed frames to cells, by imagecodecs, after the stream was compared with the header."""

from __future__ import annotations

import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom.uid import UID, RLELossless

from meddiag_gui.errors import UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.dicom.codestream import Codestream, read_codestream
from meddiag_gui.imaging.dicom.layout import PixelLayout
from meddiag_gui.imaging.jpeg import check_jpeg
from meddiag_gui.imaging.pixels import new_array
from meddiag_gui.language import tr

_FAMILIES = {"jpeg": "JPEG ", "jpegls": "JPEG-LS", "jpeg2000": "JPEG 2000"}


def decode_frame(
    data: bytes, layout: PixelLayout, syntax: UID
) -> tuple[NDArray[Any], PixelLayout, tuple[str, ...]]:
    """Decode one compressed frame.

    Returns
    -------
    Cells as from `native_frame`; the layout with the photometric interpretation and bits that the cells have
    after decoding; and reservations.

    Raises
    ------
    UnreadableImage
        If the stream is damaged, cut short, or contradicts the header.
    UnsupportedImage
        If the stream is of a kind that cannot be decoded.
    """
    if layout.kind != "integer" or layout.bits_allocated not in (8, 16, 32):
        raise UnsupportedImage(tr("compressed pixels of this depth are not supported"))
    if syntax == RLELossless:
        return _rle(data, layout), layout, ()
    stream = read_codestream(data)
    _compare(stream, layout)
    photometric, notices = _color(stream, layout)
    if _FAMILIES[stream.codec] not in f"{syntax.name} ":
        notices += (
            tr(
                "The pixels are compressed as {codec}, not as the file states.",
                codec=_FAMILIES[stream.codec].strip(),
            ),
        )
    cells, doubts = _checked(data, stream, photometric)
    notices += doubts
    if cells.shape != (
        (layout.rows, layout.columns, 3) if layout.samples == 3 else (layout.rows, layout.columns)
    ):
        raise UnreadableImage(tr("its compressed pixel data decodes to another size than the header states"))
    if stream.codec == "jpeg" and not stream.lossless and layout.samples == 3:
        photometric = "RGB"  # libjpeg has converted
    layout = replace(layout, photometric=photometric, planar=False)
    if layout.signed and stream.codec != "jpeg" and stream.bits < layout.bits_stored:
        layout = replace(layout, bits_stored=stream.bits, high_bit=stream.bits - 1)
    if stream.signed and not layout.signed:
        notices += (
            tr("The compressed pixels are signed, the header says unsigned; the header was believed."),
        )
    return cells.astype(f"u{layout.bits_allocated // 8}", copy=False), layout, notices


def _compare(stream: Codestream, layout: PixelLayout) -> None:
    """Refuse a stream that is not what the header says, before memory is spent on it."""
    if (stream.rows, stream.columns) != (layout.rows, layout.columns):
        raise UnreadableImage(
            tr(
                "its compressed pixel data is {columns} × {rows} pixels, "
                "the header says {header_columns} × {header_rows}",
                columns=stream.columns,
                rows=stream.rows,
                header_columns=layout.columns,
                header_rows=layout.rows,
            )
        )
    if stream.components != layout.samples:
        raise UnreadableImage(
            tr(
                "its compressed pixel data has {components} components, the header says {samples}",
                components=stream.components,
                samples=layout.samples,
            )
        )
    if stream.bits > layout.bits_allocated:
        raise UnreadableImage(
            tr(
                "its compressed pixel data has {bits} bits, the header allocates {allocated}",
                bits=stream.bits,
                allocated=layout.bits_allocated,
            )
        )


def _color(stream: Codestream, layout: PixelLayout) -> tuple[str, tuple[str, ...]]:
    """Photometric interpretation of the stream's own samples, before any conversion."""
    stated = layout.photometric
    if layout.samples != 3:
        return stated, ()
    if stream.codec == "jpeg2000":
        if stream.transform == "RGB" or stated == "RGB":
            return "RGB", ()
        if stated in ("YBR_ICT", "YBR_RCT"):
            return "RGB", (
                tr(
                    "The file states {stated}, but its pixels carry no such transform; RGB was assumed.",
                    stated=stated,
                ),
            )
        return "YBR_FULL", ()
    in_stream = stream.transform or stated[:3]
    photometric = "RGB" if in_stream == "RGB" else "YBR_FULL"
    if in_stream == stated[:3]:
        return photometric, ()
    return photometric, (
        tr(
            "The file states {stated}, but its compressed pixels are {in_stream}; the pixels were believed.",
            stated=stated,
            in_stream=in_stream,
        ),
    )


def _checked(data: bytes, stream: Codestream, photometric: str) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Decode; where the decoder would invent pixels without a word, check the stream at the same time."""
    if stream.codec != "jpeg" or stream.lossless or stream.bits != 8:
        return _decoded(data, stream, photometric), ()
    with ThreadPoolExecutor(1) as beside:
        check = beside.submit(check_jpeg, data)
        cells = _decoded(data, stream, photometric)
    return cells, check.result()


def _decoded(data: bytes, stream: Codestream, photometric: str) -> NDArray[Any]:
    options: dict[str, Any] = {}
    if stream.codec == "jpeg" and stream.components == 3:
        convert = photometric != "RGB" and not stream.lossless
        options = {"colorspace": "YCBCR" if convert else "RGB", "outcolorspace": "RGB"}
    decoder = {
        "jpeg": imagecodecs.jpeg8_decode,
        "jpegls": imagecodecs.jpegls_decode,
        "jpeg2000": imagecodecs.jpeg2k_decode,
    }[stream.codec]
    if stream.bits <= 16 and not stream.signed and stream.components == 1:
        kind = "u1" if stream.bits <= 8 else "u2"
        options["out"] = new_array((stream.rows, stream.columns), kind)
    try:
        return np.asarray(decoder(data, **options))
    except (
        RuntimeError,
        ValueError,
        TypeError,
        struct.error,
    ) as error:  # the codecs' errors are RuntimeErrors
        raise UnreadableImage(tr("its compressed pixel data is damaged")) from error


def _rle(data: bytes, layout: PixelLayout) -> NDArray[Any]:
    """Decode an RLE frame: one PackBits segment a byte of the composite pixel, highest first (PS3.5 G)."""
    width = layout.bits_allocated // 8
    expected = layout.samples * width
    if len(data) < 64:
        raise UnreadableImage(tr("its RLE pixel data is cut short"))
    count, *offsets = struct.unpack("<16L", data[:64])
    if count != expected:
        raise UnreadableImage(
            tr(
                "its RLE pixel data has {count} segments where the header needs {expected}",
                count=count,
                expected=expected,
            )
        )
    ends = [*offsets[1:count], len(data)]
    pixels = layout.rows * layout.columns
    planes = new_array((layout.samples, pixels, width), np.uint8)
    for index, (start, end) in enumerate(zip(offsets[:count], ends, strict=True)):
        if not 64 <= start <= end <= len(data):
            raise UnreadableImage(tr("its RLE pixel data is damaged"))
        planes[index // width, :, width - 1 - index % width] = _segment(data[start:end], pixels)
    cells = planes.reshape(-1).view(f"<u{width}").reshape(layout.samples, layout.rows, layout.columns)
    return cells[0] if layout.samples == 1 else np.moveaxis(cells, 0, 2)


def _segment(data: bytes, length: int) -> NDArray[np.uint8]:
    out = bytearray(length + 256)  # some writers run over by part of a packet
    try:
        decoded = imagecodecs.packbits_decode(data, out=out)
    except RuntimeError as error:
        raise UnreadableImage(tr("its RLE pixel data is damaged")) from error
    if len(decoded) < length:
        raise UnreadableImage(tr("its RLE pixel data is cut short"))
    return np.frombuffer(decoded, np.uint8, length)
