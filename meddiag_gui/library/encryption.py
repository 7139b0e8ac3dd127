"""Encrypting a library that is there, decrypting it, and changing its passphrase.

The new database and store are written beside the old; then ``library.json`` names them, in one rename. A
crash before that leaves the old library, a crash after it the new one; what is left over is deleted when the
library is next opened. Meanwhile nobody else can write, and who had it open must open it anew.
"""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from meddiag_gui.errors import LibraryError
from meddiag_gui.language import tr
from meddiag_gui.library import backup, keys
from meddiag_gui.library import descriptor as descriptors
from meddiag_gui.library.audit import record
from meddiag_gui.library.cipher import DamagedFile, FileCipher
from meddiag_gui.library.descriptor import Descriptor
from meddiag_gui.library.faults import LibraryFull, told
from meddiag_gui.library.library import Library
from meddiag_gui.library.store import SourceChanged, Store
from meddiag_gui.library.tables.core import Instance
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report

_SPARE = 64 * 2**20  # bytes of the disk that stay free


def encrypt(
    library: Library,
    who: str,
    passphrase: str | None,
    *,
    in_keyring: bool = False,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> None:
    """Encrypt a plain library; close it afterwards and open it anew.

    Parameters
    ----------
    passphrase
        Opens it; None where the system's keyring alone shall hold the key.
    in_keyring
        Whether the keyring holds the key too, so that nobody is asked.

    Raises
    ------
    LibraryError
        If it is encrypted already, the passphrase is too short, there is neither passphrase nor keyring, a
        file is damaged, or the disk has no room; then nothing was changed.
    Cancelled
        If the token was cancelled; then nothing was changed.
    """
    if library.descriptor.encrypted:
        raise LibraryError(tr("The library “{name}” is encrypted already.", name=library.name))
    if passphrase is None and not in_keyring:
        raise LibraryError(tr("A library is encrypted with a passphrase, the system's keyring, or both."))
    key = keys.new_key()
    described = keys.describe(
        key, passphrase, database=_new_name("library", ".sqlite"), store=_new_name("store")
    )
    if in_keyring:
        keys.remember(described.identity, key)
    try:
        _convert(library, described, key, who, report, token or CancelToken())
    except BaseException:
        if in_keyring:
            keys.forget(described.identity)
        raise


def decrypt(
    library: Library, who: str, *, report: Report = no_report, token: CancelToken | None = None
) -> None:
    """Make an encrypted library plain; raises as `encrypt`. Close it afterwards and open it anew."""
    if not library.descriptor.encrypted:
        raise LibraryError(tr("The library “{name}” is not encrypted.", name=library.name))
    described = Descriptor(database=_new_name("library", ".sqlite"), store=_new_name("store"))
    _convert(library, described, None, who, report, token or CancelToken())
    keys.forget(library.descriptor.identity)


def change_passphrase(library: Library, who: str, passphrase: str) -> None:
    """Let another passphrase open an encrypted library, at once; its backups too.

    Raises
    ------
    LibraryError
        If it is not encrypted, or the passphrase is too short; then nothing was changed.
    """
    key = library.database.key
    if key is None:
        raise LibraryError(tr("The library “{name}” is not encrypted.", name=library.name))
    with library.write() as session:
        current = descriptors.read(library.folder) or library.descriptor
        wrapped = keys.wrap(key, passphrase, current.identity)
        changed = msgspec.structs.replace(current, passphrase=wrapped)
        record(session, who, "change_passphrase", "library")
        backup.redescribe(library.folder, changed)
        descriptors.write(library.folder, changed)
    library.descriptor = changed


def _convert(
    library: Library,
    described: Descriptor,
    key: bytes | None,
    who: str,
    report: Report,
    token: CancelToken,
) -> None:
    """Write the new database and store, and put them in force."""
    folder = library.folder
    store = Store(folder / described.store, FileCipher(key) if key else None)
    database = folder / described.database
    try:
        with library.write() as session:
            record(session, who, "encrypt" if key else "decrypt", "library")
        with told(folder), library.database.write(library.check_unchanged) as session:
            _check_room(library, session)
            _copy_files(library, session, store, report, token)
            report(Progress(0, None, tr("Copying the database")))
            _copy_database(library, database, key)
            token.check()
            descriptors.write(folder, described)
    except BaseException:
        now = descriptors.read(folder)
        if now is None or now.database != described.database:
            _discard(database, store.root)
        raise


def _check_room(library: Library, session: Session) -> None:
    stored = select(func.sum(Instance.size)).where(Instance.reference.is_(None))
    needed = (session.scalar(stored) or 0) + library.database.path.stat().st_size + _SPARE
    if shutil.disk_usage(library.folder).free < needed:
        raise LibraryFull(
            tr(
                "Nothing was changed: the disk of the library “{name}” needs {n} MiB of room.",
                name=library.name,
                n=needed // 2**20,
            )
        )


def _copy_files(
    library: Library, session: Session, target: Store, report: Report, token: CancelToken
) -> None:
    stored = select(Instance.sha256, func.min(Instance.name)).where(Instance.reference.is_(None))
    files = session.execute(stored.group_by(Instance.sha256)).all()
    watch = Stopwatch(len(files))
    for done, (digest, name) in enumerate(files):
        token.check()
        report(Progress(done, len(files), tr("Copying files"), watch.seconds_left(done)))
        if not library.store.has(digest):
            continue  # it was missing before
        try:
            target.put_pieces(library.store.read(digest), digest, name)
        except (SourceChanged, DamagedFile) as error:
            raise LibraryError(
                tr("Nothing was changed: {name} is not what was imported; check the library.", name=name)
            ) from error


def _copy_database(library: Library, target: Path, key: bytes | None) -> None:
    written = f"x'{key.hex()}'" if key else ""
    with library.database.raw() as connection:
        connection.execute("ATTACH DATABASE ? AS target KEY ?", (str(target), written))
        connection.execute("PRAGMA target.journal_mode = OFF")  # after a crash it is deleted whole
        connection.execute("PRAGMA target.synchronous = OFF")
        connection.execute("SELECT sqlcipher_export('target')").fetchone()
        connection.execute("DETACH DATABASE target")
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())
    if not backup.is_sound(target, key):
        raise LibraryError(tr("Nothing was changed: the copy of the database is damaged."))


def _discard(database: Path, store: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    shutil.rmtree(store, ignore_errors=True)


def _new_name(stem: str, ending: str = "") -> str:
    return f"{stem}-{uuid.uuid4().hex[:8]}{ending}"
