"""Copies of the database: before each migration and once a day, the oldest deleted; and how one is restored.

A copy is checked before it counts. Files are not copied: the store never alters one, and deletes one only
when the bin is emptied. With each copy lies the descriptor of its time, without which an encrypted one has no
key.
"""

from __future__ import annotations

import logging
import re
import shutil
import uuid
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from meddiag_gui.files import sync_folder, write_atomic
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.library import descriptor as descriptors
from meddiag_gui.library import keys
from meddiag_gui.library.database import connect
from meddiag_gui.library.faults import LibraryDamaged, told
from meddiag_gui.library.places import temporary_folder

if TYPE_CHECKING:
    from meddiag_gui.library.descriptor import Descriptor
    from meddiag_gui.library.library import Library

FOLDER = "backups"
KEPT = 10
EVERY = timedelta(days=1)

_FORM = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(r"(\d{8}T\d{12})-([a-z]+)\.sqlite")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: when it was made, and why (``daily``, ``migration``, ``manual`` …)."""

    path: Path
    at: datetime
    why: str


def listed(folder: Path) -> list[Backup]:
    """List a library's backups, the newest first."""
    found = []
    for path in (folder / FOLDER).glob("*.sqlite"):
        if named := _NAME.fullmatch(path.name):
            found.append(Backup(path, datetime.strptime(named[1], _FORM).replace(tzinfo=UTC), named[2]))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def make(library: Library, why: str = "manual") -> Backup:
    """Copy the database as it is now; others may go on writing.

    Raises
    ------
    LibraryError
        If it cannot be copied, or the copy is damaged; then there is no new backup.
    """
    folder = library.folder / FOLDER
    with told(library.folder):
        folder.mkdir(exist_ok=True)
        at = datetime.now(UTC)
        target = folder / f"{at.strftime(_FORM)}-{why}.sqlite"
        with temporary_folder(folder, "part") as part:
            copy = Path(part, target.name)
            _copy(library, copy)
            described = descriptors.read(library.folder) or library.descriptor
            write_atomic(target.with_suffix(".json"), msgspec.json.encode(described))
            copy.replace(target)
        sync_folder(folder)
    _rotate(library.folder)
    return Backup(target, at, why)


def make_if_due(library: Library) -> None:
    """Make the day's backup, unless there is one or nothing to copy; the work goes on without it."""
    newest = next(iter(listed(library.folder)), None)
    if newest is not None and datetime.now(UTC) - newest.at < EVERY:
        return
    with library.read() as session:
        if not session.connection().exec_driver_sql("SELECT count(*) FROM studies").scalar():
            return
    try:
        make(library, "daily")
    except LibraryDamaged:
        raise
    except Exception as error:  # a full disk, say: the work itself will tell of it
        _log.warning("no daily backup was made (%s)", type(error).__name__)


def restore(folder: Path, key: str | bytes | None = None) -> Backup:
    """Put the newest sound backup in the place of a database that is damaged, which is kept beside it.

    Parameters
    ----------
    key
        As for `Library.open`.

    Raises
    ------
    LibraryDamaged
        If there is no sound backup; then nothing was changed.
    LibraryError
        If the key is another, or the folder cannot be written.
    """
    with told(folder):
        current = _current(folder)
        for backup in listed(folder):
            descriptor = current or _descriptor_of(backup)
            if descriptor is None:
                continue
            found = keys.key_of(folder, descriptor, key)
            if is_sound(backup.path, found):
                _put_in_place(folder, descriptor, backup)
                return backup
    raise LibraryDamaged(
        tr("There is no sound backup of the library “{name}”.", name=clean_text(folder.name))
    )


def _copy(library: Library, target: Path) -> None:
    key = library.database.key
    with library.database.raw() as source, closing(connect(target, key, "rwc", wal=False)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    if not is_sound(target, key):
        raise LibraryDamaged(
            tr(
                "The database of the library “{name}” is damaged; it can be restored from its last backup.",
                name=library.name,
            )
        )


def is_sound(path: Path, key: bytes | None) -> bool:
    """Whether a database that nobody writes can be read with a key, and has no flaw."""
    from sqlcipher3 import dbapi2

    try:
        with closing(connect(path, key, "immutable")) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except dbapi2.DatabaseError:
        return False


def _current(folder: Path) -> Descriptor | None:
    try:
        return descriptors.read(folder)
    except LibraryDamaged:
        return None


def _descriptor_of(backup: Backup) -> Descriptor | None:
    try:
        return descriptors.decoded(backup.path.with_suffix(".json").read_bytes())
    except (OSError, ValueError):
        return None


def _put_in_place(folder: Path, descriptor: Descriptor, backup: Backup) -> None:
    """Copy a backup under a new name, then let the descriptor name it; the damaged database is kept."""
    at = datetime.now(UTC).strftime(_FORM)
    for ending in ("", "-wal"):
        damaged = folder / f"{descriptor.database}{ending}"
        if damaged.is_file():
            shutil.copyfile(damaged, folder / f"damaged-{at}.sqlite{ending}")
    database = f"library-{uuid.uuid4().hex[:8]}.sqlite"
    write_atomic(folder / database, backup.path.read_bytes())
    descriptors.write(folder, msgspec.structs.replace(descriptor, database=database))


def redescribe(folder: Path, descriptor: Descriptor) -> None:
    """Let the passphrase of a library open its backups too."""
    for backup in listed(folder):
        found = _descriptor_of(backup)
        if found is not None and found.mark == descriptor.mark:
            changed = msgspec.structs.replace(found, passphrase=descriptor.passphrase)
            write_atomic(backup.path.with_suffix(".json"), msgspec.json.encode(changed))


def drop_foreign(library: Library) -> None:
    """Delete backups from before the library was encrypted or decrypted, once it has one of its own."""
    own: list[Backup] = []
    foreign: list[Backup] = []
    for backup in listed(library.folder):
        found = _descriptor_of(backup)
        (own if found is None or found.mark == library.descriptor.mark else foreign).append(backup)
    if foreign and not own:
        make(library, "encryption")
    for backup in foreign:
        _delete(backup)


def _rotate(folder: Path) -> None:
    for backup in listed(folder)[KEPT:]:
        _delete(backup)


def _delete(backup: Backup) -> None:
    backup.path.unlink(missing_ok=True)
    backup.path.with_suffix(".json").unlink(missing_ok=True)
