"""Files encrypted in pieces, of which none can be altered, moved, left out or taken from another file.

A file begins with a magic and a salt; HKDF makes a key of its own out of the library's key and the salt.
Then come pieces of `PIECE` bytes, each AES-256-GCM with its number as the nonce, and with its number and
whether it is the last as what is authenticated beside it (the STREAM construction of Hoang, Reyhanitabar,
Rogaway and Vizár, CRYPTO 2015).
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator
from typing import IO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from meddiag_gui.errors import LibraryError
from meddiag_gui.language import tr

PIECE = 2**18
"""Bytes of plain text in a piece."""

_MAGIC = b"MDFILE1\0"
_SALT = 16
_TAG = 16
_HEAD = len(_MAGIC) + _SALT


class Readable(Protocol):
    """What bytes can be read from, less than asked for only at the end."""

    def read(self, size: int, /) -> bytes:
        """Give up to ``size`` bytes."""
        ...


class DamagedFile(LibraryError):
    """An encrypted file was cut short or altered, or belongs to another key."""


class FileCipher:
    """Encrypts and decrypts the files of one library.

    Parameters
    ----------
    key
        32 bytes, the library's.
    """

    def __init__(self, key: bytes) -> None:
        self._key = _derived(key, b"", b"meddiag files")
        self._names = _derived(key, b"", b"meddiag names")

    def name_of(self, sha256: str) -> str:
        """Name under which a file is kept; its digest alone would tell whoever has the same file."""
        return hmac.digest(self._names, sha256.encode(), "sha256").hex()

    def encrypt(self, source: Readable, target: IO[bytes]) -> None:
        """Write all that is left of ``source`` into ``target``, encrypted."""
        salt = os.urandom(_SALT)
        box = AESGCM(_derived(self._key, salt, b"meddiag file"))
        target.write(_MAGIC + salt)
        number, piece = 0, source.read(PIECE)
        while True:
            following = source.read(PIECE) if len(piece) == PIECE else b""
            target.write(box.encrypt(_nonce(number), piece, _beside(number, last=not following)))
            if not following:
                return
            number, piece = number + 1, following

    def decrypt(self, source: Readable) -> Iterator[bytes]:
        """Give the plain text piece by piece.

        Raises
        ------
        DamagedFile
            At the first piece that is not as it was written; nothing of it is given.
        """
        head = source.read(_HEAD)
        if len(head) != _HEAD or not head.startswith(_MAGIC):
            raise DamagedFile(tr("An encrypted file of the library is damaged."))
        box = AESGCM(_derived(self._key, head[len(_MAGIC) :], b"meddiag file"))
        number, sealed = 0, source.read(PIECE + _TAG)
        while True:
            following = source.read(PIECE + _TAG) if len(sealed) == PIECE + _TAG else b""
            try:
                yield box.decrypt(_nonce(number), sealed, _beside(number, last=not following))
            except (InvalidTag, ValueError) as error:
                raise DamagedFile(tr("An encrypted file of the library is damaged.")) from error
            if not following:
                return
            number, sealed = number + 1, following


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt or None, purpose).derive(key)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _beside(number: int, *, last: bool) -> bytes:
    return number.to_bytes(8, "big") + bytes([last])
