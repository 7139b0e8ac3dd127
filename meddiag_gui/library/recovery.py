"""The way on for a damaged database: its last backup, and then what came in after that."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from meddiag_gui.language import tr
from meddiag_gui.library import audit_check
from meddiag_gui.library import backup as backups
from meddiag_gui.library.audit import record
from meddiag_gui.library.backup import Backup
from meddiag_gui.library.cipher import DamagedFile
from meddiag_gui.library.importing import import_files
from meddiag_gui.library.lending import Loan, Wanted
from meddiag_gui.library.library import Library, default_folder
from meddiag_gui.library.tables.core import Instance
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report


@dataclass(frozen=True, slots=True)
class Recovered:
    """The backup that was put in place, and how many files of the store were filed anew."""

    backup: Backup
    files: int


def recover(
    folder: Path | None,
    key: str | bytes | None,
    who: str,
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> Recovered:
    """Restore the newest sound backup, and file again what lies in the store but not in that backup.

    What readers wrote after the backup is in the damaged database alone, which is kept.

    Parameters
    ----------
    folder, key
        As for `Library.open`.

    Raises
    ------
    LibraryError
        If there is no sound backup, or the folder cannot be written; then nothing was changed.
    Cancelled
        If the token was cancelled; the backup is in its place, and the rest can be had by importing again.
    """
    token = token or CancelToken()
    restored = backups.restore(folder or default_folder(), key)
    with Library.open(folder, key=key, create=False) as library:
        with library.write() as session:
            record(session, who, "restore_backup", "library", {"made": restored.at.isoformat()})
            if audit_check.read_note(library.folder) is not None:  # of entries that are in the damaged one
                audit_check.renew_note(session, library.folder, who)
        unnamed, files = _unnamed(library), 0
        for done, path in enumerate(unnamed):
            token.check()
            report(Progress(done, len(unnamed), tr("Taking in what came later")))
            with suppress(DamagedFile), Loan(library.store, [Wanted("", place=path)]) as loan:
                files += import_files(library, loan.paths, who=who).count("added", "variant")
    return Recovered(restored, files)


def _unnamed(library: Library) -> Sequence[Path]:
    """Find files of the store that no instance names."""
    with library.read() as session:
        digests = session.scalars(select(Instance.sha256).where(Instance.reference.is_(None)))
        named = {library.store.path(digest) for digest in digests}
    return [path for path in library.store.listed() if path not in named]
