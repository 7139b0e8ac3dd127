"""Is a library whole: its database, every file's content, and its audit log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from meddiag_gui.files import sha256_of
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.library import audit_check
from meddiag_gui.library.library import Library
from meddiag_gui.library.tables.core import Instance, Series
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report

Kind = Literal["database", "missing", "altered", "unreadable", "unnamed", "audit"]

_PROBLEMS = 1000  # of the database that are told
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong, in a sentence.

    Parameters
    ----------
    kind
        ``database``; ``missing``, ``altered`` or ``unreadable``: a file; ``unnamed``: files in the store that
        no study names, which a crash or an old backup can leave; ``audit``.
    sop_instance_uid, study
        Of the file it is about; empty and None for others.
    """

    kind: Kind
    message: str
    sop_instance_uid: str = ""
    study: int | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and all that is wrong with it."""

    files: int
    entries: int
    flaws: tuple[Flaw, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong; files that nobody names do no harm."""
        return all(flaw.kind == "unnamed" for flaw in self.flaws)


def verify(library: Library, *, report: Report = no_report, token: CancelToken | None = None) -> Verified:
    """Check everything; nothing is changed.

    Raises
    ------
    LibraryError
        If the library cannot be read at all.
    Cancelled
        If the token was cancelled.
    """
    token = token or CancelToken()
    report(Progress(0, None, tr("Checking the database")))
    flaws = list(_database(library))
    found = list(_files(library, report, token))
    flaws += (flaw for flaw in found if flaw is not None)
    flaws += _unnamed(library)
    with library.read() as session:
        noted = audit_check.read_note(library.folder)
        chain = audit_check.verify(session, [noted] if noted else [], report=report, token=token)
    if chain.broken is not None:
        flaws.append(Flaw("audit", tr("The audit log is broken: {reason}.", reason=chain.broken.reason)))
    return Verified(len(found), chain.entries, tuple(flaws))


def _database(library: Library) -> Iterator[Flaw]:
    with library.database.raw() as connection:
        for (problem,) in connection.execute(f"PRAGMA integrity_check({_PROBLEMS})"):
            if problem != "ok":
                yield Flaw(
                    "database", tr("The database is damaged ({problem}).", problem=clean_text(problem))
                )
        for table, *_ in connection.execute("PRAGMA foreign_key_check"):
            yield Flaw("database", tr("The table {table} names something that is not there.", table=table))


def _files(library: Library, report: Report, token: CancelToken) -> Iterator[Flaw | None]:
    """Check each file once; None for a sound one."""
    done, last, watch = 0, 0, None
    while True:
        with library.read() as session:
            total = session.query(Instance).count()
            chosen = select(Instance, Series.study_key).join(Series).where(Instance.id > last)
            page = session.execute(chosen.order_by(Instance.id).limit(_PAGE)).all()
        if not page:
            return
        watch = watch or Stopwatch(total)
        for instance, study in page:
            token.check()
            report(Progress(done, total, tr("Checking files"), watch.seconds_left(done)))
            yield _file(library, instance, study)
            done, last = done + 1, instance.id


def _file(library: Library, instance: Instance, study: int) -> Flaw | None:
    name = clean_text(instance.name) or instance.sha256[:16]
    about = instance.sop_instance_uid, study
    try:
        if instance.reference is None:
            sound = library.store.is_sound(instance.sha256)
        else:
            sound = sha256_of(Path(instance.reference)) == instance.sha256
    except FileNotFoundError:
        return Flaw("missing", tr("{name} is missing.", name=name), *about)
    except OSError as error:
        return Flaw(
            "unreadable", tr("{name} cannot be read: {reason}.", name=name, reason=error.strerror), *about
        )
    return None if sound else Flaw("altered", tr("{name} is not what was imported.", name=name), *about)


def _unnamed(library: Library) -> list[Flaw]:
    with library.read() as session:
        digests = session.scalars(select(Instance.sha256).where(Instance.reference.is_(None)))
        named = {library.store.path(digest) for digest in digests}
        count = sum(path not in named for path in library.store.listed())
    return [Flaw("unnamed", tr("{n} files in the store belong to no study.", n=count))] if count else []
