"""``library.json``: which database and which store are the library's now, and how its key is wrapped.

What replaces a database as a whole (encryption, a backup that is restored) writes the new one beside the old
and then this file, in one rename: a crash leaves the old library or the new one. A process that has the
library open sees that the file has changed before it writes anything.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.library.faults import LibraryDamaged, LibraryNewer

NAME = "library.json"
VERSION = 1


class Wrapped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The library's key, encrypted by one that scrypt derives from a passphrase; bytes as hex.

    Parameters
    ----------
    salt
        16 bytes.
    cost
        Base-2 logarithm of scrypt's N; r is 8 and p is 1.
    nonce, box
        12 bytes, and what AES-256-GCM made of the key with them: 48 bytes.
    """

    salt: str
    cost: int
    nonce: str
    box: str


class Descriptor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``library.json`` says.

    Parameters
    ----------
    version
        Of this file's own form.
    database, store
        Names in the library's folder.
    encrypted
        Whether database and store are encrypted.
    identity
        Of an encrypted library, made at random: under it the system's keyring knows its key.
    mark
        By what the key of an encrypted library is known (`meddiag_gui.library.keys.mark_of`).
    passphrase
        The wrapped key of an encrypted library that can be opened by a passphrase.
    """

    version: int = VERSION
    database: str = "library.sqlite"
    store: str = "store"
    encrypted: bool = False
    identity: str = ""
    mark: str = ""
    passphrase: Wrapped | None = None


def read(folder: Path) -> Descriptor | None:
    """Read the descriptor; None where there is none.

    Raises
    ------
    LibraryDamaged, LibraryNewer
        If it cannot be understood.
    OSError
        If it cannot be read.
    """
    try:
        content = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return None
    name = clean_text(folder.name)
    try:
        if msgspec.json.decode(content, type=_Version).version > VERSION:
            raise LibraryNewer(
                tr("The library “{name}” was written by a newer version of MedDiag.", name=name)
            )
        return decoded(content)
    except ValueError as error:
        raise LibraryDamaged(
            tr("{file} of the library “{name}” is damaged.", file=NAME, name=name)
        ) from error


def decoded(content: bytes) -> Descriptor:
    """Read a descriptor out of bytes.

    Raises
    ------
    ValueError
        If they are none, or name something outside the library's folder.
    """
    found = msgspec.json.decode(content, type=Descriptor)  # its errors are kinds of ValueError
    if any(Path(part).name != part or part in ("", ".", "..") for part in (found.database, found.store)):
        raise ValueError("a descriptor names what lies beside it")
    return found


def write(folder: Path, descriptor: Descriptor) -> None:
    """Put a descriptor in force, in one rename."""
    write_atomic(folder / NAME, msgspec.json.format(msgspec.json.encode(descriptor), indent=2) + b"\n")


class _Version(msgspec.Struct, frozen=True):
    version: int
