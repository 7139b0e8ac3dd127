"""Rows of CSV and Excel files, one after the other, with their numbers."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from meddiag_gui.errors import RecordError
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.records.model import Problem
from meddiag_gui.records.opening import Form, RecordFile, bytes_of
from meddiag_gui.records.when import read_iso

Cell = str | float | datetime | timedelta | time
Row = tuple[int, tuple[Cell, ...]]
MOST_COLUMNS = 2000
SAMPLE = 200
_DELIMITERS = ",;\t|"
_NUMBERS = set("0123456789.,-+ ")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its heading and first rows.

    Parameters
    ----------
    name
        Of the sheet in Excel, else empty.
    header
        Names of the columns; ``Column 1`` and so on where the file has none.
    headed
        Whether the first row is the heading.
    sample
        First rows, as long as the heading.
    """

    file: RecordFile
    name: str
    header: tuple[str, ...]
    headed: bool
    sample: tuple[Row, ...]
    delimiter: str = ","

    def rows(self) -> Iterator[Row | Problem]:
        """All rows that are not empty, as long as the heading; one that cannot be read costs only itself."""
        source = _excel_rows(self.file, self.name) if self.file.form is Form.EXCEL else _csv_rows(self)
        width = len(self.header)
        skip = self.headed
        for number, cells in source:
            if isinstance(cells, str):
                yield Problem(self.place(number), cells)
                continue
            if skip and any(cells):
                skip = False
                continue
            if any(cell not in ("", None) for cell in cells):
                if any(cell not in ("", None) for cell in cells[width:]):
                    yield Problem(
                        self.place(number), tr("it has more cells than the heading; those were left out")
                    )
                yield number, (*cells[:width], *("",) * (width - len(cells)))

    def place(self, number: int) -> str:
        """Name a row for people."""
        return f"{self.name}, row {number}" if self.name else f"row {number}"


def sheets_of(file: RecordFile) -> list[Sheet]:
    """Look at the tables of a file; empty sheets are left out.

    Raises
    ------
    RecordError
        If it cannot be read or has no table.
    """
    if file.form is Form.EXCEL:
        found = [_sheet(file, name, ",") for name in _sheet_names(file)]
    else:
        found = [_sheet(file, "", _delimiter(file))]
    made = [sheet for sheet in found if sheet is not None]
    if not made:
        raise RecordError(tr("{name} has no table.", name=file.name))
    return made


def _sheet(file: RecordFile, name: str, delimiter: str) -> Sheet | None:
    bare = Sheet(file, name, (), False, (), delimiter)
    source = _excel_rows(file, name) if file.form is Form.EXCEL else _csv_rows(bare)
    first: list[Row] = []
    for number, cells in islice(source, SAMPLE + 1):
        if not isinstance(cells, str) and any(cell not in ("", None) for cell in cells):
            first.append((number, cells))
    if not first:
        return None
    top = first[0][1]
    if len(top) > MOST_COLUMNS:
        raise RecordError(tr("{name} has too many columns.", name=file.name))
    headed = _is_heading(top)
    width = len(top) if headed else max(len(cells) for _, cells in first)
    header = _names(top) if headed else tuple(f"Column {index}" for index in range(1, width + 1))
    sample = tuple(
        (number, (*cells[:width], *("",) * (width - len(cells))))
        for number, cells in first[1 if headed else 0 :]
    )
    return Sheet(file, name, header, headed, sample, delimiter)


def _names(top: tuple[Cell, ...]) -> tuple[str, ...]:
    """Headings, each different from the others."""
    made: list[str] = []
    for index, cell in enumerate(top, 1):
        name = clean_text(str(cell))[:80] or f"Column {index}"
        made.append(name if name not in made else f"{name} ({index})")
    return tuple(made)


def _is_heading(top: tuple[Cell, ...]) -> bool:
    """Whether a first row names columns: words, no number and no date among them."""
    texts = [cell for cell in top if cell not in ("", None)]
    return bool(texts) and all(isinstance(cell, str) and not _is_datum(cell) for cell in texts)


def _is_datum(cell: str) -> bool:
    return set(cell.strip()) <= _NUMBERS or read_iso(cell) is not None


def _csv_rows(sheet: Sheet) -> Iterator[tuple[int, tuple[Cell, ...] | str]]:
    with bytes_of(sheet.file) as stream:
        text = io.TextIOWrapper(stream, encoding=sheet.file.encoding, errors="replace", newline="")
        reader = csv.reader(text, delimiter=sheet.delimiter)
        number = 0
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                number += 1
                yield number, tr("it cannot be told into cells")
                continue
            number += 1
            yield number, tuple(cells)


def _delimiter(file: RecordFile) -> str:
    """The sign that parts the first lines most evenly."""
    with bytes_of(file) as stream:
        head = stream.read(2**16).decode(file.encoding, "replace")
    lines = [line for line in head.splitlines()[:20] if line.strip()]
    if len(lines) > 2 and not head.endswith("\n"):
        lines.pop()

    def evenness(sign: str) -> tuple[int, int]:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=sign)]
        most = max(set(widths), key=widths.count)
        return (widths.count(most) if most > 1 else 0), most

    try:
        return max(_DELIMITERS, key=evenness)
    except (csv.Error, ValueError):
        return ","


def _workbook(file: RecordFile) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that are of no use here
        try:
            return openpyxl.load_workbook(file.path, read_only=True, data_only=True, keep_links=False)
        except MemoryError:
            raise
        except Exception as error:  # whatever damaged parts of a workbook make the library raise
            raise RecordError(tr("{name} is a damaged Excel file.", name=file.name)) from error


def _sheet_names(file: RecordFile) -> list[str]:
    book = _workbook(file)
    try:
        return [str(sheet.title) for sheet in book.worksheets]
    finally:
        book.close()


def _excel_rows(file: RecordFile, name: str) -> Iterator[tuple[int, tuple[Cell, ...] | str]]:
    book = _workbook(file)
    try:
        sheet = book[name]
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        rows = sheet.iter_rows(values_only=True)
        for number in range(1, 2**20 + 1):
            try:
                cells = next(rows)
            except StopIteration:
                return
            except Exception as error:  # a damaged sheet part
                raise RecordError(tr("{name} is a damaged Excel file.", name=file.name)) from error
            yield number, tuple(map(_cell, cells))
    finally:
        book.close()


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime | timedelta | time):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return str(value)
