"""A few attributes of a plain DICOM file, many times quicker than by pydicom.

Only what is beyond doubt is read here: Part 10 files whose elements have the VR of the standard, and that are
not deflated. Whatever else there is, `quick_values` gives up, and pydicom decides.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

from pydicom.uid import UID, DeflatedExplicitVRLittleEndian, MPEGTransferSyntaxes

from meddiag_gui.imaging.dicom.reading import UNDEFINED_LENGTH

_WINDOWS = (8 * 2**10, 2**20)  # bytes looked at: most headers end in the first, few beyond the second
_LONG_VRS = frozenset(
    (b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV")
)
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_DEEPEST = 8
_SHORT_HEADER = 2**18  # bytes: parsing the worst header of this size takes a second
_PLAIN_PIXELS = 2**27  # bytes
_PIXELS = (0x7FE00008, 0x7FE00009, 0x7FE00010)
_LITTLE, _BIG = (tuple(struct.Struct(order + form) for form in ("HH2sH", "HHL", "L")) for order in ("<", ">"))
_ENCAPSULATED = b"\xe0\x7f\x10\0"  # Pixel Data, always in little endian


class _NotPlain(Exception):
    """The file is for pydicom."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the elements of a data set are written (PS3.5 7.1)."""

    implicit: bool
    little: bool
    encapsulated: bool


def quick_values(stream: BinaryIO, wanted: Mapping[int, bytes]) -> tuple[dict[int, bytes], Encoding] | None:
    """Find the values of some elements before the pixel data.

    Parameters
    ----------
    stream
        The file; it is left anywhere.
    wanted
        Tags, and the VR that each must have.

    Returns
    -------
    The bytes of those that are there, and their encoding; or None where the file is not plain.
    """
    for window in _WINDOWS:
        stream.seek(0)
        content = stream.read(window)
        try:
            return _walk(content, wanted)
        except struct.error:  # beyond the window
            if len(content) < window:
                return None
        except _NotPlain:
            return None
    return None


@dataclass(frozen=True, slots=True)
class ShortHeader:
    """A header without surprises that ends soon, at the pixel data.

    Parameters
    ----------
    tags
        Of its elements, not of those in sequences.
    pixels
        Offset and length of the value of the pixel data in bytes; None where it is encapsulated.
    """

    tags: frozenset[int]
    pixels: tuple[int, int] | None


def short_header(stream: BinaryIO) -> ShortHeader | None:
    """Walk through a header up to the pixel data; None where it is not plain, or long."""
    for window in (_WINDOWS[0], _SHORT_HEADER):
        stream.seek(0)
        content = stream.read(window)
        try:
            encoding, place = _start(content)
            tags: set[int] = set()
            while content[place : place + 4] != _ENCAPSULATED or not encoding.encapsulated:
                tag, _, start, place = _element(content, place, encoding)
                if tag in _PIXELS:
                    return ShortHeader(frozenset(tags), (start, place - start))
                if tag > max(_PIXELS):
                    return None
                tags.add(tag)
            return ShortHeader(frozenset(tags), None)
        except struct.error:  # beyond the window
            continue
        except _NotPlain:
            break
    return None


def is_plain(stream: BinaryIO) -> bool:
    """Whether a file has uncompressed pixels, all there and of moderate size, behind a short header."""
    header = short_header(stream)
    if header is None or header.pixels is None:
        return False
    start, length = header.pixels
    return length <= _PLAIN_PIXELS and start + length <= stream.seek(0, os.SEEK_END)


def _start(content: bytes) -> tuple[Encoding, int]:
    """Encoding of the data set of a Part 10 file, and where it starts."""
    if content[128:132] != b"DICM":
        raise _NotPlain
    place, syntax = 132, b""
    while content[place : place + 2] == b"\x02\0":
        tag, _, start, place = _element(content, place, _META)
        if tag == 0x00020010:
            syntax = _slice(content, start, place)
    return _encoding(syntax), place


def _walk(content: bytes, wanted: Mapping[int, bytes]) -> tuple[dict[int, bytes], Encoding]:
    encoding, place = _start(content)
    last = max(wanted)
    found: dict[int, bytes] = {}
    while True:
        tag, vr, start, place = _element(content, place, encoding)
        if tag > last:
            return found, encoding
        expected = wanted.get(tag)
        if expected is not None:
            if vr not in (expected, b""):
                raise _NotPlain
            found[tag] = _slice(content, start, place)


def _element(content: bytes, place: int, encoding: Encoding, depth: int = 0) -> tuple[int, bytes, int, int]:
    """Read an element's tag and VR (empty if implicit), and where its value starts and ends."""
    short, long, length_alone = _LITTLE if encoding.little else _BIG
    if encoding.implicit:
        group, number, length = long.unpack_from(content, place)
        vr, start = b"", place + 8
    else:
        group, number, vr, length = short.unpack_from(content, place)
        start = place + 8
        if vr in _LONG_VRS:
            (length,) = length_alone.unpack_from(content, start)
            start += 4
        elif not (vr.isalpha() and vr.isupper()):
            raise _NotPlain
    end = start + length
    if length == UNDEFINED_LENGTH:
        if vr not in (b"SQ", b""):
            raise _NotPlain
        end = _sequence_end(content, start, encoding, depth)
    return group << 16 | number, vr, start, end


def _sequence_end(content: bytes, place: int, encoding: Encoding, depth: int) -> int:
    """Find the end of a sequence of undefined length (PS3.5 7.5.2)."""
    if depth > _DEEPEST:
        raise _NotPlain
    long = (_LITTLE if encoding.little else _BIG)[1]
    while True:
        group, number, length = long.unpack_from(content, place)
        tag, place = group << 16 | number, place + 8
        if tag == _SEQUENCE_END:
            return place
        if tag != _ITEM:
            raise _NotPlain
        place = place + length if length != UNDEFINED_LENGTH else _item_end(content, place, encoding, depth)


def _item_end(content: bytes, place: int, encoding: Encoding, depth: int) -> int:
    long = (_LITTLE if encoding.little else _BIG)[1]
    while True:
        group, number, _ = long.unpack_from(content, place)
        if group << 16 | number == _ITEM_END:
            return place + 8
        place = _element(content, place, encoding, depth + 1)[3]


def _slice(content: bytes, start: int, end: int) -> bytes:
    if end > len(content):
        raise struct.error
    return content[start:end]


@lru_cache(maxsize=64)
def _encoding(syntax: bytes) -> Encoding:
    """Encoding of a transfer syntax; only for those that may be read here."""
    uid = UID(syntax.rstrip(b"\0 ").decode("latin-1"))
    plain = uid.is_valid and not uid.is_private and uid.is_transfer_syntax and uid not in MPEGTransferSyntaxes
    if not plain or uid == DeflatedExplicitVRLittleEndian:
        raise _NotPlain
    return Encoding(uid.is_implicit_VR, uid.is_little_endian, uid.is_encapsulated)


_META = Encoding(implicit=False, little=True, encapsulated=False)
