"""Is the audit log whole: every link of its chain, its head, and what was noted of it outside the database.

A chain within one file can be computed anew by whoever can write the file, and a file can be put back to
what it was a week ago. So the length and the last digest are also noted beside the database (`note_head`),
and a site can keep them on paper: ``meddiag library audit --verify --head NUMBER:DIGEST``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from meddiag_gui.files import write_atomic
from meddiag_gui.language import tr
from meddiag_gui.library.audit import START, entries, record
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOTE = "audit-head.json"
_NOTED = re.compile(r"(\d{1,18}):([0-9a-f]{64})")
_LARGEST_NOTE = 4096
_STEP = 500


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ended at some time: number and digest of its last entry."""

    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing that is wrong.

    Parameters
    ----------
    number
        Entry at which the chain breaks; the one after the last where its end is missing.
    reason
        One sentence for a person.
    """

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """How far the chain reaches, and its first broken link; None if it is whole."""

    entries: int
    head: Head
    broken: Break | None = None


def parse_head(written: str) -> Head:
    """Read ``NUMBER:DIGEST`` as `ChainReport` and `note_head` write it.

    Raises
    ------
    ValueError
        If it is written otherwise.
    """
    found = _NOTED.fullmatch(written.strip().lower())
    if found is None:
        raise ValueError("A head is written NUMBER:DIGEST, with 64 hexadecimal digits.")
    return Head(int(found[1]), found[2])


def verify(
    session: Session,
    noted: Iterable[Head] = (),
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> ChainReport:
    """Follow the chain from its first entry to its head.

    Parameters
    ----------
    noted
        Heads kept elsewhere, which the chain must still contain.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    token = token or CancelToken()
    number, digest = session.execute(text("SELECT number, digest FROM audit_head")).one_or_none() or (0, "")
    head = Head(int(number), str(digest))
    due = {one.number: one.digest for one in noted if one.number}
    last, broken, watch = Head(0, START), None, Stopwatch(head.number)
    for entry in entries(session):
        if entry.number % _STEP == 0:
            token.check()
            left = watch.seconds_left(entry.number)
            report(Progress(entry.number, head.number, tr("Following the audit log"), left))
        reason = _wrong(last, entry.number, entry.previous, entry.due() == entry.digest)
        if not reason and due.pop(entry.number, entry.digest) != entry.digest:
            reason = tr("entry {n} is another than was noted outside the database", n=entry.number)
        if reason:
            broken = Break(last.number + 1, reason)
            break
        last = Head(entry.number, entry.digest)
    broken = broken or _end(last, head, due) or _guards(session, last)
    return ChainReport(last.number, last, broken)


def _wrong(last: Head, number: int, previous: str, sound: bool) -> str:
    """Say what is wrong with an entry behind the one before; empty for nothing."""
    if number != last.number + 1:
        return tr("entry {n} is missing", n=last.number + 1)
    if previous != last.digest:
        return tr("entry {n} does not follow the one before it", n=number)
    return "" if sound else tr("entry {n} was altered", n=number)


def _end(last: Head, head: Head, due: dict[int, str]) -> Break | None:
    """Find what is missing at the end: by the head in the database, then by heads noted elsewhere."""
    longest = max((head.number, *due))
    if last.number < longest:
        reason = tr("the log ends at entry {n}, but {total} were written", n=last.number, total=longest)
        return Break(last.number + 1, reason)
    if head != last:
        return Break(last.number, tr("the log's head does not belong to its last entry"))
    return None


def _guards(session: Session, last: Head) -> Break | None:
    """Miss the triggers that keep entries from being altered."""
    from meddiag_gui.library.tables.audit import TRIGGERS

    there = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    if set(TRIGGERS) <= set(there):
        return None
    return Break(last.number, tr("what keeps entries from being altered was taken out of the database"))


def read_note(folder: Path) -> Head | None:
    """Read the head noted beside the database; None where there is none, or it is damaged."""
    path = folder / NOTE
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_NOTE:
            return None
        noted = json.loads(path.read_bytes())
        return parse_head(f"{noted['number']}:{noted['digest']}")
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def note_head(session: Session, folder: Path) -> Head:
    """Note where the chain ends beside the database, unless what is noted is not in the chain any more.

    A note that the chain does not contain is evidence, and stays.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    row = session.execute(text("SELECT number, digest FROM audit_head")).one()
    head, noted = Head(int(row[0]), str(row[1])), read_note(folder)
    if noted is not None and noted != head:
        found = session.execute(
            text("SELECT digest FROM audit_entries WHERE number = :number"), {"number": noted.number}
        ).scalar()
        if noted.number and found != noted.digest:
            return noted
    if noted != head:
        write_atomic(folder / NOTE, json.dumps({"number": head.number, "digest": head.digest}) + "\n")
    return head


def renew_note(session: Session, folder: Path, who: str) -> Head:
    """Note the head anew whatever was noted, after an entry that tells of it: for a restored library.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    noted = read_note(folder)
    told = {"noted": f"{noted.number}:{noted.digest}" if noted else ""}
    entry = record(session, who, "renew_audit_note", "audit", told)
    write_atomic(folder / NOTE, json.dumps({"number": entry.number, "digest": entry.digest}) + "\n")
    return Head(entry.number, entry.digest)
