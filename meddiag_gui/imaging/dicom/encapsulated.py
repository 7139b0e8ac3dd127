"""Encapsulated pixel data: fragments, and which of them make a frame (PS3.5 A.4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise

from pydicom.dataset import Dataset

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.dicom.attributes import BadAttribute, value
from meddiag_gui.imaging.dicom.bounded import BoundedReader
from meddiag_gui.imaging.dicom.reading import ParsedFile
from meddiag_gui.language import tr

_ITEM, _END = 0xFFFEE000, 0xFFFEE0DD
_MAX_FRAGMENTS = 1_000_000
_STARTS = (
    b"\xff\xd8\xff",
    b"\xff\x4f\xff\x51",
    b"\0\0\0\x0cjP  ",
    b"\xff\x0a",
)  # JPEG (also LS), J2K, JP2, JXL


@dataclass(frozen=True, slots=True)
class Fragment:
    """Place of a fragment's bytes in the stream; ``offset`` is its item's, as offset tables count it."""

    offset: int
    start: int
    length: int


def frame_fragments(parsed: ParsedFile, frames: int | None) -> list[list[Fragment]]:
    """Fragments of every frame.

    One fragment a frame and one frame in all need no table; else the Extended (7FE0,0001) or Basic Offset
    Table decides, and where there is none, the marker that every codestream starts with.

    Raises
    ------
    UnreadableImage
        If the data is cut short or does not divide into the stated frames.
    """
    if parsed.pixel is None:
        raise UnreadableImage(tr("it holds no pixel data"))
    table, fragments = _walk(parsed.stream, parsed.pixel.start)
    if not fragments:
        raise UnreadableImage(tr("its pixel data is empty"))
    offsets = _extended_offsets(parsed.dataset) or table
    groups = _by_offsets(fragments, offsets) if offsets else None
    if groups is None or (frames and len(groups) < frames):
        groups = _by_start(parsed.stream, fragments)
    if len(fragments) == frames:  # also RLE, whose frames have no marker
        return [[fragment] for fragment in fragments]
    if frames is None or len(groups) >= frames:
        return groups
    raise UnreadableImage(tr("its pixel data holds {n} of {frames} frames", n=len(groups), frames=frames))


def frame_bytes(reader: BoundedReader, fragments: list[Fragment]) -> bytes:
    """Join the fragments of one frame."""
    parts = []
    for fragment in fragments:
        reader.seek(fragment.start)
        parts.append(reader.read(fragment.length))
    return b"".join(parts)


def _walk(reader: BoundedReader, start: int) -> tuple[tuple[int, ...], list[Fragment]]:
    """Read the Basic Offset Table and list the fragments, up to the Sequence Delimitation Item."""
    reader.seek(start)
    table: tuple[int, ...] | None = None
    fragments: list[Fragment] = []
    origin = start
    while True:
        head = reader.read_block(8)
        if len(head) < 8:
            raise UnreadableImage(tr("its pixel data is cut short"))
        group, element, length = struct.unpack("<HHL", head)
        tag = group << 16 | element
        if tag == _END:
            return table or (), fragments
        if tag != _ITEM or length == 0xFFFFFFFF:
            raise UnreadableImage(tr("its encapsulated pixel data is damaged"))
        place = reader.tell()
        if place + length > reader.size:
            raise UnreadableImage(tr("its pixel data is cut short"))
        if table is None:
            content = reader.read_block(min(length - length % 4, 4 * _MAX_FRAGMENTS))
            table = struct.unpack(f"<{len(content) // 4}L", content)
            origin = place + length
        else:
            fragments.append(Fragment(place - 8 - origin, place, length))
        if len(fragments) > _MAX_FRAGMENTS:
            raise UnreadableImage(tr("its pixel data has too many fragments"))
        reader.seek(place + length)


def _extended_offsets(dataset: Dataset) -> tuple[int, ...]:
    try:
        content = value(dataset, "ExtendedOffsetTable")
    except BadAttribute:
        return ()
    if not isinstance(content, bytes):
        return ()
    return struct.unpack(f"<{len(content) // 8}Q", content[: len(content) - len(content) % 8])


def _by_offsets(fragments: list[Fragment], offsets: tuple[int, ...]) -> list[list[Fragment]] | None:
    """Group fragments by a table; None where the table does not fit them."""
    index = {fragment.offset: number for number, fragment in enumerate(fragments)}
    firsts = [index.get(offset, -1) for offset in offsets]
    if firsts[0] != 0 or any(after <= before for before, after in pairwise(firsts)):
        return None
    ends = [*firsts[1:], len(fragments)]
    return [fragments[first:end] for first, end in zip(firsts, ends, strict=True)]


def _by_start(reader: BoundedReader, fragments: list[Fragment]) -> list[list[Fragment]]:
    """Group fragments by the marker that a codestream starts with."""
    groups: list[list[Fragment]] = []
    for fragment in fragments:
        reader.seek(fragment.start)
        if not groups or reader.read_block(8).startswith(_STARTS):
            groups.append([])
        groups[-1].append(fragment)
    return groups
