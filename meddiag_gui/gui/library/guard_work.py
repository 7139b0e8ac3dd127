"""What the library's thread does for the lock; without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meddiag_gui.library.library import Library
    from meddiag_gui.library.users import Person
    from meddiag_gui.tasks import CancelToken, Report


@dataclass(frozen=True, slots=True)
class Way:
    """What can open the lock."""

    has_users: bool
    has_passphrase: bool


def what_opens(library: Library, *, report: Report, token: CancelToken) -> Way:
    """Find what opens the lock."""
    from meddiag_gui.library.users import has_users

    with library.read() as session:
        return Way(has_users(session), library.descriptor.passphrase is not None)


def check(
    by_user: bool, name: str, secret: str, library: Library, *, report: Report, token: CancelToken
) -> Person | None:
    """Look at a user's password, or at the library's passphrase.

    Raises
    ------
    LibraryError
        If it is another.
    """
    from meddiag_gui.library.keys import key_of
    from meddiag_gui.library.users import sign_in

    if by_user:
        return sign_in(library, name, secret)
    key_of(library.folder, library.descriptor, secret)
    return None
