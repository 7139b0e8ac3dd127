"""What the library's thread does for the worklist."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from meddiag_gui.gui.library.paged import PAGE
from meddiag_gui.library.reading.lines import Filter, Line

if TYPE_CHECKING:
    from meddiag_gui.gui.library.desk import LibraryWork
    from meddiag_gui.library.library import Library
    from meddiag_gui.tasks import CancelToken, Report


@dataclass(frozen=True, slots=True)
class Listed:
    """Keys of the studies in order, the library's modalities, and the filters that are kept."""

    keys: list[int]
    modalities: list[str]
    kept: dict[str, Filter]


def listed(wanted: Filter, library: Library, *, report: Report, token: CancelToken) -> Listed:
    """List the studies that a filter lets through."""
    from meddiag_gui.library.reading import filters, listing

    with library.read() as session:
        return Listed(
            listing.keys(session, wanted), listing.modalities(session), filters.all_filters(session)
        )


def page_of(keys: Sequence[int], start: int) -> LibraryWork[Sequence[Line | None]]:
    """Make the work that reads the lines of a page."""
    return functools.partial(_lines, keys[start : start + PAGE])


def _lines(
    keys: Sequence[int], library: Library, *, report: Report, token: CancelToken
) -> Sequence[Line | None]:
    from meddiag_gui.library.reading import listing

    with library.read() as session:
        found = {line.study: line for line in listing.lines(session, keys)}
    return [found.get(key) for key in keys]


def next_unread(
    wanted: Filter, before: Sequence[int], current: int | None, library: Library, *,
    report: Report, token: CancelToken,
) -> int | None:  # fmt: skip
    """Find the unread study after the current one in the order that the reader saw; else the first.

    Parameters
    ----------
    before
        The list as the reader last saw it, in which the current study still stood.
    """
    from meddiag_gui.library.reading import listing

    with library.read() as session:
        unread = listing.keys(session, replace(wanted, shown="unread"))
    waiting = [key for key in unread if key != current]
    if current is not None and current in before:
        still = set(waiting)
        behind = (key for key in before[before.index(current) + 1 :] if key in still)
        return next(behind, waiting[0] if waiting else None)
    return waiting[0] if waiting else None


def without_urgency(wanted: Filter) -> Filter:
    """Let the longest wait stand for urgency, which would tell what models said."""
    return replace(wanted, sort="waiting", descending=False) if wanted.sort == "urgency" else wanted


def save_filter(
    name: str, wanted: Filter, library: Library, *, report: Report, token: CancelToken
) -> dict[str, Filter]:
    """Keep a filter under a name; give all that are kept."""
    from meddiag_gui.library.reading import filters

    with library.write() as session:
        filters.save(session, name, wanted)
        return filters.all_filters(session)


def remove_filter(name: str, library: Library, *, report: Report, token: CancelToken) -> dict[str, Filter]:
    """Forget a filter; give all that are kept."""
    from meddiag_gui.library.reading import filters

    with library.write() as session:
        filters.remove(session, name)
        return filters.all_filters(session)
