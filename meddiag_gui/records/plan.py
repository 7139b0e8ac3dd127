"""How a file of records is to be read: told by itself, or by the mapping of its tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from meddiag_gui.language import tr
from meddiag_gui.records.fhir.reading import people_of, read_fhir
from meddiag_gui.records.model import Item, Person, Problem
from meddiag_gui.records.opening import Form, RecordFile
from meddiag_gui.records.tables.mapping import Mapping, Role, fingerprint
from meddiag_gui.records.tables.remembered import Remembered, mapping_text
from meddiag_gui.records.tables.rows import read_sheet
from meddiag_gui.records.tables.sheets import Sheet, sheets_of
from meddiag_gui.tasks import CancelToken, Progress, Stopwatch

TABLES = frozenset({Form.CSV, Form.EXCEL})


@dataclass(frozen=True, slots=True)
class Plan:
    """A file and all that is needed to read it.

    Parameters
    ----------
    tables
        Each sheet with its mapping; empty for FHIR.
    people
        Patients of other files that were exported together with this one.
    """

    file: RecordFile
    tables: tuple[tuple[Sheet, Mapping], ...] = ()
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def mapping(self) -> str:
        """Digest of the mappings; empty for FHIR. With the file's sha256 it says what comes out."""
        if not self.tables:
            return ""
        content = b"\n".join(mapping_text(mapping) for _, mapping in self.tables)
        return hashlib.sha256(content).hexdigest()

    def items(self, *, token: CancelToken | None = None) -> Iterator[Item | Problem]:
        """Read the file.

        Raises
        ------
        RecordError
            If it cannot be read at all, or not to its end.
        Cancelled
            If the token was cancelled.
        """
        if self.file.form not in TABLES:
            return read_fhir(self.file, self.people, token=token)
        return chain.from_iterable(_items(sheet, mapping, token) for sheet, mapping in self.tables)


def plan(file: RecordFile, remembered: Remembered, given: Mapping | None = None) -> Plan | list[Sheet]:
    """Plan how to read a file.

    Parameters
    ----------
    given
        A mapping for all its tables that have as many columns; else the remembered ones are used.

    Returns
    -------
    Plan or list of Sheet
        The sheets that need a mapping first, if there are any.

    Raises
    ------
    RecordError
        If the file cannot be read.
    """
    if file.form not in TABLES:
        return Plan(file)
    made, open_ = [], []
    for sheet in sheets_of(file):
        fits = given is not None and len(given.columns) == len(sheet.header)
        mapping = given if fits else remembered.find(fingerprint(sheet.header))
        if mapping is None or len(mapping.columns) != len(sheet.header):
            open_.append(sheet)
        else:
            made.append((sheet, mapping))
    return open_ or Plan(file, tuple(made))


class Watch:
    """Tells how far the reading of a file is, by its bytes."""

    def __init__(self, file: RecordFile) -> None:
        self._file = file
        self._stopwatch = Stopwatch(max(1, file.path.stat().st_size))

    def __call__(self) -> Progress:
        """Report."""
        done, total = self._file.position.done, self._file.position.size
        return Progress(done, total or None, self._file.name, self._stopwatch.seconds_left(done))


def shared_people(files: Iterable[RecordFile], *, token: CancelToken | None = None) -> dict[str, Person]:
    """Read the patients of NDJSON files that were exported together; complaints come with the files."""
    found = chain.from_iterable(people_of(file, token=token) for file in files if file.form is Form.NDJSON)
    return {person.subject: person for person in found if isinstance(person, Person)}


def record_files(paths: Iterable[Path]) -> list[Path]:
    """Every file that is named, or lies below a folder that is named; links are not followed out of it."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _items(sheet: Sheet, mapping: Mapping, token: CancelToken | None) -> Iterator[Item | Problem]:
    place = tr("sheet {name}", name=sheet.name) if sheet.name else tr("heading")
    if not mapping.used:
        yield Problem(place, tr("the whole table was left out, as its mapping says"))
        return
    ignored = [
        name for name, each in zip(sheet.header, mapping.columns, strict=True) if each.role is Role.IGNORE
    ]
    if ignored:
        yield Problem(
            place, tr("columns left out, as the mapping says: {names}", names=", ".join(ignored[:20]))
        )
    yield from read_sheet(sheet, mapping, token=token)
