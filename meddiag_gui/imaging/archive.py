"""ZIP archives unpacked file by file, so that nothing lands outside the folder or fills the disk."""

from __future__ import annotations

import lzma
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from meddiag_gui.errors import UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.open import open_file
from meddiag_gui.imaging.targets import Target
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken

MAX_MEMBERS = 200_000
MAX_BYTES = 32 * 2**30
"""Of one archive after unpacking."""
MAX_DIRECTORY = 64 * 2**20
"""Bytes of an archive's list of members, which is read at once."""
MAX_RATIO = 200
"""Unpacked over packed bytes of one file; only bytes that are nearly all the same reach it."""

_ALWAYS_FINE = 16 * 2**20  # bytes up to which no ratio is asked
_KEPT_FREE = 2**30  # bytes that stay free on the disk
_BLOCK = 2**20
_TAIL = 2**16 + 200  # bytes that hold the end records and the longest comment
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError, RuntimeError, OSError
)  # fmt: skip  # all that zipfile is known to raise; NotImplementedError is a RuntimeError


def is_archive(path: Path) -> bool:
    """Whether a file is to be unpacked: a ZIP by content and by name (an office document is one too)."""
    return path.suffix.lower() == ".zip" and zipfile.is_zipfile(path)


def unpack(path: Path, folder: Path, token: CancelToken) -> Iterator[Target]:
    """Unpack an archive into an empty folder, and give each file as soon as it is there.

    A member that is a link, whose name leads out of the folder, or that expands like a bomb is not unpacked
    but given with its problem; an archive inside the archive is given as any other file.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If the archive as a whole is damaged, protected by a password, or too large for the disk: before
        anything is unpacked.
    Cancelled
        If the token was cancelled.
    """
    with open_file(path) as stream, _opened(stream, folder) as archive:
        for member in archive.infolist():
            token.check()
            if not member.is_dir():
                yield _unpack(archive, member, folder, token)


def _opened(stream: IO[bytes], folder: Path) -> zipfile.ZipFile:
    """Open an archive and look at what it says of itself."""
    try:
        if _directory_bytes(stream) > MAX_DIRECTORY:
            raise UnsupportedImage(tr("it has too many members"))
        archive = zipfile.ZipFile(stream)
    except _DAMAGE as error:
        raise UnreadableImage(tr("it is a damaged ZIP archive")) from error
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise UnsupportedImage(tr("it is protected by a password"))
    size = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or size > MAX_BYTES:
        raise UnsupportedImage(
            tr("it unpacks to {n:,} files of {size:,.1f} GiB together", n=len(members), size=size / 2**30)
        )
    if size > shutil.disk_usage(folder).free - _KEPT_FREE:
        raise UnsupportedImage(
            tr("the disk has no room for the {size:,.1f} GiB that it unpacks to", size=size / 2**30)
        )
    return archive


def _directory_bytes(stream: IO[bytes]) -> int:
    """Length of the central directory as its end records state it, the plain one and that of ZIP64."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    plain, long = tail.rfind(b"PK\5\6"), tail.rfind(b"PK\6\6")
    stated = int.from_bytes(tail[plain + 12 : plain + 16], "little") if plain >= 0 else 0
    if long >= 0:
        return int.from_bytes(tail[long + 40 : long + 48], "little")
    return stated


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, token: CancelToken) -> Target:
    name = clean_text(PurePosixPath(member.filename).name)
    parts = member.filename.split("/")
    if stat.S_ISLNK(member.external_attr >> 16):
        return Target(folder / "link", tr("{name} is a link in an archive; it is not followed.", name=name))
    if not all(map(_is_plain, parts)):
        return Target(
            folder / "outside",
            tr("{name} has a name that leads out of its archive; it was left out.", name=name),
        )
    target = folder.joinpath(*parts)
    if member.file_size > max(_ALWAYS_FINE, MAX_RATIO * member.compress_size):
        return Target(
            target,
            tr(
                "{name} was left out of its archive: it would expand {most} times or more.",
                name=name,
                most=MAX_RATIO,
            ),
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed, target.open("xb") as unpacked:
            while block := packed.read(_BLOCK):  # never gives more than the stated size
                token.check()
                unpacked.write(block)
    except _DAMAGE:
        return Target(
            target, tr("{name} cannot be unpacked: it is damaged, or stands twice in its archive.", name=name)
        )
    return Target(target)


def _is_plain(part: str) -> bool:
    """Whether a part of a path is the same name on every system, and no way out."""
    return bool(part.strip(". ")) and not set(part) & set('\\:*?"<>|\0')
