"""A DICOM file to its data set and the place of its pixel data (PS3.10 7, PS3.5 7).

pydicom parses; this module decides where it starts, in which encoding, and how much it may read.
"""

from __future__ import annotations

import logging
import warnings
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Literal

from pydicom import config
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    MPEGTransferSyntaxes,
)

from meddiag_gui.errors import NoImage, UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.dicom.attributes import text
from meddiag_gui.imaging.dicom.bounded import BoundedReader
from meddiag_gui.imaging.limits import MAX_INFLATED_BYTES
from meddiag_gui.language import tr

# pydicom's own warnings quote header values: they would carry patient data into logs.
config.settings.reading_validation_mode = config.IGNORE
logging.getLogger("pydicom").propagate = False
warnings.filterwarnings("ignore", module=r"pydicom\..*")

PIXEL_TAGS = {0x7FE00008: "float", 0x7FE00009: "double", 0x7FE00010: "integer"}
UNDEFINED_LENGTH = 0xFFFFFFFF

_LARGEST_ELEMENT = 16 * 2**20  # of those before the pixel data; larger ones are skipped, not read
_ORDERS: tuple[Literal["little"], Literal["big"]] = ("little", "big")
_LONG_VRS = frozenset((b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"))


@dataclass(frozen=True, slots=True)
class PixelElement:
    """Where the pixel data lies.

    Parameters
    ----------
    kind
        ``integer`` for Pixel Data (7FE0,0010), ``float`` (7FE0,0008) or ``double`` (7FE0,0009).
    vr
        ``OB``, ``OW`` …; ``OW`` where the encoding has none.
    start
        Offset of the value's first byte in the stream.
    length
        Bytes of the value; None where it is undefined, which means encapsulated (PS3.5 A.4).
    """

    kind: str
    vr: str
    start: int
    length: int | None


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A data set without its pixel data, and the stream to read that from."""

    dataset: Dataset
    meta: Dataset
    syntax: UID
    little_endian: bool
    pixel: PixelElement | None
    stream: BoundedReader
    notices: tuple[str, ...]


def parse(stream: BinaryIO, size: int, only: Sequence[int] = ()) -> ParsedFile:
    """Parse a DICOM file up to its pixel data, with or without preamble and file meta information.

    Parameters
    ----------
    stream
        The file, open for reading and seeking; it stays in use by the result.
    size
        Its length in bytes.
    only
        Tags in ascending order: no others are read, and nothing beyond the last, so that the result has no
        pixel element. All are, unless given.

    Raises
    ------
    UnreadableImage
        If the file is cut short, or its structure is damaged or absurdly large.
    UnsupportedImage
        If its transfer syntax is unknown or inflates beyond `MAX_INFLATED_BYTES`.
    """
    reader = BoundedReader(stream, size)
    reader.seek(_data_start(reader))
    meta = _read(reader, implicit=False, little=True, meta=True)
    declared = text(meta, "TransferSyntaxUID")
    if declared == DeflatedExplicitVRLittleEndian:
        reader = _inflated(reader)
    syntax, implicit, little, notices = _encoding(declared, reader)
    dataset = _read(reader, implicit=implicit, little=little, only=only)
    pixel = None if only else _pixel_element(reader, dataset, little)
    return ParsedFile(dataset, meta, syntax, little, pixel, reader, notices)


def without_image(parsed: ParsedFile) -> UnreadableImage:
    """Say why there are no pixels: a cut, or an object that has none, named by its SOP class."""
    if parsed.stream.cut:
        return UnreadableImage(tr("it is cut short"))
    uid = text(parsed.dataset, "SOPClassUID") or text(parsed.meta, "MediaStorageSOPClassUID")
    if not parsed.dataset and parsed.stream.tell() >= parsed.stream.size:
        return UnreadableImage(tr("it has no data set"))
    if "Rows" in parsed.dataset:
        return NoImage(tr("its header describes an image, but there is no pixel data"))
    name = UID(uid).name if uid else ""
    if not name or name == uid:
        return NoImage(tr("it is a DICOM object without an image"))
    return NoImage(tr("it is a DICOM object without an image ({name})", name=name.removesuffix(" Storage")))


def _data_start(reader: BoundedReader) -> int:
    """Offset behind the prefix (PS3.10 7.1), which some writers set without preamble or leave out."""
    head = reader.peek(132)
    for start in (132, 4):
        if head[start - 4 : start] == b"DICM":
            return start
    return 0


def _encoding(declared: str, reader: BoundedReader) -> tuple[UID, bool, bool, tuple[str, ...]]:
    """Transfer syntax, and whether the bytes that follow are implicit VR and little endian."""
    start = reader.tell()
    head = reader.peek(8)
    implicit = not (head[4:6].isalpha() and head[4:6].isupper())
    if not declared:
        little = _is_little(head, stated=True)
        guess = (
            ImplicitVRLittleEndian if implicit else ExplicitVRLittleEndian if little else ExplicitVRBigEndian
        )
        notice = tr("The file does not state its transfer syntax; it was recognised from its bytes.")
        return guess, implicit, little, (notice,)
    syntax = UID(declared)
    if syntax.is_private or not syntax.is_valid or not syntax.is_transfer_syntax:
        raise UnsupportedImage(tr("its transfer syntax {declared} is not known", declared=declared[:64]))
    if syntax in MPEGTransferSyntaxes:
        raise UnsupportedImage(tr("it is a video ({name})", name=syntax.name))
    little = _is_little(head, stated=syntax.is_little_endian)
    notices: tuple[str, ...] = ()
    if (implicit, little) != (syntax.is_implicit_VR, syntax.is_little_endian) and reader.size > start:
        notices = (
            tr("The data set is not encoded as its transfer syntax says; it was read as it is encoded."),
        )
    return syntax, implicit, little, notices


def _is_little(head: bytes, *, stated: bool) -> bool:
    """Byte order: as stated, unless only the other makes the first element one of group 8, as most are."""
    little, big = (int.from_bytes(head[:2], order) == 8 for order in _ORDERS)
    return stated if little == big else little


def _read(
    reader: BoundedReader, *, implicit: bool, little: bool, meta: bool = False, only: Sequence[int] = ()
) -> Dataset:
    """Read elements up to the pixel data, the end of the file meta information or the last one wanted."""

    def stop(tag: int, vr: str | None, length: int) -> bool:
        if only:
            return tag > only[-1]
        return tag >> 16 != 2 if meta else int(tag) in PIXEL_TAGS

    try:
        return read_dataset(
            reader,  # type: ignore[arg-type]
            implicit,
            little,
            stop_when=stop,
            defer_size=_LARGEST_ELEMENT,
            specific_tags=list(only) or None,
        )
    except (UnreadableImage, UnsupportedImage):
        raise
    except RecursionError as error:
        raise UnreadableImage(tr("its header nests sequences too deeply")) from error
    except Exception as error:  # damaged structure surfaces in pydicom as OSError, struct.error, KeyError …
        raise UnreadableImage(tr("it is cut short") if reader.cut else tr("its header is damaged")) from error


def _pixel_element(reader: BoundedReader, dataset: Dataset, little: bool) -> PixelElement | None:
    """Read the header of the pixel data element that the reader stands at, if it does."""
    head = reader.read(8)
    order = _ORDERS[0 if little else 1]
    implicit = bool(dataset.original_encoding[0])
    if len(head) < 8:
        return None
    tag = int.from_bytes(head[:2], order) << 16 | int.from_bytes(head[2:4], order)
    if tag not in PIXEL_TAGS:
        return None
    vr = b"OW" if implicit else head[4:6]
    if implicit:
        length = int.from_bytes(head[4:8], order)
    elif vr in _LONG_VRS:
        length = int.from_bytes(reader.read(4), order)
    else:
        length = int.from_bytes(head[6:8], order)
    defined = None if length == UNDEFINED_LENGTH else length
    return PixelElement(PIXEL_TAGS[tag], vr.decode("latin-1"), reader.tell(), defined)


def _inflated(reader: BoundedReader) -> BoundedReader:
    """Inflate the rest of the file (PS3.5 A.5) into memory, never more than the limit."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    output = BytesIO()
    try:
        while not engine.eof and (chunk := engine.unconsumed_tail or reader.read_block(2**20)):
            output.write(engine.decompress(chunk, 2**22))
            if output.tell() > MAX_INFLATED_BYTES:
                raise UnsupportedImage(
                    tr("it inflates to more than {most} MiB", most=MAX_INFLATED_BYTES // 2**20)
                )
    except zlib.error as error:
        raise UnreadableImage(tr("its deflated data set is damaged")) from error
    if not engine.eof:
        raise UnreadableImage(tr("its deflated data set is cut short"))
    size = output.tell()
    output.seek(0)
    return BoundedReader(output, size)
