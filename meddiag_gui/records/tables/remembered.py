"""Mappings that the user made, kept for the next file with the same heading; values are never kept."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from meddiag_gui import paths
from meddiag_gui.errors import RecordError
from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.records.tables.mapping import Mapping

VERSION = 1
_LARGEST = 2**24
_log = logging.getLogger(__name__)


class _File(msgspec.Struct):
    version: int
    mappings: dict[str, msgspec.Raw]


def mappings_path() -> Path:
    """Where they lie."""
    return paths.user_config() / "record-mappings.json"


class Remembered:
    """All mappings, by the fingerprint of the heading; one that is damaged costs only itself.

    Parameters
    ----------
    path
        The file; need not exist.

    Attributes
    ----------
    problem
        One sentence for the user if the file could not be read, else empty; it is then never overwritten.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or mappings_path()
        self.problem = ""
        self._kept = self._read()

    def find(self, key: str) -> Mapping | None:
        """Mapping of a heading."""
        return self._kept.get(key)

    def named(self, name: str) -> Mapping | None:
        """Mapping of a name, the latest."""
        return next((each for each in reversed(self._kept.values()) if each.name == name), None)

    @property
    def names(self) -> list[str]:
        """Names, without repetition."""
        return list(dict.fromkeys(each.name for each in self._kept.values() if each.name))

    def keep(self, key: str, mapping: Mapping) -> None:
        """Remember a mapping in place of an earlier one; what another window wrote meanwhile stays.

        Raises
        ------
        RecordError
            If it cannot be written.
        """
        if self.problem:
            raise RecordError(self.problem)
        kept = self._read()
        kept.pop(key, None)
        kept[key] = mapping
        content = msgspec.json.encode({"version": VERSION, "mappings": kept})
        try:
            write_atomic(self._path, msgspec.json.format(content, indent=2) + b"\n")
        except OSError as error:
            raise RecordError(
                tr("The mapping was not kept: {reason}.", reason=error.strerror or tr("disk error"))
            ) from error
        self._kept = kept

    def _read(self) -> dict[str, Mapping]:
        try:
            if not self._path.is_file():
                return {}
            if self._path.stat().st_size > _LARGEST:
                raise msgspec.DecodeError
            found = msgspec.json.decode(self._path.read_bytes(), type=_File)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            self.problem = tr("The kept mappings of tables cannot be read ({name}).", name=self._path.name)
            return {}
        if found.version > VERSION:
            self.problem = tr(
                "The kept mappings of tables are of a later version ({name}).", name=self._path.name
            )
            return {}
        kept = {}
        for key, raw in found.mappings.items():
            try:
                kept[key] = msgspec.json.decode(raw, type=Mapping)
            except msgspec.MsgspecError:
                _log.warning("A mapping of a table is damaged and was left out.")
        return kept


def read_mapping(path: Path) -> Mapping:
    """Read one mapping from a file of its own.

    Raises
    ------
    RecordError
        If it cannot be read or is none.
    """
    name = clean_text(path.name)
    try:
        if path.stat().st_size > _LARGEST:
            raise RecordError(tr("{name} is far too large for a mapping.", name=name))
        return msgspec.json.decode(path.read_bytes(), type=Mapping)
    except OSError as error:
        raise RecordError(tr("{name} cannot be read: {reason}.", name=name, reason=error.strerror)) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RecordError(tr("{name} is no mapping of a table.", name=name)) from error


def mapping_text(mapping: Mapping) -> bytes:
    """Write a mapping for a file of its own."""
    return msgspec.json.format(msgspec.json.encode(mapping), indent=2) + b"\n"
