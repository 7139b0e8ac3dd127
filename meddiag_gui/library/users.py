"""Local users: who may sign in, and what each role may do.

A library without users is open to whoever can open its folder (and knows its passphrase). The first user is
an administrator, and the last one cannot go. Passwords keep honest people apart in the records; against
somebody who holds the disk only encryption helps.
"""

from __future__ import annotations

import hmac
import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from sqlalchemy import func, select

from meddiag_gui.errors import LibraryError
from meddiag_gui.language import tr
from meddiag_gui.library.audit import record
from meddiag_gui.library.tables.base import now
from meddiag_gui.library.tables.users import User

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from meddiag_gui.library.library import Library

COST = 15
"""Base-2 logarithm of scrypt's N: 32 MiB and about an eighth of a second."""
SHORTEST = 6
"""Characters of a password or PIN."""

_FREE_FAILURES = 4  # wrong passwords that cost nothing
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
_NAME = re.compile(r"[\w.@-]{1,64}")


class Role(StrEnum):
    """What somebody is to the library; each may do what the one before may."""

    READER = "reader"
    TRAINER = "trainer"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What is not open to all, with the role that it takes."""

    READ = "read"  # import, read, sign, export verdicts
    TRAIN = "train"  # train, evaluate and promote models, change operating points
    ADMINISTER = "administer"  # users, encryption, emptying the bin, restoring


_LEAST = {Right.READ: Role.READER, Right.TRAIN: Role.TRAINER, Right.ADMINISTER: Role.ADMINISTRATOR}
_RANKS = list(Role)


class UserError(LibraryError):
    """A user cannot be made or changed so."""


class NotSignedIn(LibraryError):
    """The name or the password is another, or none is looked at for a while."""


@dataclass(frozen=True, slots=True)
class Person:
    """A user as the program knows one who has signed in."""

    name: str
    role: Role
    active: bool = True

    def may(self, right: Right) -> bool:
        """Whether the user's role is enough."""
        return self.active and _RANKS.index(self.role) >= _RANKS.index(_LEAST[right])


def listed(session: Session) -> tuple[Person, ...]:
    """List all users by name, also those who have gone."""
    return tuple(map(_person, session.scalars(select(User).order_by(User.name))))


def has_users(session: Session) -> bool:
    """Whether signing in is needed at all."""
    return bool(session.scalar(select(func.count()).select_from(User).where(User.active)))


def add(session: Session, who: str, name: str, role: Role, password: str) -> Person:
    """Add a user, or let one who had gone come back.

    Raises
    ------
    UserError
        If the name is taken or has other characters than letters, digits, ``.``, ``-``, ``_`` and ``@``, the
        password is too short, or the first user is no administrator.
    """
    name = unicodedata.normalize("NFC", name.strip())
    if not _NAME.fullmatch(name):
        raise UserError(tr("A user's name has letters, digits and . - _ @ only, at most 64."))
    found = session.get(User, name)
    if found is not None and found.active:
        raise UserError(tr("There is a user {name} already.", name=name))
    if not has_users(session) and role is not Role.ADMINISTRATOR:
        raise UserError(tr("The first user must be an administrator."))
    user = found or User(name=name)
    user.role, user.active, user.failures, user.blocked_until = role, True, 0, None
    _set_password(user, password)
    session.add(user)
    session.flush()
    record(session, who, "add_user", name, {"role": str(role)})
    return _person(user)


def sign_in(library: Library, name: str, password: str) -> Person:
    """Let a user in; wrong passwords are counted, and after some each costs a longer wait.

    Raises
    ------
    NotSignedIn
        If it is another password, there is no such user, or it is too early for another try.
    """
    with library.write() as session:  # ends before anything is raised, so that failures are counted
        found = _signed_in(session, unicodedata.normalize("NFC", name.strip()), password)
    if isinstance(found, str):
        raise NotSignedIn(found)
    return found


def _signed_in(session: Session, name: str, password: str) -> Person | str:
    """Give the user, or in one sentence why not."""
    user = session.get(User, name)
    if user is None or not user.active:
        _digest(password, b"takes as long as", COST)  # for a user who is there
        return tr("The name or the password is another.")
    moment = now()
    if user.blocked_until is not None and moment < user.blocked_until:
        seconds = int((user.blocked_until - moment).total_seconds()) + 1
        return tr("After wrong passwords, try again in {n} seconds.", n=seconds)
    if not hmac.compare_digest(_digest(password, bytes.fromhex(user.salt), user.cost), user.digest):
        _count_failure(user, moment)
        record(session, user.name, "sign_in_failed", user.name, {"failures": user.failures})
        return tr("The name or the password is another.")
    user.failures, user.blocked_until = 0, None
    record(session, user.name, "sign_in", user.name)
    return _person(user)


def change_password(session: Session, who: str, name: str, password: str) -> None:
    """Give a user another password.

    Raises
    ------
    UserError
        If there is no such user, or it is too short.
    """
    user = _there(session, name)
    _set_password(user, password)
    user.failures, user.blocked_until = 0, None
    record(session, who, "change_password", name)


def change_role(session: Session, who: str, name: str, role: Role) -> None:
    """Give a user another role.

    Raises
    ------
    UserError
        If there is no such user, or it is the last administrator.
    """
    user = _there(session, name)
    if role is not Role.ADMINISTRATOR:
        _check_not_last(session, user)
    user.role = role
    record(session, who, "change_role", name, {"role": str(role)})


def remove(session: Session, who: str, name: str) -> None:
    """Let a user sign in no more; what the user did stays under that name.

    Raises
    ------
    UserError
        If there is no such user, or it is the last administrator while there are others.
    """
    user = _there(session, name)
    others = session.scalar(select(func.count()).select_from(User).where(User.active, User.name != name))
    if others:
        _check_not_last(session, user)
    user.active = False
    record(session, who, "remove_user", name)


def _there(session: Session, name: str) -> User:
    user = session.get(User, name)
    if user is None or not user.active:
        raise UserError(tr("There is no user {name}.", name=name))
    return user


def _check_not_last(session: Session, user: User) -> None:
    others = select(func.count()).select_from(User)
    others = others.where(User.active, User.role == Role.ADMINISTRATOR, User.name != user.name)
    if user.role == Role.ADMINISTRATOR and not session.scalar(others):
        raise UserError(tr("{name} is the last administrator.", name=user.name))


def _set_password(user: User, password: str) -> None:
    if len(password) < SHORTEST:
        raise UserError(tr("A password needs at least {n} characters.", n=SHORTEST))
    salt = os.urandom(16)
    user.salt, user.cost, user.digest = salt.hex(), COST, _digest(password, salt, COST)


def _count_failure(user: User, moment: datetime) -> None:
    user.failures += 1
    over = user.failures - _FREE_FAILURES
    if over > 0:
        user.blocked_until = moment + min(_FIRST_WAIT * 2 ** min(over - 1, 12), _LONGEST_WAIT)


def _digest(password: str, salt: bytes, cost: int) -> str:
    written = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return Scrypt(salt, 32, n=2**cost, r=8, p=1).derive(written).hex()


def _person(user: User) -> Person:
    return Person(user.name, Role(user.role), user.active)
