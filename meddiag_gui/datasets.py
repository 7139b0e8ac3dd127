"""Data manifests: the CSV that names images, their patients and their labels."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from meddiag_gui.errors import ManifestError
from meddiag_gui.language import mark, tr

MAX_BYTES = 256 * 2**20
"""A manifest of a million images is about 100 MB; what is larger is not a manifest."""

_LABELS = {"0": 0, "1": 1, "0.0": 0, "1.0": 1, "": None}  # pandas writes 1.0 as soon as one cell is empty
# fmt: off
NEVER_FINDINGS = frozenset((
    "age", "sex", "gender", "view", "view_position", "projection", "laterality", "body_part", "site",
    "hospital", "scanner", "device", "manufacturer", "split", "fold", "year", "reader",
))
# fmt: on


@dataclass(frozen=True, slots=True)
class Row:
    """One image of a manifest.

    Parameters
    ----------
    path
        Where the image lies: as written if absolute, else below the manifest's folder. Not checked to exist.
    source
        The path as the manifest writes it.
    patient_id
        Images with the same one are never split, and are resampled together.
    labels
        For each of the manifest's findings 1 (present), 0 (absent) or None (not labelled).
    attributes
        Text of every further column; empty where the cell is.
    line
        Line in the CSV on which the row ends, counted from 1.
    """

    path: Path
    source: str
    patient_id: str
    labels: dict[str, int | None]
    attributes: dict[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A checked manifest: its rows, and which of its columns are findings and which are attributes."""

    path: Path
    rows: tuple[Row, ...]
    findings: tuple[str, ...]
    attributes: tuple[str, ...]

    def column_of(self, finding: str) -> str | None:
        """Name of the label column of ``finding``, whatever its case or use of ``_``; or None."""
        return _column_of(finding, self.findings)

    @property
    def patients(self) -> int:
        """Number of different patients."""
        return len({row.patient_id for row in self.rows})


