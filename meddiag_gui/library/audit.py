"""The audit log: who did what to which study or model, and when; it can only grow, and it is a chain.

Each entry carries the sha256 of its own content and of the digest before it, so an entry that is altered,
taken out or put in later breaks the chain at its place. Triggers in the database keep the program itself from
altering one. It holds identifiers only: UIDs, names of models and findings, of users and actions; never a
patient's name, and no free text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

START = "0" * 64
"""What stands for the digest before the first entry."""
LONGEST = 200  # characters of a value
_PAGE = 2000
_ACTION = re.compile(r"[a-z][a-z_]{1,39}")
_UID = re.compile(r"[0-9.]{1,64}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the log.

    Parameters
    ----------
    number
        From 1, without a gap.
    at
        Time in UTC, ISO 8601.
    who
        The user's name in the program, or the system's.
    action
        What was done, as one word: ``open``, ``score``, ``sign`` …
    subject
        What it was done to: a Study or SOP Instance UID, ``model@version``, or a sha256.
    details
        Further identifiers by name, as canonical JSON (`canonical`).
    previous, digest
        Digest of the entry before, and of this one; 64 hexadecimal digits.
    """

    number: int
    at: str
    who: str
    action: str
    subject: str
    details: str
    previous: str
    digest: str

    def due(self) -> str:
        """Compute the digest that the entry should have."""
        said = canonical(
            {
                "action": self.action, "at": self.at, "details": self.details, "number": self.number,
                "previous": self.previous, "subject": self.subject, "who": self.who,
            }
        )  # fmt: skip
        return hashlib.sha256(said.encode()).hexdigest()


def canonical(values: Mapping[str, Value]) -> str:
    """Write an object as JSON in the one form that is hashed: keys sorted, no spaces, ASCII."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False)


def record(
    session: Session, who: str, action: str, subject: str, details: Mapping[str, Value] | None = None
) -> Entry:
    """Append an entry in the caller's transaction, which `Library.write` has made the only one that writes.

    Raises
    ------
    ValueError
        If the action or a key is no plain word, or a value is too long, or is a person's name in DICOM's form
        or several lines: what is recorded must be an identifier.
    """
    details = dict(details or {})
    if not _ACTION.fullmatch(action) or not all(_KEY.fullmatch(key) for key in details):
        raise ValueError("An action or a key of the audit log is no plain word.")
    for value in (who, subject, *details.values()):
        if isinstance(value, str):
            _check_identifier(value)
    number, previous = _head(session)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    unsigned = Entry(number + 1, at, who, action, subject, canonical(details), previous, "")
    entry = Entry(*_fields(unsigned)[:-1], unsigned.due())
    session.execute(
        text(
            "INSERT INTO audit_entries (number, at, who, action, subject, details, previous, digest) "
            "VALUES (:number, :at, :who, :action, :subject, :details, :previous, :digest)"
        ),
        dict(zip(Entry.__slots__, _fields(entry), strict=True)),
    )
    return entry


def uid(written: str) -> str:
    """Give a UID as a subject, or nothing where it is none: a header may hold anything, the log may not."""
    return written if _UID.fullmatch(written) else ""


def entries(session: Session, after: int = 0, limit: int | None = None) -> Iterator[Entry]:
    """Give the entries behind a number in their order, a page at a time."""
    while limit is None or limit > 0:
        page = session.execute(
            text(
                "SELECT number, at, who, action, subject, details, previous, digest FROM audit_entries "
                "WHERE number > :after ORDER BY number LIMIT :page"
            ),
            {"after": after, "page": _PAGE if limit is None else min(_PAGE, limit)},
        ).all()
        if not page:
            return
        yield from (Entry(*row) for row in page)
        after = page[-1][0]
        limit = None if limit is None else limit - len(page)


def count(session: Session) -> int:
    """Count the entries."""
    return _head(session)[0]


def _head(session: Session) -> tuple[int, str]:
    row = session.execute(text("SELECT number, digest FROM audit_head")).one()
    return int(row[0]), str(row[1])


def _fields(entry: Entry) -> tuple[int, str, str, str, str, str, str, str]:
    return (
        entry.number, entry.at, entry.who, entry.action, entry.subject, entry.details, entry.previous,
        entry.digest,
    )  # fmt: skip


def _check_identifier(value: str) -> None:
    if len(value) > LONGEST or "^" in value or not value.isprintable():
        raise ValueError("The audit log takes identifiers only.")
