"""Taking a file of records into the library: in steps that are each kept whole, and again without harm.

What was taken is known by the digest of its content: a file that was stopped half-way, or that repeats what
an earlier one said, adds only what is new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from meddiag_gui.language import english
from meddiag_gui.library import audit
from meddiag_gui.library.library import Library
from meddiag_gui.library.patients.linking import link_persons
from meddiag_gui.library.patients.persons import keep_person
from meddiag_gui.library.tables.base import now
from meddiag_gui.library.tables.records import (
    RecordIdentifier,
    RecordPerson,
    RecordProblem,
    RecordSource,
    RecordStatement,
    RecordValue,
)
from meddiag_gui.records.judging import check_birth
from meddiag_gui.records.model import Flag, Item, Person, Problem, Statement, Value
from meddiag_gui.records.plan import Plan, Watch
from meddiag_gui.records.when import When, read_iso
from meddiag_gui.tasks import CancelToken, Report, no_report

_STEP = 2000  # items that are kept at once
_MOST_PROBLEMS = 1000  # of one source that are kept in words; all are counted
_OF_CONTENT = frozenset({Flag.RETRACTED, Flag.PRELIMINARY})
_PARTS: tuple[type[RecordValue | RecordStatement], ...] = (RecordValue, RecordStatement)


@dataclass(frozen=True, slots=True)
class Stored:
    """What came of one file.

    Parameters
    ----------
    again
        The file had been taken in before, in the same way; nothing was done.
    taken, known, left
        Values and statements that are new, that were known already, and complaints about what was not read.
    persons
        Keys of the persons that it is about.
    problems
        The first complaints.
    """

    source: int
    again: bool
    taken: int
    known: int
    left: int
    persons: frozenset[int]
    problems: tuple[Problem, ...]


def store(
    library: Library, plan: Plan, who: str, *, report: Report = no_report, token: CancelToken | None = None
) -> Stored:
    """Take a file in, and tie its persons to patients of images.

    A table that was read by another mapping before is read anew, in one step: what the old mapping made goes.

    Raises
    ------
    RecordError, LibraryError
        If the file cannot be read to its end, or the library not be written; what was kept until then stays,
        and the source counts as incomplete.
    Cancelled
        If the token was cancelled; the same holds.
    """
    token = token or CancelToken()
    taking, watch = _Taking(plan), Watch(plan.file)
    with library.write() as session:
        source = _source(session, plan)
        if source.complete and source.mapping == plan.mapping:
            return _again(session, source)
        taking.source = source.id
        if source.mapping != plan.mapping:
            _forget(session, source)
            source.mapping, source.complete = plan.mapping, False
            for step in _steps(plan, token):
                taking.keep(session, step)
                report(watch())
            return taking.finish(session, who)
    for step in _steps(plan, token):
        with library.write() as session:
            taking.keep(session, step)
        report(watch())
    with library.write() as session:
        return taking.finish(session, who)


class _Taking:
    """One file being taken in."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.source = 0
        self.read = 0
        self._left = 0
        self._problems: list[Problem] = []
        self._persons: dict[str, tuple[int, When | None]] = {}

    def keep(self, session: Session, items: list[Item | Problem]) -> None:
        """Keep some items in a session that writes."""
        rows: dict[type[RecordValue | RecordStatement], list[dict[str, Any]]] = {part: [] for part in _PARTS}
        for item in items:
            if isinstance(item, Problem):
                self._left += 1
                if len(self._problems) < _MOST_PROBLEMS:
                    self._problems.append(item)
            elif isinstance(item, Person):
                key = keep_person(session, item, self.source)
                self._persons[item.subject] = key, read_iso(item.birth_date)
            else:
                self.read += 1
                person, birth = self._persons[item.subject]
                made = check_birth(item, birth)
                part = RecordValue if isinstance(made, Value) else RecordStatement
                rows[part].append(_row(made) | {"person": person, "source": self.source})
        for part, found in rows.items():
            if found:
                session.connection().execute(
                    insert(part.metadata.tables[part.__tablename__]).prefix_with("OR IGNORE"), found
                )

    def finish(self, session: Session, who: str) -> Stored:
        """Mark the source as complete, let later versions hold, and tie persons to patients."""
        source = session.get_one(RecordSource, self.source)
        for part in _PARTS:
            _let_latest_hold(session, part, self.source)
        session.execute(delete(RecordProblem).where(RecordProblem.source_key == self.source))
        if self._problems:
            told = [
                {
                    "source_key": self.source,
                    "place": english(each.place),
                    "message": english(each.message),
                }
                for each in self._problems
            ]
            session.execute(insert(RecordProblem), told)
        source.complete, source.imported_at = True, now()
        source.taken = sum(_count(session, part, self.source) for part in _PARTS)
        source.known, source.left = self.read - source.taken, self._left
        persons = frozenset(key for key, _ in self._persons.values())
        session.flush()
        link_persons(session, persons)
        counts = {"taken": source.taken, "known": source.known, "left": source.left}
        audit.record(session, who, "import_records", source.sha256, counts)
        return Stored(
            source.id, False, source.taken, source.known, source.left, persons, tuple(self._problems)
        )


