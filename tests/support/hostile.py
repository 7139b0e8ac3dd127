"""Files that are sound by the letter, and made to hurt whoever reads them."""

from __future__ import annotations

import struct


def endless_jpeg(side: int = 8192, scans: int = 4000) -> bytes:
    """Make a progressive JPEG of a few hundred kilobytes whose decoding takes minutes.

    Every scan goes through all blocks of the picture, and says of 32,767 of them in 15 bits that there is
    nothing in them.
    """
    blocks = (side // 8) ** 2
    start = _segment(0xDB, b"\0" + bytes([1] * 64))
    start += _segment(0xC2, struct.pack(">BHHB", 8, side, side, 1) + b"\1\x11\0")
    for table, symbol in ((b"\0", b"\0"), (b"\x10", b"\xe0")):
        start += _segment(0xC4, table + bytes([1] + [0] * 15) + symbol)
    first = _segment(0xDA, b"\1\1\0\0\0\0") + bytes(-(-blocks // 8))
    bits = ("0" + "1" * 14) * -(-blocks // 32767)
    bits += "1" * (-len(bits) % 8)
    coded = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")
    return b"\xff\xd8" + start + first + (_segment(0xDA, b"\1\1\0\1\x3f\0") + coded) * scans + b"\xff\xd9"


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
