"""What arrives in a watched folder becomes the library's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from meddiag_gui.imaging.identity import Identity, read_identity
from meddiag_gui.imaging.text import path_text
from meddiag_gui.language import tr
from meddiag_gui.library.importing import import_files
from meddiag_gui.library.tables.reading import WatchedFile
from meddiag_gui.tasks import CancelToken, Report, no_report
from meddiag_gui.worklist.watching import Arrived, FolderWatch

if TYPE_CHECKING:
    from meddiag_gui.library.library import Library


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one look.

    Parameters
    ----------
    added
        Images that are new in the library.
    waiting
        Files that are still changing.
    problems
        One sentence for each file that cannot be imported, or for the folder.
    """

    added: int = 0
    waiting: int = 0
    problems: tuple[str, ...] = ()


def watch_of(library: Library, folder: Path) -> FolderWatch:
    """Go on watching a folder: what was taken care of before is not read again."""
    with library.read() as session:
        rows = session.execute(select(WatchedFile.path, WatchedFile.size, WatchedFile.modified_ns)).all()
    known = (Arrived(Path(path), size, modified) for path, size, modified in rows)
    return FolderWatch(folder, (one for one in known if one.path.is_relative_to(folder)))


def take_arrivals(
    library: Library,
    watch: FolderWatch,
    *,
    who: str,
    reference: bool = False,
    read: Callable[[Path], Identity] = read_identity,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> Taken:
    """Look once, and import what is complete.

    A file that cannot be imported is not tried again until it changes; where the library itself cannot take
    any (a full disk), all are tried again at the next look.

    Raises
    ------
    Cancelled
        If the token was cancelled; what was imported stays.
    """
    arrived = watch.look(token)
    if watch.problem:
        return Taken(problems=(tr("The watched folder cannot be read: {why}.", why=watch.problem),))
    if not arrived:
        return Taken(waiting=watch.waiting)
    files = [one.path for one in arrived]
    result = import_files(library, files, reference=reference, who=who, read=read, report=report, token=token)
    if result.stopped:
        return Taken(result.count("added", "variant"), watch.waiting, (result.stopped,))
    for one in arrived:
        watch.taken(one)
    _remember(library, arrived)
    failed = tuple(one.message for one in result.files if one.status == "failed")
    return Taken(result.count("added", "variant"), watch.waiting, failed)


def _remember(library: Library, taken: Sequence[Arrived]) -> None:
    with library.write() as session:
        for one in taken:
            path = path_text(one.path)
            if path == str(one.path):  # a name that is no valid text is looked at again after a restart
                session.merge(WatchedFile(path=path, size=one.size, modified_ns=one.modified_ns))