def _steps(plan: Plan, token: CancelToken) -> Iterator[list[Item | Problem]]:
    items = plan.items(token=token)
    while step := list(islice(items, _STEP)):
        token.check()
        yield step


def _source(session: Session, plan: Plan) -> RecordSource:
    found = session.scalar(select(RecordSource).where(RecordSource.sha256 == plan.file.sha256))
    if found is None:
        form = plan.file.form.value
        found = RecordSource(sha256=plan.file.sha256, name=plan.file.name, form=form, mapping=plan.mapping)
        session.add(found)
        session.flush()
    return found


def _again(session: Session, source: RecordSource) -> Stored:
    told = session.execute(
        select(RecordProblem.place, RecordProblem.message).where(RecordProblem.source_key == source.id)
    )
    persons = {
        key for part in _PARTS
        for key in session.scalars(select(part.person_key).where(part.source_key == source.id).distinct())
    }  # fmt: skip
    problems = tuple(Problem(place, message) for place, message in told)
    count = source.taken + source.known
    return Stored(source.id, True, 0, count, source.left, frozenset(persons), problems)


def _forget(session: Session, source: RecordSource) -> None:
    """Take out what came of a source, and persons of whom nothing else is known."""
    for part in _PARTS:
        session.execute(delete(part).where(part.source_key == source.id))
    spoken_of = select(RecordValue.person_key).union(select(RecordStatement.person_key))
    lone = select(RecordPerson.id).where(
        RecordPerson.source_key == source.id, RecordPerson.id.not_in(spoken_of)
    )
    session.execute(delete(RecordIdentifier).where(RecordIdentifier.person_key.in_(lone)))
    session.execute(delete(RecordPerson).where(RecordPerson.id.in_(lone)))


def _row(item: Value | Statement) -> dict[str, Any]:
    """Columns of a value or a statement."""
    row: dict[str, Any] = {
        "place": english(item.place), "name": english(item.name), "code": item.code, "system": item.system,
        "text": "\n".join(map(english, item.text.split("\n"))),
        "flags": " ".join(item.flags), "resource": item.resource, "version": item.version,
        "superseded": False,
    }  # fmt: skip
    if isinstance(item, Value):
        start = item.when
        row |= {
            "analyte": item.analyte, "number": item.number, "unit": item.unit, "low": item.low,
            "comparator": item.comparator, "given": item.given, "high": item.high,
        }  # fmt: skip
    else:
        start = item.start
        row |= {
            "kind": item.kind.value, "status": item.status, "active": item.active, "uid": item.uid,
            "finish": item.end.seconds if item.end else None,
            "finish_precision": item.end.precision if item.end else "",
        }  # fmt: skip
    row |= {
        "start": start.seconds if start else None,
        "precision": start.precision if start else "",
        "relative": bool(start and start.relative),
    }
    return row | {"digest": _digest(item, row)}


def _digest(item: Value | Statement, row: dict[str, Any]) -> bytes:
    """Know content again; where it stood, and what is only judged of it, do not count."""
    outside = {"place", "flags", "version", "superseded", "active"}
    said = [repr(value) for key, value in sorted(row.items()) if key not in outside]
    flags = sorted(flag.value for flag in item.flags if flag in _OF_CONTENT)
    return hashlib.blake2b("\x1f".join((*said, *flags, item.content)).encode(), digest_size=16).digest()


def _count(session: Session, part: type[RecordValue | RecordStatement], source: int) -> int:
    return session.scalar(select(func.count()).select_from(part).where(part.source_key == source)) or 0


def _let_latest_hold(session: Session, part: type[RecordValue | RecordStatement], source: int) -> None:
    """Of resources that several sources have in other versions, mark all but the latest as superseded."""
    mine = (
        select(part.person_key, part.resource)
        .where(part.source_key == source, part.resource != "")
        .distinct()
        .subquery()
    )
    rows = session.execute(
        select(part.person_key, part.resource, part.source_key, part.version).join(
            mine, (part.person_key == mine.c.person_key) & (part.resource == mine.c.resource)
        )
    )
    latest: dict[tuple[int, str], tuple[str, int]] = {}
    several: set[tuple[int, str]] = set()
    for person, resource, of, version in rows:
        key, stamp = (person, resource), (version, of)
        if key in latest and latest[key][1] != of:
            several.add(key)
        latest[key] = max(latest.get(key, stamp), stamp)
    for person, resource in several:
        of_resource = (part.person_key == person, part.resource == resource)
        newest = latest[person, resource][1]
        session.execute(update(part).where(*of_resource).values(superseded=part.source_key != newest))
