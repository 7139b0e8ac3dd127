"""What happens when a library is opened: key, access, check, migration, backup, and what crashes left."""

from __future__ import annotations

import contextlib
import re
import shutil
from pathlib import Path

from sqlalchemy import Connection

from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.library import backup, keys, lending, migrating, places
from meddiag_gui.library import descriptor as descriptors
from meddiag_gui.library.cipher import FileCipher
from meddiag_gui.library.database import Access, Database
from meddiag_gui.library.descriptor import Descriptor
from meddiag_gui.library.faults import (
    LibraryDamaged,
    LibraryGone,
    LibraryNewer,
    LibraryReadOnly,
    fault_of,
    told,
)
from meddiag_gui.library.library import Library
from meddiag_gui.library.store import Store

_OURS = re.compile(r"library(-[0-9a-f]{8})?\.sqlite(-wal|-shm|-journal)?|store(-[0-9a-f]{8})?")


def open_library(folder: Path, key: str | bytes | None, *, create: bool) -> Library:
    """Do what `Library.open` says."""
    with told(folder):
        descriptor = descriptors.read(folder) or _new(folder, key, create=create)
        found = keys.key_of(folder, descriptor, key)
        database = _database(folder, descriptor, found)
        try:
            store = Store(folder / descriptor.store, FileCipher(found) if found else None)
            library = Library(folder, descriptor, database, store)
            _check(library)
            _bring_up_to_date(library)
            if not library.read_only:
                backup.make_if_due(library)
                sweep(library)
        except BaseException:
            database.close()
            raise
        return library


def _new(folder: Path, key: str | bytes | None, *, create: bool) -> Descriptor:
    """Make a descriptor for a folder that has none."""
    name = clean_text(folder.name)
    if not create:
        if folder.is_dir():
            raise LibraryGone(tr("The folder “{name}” holds no library.", name=name))
        raise LibraryGone(tr("The library “{name}” is not there. Is its drive connected?", name=name))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.glob("*.sqlite")):
        if (found := descriptors.read(folder)) is not None:  # another process is making it too
            return found
        raise LibraryDamaged(
            tr("{file} of the library “{name}” is missing.", file=descriptors.NAME, name=name)
        )
    made = keys.describe(keys.new_key(), key) if isinstance(key, str) else Descriptor()
    descriptors.write(folder, made)
    return made


def _database(folder: Path, descriptor: Descriptor, key: bytes | None) -> Database:
    """Open the database for writing, or where that cannot be for reading."""
    path = folder / descriptor.database
    made = path.is_file() or not _was_in_use(folder)
    if not made:
        raise LibraryDamaged(
            tr("The database of the library “{name}” is missing.", name=clean_text(folder.name))
        )
    ways: tuple[Access, ...] = ("rwc", "ro") if _has_log(path) else ("rwc", "ro", "immutable")
    for way in ways:
        database = Database(path, key, way)
        try:
            with database.raw() as connection:
                if way == "rwc":
                    connection.execute("BEGIN IMMEDIATE")
                    connection.execute("ROLLBACK")
            return database
        except Exception as error:  # looked at only to tell what cannot be written from what cannot be read
            database.close()
            fault = fault_of(error, folder)
            if not isinstance(fault, LibraryReadOnly | LibraryGone) or way == ways[-1]:
                raise
    raise AssertionError("one way opens or raises")


def _was_in_use(folder: Path) -> bool:
    return (folder / backup.FOLDER).is_dir() or (folder / "store").is_dir()


def _has_log(path: Path) -> bool:
    """Whether the database has commits that stand in its log alone."""
    log = path.with_name(f"{path.name}-wal")
    return log.is_file() and log.stat().st_size > 0


def _check(library: Library) -> None:
    """Check the whole database for damage that SQLite can tell without comparing indices to tables."""
    with library.database.raw() as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != ("ok",):
        raise LibraryDamaged(
            tr(
                "The database of the library “{name}” is damaged; it can be restored from its last backup.",
                name=library.name,
            )
        )


def _bring_up_to_date(library: Library) -> None:
    """Run missing migrations after a backup; another process may be about to do the same."""
    with library.read() as session:
        state = _understood(library, session.connection())
    if state == "current":
        return
    if state == "older":
        backup.make(library, "migration")
    with library.write() as session:
        if _understood(library, session.connection()) != "current":
            migrating.upgrade(session.connection())


def _understood(library: Library, connection: Connection) -> migrating.State:
    """Tell the state of a database that this program may go on with.

    Raises
    ------
    LibraryNewer, LibraryDamaged
        If it may not.
    """
    state = migrating.state_of(connection)
    if state == "newer":
        raise LibraryNewer(
            tr(
                "The library “{name}” was written by a newer version of MedDiag and is left as it is; "
                "install that version to open it.",
                name=library.name,
            )
        )
    if state == "foreign":
        raise LibraryDamaged(
            tr("The database in the folder “{name}” is not that of a library of MedDiag.", name=library.name)
        )
    return state


def sweep(library: Library) -> None:
    """Delete what crashes left: unfinished files, databases and stores that never became the library's."""
    lending.sweep()
    places.sweep(library.folder, "unpacked")
    places.sweep(library.folder / backup.FOLDER, "part")
    library.store.sweep()
    backup.drop_foreign(library)
    if not _left(library):
        return
    with library.write():  # whoever replaces a library holds this lock
        for path in _left(library):
            with contextlib.suppress(OSError):  # where another process still has it open, the next time
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()


def _left(library: Library) -> list[Path]:
    """Find databases and stores beside those of the library."""
    kept = library.descriptor
    databases = [kept.database + ending for ending in ("", "-wal", "-shm", "-journal")]
    return [
        path
        for path in library.folder.iterdir()
        if _OURS.fullmatch(path.name) and path.name not in (*databases, kept.store)
    ]
