"""Compressed frames without what is not needed to decode them: comments, applications' data, thumbnails.

JPEG and JPEG-LS: ITU-T T.81 B.2.4; JPEG 2000: ITU-T T.800 A.9.2.
"""

from __future__ import annotations

import struct

_SOS, _COM, _APP0, _APP8, _APP14 = 0xDA, 0xFE, 0xE0, 0xE8, 0xEE
_J2K_COM, _J2K_SOT = 0xFF64, 0xFF90
_JFIF_BYTES = 16  # of the segment without its thumbnail: JFIF\0, version, density, and two zeros for its size


def bare_stream(data: bytes) -> bytes:
    """Leave out comments and whatever follows the end of a JPEG, JPEG-LS or JPEG 2000 stream; others stay.

    Raises
    ------
    ValueError
        If its segments cannot be followed.
    """
    try:
        if data[:2] == b"\xff\xd8":
            return _bare_jpeg(data)
        start = data.find(b"\xff\x4f\xff\x51")
        if start == 0 or data[4:8] == b"jP  ":
            return _bare_jpeg2000(data[start:])
    except struct.error as error:
        raise ValueError("the compressed stream is cut short") from error
    return data


def _bare_jpeg(data: bytes) -> bytes:
    parts, place = [data[:2]], 2
    while True:
        while data[place : place + 2] == b"\xff\xff":  # fill bytes
            place += 1
        prefix, marker, length = struct.unpack_from(">BBH", data, place)
        if prefix != 0xFF or length < 2:
            raise ValueError("the JPEG stream is damaged")
        if marker == _SOS:
            break
        parts.append(_kept(marker, data[place : place + 2 + length]))
        place += 2 + length
    end = data.rfind(b"\xff\xd9")
    parts.append(data[place : end + 2] if end > place else data[place:])
    return b"".join(parts)


def _kept(marker: int, segment: bytes) -> bytes:
    """Return what stays of a segment: of applications' data only what tells the colours."""
    body = segment[4:]
    if marker == _APP0 and body.startswith(b"JFIF\0"):
        return b"\xff\xe0" + struct.pack(">H", _JFIF_BYTES) + body[:12] + b"\0\0"
    if marker == _APP14 and body.startswith(b"Adobe"):
        return b"\xff\xee" + struct.pack(">H", 14) + body[:12]
    if marker == _APP8 and body.startswith(b"mrfx"):
        return segment
    return b"" if marker == _COM or 0xE0 <= marker <= 0xEF else segment


def _bare_jpeg2000(data: bytes) -> bytes:
    """Take the codestream out of its container, without the comments of its main header."""
    parts, place = [data[:2]], 2
    while True:
        marker, length = struct.unpack_from(">HH", data, place)
        if marker == _J2K_SOT:
            break
        if marker < 0xFF00 or length < 2:
            raise ValueError("the JPEG 2000 stream is damaged")
        if marker != _J2K_COM:
            parts.append(data[place : place + 2 + length])
        place += 2 + length
    end = data.rfind(b"\xff\xd9")
    parts.append(data[place : end + 2] if end > place else data[place:])
    return b"".join(parts)