def read_manifest(path: Path, findings: Collection[str] = ()) -> Manifest:
    """Read and check a manifest: UTF-8 CSV with ``path``, ``patient_id`` and label columns.

    A column is a finding if every cell is 0, 1 or empty and at least one is not empty, unless its name
    says otherwise (age, sex, view, site …); all others are attributes.

    Parameters
    ----------
    findings
        Findings the caller works with. A column of that name must be a label column: a cell other than
        0, 1 or empty is then an error, and does not make the column an attribute.

    Raises
    ------
    ManifestError
        Names the file, and the line where one is at fault.
    """
    records = list(_records(path))
    if not records:
        raise ManifestError(tr("{name} is empty: a manifest needs a header line.", name=path.name))
    columns = _check_header(path, records[0][1])
    if len(records) == 1:
        raise ManifestError(tr("{name} has a header but no images.", name=path.name))
    lines = [(line, dict(zip(columns, cells, strict=True))) for line, cells in records[1:]]
    others = [column for column in columns if column not in ("path", "patient_id")]
    labels = tuple(column for column in others if _is_finding(path, column, lines, findings))
    attributes = tuple(column for column in others if column not in labels)
    rows = tuple(_row(path, line, cells, labels, attributes) for line, cells in lines)
    _check_repeats(path, rows)
    return Manifest(path, rows, labels, attributes)


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line number and stripped cells of each line that is not blank, header first; all of one length."""
    line, width = 1, 0
    try:
        if path.exists() and not path.is_file():  # a pipe might never end, and is read twice
            raise ManifestError(tr("{name} cannot be read: it is not a regular file.", name=path.name))
        if path.stat().st_size > MAX_BYTES:
            raise ManifestError(
                tr("{name} is larger than {most} MB: not a manifest.", name=path.name, most=MAX_BYTES >> 20)
            )
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            for cells in reader:
                line = reader.line_num
                if not any(cells):
                    continue
                width = width or len(cells)
                if len(cells) != width:
                    raise ManifestError(
                        tr(
                            "{name}, line {line}: {n} cells, but the header has {width} columns.",
                            name=path.name,
                            line=line,
                            n=len(cells),
                            width=width,
                        )
                    )
                yield line, [cell.strip() for cell in cells]
    except OSError as error:
        raise ManifestError(
            tr("{name} cannot be read: {reason}.", name=path.name, reason=error.strerror or error)
        ) from error
    except UnicodeDecodeError as error:
        raise ManifestError(
            tr("{name} is not UTF-8 text (after line {line}).", name=path.name, line=line)
        ) from error
    except csv.Error as error:
        raise ManifestError(
            tr(
                "{name}, after line {line}: not a well-formed CSV ({reason}).",
                name=path.name,
                line=line,
                reason=error,
            )
        ) from error


def _check_header(path: Path, columns: list[str]) -> list[str]:
    for delimiter, name in ((";", mark("semicolons")), ("\t", mark("tabs")), ("|", mark("bars"))):
        if len(columns) == 1 and delimiter in columns[0]:
            raise ManifestError(
                tr(
                    "{name} is separated by {character}: save it as CSV with commas.",
                    name=path.name,
                    character=tr(name),
                )
            )
    for needed in ("path", "patient_id"):
        if needed not in columns:
            raise ManifestError(
                tr("{name}, line 1: there is no column named {needed}.", name=path.name, needed=needed)
            )
    seen: set[str] = set()
    for index, column in enumerate(columns):
        if not column:
            raise ManifestError(
                tr("{name}, line 1: column {index} has no name.", name=path.name, index=index + 1)
            )
        if _plain(column) in seen:
            raise ManifestError(
                tr("{name}, line 1: two columns are named {column}.", name=path.name, column=column[:100])
            )
        seen.add(_plain(column))
    return columns


def _is_finding(
    path: Path, column: str, lines: list[tuple[int, dict[str, str]]], findings: Collection[str]
) -> bool:
    if _column_of(column, findings) is not None:
        for line, cells in lines:
            if cells[column] not in _LABELS:
                raise ManifestError(
                    tr(
                        "{name}, line {line}: a label in column {column} is neither 0 nor 1 "
                        "(leave it empty where it is not known).",
                        name=path.name,
                        line=line,
                        column=column,
                    )
                )
        return True
    values = {cells[column] for _, cells in lines}
    return column.casefold() not in NEVER_FINDINGS and values <= _LABELS.keys() and values != {""}


def _row(
    path: Path, line: int, cells: dict[str, str], labels: tuple[str, ...], attributes: tuple[str, ...]
) -> Row:
    for needed in ("path", "patient_id"):
        if not cells[needed]:
            raise ManifestError(
                tr("{name}, line {line}: {needed} is empty.", name=path.name, line=line, needed=needed)
            )
    if "\0" in cells["path"]:
        raise ManifestError(tr("{name}, line {line}: the path holds a zero byte.", name=path.name, line=line))
    return Row(
        path=path.parent / cells["path"],
        source=cells["path"],
        patient_id=cells["patient_id"],
        labels={column: _LABELS[cells[column]] for column in labels},
        attributes={column: cells[column] for column in attributes},
        line=line,
    )


def _check_repeats(path: Path, rows: tuple[Row, ...]) -> None:
    seen: dict[Path, int] = {}
    for row in rows:
        first = seen.setdefault(row.path, row.line)
        if first != row.line:
            raise ManifestError(
                tr(
                    "{name}, line {line}: the same image as on line {first}.",
                    name=path.name,
                    line=row.line,
                    first=first,
                )
            )


def _column_of(finding: str, columns: Collection[str]) -> str | None:
    wanted = _plain(finding)
    return next((column for column in columns if _plain(column) == wanted), None)


def _plain(name: str) -> str:
    return name.casefold().replace("_", " ")
