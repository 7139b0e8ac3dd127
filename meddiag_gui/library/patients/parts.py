"""Statements as lines, with where each comes from."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from meddiag_gui.language import retell, tr
from meddiag_gui.library.tables.records import RecordSource, RecordStatement, RecordValue
from meddiag_gui.records.model import FLAG_WORDS, Flag, Kind
from meddiag_gui.records.timeline import Line
from meddiag_gui.records.when import Precision, When


class Sources:
    """Says where parts of a record come from."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[int, RecordSource] = {}

    def of(self, part: RecordValue | RecordStatement) -> str:
        """File, beginning of its sha256, and the place in it."""
        if part.source_key not in self._known:
            self._known[part.source_key] = self._session.get_one(RecordSource, part.source_key)
        source = self._known[part.source_key]
        return f"{source.name} (sha256 {source.sha256[:12]}…), {part.place}"


def told(text: str) -> str:
    """Say what was kept in the language of the user, line by line."""
    return "\n".join(map(retell, text.split("\n")))


def start_of(part: RecordValue | RecordStatement) -> When | None:
    """When it was, or began."""
    return _when(part.start, part.precision, part.relative)


def end_of(part: RecordStatement) -> When | None:
    """When it ended."""
    return _when(part.end, part.end_precision, part.relative)


def _when(seconds: float | None, precision: str, relative: bool) -> When | None:
    if seconds is None:
        return None
    known: dict[str, Precision] = {"year": "year", "month": "month", "day": "day", "minute": "minute"}
    return When(seconds, known.get(precision, "second"), relative)


def flag_words(flags: str) -> tuple[str, ...]:
    """Reservations in words; one of a later version as it stands."""
    known = {flag.value: flag for flag in Flag}
    return tuple(tr(FLAG_WORDS[known[word]]) if word in known else word for word in flags.split())


def lines_of(statements: Iterable[RecordStatement], kind: Kind, sources: Sources) -> tuple[Line, ...]:
    """Statements of a kind: what holds first, the latest first; what was retracted last."""
    found = [each for each in statements if each.kind == kind.value]
    found.sort(key=lambda each: (_order(each), -(each.start if each.start is not None else float("-inf"))))
    return tuple(
        Line(
            told(each.name),
            each.status,
            each.active,
            _span(each),
            told(each.text),
            flag_words(each.flags),
            sources.of(each),
        )
        for each in found
    )


def _order(statement: RecordStatement) -> int:
    if Flag.RETRACTED.value in statement.flags.split():
        return 3
    return {True: 0, None: 1, False: 2}[statement.active]


def _span(statement: RecordStatement) -> str:
    start, end = start_of(statement), end_of(statement)
    if start and end:
        return f"{start.text} – {end.text}"
    if start:
        return start.text
    return tr("until {end}", end=end.text) if end else ""
