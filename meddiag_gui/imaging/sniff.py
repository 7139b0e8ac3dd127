"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

from typing import Literal

from meddiag_gui.errors import NoImage, UnreadableImage
from meddiag_gui.language import mark, tr

Kind = Literal["dicom", "raster"]

HEAD_BYTES = 4096

_RASTER = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"BM")
_OTHERS = (
    (b"%PDF", mark("a PDF document")),
    (b"PK\x03\x04", mark("a ZIP archive")),
    (b"\x1f\x8b", mark("a gzip archive")),
    (b"7z\xbc\xaf", mark("a 7-Zip archive")),
    (b"Rar!", mark("a RAR archive")),
    (b"GIF8", mark("a GIF picture")),
    (b"RIFF", mark("a RIFF file (WebP, sound or video)")),
    (b"%!PS", mark("a PostScript document")),
    (b"\xd0\xcf\x11\xe0", mark("an Office document")),
    (b"SQLite format 3", mark("a database")),
    (b"\x7fELF", mark("a program")),
    (b"MZ", mark("a program")),
    (b"\xff\x4f\xff\x51", mark("a bare JPEG 2000 stream")),
    (b"\0\0\0\x0cjP  ", mark("a JPEG 2000 picture")),
)


def sniff(head: bytes, size: int) -> Kind:
    """Tell DICOM and raster files from all others.

    Parameters
    ----------
    head
        The first `HEAD_BYTES` of the file.
    size
        Length of the file in bytes.

    Raises
    ------
    NoImage
        If it is something else that can be named.
    UnreadableImage
        If it is empty or nothing known.
    """
    if size == 0:
        raise UnreadableImage(tr("it is empty"))
    if head[128:132] == b"DICM" or head[:4] == b"DICM":
        return "dicom"
    if head.startswith(_RASTER):
        return "raster"
    for start, name in _OTHERS:
        if head.startswith(start):
            raise NoImage(tr("it is {name}, not an image that can be opened", name=tr(name)))
    if _starts_with_element(head, size):
        return "dicom"
    beginning = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if beginning.startswith((b"<!doctype html", b"<html")):
        raise NoImage(tr("it is a web page, not an image"))
    if _is_text(head):
        raise NoImage(tr("it is a text file, not an image"))
    raise UnreadableImage(tr("it is neither a DICOM file nor a PNG, JPEG, TIFF or BMP picture"))


def _starts_with_element(head: bytes, size: int) -> bool:
    """Whether the file starts with a data element of group 2 or 8, as DICOM without its prefix does."""
    if len(head) < 8:
        return False
    for order in ("little", "big"):
        group = int.from_bytes(head[:2], order)
        if group not in (2, 8) or int.from_bytes(head[2:4], order) > 0x3010:
            continue
        explicit = head[4:6].isalpha() and head[4:6].isupper()
        if explicit or int.from_bytes(head[4:8], order) <= size:
            return True
    return False


def _is_text(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:
            return False
    return b"\0" not in head
