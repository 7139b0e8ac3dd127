"""Deleting in two steps: into the bin, and out of it back into the library or for good."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from meddiag_gui.library.audit import record
from meddiag_gui.library.library import Library
from meddiag_gui.library.tables.base import now
from meddiag_gui.library.tables.core import Instance, Patient, Series, Study
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report

_UID = re.compile(r"[0-9.]{1,64}")
_TOGETHER = 50  # studies that are deleted in one transaction
_FRESH = 3600.0  # seconds for which a file that no study names may be one that is just being imported


def put_into_bin(library: Library, studies: Iterable[int], who: str) -> int:
    """Put studies into the bin; search and worklist do not show them any more.

    Returns
    -------
    int
        How many were not there before.
    """
    with library.write() as session:
        found = _in_state(session, studies, binned=False)
        session.execute(update(Study).where(Study.id.in_([s.id for s in found])).values(binned_at=now()))
        _tell(session, who, "bin", found)
    return len(found)


def restore(library: Library, studies: Iterable[int], who: str) -> int:
    """Put studies back from the bin, as they were.

    Returns
    -------
    int
        How many were in the bin.
    """
    with library.write() as session:
        found = _in_state(session, studies, binned=True)
        session.execute(update(Study).where(Study.id.in_([s.id for s in found])).values(binned_at=None))
        _tell(session, who, "unbin", found)
    return len(found)


def empty(
    library: Library,
    who: str,
    studies: Sequence[int] | None = None,
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> int:
    """Delete studies that are in the bin for good, and the files that nothing else names.

    Files that were referenced in their place stay there. A crash costs at most that files stay in the store
    which nothing names; they go the next time.

    Parameters
    ----------
    studies
        Those to delete; None for all that are in the bin.

    Returns
    -------
    int
        How many were deleted.

    Raises
    ------
    Cancelled
        If the token was cancelled; what was deleted stays so.
    """
    token = token or CancelToken()
    with library.read() as session:
        binned = select(Study.id).where(Study.binned_at.is_not(None))
        wanted = session.scalars(binned if studies is None else binned.where(Study.id.in_(studies))).all()
    watch, deleted = Stopwatch(len(wanted)), 0
    for start in range(0, len(wanted), _TOGETHER):
        token.check()
        report(Progress(start, len(wanted), "", watch.seconds_left(start)))
        deleted += _delete(library, wanted[start : start + _TOGETHER], who)
    _remove_unnamed(library)
    return deleted


def _delete(library: Library, studies: Sequence[int], who: str) -> int:
    """Delete studies, then their files: a crash between the two leaves files that nothing names."""
    with library.write() as session:
        found = _in_state(session, studies, binned=True)
        keys = [study.id for study in found]
        digests = session.scalars(
            select(Instance.sha256)
            .join(Series)
            .where(Series.study_key.in_(keys), Instance.reference.is_(None))
        ).all()
        _tell(session, who, "delete", found)
        session.execute(delete(Study).where(Study.id.in_(keys)))
        session.execute(
            delete(Patient).where(~select(Study.id).where(Study.patient_key == Patient.id).exists())
        )
    with library.write() as session:  # who imports looks, in a transaction, whether its file is still there
        for digest in set(digests) - set(_named(session, digests)):
            library.store.remove(digest)
    return len(found)


def _named(session: Session, digests: Sequence[str]) -> Sequence[str]:
    stored = select(Instance.sha256).where(Instance.reference.is_(None))
    return session.scalars(stored.where(Instance.sha256.in_(digests))).all()


def _remove_unnamed(library: Library) -> None:
    """Delete files that no instance names; whoever imports at this moment is waited for."""
    old = [path for path in library.store.listed() if time.time() - path.stat().st_mtime > _FRESH]
    if not old:
        return
    with library.write() as session:
        digests = session.scalars(select(Instance.sha256).where(Instance.reference.is_(None)))
        named = {library.store.path(digest) for digest in digests}
        for path in set(old) - named:
            path.unlink(missing_ok=True)


def _in_state(session: Session, studies: Iterable[int], *, binned: bool) -> Sequence[Study]:
    state = Study.binned_at.is_not(None) if binned else Study.binned_at.is_(None)
    return session.scalars(select(Study).where(Study.id.in_(list(studies)), state)).all()


def _tell(session: Session, who: str, action: str, studies: Iterable[Study]) -> None:
    for study in studies:
        subject = study.study_instance_uid if _UID.fullmatch(study.study_instance_uid) else ""
        record(session, who, action, subject, {"study": study.id})
