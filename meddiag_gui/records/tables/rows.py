"""Rows become items by the mapping of their table."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from meddiag_gui.imaging.text import clean_lines
from meddiag_gui.language import tr
from meddiag_gui.records.analytes import Analyte, analytes, by_loinc, by_word
from meddiag_gui.records.fhir.elements import LOINC
from meddiag_gui.records.identity import compatible
from meddiag_gui.records.judging import Raw, in_future, judge
from meddiag_gui.records.model import Flag, Identifier, Item, Kind, Person, Problem, Statement, Value
from meddiag_gui.records.tables.cells import Cells, shown
from meddiag_gui.records.tables.mapping import Column, Mapping, Role
from meddiag_gui.records.tables.sheets import Cell, Row, Sheet
from meddiag_gui.records.when import When
from meddiag_gui.tasks import CancelToken

_KINDS = {
    Role.CONDITION: Kind.CONDITION, Role.MEDICATION: Kind.MEDICATION, Role.ALLERGY: Kind.ALLERGY,
    Role.PROCEDURE: Kind.PROCEDURE, Role.REPORT: Kind.REPORT, Role.NOTE: Kind.NOTE,
}  # fmt: skip
_OF_PERSONS = frozenset({Role.NAME, Role.FAMILY, Role.GIVEN, Role.SEX, Role.BIRTH_DATE})
_NAME_LENGTH = 80


def read_sheet(
    sheet: Sheet, mapping: Mapping, *, token: CancelToken | None = None
) -> Iterator[Item | Problem]:
    """Read a table.

    Raises
    ------
    RecordError
        If the file cannot be read on.
    Cancelled
        If the token was cancelled.
    """
    token = token or CancelToken()
    reader = _Rows(sheet, mapping)
    for number, row in enumerate(sheet.rows()):
        if not number % 1000:
            token.check()
        if isinstance(row, Problem):
            yield row
        else:
            yield from reader.read(row)


def read_sample(sheet: Sheet, mapping: Mapping) -> list[Item | Problem]:
    """Read only the first rows, to show what a mapping makes of them."""
    reader = _Rows(sheet, mapping)
    return [item for row in sheet.sample for item in reader.read(row)]


class _Rows:
    """Reads the rows of one table; knows the persons that were in those before."""

    def __init__(self, sheet: Sheet, mapping: Mapping) -> None:
        self._sheet, self._mapping, self._cells = sheet, mapping, Cells(mapping)
        self._places = {role: place for role in Role if (place := mapping.place(role)) is not None}
        self._wide = [
            (index, column)
            for index, column in enumerate(mapping.columns)
            if column.role is Role.MEASURED or column.role in _KINDS
        ]
        self._tells_persons = bool(_OF_PERSONS & set(self._places))
        self._known: dict[tuple[str, str], list[Person]] = {}

    def read(self, row: Row) -> Iterator[Item | Problem]:
        """Items of one row."""
        number, cells = row
        place = self._sheet.place(number)
        parameter = self._parameter(cells)
        person, news = self._person(cells, place, parameter)
        yield from news
        if person is None:
            return
        when, doubt = self._when(cells)
        if doubt:
            yield Problem(place, doubt)
        if parameter is not None and parameter.role is Role.MEASURED:
            yield from self._long(cells, parameter, person, place, when)
        for index, column in self._wide:
            if not self._cells.empty(cells[index]):
                name = self._sheet.header[index]
                yield self._item(cells[index], column, name, person, f"{place}, {name}", when)

    def _cell(self, cells: tuple[Cell, ...], role: Role) -> Cell:
        place = self._places.get(role)
        return "" if place is None else cells[place]

    def _text(self, cells: tuple[Cell, ...], role: Role) -> str:
        cell = self._cell(cells, role)
        return "" if self._cells.empty(cell) else shown(cell)

    def _parameter(self, cells: tuple[Cell, ...]) -> Column | None:
        """What the value of a row is; None in a table with a column for each value."""
        if Role.VALUE not in self._places:
            return None
        word, code = shown(self._cell(cells, Role.PARAMETER)), shown(self._cell(cells, Role.CODE))
        known = self._mapping.parameters.get(word)
        if known is not None and word:
            return known
        analyte = by_loinc(code) or by_word(word)
        return Column(Role.MEASURED, analyte.key if analyte else word or code)

    # -- persons

    def _person(
        self, cells: tuple[Cell, ...], place: str, parameter: Column | None
    ) -> tuple[Person | None, list[Person | Problem]]:
        """The person of a row, and what is new of this person."""
        given = self._text(cells, Role.PATIENT_ID)
        if self._mapping.rows_are_patients and not given:
            given = f"{self._sheet.file.path.stem} {place}"
        if not given:
            return None, [Problem(place, tr("it has no patient ID and was left out"))]
        issuer = self._text(cells, Role.ISSUER) or self._mapping.issuer
        if not self._tells_persons and (parameter is None or parameter.role is not Role.SEX):
            known = self._known.get((given, issuer), ())
            if len(known) == 1:
                return known[0], []
        said, doubts = self._said(cells, place, parameter)
        found = self._find((given, issuer), said, place)
        if found is None:
            doubt = tr(
                "two different persons have this patient ID, and the row does not say whom it is about"
            )
            return None, [*doubts, Problem(place, doubt)]
        person, new = found
        return person, [*doubts, *((person,) if new else ())]

    def _said(
        self, cells: tuple[Cell, ...], place: str, parameter: Column | None
    ) -> tuple[Person, list[Person | Problem]]:
        """What a row says of its person."""
        doubts: list[Person | Problem] = []
        family, given = self._text(cells, Role.FAMILY), self._text(cells, Role.GIVEN)
        name = self._text(cells, Role.NAME) or (f"{family}^{given}".rstrip("^") if family or given else "")
        if "," in name and "^" not in name:
            name = "^".join(part.strip() for part in name.split(",", 1))
        coded = self._cell(cells, Role.VALUE if parameter and parameter.role is Role.SEX else Role.SEX)
        sex = "" if self._cells.empty(coded) else self._cells.sex(coded)
        if not sex and not self._cells.empty(coded):
            doubts.append(Problem(place, tr("its code for the sex is not known")))
        born = self._cell(cells, Role.BIRTH_DATE)
        birth = None if self._cells.empty(born) else self._cells.when(born)
        if birth is None and not self._cells.empty(born):
            doubts.append(Problem(place, tr("its birth date cannot be read")))
        iso = birth.text[:10] if birth and not birth.relative else ""
        return Person("", place, names=(name,) if name else (), sex=sex, birth_date=iso), doubts

    def _find(self, key: tuple[str, str], said: Person, place: str) -> tuple[Person, bool] | None:
        """The person of an ID who agrees with what a row says; whether the row adds to what was known."""
        known = self._known.setdefault(key, [])
        bare = not (said.names or said.sex or said.birth_date)
        if bare and len(known) > 1:
            return None
        for index, person in enumerate(known):
            if compatible(person, said):
                fuller = replace(
                    person,
                    names=person.names or said.names,
                    sex=person.sex or said.sex,
                    birth_date=max(person.birth_date, said.birth_date, key=len),
                )
                known[index] = fuller
                return fuller, fuller != person
        value, issuer = key
        number = f"#{len(known) + 1}" if known else ""
        made = replace(
            said,
            subject=f"{issuer}|{value}{number}",
            place=place,
            identifiers=(
                Identifier(value, (issuer,) if issuer else (), weak=self._mapping.rows_are_patients),
            ),
        )
        known.append(made)
        return made, True

    # -- values

    def _when(self, cells: tuple[Cell, ...]) -> tuple[When | None, str]:
        """Time of a row, and what is wrong with it."""
        elapsed = self._cell(cells, Role.ELAPSED)
        if not self._cells.empty(elapsed):
            found = self._cells.elapsed(elapsed)
            return found, "" if found else tr("its time since admission cannot be read")
        date = self._cell(cells, Role.TIME)
        if self._cells.empty(date):
            return None, ""
        when = self._cells.when(date)
        if when is None:
            return None, tr("its date cannot be read")
        clock = self._cell(cells, Role.CLOCK)
        if not self._cells.empty(clock) and when.precision == "day":
            seconds = self._cells.clock(clock)
            if seconds is None:
                return when, tr("its time of day cannot be read")
            return replace(when, seconds=when.seconds + seconds, precision="minute"), ""
        return when, ""

    def _long(
        self, cells: tuple[Cell, ...], column: Column, person: Person, place: str, when: When | None
    ) -> Iterator[Item]:
        cell = self._cell(cells, Role.VALUE)
        if self._cells.empty(cell):
            return
        word = shown(self._cell(cells, Role.PARAMETER)) or shown(self._cell(cells, Role.CODE))
        stated = self._text(cells, Role.UNIT)
        if Role.RANGE in self._places:
            low, high = self._cells.span(self._cell(cells, Role.RANGE))
        else:
            low, high = (self._end(cells, role) for role in (Role.LOW, Role.HIGH))
        code = self._text(cells, Role.CODE)
        unit = stated or column.unit
        yield self._value(
            cell, column.name or word, word, unit, person, place, when, (low, high), code, stated
        )

    def _end(self, cells: tuple[Cell, ...], role: Role) -> float | None:
        found = self._cells.number(self._cell(cells, role))
        return found[0] if found and math.isfinite(found[0]) else None

    def _item(
        self, cell: Cell, column: Column, name: str, person: Person, place: str, when: When | None
    ) -> Value | Statement:
        if column.role is Role.MEASURED:
            return self._value(cell, column.name or name, name, column.unit, person, place, when)
        said = clean_lines(cell) if isinstance(cell, str) else shown(cell)
        kind = _KINDS[column.role]
        long = kind in (Kind.REPORT, Kind.NOTE) or len(said) > _NAME_LENGTH
        flags = (Flag.FUTURE,) if when is not None and in_future(when) else ()
        return Statement(
            person.subject,
            place,
            kind,
            name if long else said,
            start=when,
            text=said if long else "",
            flags=flags,
        )

    def _value(
        self,
        cell: Cell,
        key: str,
        word: str,
        unit: str,
        person: Person,
        place: str,
        when: When | None,
        span: tuple[float | None, float | None] = (None, None),
        code: str = "",
        stated: str = "",
    ) -> Value:
        """Make a value; ``stated`` is the unit that stands in the row, ``unit`` what holds without it."""
        analyte: Analyte | None = analytes().get(key) or by_word(key)
        found = self._cells.number(cell)
        number, comparator = found or (None, "")
        written = shown(cell)
        value = Value(
            person.subject,
            place,
            name=analyte.name if analyte else key or word,
            code=code,
            system=LOINC if code else "",
            when=when,
            comparator=comparator,
            text=written if number is None else "",
        )
        return judge(Raw(value, analyte, number, f"{written} {stated}".strip(), unit, *span))
