"""The files of a library: each once, under a name that follows from its content, encrypted or not."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from meddiag_gui.errors import LibraryError
from meddiag_gui.files import sync_folder
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.library.cipher import FileCipher, Readable

_INCOMING = ".incoming"
_BLOCK = 2**20
_ABANDONED = 24 * 3600.0  # seconds after which an unfinished file is one that a crash left


class SourceChanged(LibraryError):
    """A file changed while it was copied."""


class Store:
    """A folder of files; those of one content are one file.

    Parameters
    ----------
    root
        The folder; made at the first file.
    cipher
        None for plain files.
    """

    def __init__(self, root: Path, cipher: FileCipher | None = None) -> None:
        self.root, self.cipher = root, cipher

    def path(self, sha256: str) -> Path:
        """Where a file lies, or would lie; in an encrypted store not in plain."""
        name = self.cipher.name_of(sha256) if self.cipher else sha256
        return self.root / name[:2] / name[2:]

    def has(self, sha256: str) -> bool:
        """Whether there is a file of this content, by its name."""
        return self.path(sha256).is_file()

    def put(self, source: Path, sha256: str) -> None:
        """Copy a file into the store, flushed to the disk; one that is there already stays.

        Raises
        ------
        SourceChanged
            If its content is not that of the digest (any more).
        OSError
            If it cannot be read or copied; then nothing is left of it.
        """
        if self.has(sha256):
            return
        with source.open("rb") as stream:
            self._put(stream, sha256, clean_text(source.name))

    def put_pieces(self, pieces: Iterator[bytes], sha256: str, name: str) -> None:
        """Do as `put`, for a content that comes in pieces; ``name`` is for messages."""
        if not self.has(sha256):
            self._put(_Joined(pieces), sha256, name)

    def _put(self, stream: Readable, sha256: str, name: str) -> None:
        target, incoming = self.path(sha256), self.root / _INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        new = not target.parent.is_dir()
        target.parent.mkdir(exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(handle, "wb") as written:
                hashing = _Hashing(stream)
                if self.cipher:
                    self.cipher.encrypt(hashing, written)
                else:
                    while block := hashing.read(_BLOCK):
                        written.write(block)
                if hashing.hexdigest() != sha256:
                    raise SourceChanged(tr("{name} changed while it was copied.", name=name))
                written.flush()
                os.fsync(written.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
        if new:
            sync_folder(self.root)

    def read(self, sha256: str) -> Iterator[bytes]:
        """Give a file's content in pieces, never in plain on the disk.

        Raises
        ------
        DamagedFile
            If it is encrypted and damaged.
        OSError
            If it cannot be read.
        """
        return self.read_at(self.path(sha256))

    def read_at(self, path: Path) -> Iterator[bytes]:
        """Do as `read`, for a file at one of the paths that are `listed`."""
        with path.open("rb") as stream:
            if self.cipher:
                yield from self.cipher.decrypt(stream)
                return
            while block := stream.read(_BLOCK):
                yield block

    def is_sound(self, sha256: str) -> bool:
        """Whether a file's content has the digest that it is kept under.

        Raises
        ------
        OSError
            If it cannot be read.
        """
        from meddiag_gui.library.cipher import DamagedFile

        digest = hashlib.sha256()
        try:
            for piece in self.read(sha256):
                digest.update(piece)
        except DamagedFile:
            return False
        return digest.hexdigest() == sha256

    def remove(self, sha256: str) -> None:
        """Delete a file, if it is there."""
        self.path(sha256).unlink(missing_ok=True)

    def listed(self) -> Iterator[Path]:
        """Give every file that is kept."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(folder.iterdir())

    def sweep(self) -> None:
        """Delete what crashes left unfinished, once it is so old that nobody can be writing it."""
        for path in self.root.glob(f"{_INCOMING}/*"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _ABANDONED:
                    path.unlink()


class _Hashing:
    """Reads a stream and keeps the digest of what was read."""

    def __init__(self, stream: Readable) -> None:
        self._stream, self._digest = stream, hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        block = self._stream.read(size)
        self._digest.update(block)
        return block

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


class _Joined:
    """Reads pieces as one stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int, /) -> bytes:
        parts, missing = [self._rest], size - len(self._rest)
        while missing > 0 and (piece := next(self._pieces, b"")):
            parts.append(piece)
            missing -= len(piece)
        joined = b"".join(parts)
        self._rest = joined[size:]
        return joined[:size]
