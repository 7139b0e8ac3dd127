"""What can be wrong with a library, as kinds of error with a way on, and how SQLite's own become these."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from meddiag_gui.errors import LibraryError
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import mark, tr


class LibraryBusy(LibraryError):
    """Another window or process has been writing for too long."""


class LibraryFull(LibraryError):
    """The disk has no room."""


class LibraryReadOnly(LibraryError):
    """The library can be read, but not written."""


class LibraryGone(LibraryError):
    """The folder is not there, or not there any more."""


class LibraryChanged(LibraryError):
    """The library was encrypted, decrypted or restored while it was open here: it is to be opened anew."""


class LibraryDamaged(LibraryError):
    """The database is damaged: the last backup can take its place."""


class LibraryNewer(LibraryError):
    """A newer version of the program has written it; it is left alone."""


class LibraryLocked(LibraryError):
    """It is encrypted, and no key was given."""


class WrongKey(LibraryLocked):
    """It is encrypted, and the key or passphrase is another one."""


_BUSY = mark("The library “{name}” is busy: another window has been writing for a long time. Try again.")
_FULL = mark("Nothing was changed: the disk of the library “{name}” is full.")
_READ_ONLY = mark("Nothing was changed: the library “{name}” can only be read.")
_GONE = mark("The library “{name}” cannot be reached: {reason}. Is its drive connected?")
_DAMAGED = mark("The database of the library “{name}” is damaged; it can be restored from its last backup.")
_NO_ROOM = 2**20  # bytes
_BY_CODE: dict[int, tuple[type[LibraryError], str]] = {
    5: (LibraryBusy, _BUSY),  # SQLITE_BUSY
    6: (LibraryBusy, _BUSY),  # SQLITE_LOCKED
    8: (LibraryReadOnly, _READ_ONLY),  # SQLITE_READONLY
    10: (LibraryGone, _GONE),  # SQLITE_IOERR
    11: (LibraryDamaged, _DAMAGED),  # SQLITE_CORRUPT
    13: (LibraryFull, _FULL),  # SQLITE_FULL
    14: (LibraryGone, _GONE),  # SQLITE_CANTOPEN
    26: (LibraryDamaged, _DAMAGED),  # SQLITE_NOTADB
}


def gone(folder: Path, error: OSError) -> LibraryError:
    """Say that the folder cannot be reached, or that its disk is full."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return LibraryFull(tr(_FULL, name=clean_text(folder.name)))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return LibraryReadOnly(tr(_READ_ONLY, name=clean_text(folder.name)))
    reason = error.strerror or tr("the system gives no reason")
    return LibraryGone(tr(_GONE, name=clean_text(folder.name), reason=reason))


def fault_of(error: BaseException, folder: Path) -> LibraryError | None:
    """Find the kind of an error of SQLite, wrapped by SQLAlchemy or not; None for errors of the program."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    found = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
    if found is None:
        return None
    kind, sentence = found
    if kind is LibraryGone and _is_full(folder):  # SQLite calls some of it an I/O error
        kind, sentence = LibraryFull, _FULL
    return kind(tr(sentence, name=clean_text(folder.name), reason=tr("the system cannot read or write it")))


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NO_ROOM
    except OSError:
        return False


@contextmanager
def told(folder: Path, *, files: bool = True) -> Iterator[None]:
    """Turn errors of SQLite, and of the file system, inside the block into kinds of `LibraryError`.

    Parameters
    ----------
    files
        False where the block is somebody else's, whose files are not the library's.
    """
    try:
        yield
    except LibraryError:
        raise
    except OSError as error:
        if not files:
            raise
        raise gone(folder, error) from error
    except Exception as error:  # looked at only to tell SQLite's from the program's own
        fault = fault_of(error, folder)
        if fault is None:
            raise
        raise fault from error
