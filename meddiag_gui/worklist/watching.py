"""A folder that is looked at again and again: what has arrived in it, and is complete, is imported.

A file counts as complete when it has not changed between two looks, and for some seconds by its own time;
what is still being copied therefore waits. Nothing in the folder is moved, changed or deleted.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from meddiag_gui.tasks import CancelToken

QUIET_SECONDS = 5.0
"""For how long a file must not have changed."""
_PARTS = (".part", ".tmp", ".partial", ".crdownload", ".filepart", ".swp")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file as it was when it was looked at."""

    path: Path
    size: int
    modified_ns: int


class FolderWatch:
    """What is known of one folder.

    Parameters
    ----------
    taken
        Files that were taken care of before, as they then were.
    clock
        Seconds since the epoch.

    Attributes
    ----------
    waiting
        How many files are still changing.
    problem
        Why the folder could not be looked at, or empty.
    """

    def __init__(
        self,
        folder: Path,
        taken: Iterable[Arrived] = (),
        *,
        quiet: float = QUIET_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.folder, self.waiting, self.problem = folder, 0, ""
        self._quiet, self._clock = quiet, clock
        self._before: set[Arrived] = set()
        self._taken = set(taken)

    def look(self, token: CancelToken | None = None) -> list[Arrived]:
        """Give the files that have arrived and are complete, but for those that `taken` was told of.

        Raises
        ------
        Cancelled
            If the token was cancelled.
        """
        token = token or CancelToken()
        try:
            seen = set(self._files(self.folder, token))
        except OSError as error:
            self.problem = error.strerror or "?"
            return []
        self.problem = ""
        new = seen - self._taken
        complete = [one for one in new if self._is_complete(one)]
        self.waiting = len(new) - len(complete)
        self._before, self._taken = seen, self._taken & seen
        return sorted(complete, key=lambda one: one.path)

    def taken(self, one: Arrived) -> None:
        """Leave a file alone from now on, unless it changes: it was imported, or can never be."""
        self._taken.add(one)

    def _is_complete(self, one: Arrived) -> bool:
        """A time of change in the future is that of another clock: then only that it rests counts."""
        age = self._clock() - one.modified_ns / 1e9
        return one.size > 0 and one in self._before and not 0 <= age < self._quiet

    def _files(self, folder: Path, token: CancelToken) -> Iterator[Arrived]:
        with os.scandir(folder) as entries:
            for entry in entries:
                token.check()
                if entry.name.startswith((".", "~")) or entry.name.lower().endswith(_PARTS):
                    continue
                with suppress(OSError):  # gone again, or not ours to read: the others still count
                    path = Path(entry.path)
                    if entry.is_dir(follow_symlinks=False):
                        yield from self._files(path, token)
                        continue
                    found = path.lstat()  # what the entry itself remembers may be out of date
                    if stat.S_ISREG(found.st_mode):
                        yield Arrived(path, found.st_size, found.st_mtime_ns)
