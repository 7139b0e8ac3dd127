"""Uncompressed pixel data to cells, and cells to stored values (PS3.5 8.1, 8.2, D)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.dicom.layout import PixelLayout
from meddiag_gui.imaging.dicom.reading import ParsedFile, PixelElement
from meddiag_gui.language import tr

_PIXEL_GROUP = 0x7FE0
_LOOKED_AT = 16  # bytes
_FLOATS = {"float": "f4", "double": "f8"}


def fit_layout(layout: PixelLayout, element: PixelElement, size: int) -> tuple[PixelLayout, tuple[str, ...]]:
    """Compare the length of uncompressed pixel data with what the header needs.

    Returns
    -------
    The layout, with the number of frames counted where the header's was no number and without chroma
    subsampling where the data has none; and reservations.

    Raises
    ------
    UnreadableImage
        If there is less data than the header needs.
    """
    available = 8 * min(element.length or 0, size - element.start)
    if layout.frames is None and (element.length or 0) > size - element.start:
        raise UnreadableImage(
            tr("its pixel data is cut short, and its header does not say how much there should be")
        )
    if layout.subsampled and available >= (layout.frames or 1) * layout.frame_bits * 3 // 2:
        layout = _without_subsampling(layout)
    if layout.subsampled and layout.columns % 2:
        raise UnreadableImage(tr("its header contradicts itself: pairs of pixels share chroma in an odd row"))
    if layout.frames is None:
        layout = layout.with_frames(max(available // layout.frame_bits, 1))
    needed = (layout.frames or 1) * layout.frame_bits
    if available < needed:
        raise UnreadableImage(
            tr(
                "its pixel data is cut short: {available} of {needed} bytes",
                available=available // 8,
                needed=-(-needed // 8),
            )
            if (element.length or 0) > size - element.start
            else tr(
                "its pixel data has {available} bytes where the header needs {needed}",
                available=available // 8,
                needed=-(-needed // 8),
            )
        )
    spare = available // 8 - -(-needed // 8)
    if spare > 1:
        return layout, (
            tr(
                "The pixel data is {spare} bytes longer than the header needs; the rest is not shown.",
                spare=spare,
            ),
        )
    return layout, ()


def trailing(parsed: ParsedFile) -> tuple[str, ...]:
    """Notice where uncompressed pixel data is followed by bytes that are no data element (PS3.5 7.1).

    Somewhere before them bytes were put in, and the pixels after those are not at their place.
    """
    if parsed.pixel is None or parsed.pixel.length is None:
        return ()
    parsed.stream.seek(min(parsed.pixel.start + parsed.pixel.length, parsed.stream.size))
    rest = parsed.stream.read_block(_LOOKED_AT)
    group, number = (
        int.from_bytes(rest[start : start + 2], "little" if parsed.little_endian else "big")
        for start in (0, 2)
    )
    if not rest.strip(b"\0") or (group, number) > (_PIXEL_GROUP, 0x10):
        return ()
    return (tr("Behind the pixel data are bytes that belong to nothing; the picture may be displaced."),)


def _without_subsampling(layout: PixelLayout) -> PixelLayout:
    return replace(layout, photometric=layout.photometric.removesuffix("_422"))


def native_frame(parsed: ParsedFile, layout: PixelLayout, frame: int) -> NDArray[Any]:
    """One frame of uncompressed data.

    Returns
    -------
    Cells of ``bits_allocated`` bits, unsigned (or floating point), native byte order: ``(rows, columns)`` or
    ``(rows, columns, 3)``; chroma is repeated where it was subsampled.
    """
    if parsed.pixel is None:
        raise UnreadableImage(tr("it holds no pixel data"))
    first_bit = frame * layout.frame_bits
    last_byte = -(-(first_bit + layout.frame_bits) // 8)
    start, end = first_bit // 8, last_byte
    swapped = not parsed.little_endian and parsed.pixel.vr == "OW" and layout.bits_allocated <= 12
    if swapped:  # big endian words hold two bytes each, so their pairs come reversed (PS3.5 8.1.1, A.3)
        start, end = start - start % 2, end + end % 2
    parsed.stream.seek(parsed.pixel.start + start)
    data = parsed.stream.read_block(end - start)
    if swapped:
        data = np.frombuffer(data[: len(data) - len(data) % 2], "u2").byteswap().tobytes()
    data = data[first_bit // 8 - start :]
    if layout.bits_allocated == 12:
        return _arrange(_unpack_12(data, first_bit % 8 != 0, layout.frame_bits // 12), layout)
    if layout.bits_allocated == 1:
        bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
        skipped = first_bit % 8
        return bits[skipped : skipped + layout.frame_bits].reshape(layout.rows, layout.columns)
    order = "<" if parsed.little_endian else ">"
    code = _FLOATS.get(layout.kind, f"u{layout.bits_allocated // 8}")
    cells = np.frombuffer(data, np.dtype(order + code), layout.frame_bits // layout.bits_allocated)
    return _arrange(cells.astype(cells.dtype.newbyteorder("="), copy=False), layout)


def _unpack_12(data: bytes, odd: bool, count: int) -> NDArray[np.uint16]:
    """Cells of 12 bits, two in three bytes, the first in the low bits (PS3.5 8.1.1, D; retired).

    Parameters
    ----------
    odd
        Whether the first byte begins with the last bits of a cell before.
    """
    padded = (b"\0" if odd else b"") + data + b"\0" * 3
    triples = np.frombuffer(padded, np.uint8, 3 * -(-(count + odd) // 2)).reshape(-1, 3).astype(np.uint16)
    cells = np.empty((len(triples), 2), np.uint16)
    cells[:, 0] = triples[:, 0] | (triples[:, 1] & 0x0F) << 8
    cells[:, 1] = triples[:, 1] >> 4 | triples[:, 2] << 4
    return cells.reshape(-1)[int(odd) : int(odd) + count]


def _arrange(cells: NDArray[Any], layout: PixelLayout) -> NDArray[Any]:
    """Bring samples from stored order to ``(rows, columns[, 3])``."""
    if layout.samples == 1:
        return cells.reshape(layout.rows, layout.columns)
    if layout.subsampled:  # Y1 Y2 Cb Cr for every two pixels
        quads = cells.reshape(-1, 4)
        luma = quads[:, :2].reshape(-1)
        chroma = np.repeat(quads[:, 2:], 2, axis=0)
        return np.column_stack([luma, chroma]).reshape(layout.rows, layout.columns, 3)
    if layout.planar:
        return np.moveaxis(cells.reshape(3, layout.rows, layout.columns), 0, 2)
    return cells.reshape(layout.rows, layout.columns, 3)


def stored_values(cells: NDArray[Any], layout: PixelLayout) -> tuple[NDArray[Any], bool]:
    """Cells to stored pixel values: shift to the low bit, mask, and extend the sign (PS3.5 8.1.1).

    Returns
    -------
    Values of the cell's width, signed where the layout says so; and whether bits above the high bit were in
    use (overlays of old files lie there, but so do values that the header says cannot be).
    """
    if layout.kind != "integer" or layout.bits_allocated == 1:
        return cells, False
    width, bits = 8 * cells.dtype.itemsize, layout.bits_stored
    kind = np.dtype(f"i{width // 8}" if layout.signed else f"u{width // 8}")
    if bits == width:
        return cells.view(kind), False
    unsigned = cells.astype(f"u{width // 8}", copy=False)
    if not layout.signed and layout.high_bit == bits - 1 and int(unsigned.max()) < 2**bits:
        return unsigned, False  # as most are: nothing to shift, nothing to mask
    up, down = width - 1 - layout.high_bit, width - bits
    # Up to the sign bit, then back: an arithmetic shift extends the sign, a logical one masks.
    values = np.left_shift(unsigned, np.array(up, unsigned.dtype)).view(kind)
    return np.right_shift(values, np.array(down, kind)), _upper_bits_used(unsigned, layout)


def _upper_bits_used(cells: NDArray[Any], layout: PixelLayout) -> bool:
    unused = layout.bits_allocated - 1 - layout.high_bit
    if not unused:
        return False
    if int(cells.max()) < 2 ** (layout.high_bit + 1):
        return False
    upper = np.right_shift(cells, np.array(layout.high_bit + 1, cells.dtype))
    allowed = [0, 2**unused - 1] if layout.signed else [0]
    return not np.isin(upper, np.array(allowed, cells.dtype)).all()
