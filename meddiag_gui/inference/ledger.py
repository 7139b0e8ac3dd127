"""Histories that are only ever appended to: one JSON object a line, flushed to the disk.

Several windows can write to one, and a crash costs at most the line being written.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from meddiag_gui.errors import ModelError
from meddiag_gui.files import append_line
from meddiag_gui.language import tr, tr_n

Entry = TypeVar("Entry")

LONGEST = 500  # characters of a name or a reason
_LARGEST = 2**24
_log = logging.getLogger(__name__)


class Ledger(Generic[Entry]):
    """One history, read at once; a line that is damaged costs only itself.

    Parameters
    ----------
    path
        The file; need not exist.
    kind
        Type of an entry, a dataclass.
    of
        What it is the history of, in words: ``operating points``.

    Attributes
    ----------
    entries
        The earliest first.
    problem
        One sentence for the user if the history could not be read whole, else empty.
    """

    def __init__(self, path: Path, kind: type[Entry], of: str) -> None:
        self._path, self._kind, self._of = path, kind, of
        self.read()

    def read(self) -> None:
        """Read it anew: another window may have written."""
        self.entries: list[Entry] = []
        self.problem = ""
        try:
            if not self._path.is_file():
                return
            if self._path.stat().st_size > _LARGEST:
                raise OSError(0, tr("it is far too large"))
            lines = self._path.read_bytes().splitlines()
        except OSError as error:
            self.problem = tr(
                "The history of {what} cannot be read: {reason}.", what=tr(self._of), reason=error.strerror
            )
            return
        damaged = 0
        for line in filter(None, lines):
            try:
                self.entries.append(msgspec.json.decode(line, type=self._kind))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                damaged += 1
        if damaged:
            _log.warning("%d damaged lines in the history of %s", damaged, self._of)
            self.problem = tr_n(
                "One line is damaged in the history of {what} and left out.",
                "{n} lines are damaged in the history of {what} and left out.",
                damaged,
                what=tr(self._of),
            )

    def append(self, entry: Entry) -> None:
        """Add an entry and read the history anew.

        Raises
        ------
        ModelError
            If it cannot be written; then nothing has changed.
        """
        try:
            append_line(self._path, msgspec.json.encode(entry))
        except OSError as error:
            raise ModelError(
                tr(
                    "Nothing was changed: the history of {what} cannot be written ({reason}).",
                    what=tr(self._of),
                    reason=error.strerror,
                )
            ) from error
        self.read()


def signed(who: str, why: str, what: str) -> tuple[str, str]:
    """Name and reason of a decision, trimmed.

    Raises
    ------
    ModelError
        If one of them is missing: ``what`` is changed only with both.
    """
    who, why = who.strip()[:LONGEST], why.strip()[:LONGEST]
    if not who or not why:
        raise ModelError(tr("{what} is changed only with a name and a reason.", what=tr(what)))
    return who, why
