"""What the library's threads do for its safekeeping; without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meddiag_gui.library.audit import Entry
    from meddiag_gui.library.backup import Backup
    from meddiag_gui.library.integrity import Verified
    from meddiag_gui.library.library import Library
    from meddiag_gui.library.recovery import Recovered
    from meddiag_gui.library.users import Person
    from meddiag_gui.tasks import CancelToken, Report

ENTRIES = 200
"""Entries of the audit log that are shown."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How the library is kept: encrypted or not, its backups, its users, and the last entries of its log."""

    encrypted: bool
    has_passphrase: bool
    backups: tuple[Backup, ...]
    users: tuple[Person, ...]
    entries: tuple[Entry, ...]


def look(library: Library, *, report: Report, token: CancelToken) -> Kept:
    """Look how the library is kept."""
    from meddiag_gui.library import audit, backup, users

    with library.read() as session:
        last = tuple(audit.entries(session, after=max(0, audit.count(session) - ENTRIES)))
        people = tuple(person for person in users.listed(session) if person.active)
    described = library.descriptor
    backups = tuple(backup.listed(library.folder))
    return Kept(described.encrypted, described.passphrase is not None, backups, people, last)


def verify(library: Library, *, report: Report, token: CancelToken) -> Verified:
    """Check everything; where the audit log is whole, note its head beside the database."""
    from meddiag_gui.library import audit_check, integrity

    found = integrity.verify(library, report=report, token=token)
    if not library.read_only and all(flaw.kind != "audit" for flaw in found.flaws):
        with library.read() as session:
            audit_check.note_head(session, library.folder)
    return found


def back_up(library: Library, *, report: Report, token: CancelToken) -> Backup:
    """Make a backup now."""
    from meddiag_gui.library import backup

    return backup.make(library)


def recover(who: str, *, report: Report, token: CancelToken) -> Recovered:
    """Put the newest sound backup in the place of a damaged database."""
    from meddiag_gui.library import recovery

    return recovery.recover(None, None, who, report=report, token=token)


def encrypt(
    passphrase: str, in_keyring: bool, who: str, library: Library, *, report: Report, token: CancelToken
) -> None:
    """Encrypt the library."""
    from meddiag_gui.library import encryption

    encryption.encrypt(library, who, passphrase or None, in_keyring=in_keyring, report=report, token=token)


def decrypt(who: str, library: Library, *, report: Report, token: CancelToken) -> None:
    """Make the library plain."""
    from meddiag_gui.library import encryption

    encryption.decrypt(library, who, report=report, token=token)


def change_passphrase(
    passphrase: str, who: str, library: Library, *, report: Report, token: CancelToken
) -> None:
    """Let another passphrase open the library."""
    from meddiag_gui.library import encryption

    encryption.change_passphrase(library, who, passphrase)


def add_user(
    name: str, role: str, password: str, who: str, library: Library, *, report: Report, token: CancelToken
) -> None:
    """Add a user."""
    from meddiag_gui.library import users

    with library.write() as session:
        users.add(session, who, name, users.Role(role), password)


def change_user(
    name: str, role: str, password: str, who: str, library: Library, *, report: Report, token: CancelToken
) -> None:
    """Give a user another role, and another password where one is given."""
    from meddiag_gui.library import users

    with library.write() as session:
        users.change_role(session, who, name, users.Role(role))
        if password:
            users.change_password(session, who, name, password)


def remove_user(name: str, who: str, library: Library, *, report: Report, token: CancelToken) -> None:
    """Let a user sign in no more."""
    from meddiag_gui.library import users

    with library.write() as session:
        users.remove(session, who, name)
