"""The journal of a batch: each result as it comes, so that a stopped batch goes on where it was.

One JSON object a line, only ever appended to and flushed to the disk: a crash costs at most the line being
written. A result is found again by the file's content and time and by everything that was asked, so neither a
changed file, another model, another operating point nor another version of the program takes an old one. No
path is in it, since paths carry names; what failed is not in it either, and is tried again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from meddiag_gui.errors import MedDiagError
from meddiag_gui.files import append_line, sha256_of, write_atomic
from meddiag_gui.imaging.text import clean_text, path_text
from meddiag_gui.inference.batch.row import ResultRow
from meddiag_gui.language import tr

_HEAD = b'{"schema":"meddiag.journal/1"}'
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line.

    Parameters
    ----------
    file
        sha256 of the file.
    modified_ns
        Its time of change in nanoseconds since 1970.
    asked
        Digest of the model and of everything else that its answer rests on.
    """

    file: str
    modified_ns: int
    asked: str
    row: ResultRow


class Journal:
    """Reads a journal, or begins it; a line that is damaged costs only itself.

    Raises
    ------
    MedDiagError
        If the file is something else, or cannot be read or made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[tuple[str, int, str], ResultRow] = {}
        self._times: set[int] = set()
        name = clean_text(path.name)
        try:
            if not path.exists() or (path.is_file() and not path.stat().st_size):
                write_atomic(path, _HEAD + b"\n")
            else:
                self._read(name)
        except OSError as error:
            raise MedDiagError(
                tr("The journal {name} cannot be used: {reason}.", name=name, reason=error.strerror)
            ) from error

    def __len__(self) -> int:
        """Count the results that are in it."""
        return len(self._rows)

    def find(self, path: Path, modified_ns: int, asked: Iterable[str]) -> dict[str, ResultRow]:
        """Find what was said of a file, by what was asked; it is read only if its time is that of one known.

        Raises
        ------
        OSError
            If it cannot be read.
        """
        if modified_ns not in self._times:
            return {}
        digest, name = sha256_of(path), path_text(path)
        rows = {one: self._rows.get((digest, modified_ns, one)) for one in asked}
        return {one: replace(row, path=name) for one, row in rows.items() if row is not None}

    def append(self, entry: Entry) -> None:
        """Keep a result for good.

        Raises
        ------
        MedDiagError
            If the journal cannot be written.
        """
        kept = replace(entry, row=replace(entry.row, path=""))
        try:
            append_line(self._path, msgspec.json.encode(kept))
        except OSError as error:
            name = clean_text(self._path.name)
            raise MedDiagError(
                tr("The journal {name} cannot be written: {reason}.", name=name, reason=error.strerror)
            ) from error
        self._take(kept)

    def _take(self, entry: Entry) -> None:
        self._rows[entry.file, entry.modified_ns, entry.asked] = entry.row
        self._times.add(entry.modified_ns)

    def _read(self, name: str) -> None:
        if not self._path.is_file():
            raise MedDiagError(
                tr("{name} is no regular file, so it can be no journal of a batch.", name=name)
            )
        damaged = 0
        with self._path.open("rb") as stream:
            if stream.readline(len(_HEAD) + 1).rstrip(b"\n") != _HEAD:
                raise MedDiagError(tr("{name} is no journal of a batch; it was left as it is.", name=name))
            for line in stream:
                try:
                    self._take(msgspec.json.decode(line, type=Entry))
                except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                    damaged += bool(line.strip())
        if damaged:
            _log.warning("%d damaged lines in the journal of a batch; their images are judged again", damaged)
