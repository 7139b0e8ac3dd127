"""What a site decided on models, followed into the audit log: operating points, and which model is live.

Both have histories of their own (`meddiag_gui.inference.ledger`), which the window, the command line and
other windows write whether or not the library is open. Every line of them that the log does not know yet
becomes an entry when it is followed, so none is missed. Names of who decided come along; reasons, which are
free text, do not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from meddiag_gui import paths
from meddiag_gui.errors import LibraryError
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.inference.ledger import Ledger
from meddiag_gui.inference.live import Decision
from meddiag_gui.inference.site_points import Change
from meddiag_gui.library import audit
from meddiag_gui.library.tables.audit import AuditEntry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from meddiag_gui.library.library import Library

ACTIONS = ("change_operating_point", "undo_operating_point", "promote", "roll_back")
_LONGEST_NAME = 64


def follow(library: Library, folder: Path | None = None) -> int:
    """Put every decision that the log does not know into it.

    Parameters
    ----------
    folder
        Where the histories lie; the user's data unless given.

    Returns
    -------
    int
        How many were new.
    """
    made = list(_decisions(folder or paths.user_data()))
    if not made:
        return 0
    with library.read() as session:
        if not _unknown(made, _known(session)):
            return 0
    with library.write() as session:
        new = _unknown(made, _known(session))
        for who, action, subject, details in new:
            audit.record(session, who, action, subject, details)
    return len(new)


def follow_if_there() -> str:
    """Follow decisions into the user's own library, if there is one that opens without being asked.

    One that is locked follows them when it is next opened.

    Returns
    -------
    str
        One sentence where the log could not be written; else empty.
    """
    from meddiag_gui.library.descriptor import NAME
    from meddiag_gui.library.faults import LibraryLocked
    from meddiag_gui.library.library import Library, default_folder

    if not (default_folder() / NAME).is_file():
        return ""
    try:
        with Library.open(create=False) as library:
            follow(library)
    except LibraryLocked:
        return ""
    except LibraryError as error:
        return str(error)
    return ""


_Made = tuple[str, str, str, dict[str, audit.Value]]


def _unknown(made: list[_Made], known: set[str]) -> list[_Made]:
    return [one for one in made if one[3]["entry"] not in known]


def _known(session: Session) -> set[str]:
    found = session.scalars(select(AuditEntry.details).where(AuditEntry.action.in_(ACTIONS)))
    return {str(json.loads(details).get("entry")) for details in found}


def _decisions(folder: Path) -> Iterator[_Made]:
    for path in sorted((folder / "operating-points").glob("*.jsonl")):
        for change in Ledger(path, Change, "operating points").entries:
            action = "undo_operating_point" if change.point is None else "change_operating_point"
            details: dict[str, audit.Value] = {"finding": _short(change.finding), "at": change.at[:40]}
            if change.point is not None:
                details["threshold"] = change.point.threshold
            yield (
                _short(change.who),
                action,
                _short(path.stem),
                details | {"entry": _digest(path.name, change)},
            )
    live = folder / "live-models.jsonl"
    for decision in Ledger(live, Decision, "live models").entries:
        details = {"task": decision.task, "at": decision.at[:40], "entry": _digest(live.name, decision)}
        if decision.over is not None:
            details["over"] = _short(f"{decision.over.name}@{decision.over.version}")
        if decision.model is not None:
            details["sha256"] = decision.model.sha256[:64]
            details["checks_put_aside"] = len(decision.overridden)
        model = f"{decision.model.name}@{decision.model.version}" if decision.model else decision.task
        yield _short(decision.who), "promote" if decision.model else "roll_back", _short(model), details


def _digest(name: str, entry: Change | Decision) -> str:
    return hashlib.sha256(name.encode() + msgspec.json.encode(entry, order="deterministic")).hexdigest()[:32]


def _short(written: str) -> str:
    """Cut what people typed to what the log takes."""
    return clean_text(written).replace("^", " ")[:_LONGEST_NAME]
