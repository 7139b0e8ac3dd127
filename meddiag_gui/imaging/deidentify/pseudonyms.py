"""What stands in place of identities: the same for one site, not to be traced back without its secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from pydicom._uid_dict import UID_dictionary
from pydicom.uid import UID

from meddiag_gui import paths
from meddiag_gui.errors import MedDiagError
from meddiag_gui.files import write_atomic
from meddiag_gui.language import tr

SECRET_BYTES = 32
LONGEST_SHIFT = 3650  # days; dates only ever move into the past


class Pseudonyms:
    """Replacements derived from one secret by HMAC-SHA-256 (RFC 2104).

    Parameters
    ----------
    secret
        At least `SECRET_BYTES` bytes, kept by the site. With the same one a patient's later studies get
        the same pseudonym and the same shift of dates.

    Raises
    ------
    ValueError
        If the secret is shorter.
    """

    def __init__(self, secret: bytes) -> None:
        if len(secret) < SECRET_BYTES:
            raise ValueError(f"a secret has at least {SECRET_BYTES} bytes")
        self._secret = secret

    def uid(self, uid: str) -> str:
        """Map a UID to one of the form ``2.25.…`` (PS3.5 B.2); those of the standard itself stay."""
        if not uid or uid in UID_dictionary:
            return uid
        return f"2.25.{int.from_bytes(self._digest('uid', uid)[:16], 'big')}"

    def patient(self, identity: str) -> str:
        """Pseudonym of a patient, as fits an ID and a name: ``P-`` and 10 letters or digits."""
        return "P-" + base64.b32encode(self._digest("patient", identity))[:10].decode("ascii")

    def short(self, kind: str, value: str) -> str:
        """Eight hex digits for a file's or folder's name."""
        return self._digest(kind, value).hex()[:8]

    def shift(self, identity: str) -> timedelta:
        """By how much a patient's dates move into the past, in whole days."""
        number = int.from_bytes(self._digest("dates", identity)[:8], "big")
        return timedelta(days=1 + number % LONGEST_SHIFT)

    def _digest(self, kind: str, value: str) -> bytes:
        return hmac.new(
            self._secret, f"{kind}\0{value}".encode("utf-8", "surrogatepass"), hashlib.sha256
        ).digest()


def shifted_date(value: str, shift: timedelta) -> str:
    """Move a DA or DT value (PS3.5 6.2) into the past; empty where it is no whole date.

    Examples
    --------
    >>> shifted_date("20240301", timedelta(days=1))
    '20240229'
    >>> shifted_date("20240301101530.5+0100", timedelta(days=1))
    '20240229101530.5+0100'
    """
    text = value.strip()
    day, rest = text[:8], text[8:]
    if "." in day:  # an old form of DA: 1993.04.12
        day, rest = text[:10].replace(".", ""), text[10:]
    try:
        moved = datetime.strptime(day, "%Y%m%d") - shift
    except (ValueError, OverflowError):
        return ""
    return f"{moved:%Y%m%d}" + (rest if all(letter in "0123456789.+- " for letter in rest) else "")


def site_pseudonyms(path: Path | None = None) -> Pseudonyms:
    """Pseudonyms of this site, whose secret is made when it is first needed.

    Parameters
    ----------
    path
        Where the secret lies, in hex; the user's settings folder unless given.

    Raises
    ------
    MedDiagError
        If it can neither be read nor made.
    """
    place = path or paths.user_config() / "deidentification.secret"
    try:
        if not place.exists():
            write_atomic(place, secrets.token_hex(SECRET_BYTES))  # written for its owner alone
        text = place.read_bytes()[: 2**12].decode("ascii").strip()
        return Pseudonyms(bytes.fromhex(text))
    except OSError as error:
        reason = error.strerror or os.strerror(error.errno or 0)
        raise MedDiagError(
            tr("The secret of pseudonyms, {name}, cannot be used: {reason}.", name=place.name, reason=reason)
        ) from error
    except ValueError as error:
        raise MedDiagError(
            tr(
                "The secret of pseudonyms, {name}, is none: it needs {n} hex digits.",
                name=place.name,
                n=2 * SECRET_BYTES,
            )
        ) from error


def is_uid(value: str) -> bool:
    """Whether a text is a UID with at least three parts, so no mere number."""
    return value.count(".") >= 3 and UID(value).is_valid
