"""Filters of the worklist, kept in the library under names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, select

from meddiag_gui.library.reading.lines import Filter
from meddiag_gui.library.tables.reading import SavedFilter

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST = 60  # characters of a name


def all_filters(session: Session) -> dict[str, Filter]:
    """Give all filters by name, sorted; one that this version cannot read is left out."""
    found = {}
    for row in session.scalars(select(SavedFilter).order_by(SavedFilter.name)):
        try:
            found[row.name] = msgspec.json.decode(row.content, type=Filter)
        except msgspec.MsgspecError:
            continue
    return found


def save(session: Session, name: str, wanted: Filter) -> None:
    """Keep a filter; one of the same name is replaced."""
    name = name.strip()[:LONGEST]
    session.execute(delete(SavedFilter).where(SavedFilter.name == name))
    session.add(SavedFilter(name=name, content=msgspec.json.encode(wanted).decode()))
    session.flush()


def remove(session: Session, name: str) -> None:
    """Forget a filter."""
    session.execute(delete(SavedFilter).where(SavedFilter.name == name))
