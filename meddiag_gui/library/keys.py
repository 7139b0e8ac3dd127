"""The key of an encrypted library: made at random, wrapped by a passphrase, or kept in the system's keyring.

The passphrase never encrypts the library itself, so it can be changed in an instant. Whether a key is the
right one is known before anything of the library is touched.
"""

from __future__ import annotations

import hmac
import logging
import os
import unicodedata
import uuid
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from meddiag_gui.errors import LibraryError
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.library.descriptor import Descriptor, Wrapped
from meddiag_gui.library.faults import LibraryLocked, WrongKey

COST = 16
"""Base-2 logarithm of scrypt's N: 64 MiB and about a quarter of a second."""
SHORTEST = 8
"""Characters of a passphrase."""

_HIGHEST_COST = 18  # a descriptor that asks for more would take a gigabyte
_SERVICE = "MedDiag library"
_log = logging.getLogger(__name__)


class WeakPassphrase(LibraryError):
    """A new passphrase is too short."""


def new_key() -> bytes:
    """Make a key: 32 random bytes."""
    return os.urandom(32)


def mark_of(key: bytes, identity: str) -> str:
    """By what a key is known to be that of a library, without telling anything of it."""
    return hmac.digest(key, b"meddiag library " + identity.encode(), "sha256").hex()


def describe(
    key: bytes, passphrase: str | None, *, database: str = "library.sqlite", store: str = "store"
) -> Descriptor:
    """Describe an encrypted library that a passphrase opens, or, without one, the system's keyring alone.

    Raises
    ------
    WeakPassphrase
        As `wrap`.
    """
    identity = uuid.uuid4().hex
    return Descriptor(
        database=database,
        store=store,
        encrypted=True,
        identity=identity,
        mark=mark_of(key, identity),
        passphrase=None if passphrase is None else wrap(key, passphrase, identity),
    )


def wrap(key: bytes, passphrase: str, identity: str, cost: int = COST) -> Wrapped:
    """Encrypt a key with a passphrase.

    Raises
    ------
    WeakPassphrase
        If it has fewer than `SHORTEST` characters.
    """
    if len(passphrase) < SHORTEST:
        raise WeakPassphrase(tr("A passphrase needs at least {n} characters.", n=SHORTEST))
    salt, nonce = os.urandom(16), os.urandom(12)
    box = AESGCM(_stretched(passphrase, salt, cost)).encrypt(nonce, key, identity.encode())
    return Wrapped(salt.hex(), cost, nonce.hex(), box.hex())


def unwrap(wrapped: Wrapped, passphrase: str, identity: str) -> bytes | None:
    """Decrypt a key; None where the passphrase is another, or what is wrapped was altered."""
    if not 1 <= wrapped.cost <= _HIGHEST_COST:
        return None
    try:
        stretched = _stretched(passphrase, bytes.fromhex(wrapped.salt), wrapped.cost)
        return AESGCM(stretched).decrypt(
            bytes.fromhex(wrapped.nonce), bytes.fromhex(wrapped.box), identity.encode()
        )
    except (InvalidTag, ValueError):
        return None


def key_of(folder: Path, descriptor: Descriptor, given: str | bytes | None) -> bytes | None:
    """Find the key of a library.

    Parameters
    ----------
    given
        A passphrase, the key itself, or None to look into the system's keyring.

    Returns
    -------
    bytes or None
        None for a library that is not encrypted, whatever was given.

    Raises
    ------
    LibraryLocked
        If there is no key, or (as `WrongKey`) it is another.
    """
    if not descriptor.encrypted:
        return None
    name = clean_text(folder.name)
    if given is None and (given := recall(descriptor.identity)) is None:
        raise LibraryLocked(tr("The library “{name}” is encrypted; its passphrase is needed.", name=name))
    key = given if isinstance(given, bytes) else _unwrapped(descriptor, given)
    if key is None or not hmac.compare_digest(mark_of(key, descriptor.identity), descriptor.mark):
        raise WrongKey(tr("This does not open the library “{name}”: the passphrase is another.", name=name))
    return key


def recall(identity: str) -> bytes | None:
    """Look a key up in the system's keyring; None where there is no such key or no keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(_SERVICE, identity)
        return bytes.fromhex(found) if found else None
    except (KeyringError, ValueError, RuntimeError) as error:
        _log.warning("the keyring gives no key (%s)", type(error).__name__)
        return None


def remember(identity: str, key: bytes) -> None:
    """Keep a key in the system's keyring.

    Raises
    ------
    LibraryError
        If it has none, or does not take or give it back.
    """
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, identity, key.hex())
    except (KeyringError, RuntimeError) as error:
        raise LibraryError(tr("This system's keyring does not keep the key; use a passphrase.")) from error
    if recall(identity) != key:
        raise LibraryError(tr("This system's keyring does not keep the key; use a passphrase."))


def forget(identity: str) -> None:
    """Take a key out of the system's keyring, if it is there."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(_SERVICE, identity)
    except (KeyringError, RuntimeError) as error:
        _log.info("no key to be taken out of the keyring (%s)", type(error).__name__)


def _unwrapped(descriptor: Descriptor, passphrase: str) -> bytes | None:
    if descriptor.passphrase is None:
        return None
    return unwrap(descriptor.passphrase, passphrase, descriptor.identity)


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    written = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Scrypt(salt, 32, n=2**cost, r=8, p=1).derive(written)
