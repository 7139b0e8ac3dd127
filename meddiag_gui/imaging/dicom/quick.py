"""A few attributes of a plain DICOM file, many times quicker than by pydicom.

Only what is beyond doubt is read here: Part 10 files in little endian whose elements have the VR of the
standard and ASCII text. Whatever else there is, `quick_values` gives up, and pydicom decides.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
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
_PLAIN_HEADER = 2**18  # bytes: parsing the worst header of this size takes a second
_PLAIN_PIXELS = 2**27  # bytes
_PIXELS = (0x7FE00008, 0x7FE00009, 0x7FE00010)
_SHORT, _LONG = struct.Struct("<HH2sH"), struct.Struct("<HHL")
_LENGTH = struct.Struct("<L")


class _NotPlain(Exception):
    """The file is for pydicom."""


def quick_values(stream: BinaryIO, wanted: Mapping[int, bytes]) -> dict[int, bytes] | None:
    """Find the values of some elements before the pixel data.

    Parameters
    ----------
    stream
        The file; it is left anywhere.
    wanted
        Tags, and the VR that each must have.

    Returns
    -------
    The bytes of those that are there, or None where the file is not plain.
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


def is_plain(stream: BinaryIO) -> bool:
    """Whether a file has uncompressed pixels of moderate size behind a short header without surprises."""
    size = stream.seek(0, os.SEEK_END)
    for window in (_WINDOWS[0], _PLAIN_HEADER):
        stream.seek(0)
        content = stream.read(window)
        try:
            syntax, place = _start(content)
            implicit = _is_implicit(syntax)
            if UID(syntax.rstrip(b"\0 ").decode("ascii")).is_encapsulated:
                return False
            tag = start = end = 0
            while tag < min(_PIXELS):
                tag, _, start, end = _element(content, place, implicit)
                place = end
            return tag in _PIXELS and end <= size and end - start <= _PLAIN_PIXELS
        except struct.error:  # beyond the window
            continue
        except _NotPlain:
            break
    return False


def _start(content: bytes) -> tuple[bytes, int]:
    """Transfer syntax of a Part 10 file, and where its data set starts."""
    if content[128:132] != b"DICM":
        raise _NotPlain
    place, syntax = 132, b""
    while content[place : place + 2] == b"\x02\0":
        tag, _, start, place = _element(content, place, False)
        if tag == 0x00020010:
            syntax = _slice(content, start, place)
    return syntax, place


def _walk(content: bytes, wanted: Mapping[int, bytes]) -> dict[int, bytes]:
    syntax, place = _start(content)
    implicit = _is_implicit(syntax)
    last = max(wanted)
    found: dict[int, bytes] = {}
    while True:
        tag, vr, start, place = _element(content, place, implicit)
        if tag > last:
            return found
        expected = wanted.get(tag)
        if expected is not None:
            if vr not in (expected, b""):
                raise _NotPlain
            found[tag] = _slice(content, start, place)


def _element(content: bytes, place: int, implicit: bool, depth: int = 0) -> tuple[int, bytes, int, int]:
    """Read an element's tag and VR (empty if implicit), and where its value starts and ends."""
    if implicit:
        group, number, length = _LONG.unpack_from(content, place)
        vr, start = b"", place + 8
    else:
        group, number, vr, length = _SHORT.unpack_from(content, place)
        start = place + 8
        if vr in _LONG_VRS:
            (length,) = _LENGTH.unpack_from(content, start)
            start += 4
        elif not (vr.isalpha() and vr.isupper()):
            raise _NotPlain
    end = start + length
    if length == UNDEFINED_LENGTH:
        if vr not in (b"SQ", b""):
            raise _NotPlain
        end = _sequence_end(content, start, implicit, depth)
    return group << 16 | number, vr, start, end


def _sequence_end(content: bytes, place: int, implicit: bool, depth: int) -> int:
    """Find the end of a sequence of undefined length (PS3.5 7.5.2)."""
    if depth > _DEEPEST:
        raise _NotPlain
    while True:
        group, number, length = _LONG.unpack_from(content, place)
        tag, place = group << 16 | number, place + 8
        if tag == _SEQUENCE_END:
            return place
        if tag != _ITEM:
            raise _NotPlain
        place = place + length if length != UNDEFINED_LENGTH else _item_end(content, place, implicit, depth)


def _item_end(content: bytes, place: int, implicit: bool, depth: int) -> int:
    while True:
        group, number, _ = _LONG.unpack_from(content, place)
        if group << 16 | number == _ITEM_END:
            return place + 8
        place = _element(content, place, implicit, depth + 1)[3]


def _slice(content: bytes, start: int, end: int) -> bytes:
    if end > len(content):
        raise struct.error
    return content[start:end]


@lru_cache(maxsize=64)
def _is_implicit(syntax: bytes) -> bool:
    """Whether data sets of a transfer syntax have no VR; only for those that may be read here."""
    uid = UID(syntax.rstrip(b"\0 ").decode("latin-1"))
    plain = uid.is_valid and not uid.is_private and uid.is_transfer_syntax and uid not in MPEGTransferSyntaxes
    if not plain or not uid.is_little_endian or uid == DeflatedExplicitVRLittleEndian:
        raise _NotPlain
    return bool(uid.is_implicit_VR)
