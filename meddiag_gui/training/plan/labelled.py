"""DICOM files and the table that says what they show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from meddiag_gui.datasets import Manifest, Row
from meddiag_gui.errors import ManifestError, MedDiagError, RecordError
from meddiag_gui.imaging.guard import guarded
from meddiag_gui.imaging.open import open_file
from meddiag_gui.imaging.targets import find_targets
from meddiag_gui.language import tr
from meddiag_gui.records.model import Problem
from meddiag_gui.records.opening import look_at
from meddiag_gui.records.tables.cells import shown
from meddiag_gui.records.tables.sheets import sheets_of
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch

_TAGS = (
    0x00080018,  # SOPInstanceUID
    0x00080050,  # AccessionNumber
    0x00080060,  # Modality
    0x00080070,  # Manufacturer
    0x00080080,  # InstitutionName
    0x00081090,  # ManufacturerModelName
    0x00100020,  # PatientID
    0x00100030,  # PatientBirthDate
    0x00100040,  # PatientSex
    0x00101010,  # PatientAge
    0x00080020,  # StudyDate
    0x00185101,  # ViewPosition
    0x0020000D,  # StudyInstanceUID
    0x0020000E,  # SeriesInstanceUID
)
KEYS = ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID", "AccessionNumber", "PatientID", "FileName")
"""What a row of the table may be about, the narrowest first."""
_NAMES = {"path": "FileName", "file": "FileName", "image": "FileName", "filename": "FileName"}
_TRUTH = {
    **dict.fromkeys(("1", "1.0", "yes", "true", "positive", "present", "y", "x"), "1"),
    **dict.fromkeys(("0", "0.0", "no", "false", "negative", "absent", "n"), "0"),
    **dict.fromkeys(("", "nan", "na", "n/a", "unknown", "?"), ""),
}


@dataclass(frozen=True, slots=True)
class _Described:
    """What the header of one file says: of each key its value, and the columns that it gives."""

    path: Path
    keys: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


def read_labelled(folder: Path, table: Path, key: str, *, report: Report, token: CancelToken) -> Manifest:
    """Join DICOM files with the rows of their table.

    Parameters
    ----------
    table
        CSV or Excel: one column that names a file, image, series, study, accession or patient, and columns of
        labels (0 and 1, yes and no, positive and negative …); all others become attributes.
    key
        Name of that column; empty to find it by its name.

    Returns
    -------
    Manifest
        Of the files that the table speaks of, with site, machine, sex, age and view from the headers.

    Raises
    ------
    ManifestError
        If table or folder cannot be read, the key is not found or names two rows, or nothing fits.
    Cancelled
        If the token was cancelled.
    """
    header, lines = _read_table(table)
    column, kind = _key_column(table, header, key)
    said = _by_key(table, lines, column)
    targets = [target.path for target in find_targets([folder], token) if not target.problem]
    watch, rows = Stopwatch(len(targets)), []
    for done, path in enumerate(targets, 1):
        token.check()
        described = _describe(path)
        cells = said.get(described.keys.get(kind, "")) if described is not None else None
        if described is not None and cells is not None:
            rows.append((described, cells))
        report(Progress(done, len(targets), tr("Reading headers"), watch.seconds_left(done)))
    if not rows:
        raise ManifestError(
            tr(
                "None of the {n} files in {folder} is named in the column {column} of {table}.",
                n=len(targets), folder=folder.name, column=column[:60], table=table.name,
            )
        )  # fmt: skip
    return _joined(folder, header, column, rows)


def _read_table(path: Path) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    try:
        sheets = sheets_of(look_at(path))
        sheet = next(iter(sheets), None)
        if sheet is None or not sheet.headed:
            raise ManifestError(tr("{name} holds no table with a heading.", name=path.name))
        lines: list[dict[str, str]] = []
        for row in sheet.rows():
            if isinstance(row, Problem):
                raise ManifestError(f"{path.name}, {row.place}: {row.message}.")
            lines.append({name: shown(cell).strip() for name, cell in zip(sheet.header, row[1], strict=True)})
    except RecordError as error:
        raise ManifestError(str(error)) from error
    return sheet.header, lines


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _key_column(table: Path, header: tuple[str, ...], wanted: str) -> tuple[str, str]:
    """Find the column that says which file a row is about, and what kind of key it holds."""
    kinds = {_plain(kind): kind for kind in KEYS} | _NAMES
    if wanted and wanted not in header:
        raise ManifestError(tr("{name} has no column {column}.", name=table.name, column=wanted[:60]))
    candidates = [name for name in header if _plain(name) in kinds]
    if wanted:
        return wanted, kinds.get(_plain(wanted), "FileName")
    for kind in KEYS:
        for name in candidates:
            if kinds[_plain(name)] == kind:
                return name, kind
    raise ManifestError(
        tr("{name} has no column that names a file, image, study, accession or patient.", name=table.name)
    )


def _by_key(table: Path, lines: list[dict[str, str]], column: str) -> dict[str, dict[str, str]]:
    said: dict[str, dict[str, str]] = {}
    for cells in lines:
        name = cells[column]
        key = Path(name.replace("\\", "/")).name if name else ""
        if key and said.setdefault(key, cells) != cells:
            raise ManifestError(
                tr("{name} says two different things of one value of {column}.",
                   name=table.name, column=column[:60])
            )  # fmt: skip
    return said


def _describe(path: Path) -> _Described | None:
    """Read what the header says; None for a file that is no DICOM or cannot be read."""
    try:
        with open_file(path) as stream:
            if stream.read(132)[128:] != b"DICM":
                return None
            size = stream.seek(0, 2)
            stream.seek(0)
            return _fields(path, stream, size)
    except MedDiagError:
        return None


@guarded
def _fields(path: Path, stream: BinaryIO, size: int) -> _Described:
    from meddiag_gui.imaging.dicom.attributes import text
    from meddiag_gui.imaging.dicom.header import age_in_years
    from meddiag_gui.imaging.dicom.reading import parse

    dataset = parse(stream, size, only=sorted(_TAGS)).dataset
    keys = {kind: text(dataset, kind) for kind in KEYS[:-1]} | {"FileName": path.name}
    age = age_in_years(dataset)
    columns = {
        "site": text(dataset, "InstitutionName"),
        "machine": f"{text(dataset, 'Manufacturer')} {text(dataset, 'ManufacturerModelName')}".strip(),
        "sex": text(dataset, "PatientSex"),
        "age": "" if age is None else f"{age:.2f}".rstrip("0").rstrip("."),
        "view": text(dataset, "ViewPosition"),
    }
    return _Described(path, keys, columns)


def _joined(
    folder: Path, header: tuple[str, ...], key: str, rows: list[tuple[_Described, dict[str, str]]]
) -> Manifest:
    others = [name for name in header if name != key and _plain(name) not in ("patientid", "path")]
    findings = tuple(name for name in others if _is_label([cells[name] for _, cells in rows]))
    own = [name for name in others if name not in findings]
    given = [name for name in ("site", "machine", "sex", "age", "view") if name not in map(str.casefold, own)]
    given = [name for name in given if any(described.columns[name] for described, _ in rows)]
    named = next((name for name in header if _plain(name) == "patientid"), None)
    made = tuple(
        Row(
            path=described.path,
            source=described.path.relative_to(folder).as_posix(),
            patient_id=described.keys["PatientID"] or (cells[named] if named else "") or described.path.stem,
            labels={name: _label(cells[name]) for name in findings},
            attributes={n: cells[n] for n in own} | {n: described.columns[n] for n in given},
            line=line,
        )
        for line, (described, cells) in enumerate(rows, 2)
    )
    return Manifest(folder, made, findings, (*own, *given))


def _is_label(cells: list[str]) -> bool:
    values = {_TRUTH.get(cell.casefold(), "?") for cell in cells}
    return "?" not in values and values != {""}


def _label(cell: str) -> int | None:
    found = _TRUTH[cell.casefold()]
    return int(found) if found else None
