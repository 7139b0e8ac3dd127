"""Files into the library: each one whole or not at all, none twice, and a word about every one.

What was imported when a crash or a cancel came stays; importing the same again goes on from there.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from meddiag_gui.errors import LibraryError, MedDiagError
from meddiag_gui.files import sha256_of
from meddiag_gui.imaging.archive import is_archive, unpack
from meddiag_gui.imaging.identity import Identity, read_identity
from meddiag_gui.imaging.instance import is_index
from meddiag_gui.imaging.targets import Target, find_targets
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.library import filing
from meddiag_gui.library.accepting import Accepting, Imported, Prepared, Status, as_known
from meddiag_gui.library.faults import gone
from meddiag_gui.library.library import Library
from meddiag_gui.library.places import temporary_folder
from meddiag_gui.library.store import SourceChanged
from meddiag_gui.tasks import Cancelled, CancelToken, Progress, Report, Stopwatch, no_report

_BATCH = 50  # files that become the library's together
_BATCH_SECONDS = 1.0
_OUR_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of all files; ``stopped`` says why the rest were not tried, else it is empty."""

    files: tuple[Imported, ...]
    stopped: str = ""

    def count(self, *statuses: Status) -> int:
        """How many files have one of these statuses."""
        return sum(one.status in statuses for one in self.files)


def import_files(
    library: Library,
    paths: Sequence[Path],
    *,
    reference: bool = False,
    who: str = "",
    read: Callable[[Path], Identity] = read_identity,
    kept: Callable[[Sequence[Imported]], None] = lambda files: None,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> ImportResult:
    """Import files, all files below folders and inside ZIP archives.

    Parameters
    ----------
    reference
        Leave the files where they are; those out of an archive are copied all the same.
    who
        The user, for the audit log.
    read
        Reads a header; hostile files are best read by an `IsolatedReader`.
    kept
        Told of files as soon as they are on the disk and in the library for good.

    Raises
    ------
    Cancelled
        If the token was cancelled; what was told to ``kept`` stays.
    """
    return _Import(library, reference, who, read, kept, report, token or CancelToken()).run(paths)


class _Import:
    """State of one import."""

    def __init__(
        self,
        library: Library,
        reference: bool,
        who: str,
        read: Callable[[Path], Identity],
        kept: Callable[[Sequence[Imported]], None],
        report: Report,
        token: CancelToken,
    ) -> None:
        self._library, self._reference = library, reference
        self._accepting = Accepting(library, who)
        self._read, self._kept, self._report, self._token = read, kept, report, token
        self._rows: list[Imported] = []
        self._batch: list[tuple[int, Prepared]] = []  # with their places among the rows
        self._flush_at = 0.0

    def run(self, paths: Sequence[Path]) -> ImportResult:
        self._report(Progress(0, None, tr("Looking for files")))
        given = [path.parent if is_index(path) and path.is_file() else path for path in paths]
        targets = [target for target in find_targets(given, self._token) if not is_index(target.path)]
        watch = Stopwatch(len(targets))
        try:
            for done, target in enumerate(targets):
                self._token.check()
                self._report(Progress(done, len(targets), tr("Importing files"), watch.seconds_left(done)))
                self._take(target)
            self._flush()
        except Cancelled:
            self._flush()
            raise
        except LibraryError as error:
            return self._stopped(targets, str(error))
        return ImportResult(tuple(self._rows))

    def _stopped(self, targets: Sequence[Target], reason: str) -> ImportResult:
        """Name every file that was not tried, or not kept."""
        for slot, one in self._batch:
            self._rows[slot] = replace(one.row, status="failed", message=reason)
        named = {row.path for row in self._rows}
        self._rows += [Imported(t.path, "failed", reason) for t in targets if t.path not in named]
        return ImportResult(tuple(self._rows), reason)

    def _take(self, target: Target) -> None:
        """Take one file, or those in it."""
        if target.problem:
            self._fail(target.path, target.problem)
        elif not is_archive(target.path):
            self._prepare(target.path, target.path, reference=self._reference)
        else:
            with temporary_folder(self._library.folder, "unpacked") as folder:
                for member in self._members(target.path, Path(folder)):
                    shown = target.path / member.path.relative_to(folder)
                    if member.problem:
                        self._fail(shown, member.problem)
                    elif not is_index(member.path):
                        self._prepare(member.path, shown, reference=False)
                self._flush()

    def _members(self, archive: Path, folder: Path) -> Iterator[Target]:
        try:
            yield from unpack(archive, folder, self._token)
        except LibraryError:
            raise
        except MedDiagError as error:
            self._fail(archive, str(error))
        except OSError as error:
            self._fail(
                archive,
                tr(
                    "{name} cannot be unpacked: {reason}.",
                    name=clean_text(archive.name),
                    reason=error.strerror,
                ),
            )

    def _prepare(self, path: Path, shown: Path, *, reference: bool) -> None:
        """Read a file's header and digest, and bring its content into the store."""
        try:
            identity, sha256 = self._read(path), sha256_of(path)
            identity = identity.settled(sha256)
            row = Imported(
                shown, "added", "", None, identity.study_uid, identity.sop_instance_uid, sha256, reference
            )
            place = _place(path) if reference else None
            with self._library.read() as session:
                there = filing.known(session, identity.sop_instance_uid, sha256)
                if there is not None and self._accepting.is_there(there):
                    self._rows.append(as_known(row, there))
                    return
            if not reference:
                self._library.store.put(path, sha256)
            self._batch.append((len(self._rows), Prepared(row, identity, path.stat().st_size, path, place)))
            self._rows.append(row)
        except SourceChanged as error:
            self._fail(shown, str(error))
        except LibraryError:
            raise
        except MedDiagError as error:
            self._fail(shown, str(error))
        except OSError as error:
            if error.errno in _OUR_ERRORS or not self._library.folder.is_dir():
                raise gone(self._library.folder, error) from error
            self._fail(
                shown,
                tr("{name} cannot be read: {reason}.", name=clean_text(path.name), reason=error.strerror),
            )
        if len(self._batch) >= _BATCH or time.monotonic() > self._flush_at:
            self._flush()

    def _fail(self, path: Path, message: str) -> None:
        self._rows.append(Imported(path, "failed", message))

    def _flush(self) -> None:
        """Let the batch become the library's, in one transaction, and say so."""
        self._flush_at = time.monotonic() + _BATCH_SECONDS
        if not self._batch:
            return
        rows = self._accepting.accept([one for _, one in self._batch])
        for (slot, _), row in zip(self._batch, rows, strict=True):
            self._rows[slot] = row
        self._batch.clear()
        self._kept([row for row in rows if row.status != "failed"])


def _place(path: Path) -> str:
    """Give the absolute path as text, by which a file can be found again.

    Raises
    ------
    UnreadableImage
        If it is not valid text.
    """
    from meddiag_gui.errors import UnreadableImage

    place = os.path.abspath(path)  # noqa: PTH100  # links stay as the user gave them
    try:
        place.encode()
    except UnicodeEncodeError as error:
        name = clean_text(path.name)
        raise UnreadableImage(
            tr("{name} can only be copied: its path is no valid text.", name=name)
        ) from error
    return place
