"""What kind of record file this is, told by its content, and its lines or its whole within bounds."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO

from meddiag_gui.errors import RecordError
from meddiag_gui.files import sha256_of
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr

LONGEST_LINE = 16 * 2**20
"""Bytes of one line of NDJSON."""
LARGEST_WHOLE = 128 * 2**20
"""Bytes of what must be read whole: a bundle, unpacked; parsed it takes twenty times as much at the worst."""
LARGEST_EXCEL = 512 * 2**20
"""Bytes of an Excel file's parts, unpacked."""
_HEAD = 2**20


class Form(StrEnum):
    """What a file of records is."""

    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    EXCEL = "excel"


class Position:
    """How far the bytes of a file were read, as far as that is known; for progress alone."""

    def __init__(self) -> None:
        self.raw: IO[bytes] | None = None
        self.size = 0

    @property
    def done(self) -> int:
        """Bytes that were read, packed as they lie there."""
        return self.raw.tell() if self.raw is not None and not self.raw.closed else self.size


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that was looked at.

    Parameters
    ----------
    encoding
        Of text, as Python names it; empty for Excel.
    sha256
        Of the file as it lies there, packed or not.
    """

    path: Path
    form: Form
    sha256: str
    packed: bool = False
    encoding: str = ""
    position: Position = field(default_factory=Position, compare=False, repr=False)

    @property
    def name(self) -> str:
        """Its name, fit for a sentence."""
        return clean_text(self.path.name)


def look_at(path: Path) -> RecordFile:
    """Tell what a file is.

    Raises
    ------
    RecordError
        If it cannot be read, is empty, or is no file of records.
    """
    name = clean_text(path.name)
    try:
        if not path.is_file():
            raise RecordError(tr("{name} is no file.", name=name))
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            head = (_unpack(raw) if packed else raw).read(_HEAD)
        digest = sha256_of(path)
    except (OSError, EOFError, zlib.error) as error:
        raise RecordError(tr("{name} cannot be read: {reason}.", name=name, reason=_reason(error))) from error
    form = Form.NDJSON if _named_ndjson(path) and head.strip() else _form(head, name)
    if form is Form.EXCEL:
        if packed:
            raise RecordError(tr("{name} is a packed Excel file; unpack it first.", name=name))
        _check_excel(path, name)
        return RecordFile(path, form, digest)
    return RecordFile(path, form, digest, packed, "utf-8-sig" if form is not Form.CSV else _encoding(head))


@contextmanager
def bytes_of(file: RecordFile) -> Iterator[IO[bytes]]:
    """Open the content, unpacked.

    Raises
    ------
    RecordError
        If reading fails at any point inside.
    """
    try:
        with file.path.open("rb") as raw:
            file.position.raw, file.position.size = raw, file.path.stat().st_size
            yield _unpack(raw) if file.packed else raw
    except (OSError, EOFError, zlib.error) as error:
        raise RecordError(
            tr("{name} cannot be read: {reason}.", name=file.name, reason=_reason(error))
        ) from error


def whole(file: RecordFile) -> bytes:
    """Read the content at once.

    Raises
    ------
    RecordError
        If it is too large for that or cannot be read.
    """
    with bytes_of(file) as stream:
        content = stream.read(LARGEST_WHOLE + 1)
    if len(content) > LARGEST_WHOLE:
        raise RecordError(
            tr(
                "{name} is too large to be read at once; export the records as NDJSON instead.",
                name=file.name,
            )
        )
    return content.removeprefix(b"\xef\xbb\xbf")


def lines_of(file: RecordFile) -> Iterator[tuple[int, bytes | None]]:
    """Give the lines of NDJSON with their numbers from 1, no empty ones; None for one that is too long."""
    with bytes_of(file) as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
                    pass
                yield number, None
                continue
            bare = line.strip().removeprefix(b"\xef\xbb\xbf")
            if bare:
                yield number, bare


def _unpack(raw: IO[bytes]) -> IO[bytes]:
    return gzip.open(raw, "rb")  # type: ignore[return-value]  # it is one, in all but name


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return tr("the packed data are damaged")


def _form(head: bytes, name: str) -> Form:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:8]
    if not start:
        raise RecordError(tr("{name} is empty.", name=name))
    if head[:4] == b"PK\x03\x04":
        return Form.EXCEL
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise RecordError(tr("{name} is an Excel file of the old kind; save it as .xlsx or CSV.", name=name))
    if start[:1] in (b"{", b"["):
        return Form.NDJSON if _is_ndjson(head) else Form.JSON
    if start[:1] == b"<":
        raise RecordError(
            tr("{name} is XML or HTML; export the records as FHIR JSON, CSV or Excel.", name=name)
        )
    if start[:4] == b"%PDF" or (b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        raise RecordError(tr("{name} is neither FHIR, CSV nor Excel.", name=name))
    return Form.CSV


def _named_ndjson(path: Path) -> bool:
    return any(suffix.lower() in (".ndjson", ".jsonl") for suffix in path.suffixes[-2:])


def _is_ndjson(head: bytes) -> bool:
    """Whether it is one JSON object a line: several begin a line, or the only line is a resource."""
    lines = [line for line in head.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()]
    if sum(line.startswith(b"{") for line in lines) > 1:
        return True
    lone = len(lines) == 1 and lines[0].rstrip().endswith(b"}")
    return lone and re.search(rb'"resourceType"\s*:\s*"Bundle"', head) is None


def _encoding(head: bytes) -> str:
    """UTF-8 or UTF-16 where it is; else GB 18030 where bytes beyond ASCII are paired, else Windows-1252."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        head[: len(head) - 4 if len(head) == _HEAD else None].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data" or len(head) < _HEAD:
            return _legacy_encoding(head)
    return "utf-8-sig"


def _legacy_encoding(head: bytes) -> str:
    runs = re.findall(rb"[\x80-\xff]+", head[:-4] if len(head) == _HEAD else head)
    if all(len(run) % 2 == 0 for run in runs):
        return "gb18030"
    return "cp1252"


def _check_excel(path: Path, name: str) -> None:
    """Refuse what unpacks to too much, or is no workbook."""
    try:
        with zipfile.ZipFile(path) as parts:
            entries = parts.infolist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise RecordError(tr("{name} is a damaged Excel file.", name=name)) from error
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise RecordError(tr("{name} is a ZIP archive but no Excel file.", name=name))
    if sum(entry.file_size for entry in entries) > LARGEST_EXCEL:
        raise RecordError(tr("{name} unpacks to more than the program takes; save it as CSV.", name=name))
