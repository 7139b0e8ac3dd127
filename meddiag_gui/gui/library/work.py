"""What the library's threads do for its room; without Qt."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryWork
    from meddiag_gui.imaging.isolated.reader import IsolatedReader
    from meddiag_gui.library.accepting import Imported
    from meddiag_gui.library.importing import ImportResult
    from meddiag_gui.library.library import Library
    from meddiag_gui.library.query import Query
    from meddiag_gui.library.search import Found
    from meddiag_gui.tasks import CancelToken, Report


@dataclass(frozen=True, slots=True)
class Hits:
    """How many studies were found, how many lie in the bin, and what of the line was not understood."""

    total: int
    in_bin: int
    problems: tuple[str, ...]


def count_hits(line: str, in_bin: bool, library: Library, *, report: Report, token: CancelToken) -> Hits:
    """Count what a line finds."""
    from meddiag_gui.library.query import Query
    from meddiag_gui.library.search import search

    query = _query(line, in_bin)
    with library.read() as session:
        total = search(session, query, limit=1).total
        binned = search(session, Query(in_bin=True), limit=1).total
    return Hits(total, binned, query.problems)


def page_of(line: str, in_bin: bool, start: int) -> LibraryWork[Sequence[Found]]:
    """Make the work that reads a page of what a line finds."""
    return functools.partial(_page, line, in_bin, start)


def _page(
    line: str, in_bin: bool, start: int, library: Library, *, report: Report, token: CancelToken
) -> Sequence[Found]:
    from meddiag_gui.library.search import search

    with library.read() as session:
        return search(session, _query(line, in_bin), offset=start).studies


def _query(line: str, in_bin: bool) -> Query:
    from meddiag_gui.library.query import parse

    query = parse(line)
    return replace(query, in_bin=True) if in_bin else query


def import_paths(
    paths: Sequence[Path],
    reference: bool,
    who: str,
    reader: Callable[[], IsolatedReader],
    kept: Callable[[Sequence[Imported]], None],
    library: Library,
    *,
    report: Report,
    token: CancelToken,
) -> ImportResult:
    """Import files; hostile ones are read in a process of their own."""
    from meddiag_gui.library.importing import import_files

    return import_files(
        library, paths, reference=reference, who=who, read=reader().read_identity, kept=kept,
        report=report, token=token,
    )  # fmt: skip


def put_into_bin(
    studies: Sequence[int], who: str, library: Library, *, report: Report, token: CancelToken
) -> int:
    """Put studies into the bin."""
    from meddiag_gui.library import bin as binned

    return binned.put_into_bin(library, studies, who)


def restore(studies: Sequence[int], who: str, library: Library, *, report: Report, token: CancelToken) -> int:
    """Put studies back from the bin."""
    from meddiag_gui.library import bin as binned

    return binned.restore(library, studies, who)


def delete(
    studies: Sequence[int] | None, who: str, library: Library, *, report: Report, token: CancelToken
) -> int:
    """Delete studies of the bin for good; None for all."""
    from meddiag_gui.library import bin as binned

    return binned.empty(library, who, studies, report=report, token=token)
