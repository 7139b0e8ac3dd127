"""What a compressed frame says of itself, read before anything is decoded.

JPEG and JPEG-LS: ITU-T T.81 B.2, T.87 C; JPEG 2000 and HTJ2K: ITU-T T.800 A.5.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from meddiag_gui.errors import UnreadableImage, UnsupportedImage
from meddiag_gui.language import tr

Codec = Literal["jpeg", "jpegls", "jpeg2000"]

_SOS, _APP0, _APP14, _SOF_LOSSLESS, _SOF_LS = 0xDA, 0xE0, 0xEE, 0xC3, 0xF7
_SOF_DECODABLE = (0xC0, 0xC1, 0xC2, _SOF_LOSSLESS, _SOF_LS)
_SOF_ALL = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {_SOF_LS}
_COD, _SOT = 0xFF52, 0xFF90
_JPEG_XL = (b"\xff\x0a", b"\0\0\0\x0cJXL ")
_RGB_IDS = (b"RGB", b"rgb")


@dataclass(frozen=True, slots=True)
class Codestream:
    """The frame header of a compressed image.

    Parameters
    ----------
    lossless
        JPEG process 14; its samples are never colour-transformed.
    signed
        Whether the stream itself says that its samples are signed (JPEG 2000 only).
    transform
        What the stream says of its colours: ``RGB``, ``YBR`` or nothing.
    """

    codec: Codec
    rows: int
    columns: int
    components: int
    bits: int
    lossless: bool = False
    signed: bool = False
    transform: str = ""


def read_codestream(data: bytes) -> Codestream:
    """Find codec, size, bit depth and colour transform of a compressed frame.

    Raises
    ------
    UnreadableImage
        If the stream is damaged, or ends before its end marker.
    UnsupportedImage
        If it is of a kind that cannot be decoded.
    """
    try:
        if data[:2] == b"\xff\xd8":
            return _jpeg(data)
        if data[:4] == b"\xff\x4f\xff\x51" or data[4:8] == b"jP  ":
            return _jpeg2000(data)
    except (struct.error, IndexError) as error:
        raise UnreadableImage(tr("its compressed pixel data is cut short")) from error
    if data.startswith(_JPEG_XL):
        raise UnsupportedImage(tr("its pixel data is compressed as JPEG XL, which is not supported"))
    raise UnreadableImage(tr("its compressed pixel data is neither JPEG, JPEG-LS nor JPEG 2000"))


def _jpeg(data: bytes) -> Codestream:
    frame: Codestream | None = None
    transform = ""
    segments = list(_segments(data))
    for marker, body, _ in segments:
        adobe_ybr = marker == _APP14 and body.startswith(b"Adobe") and body[11:12] == b"\1"
        if adobe_ybr or (marker == _APP0 and body.startswith(b"JFIF")):
            transform = "YBR"
        elif marker in _SOF_ALL:
            frame = _frame_header(marker, body)
    if frame is None:
        raise UnreadableImage(tr("its compressed pixel data has no frame header"))
    _check_length(data.rfind(b"\xff\xd9") - segments[-1][2], frame)
    if frame.transform or frame.lossless or frame.components != 3:
        return frame
    return replace(frame, transform=transform)


def _check_length(scan_bytes: int, frame: Codestream) -> None:
    """Refuse a scan without end marker, or with less than the shortest code for every block or sample.

    A JPEG decoder fills what is missing with grey, and says nothing; the decoder of JPEG-LS tells.
    """
    blocks = -(-frame.rows // 8) * -(-frame.columns // 8)
    codes = {"jpeg": frame.rows * frame.columns if frame.lossless else blocks, "jpegls": 0}[frame.codec]
    if scan_bytes < 0 or 8 * scan_bytes < codes:
        raise UnreadableImage(tr("its compressed pixel data is cut short"))


def _segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Marker, content and end of every segment of a JPEG stream, up to the start of its first scan."""
    place = 2
    while True:
        while data[place + 1] == 0xFF:  # fill bytes may stand before a marker
            place += 1
        prefix, marker, length = struct.unpack_from(">BBH", data, place)
        if prefix != 0xFF or length < 2:
            raise UnreadableImage(tr("its compressed pixel data is damaged"))
        yield marker, data[place + 4 : place + 2 + length], place + 2 + length
        if marker == _SOS:
            return
        place += 2 + length


def _frame_header(marker: int, body: bytes) -> Codestream:
    if marker not in _SOF_DECODABLE:
        raise UnsupportedImage(tr("its pixel data is compressed by a JPEG process that is not supported"))
    bits, rows, columns, components = struct.unpack_from(">BHHB", body)
    identifiers = bytes(body[6 + 3 * index] for index in range(components))
    return Codestream(
        codec="jpegls" if marker == _SOF_LS else "jpeg",
        rows=rows,
        columns=columns,
        components=components,
        bits=bits,
        lossless=marker == _SOF_LOSSLESS,
        transform="RGB" if identifiers in _RGB_IDS and marker != _SOF_LS else "",
    )


def _jpeg2000(data: bytes) -> Codestream:
    start = data.find(b"\xff\x4f\xff\x51")
    if start < 0:
        raise UnreadableImage(tr("its JPEG 2000 pixel data is damaged"))
    right, bottom, left, top, *tiling = struct.unpack_from(">8L", data, start + 8)
    (components,) = struct.unpack_from(">H", data, start + 40)
    depths = [struct.unpack_from(">3B", data, start + 42 + 3 * index) for index in range(min(components, 5))]
    if not depths or len(set(depths)) > 1 or depths[0][1:] != (1, 1):
        raise UnsupportedImage(tr("its JPEG 2000 components differ in depth or size"))
    precision = depths[0][0]
    place = start + 4 + struct.unpack_from(">H", data, start + 4)[0]
    transform = ""
    while True:
        marker, length = struct.unpack_from(">HH", data, place)
        if marker == _COD:  # the decoder undoes the multiple component transformation
            transform = "RGB" if data[place + 8] else ""
        if marker == _SOT:
            break
        if marker < 0xFF00 or length < 2:
            raise UnreadableImage(tr("its JPEG 2000 pixel data is damaged"))
        place += 2 + length
    if _tiles_present(data, place) != _tiles_needed(right, bottom, *tiling):
        raise UnreadableImage(tr("its JPEG 2000 pixel data is cut short"))
    return Codestream(
        "jpeg2000", bottom - top, right - left, components, (precision & 0x7F) + 1,
        signed=bool(precision & 0x80), transform=transform,
    )  # fmt: skip


def _tiles_needed(right: int, bottom: int, width: int, height: int, left: int, top: int) -> int:
    if not (width and height and left < right and top < bottom):
        raise UnreadableImage(tr("its JPEG 2000 pixel data is damaged"))
    return -(-(right - left) // width) * -(-(bottom - top) // height)


def _tiles_present(data: bytes, place: int) -> int:
    """Count the tiles that have a tile-part: a decoder leaves absent ones black, and says nothing."""
    seen = set()
    while place + 12 <= len(data):
        marker, _, tile, length = struct.unpack_from(">HHHL", data, place)
        if marker != _SOT:
            break
        seen.add(tile)
        if length == 0:  # the last tile-part may run to the end
            break
        place += max(length, 12)
    return len(seen)
