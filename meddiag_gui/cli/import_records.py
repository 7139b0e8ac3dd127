"""``meddiag import-records``: patients' records into the library."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meddiag_gui.cli.libraries import LibraryFolder, open_library
from meddiag_gui.cli.options import JsonFile, Paths
from meddiag_gui.cli.output import check_output, progress_line, say, write_file, write_json
from meddiag_gui.imaging.text import path_text, printable

if TYPE_CHECKING:
    from meddiag_gui.library.patients.importing import Outcome
    from meddiag_gui.records.tables.mapping import Mapping
    from meddiag_gui.records.tables.remembered import Remembered
    from meddiag_gui.records.tables.sheets import Sheet

SCHEMA = "meddiag.records/1"
_SHOWN = 5  # complaints of a file on the screen; the JSON has the first thousand


def import_records(
    paths: Paths,
    mapping: Annotated[
        str,
        typer.Option(
            "--mapping", metavar="NAME|FILE", help="Of tables: a kept mapping, or one in a JSON file."
        ),
    ] = "",
    guess: Annotated[
        bool,
        typer.Option("--guess", help="Of tables without a mapping: guess it, and keep what is no doubt."),
    ] = False,
    write_mapping: Annotated[
        Path | None,
        typer.Option(
            "--write-mapping", metavar="FILE", help="Write the guess for the first table, and stop."
        ),
    ] = None,
    json: JsonFile = None,
    library: LibraryFolder = None,
) -> None:
    """Take in FHIR R4 (bundles, NDJSON), CSV and Excel, and tie the records to patients of images.

    Exits with 1 where a file was not taken in.
    """
    from meddiag_gui.library.patients.importing import import_paths
    from meddiag_gui.records.plan import record_files
    from meddiag_gui.records.tables.remembered import Remembered

    check_output(json)
    check_output(write_mapping)
    remembered = Remembered()
    if remembered.problem:
        say(remembered.problem)
    if write_mapping is not None:
        write_file(write_mapping, _guessed(record_files(paths)))
        return
    given = _mapping_of(mapping, remembered) if mapping else None
    with open_library(library) as opened, progress_line() as report:
        outcomes = import_paths(opened, paths, remembered, getpass.getuser(), given, report=report)
        if guess:
            outcomes = [
                _guess_and_take(opened, outcome, remembered) if outcome.status == "mapping" else outcome
                for outcome in outcomes
            ]
        asked = _questions(opened)
    if json is not None:
        results = [_row(outcome) for outcome in outcomes]
        write_json({"schema": SCHEMA, "results": results, "questions": asked}, json)
    else:
        print("\n".join(_lines(outcomes, asked)))
    failed = [outcome for outcome in outcomes if outcome.status in ("error", "mapping")]
    for outcome in failed:
        say(outcome.message)
    if failed or not outcomes:
        if not outcomes:
            say("There is no file in what was named.")
        raise typer.Exit(1)


def _mapping_of(name: str, remembered: Remembered) -> Mapping:
    from meddiag_gui.records.tables.remembered import read_mapping

    if Path(name).is_file():
        return read_mapping(Path(name))
    found = remembered.named(name)
    if found is None:
        known = f" Kept: {', '.join(map(printable, remembered.names))}." if remembered.names else ""
        raise typer.BadParameter(f"there is no mapping {printable(name)}.{known}")
    return found


def _guessed(files: list[Path]) -> bytes:
    """Write the guess for the first table among files."""
    from meddiag_gui.errors import RecordError
    from meddiag_gui.records.opening import look_at
    from meddiag_gui.records.plan import TABLES
    from meddiag_gui.records.tables.guessing import guess as guess_sheet
    from meddiag_gui.records.tables.remembered import mapping_text
    from meddiag_gui.records.tables.sheets import sheets_of

    for path in files:
        file = look_at(path)
        if file.form in TABLES:
            found = guess_sheet(sheets_of(file)[0])
            for doubt in found.doubts:
                say(doubt)
            return mapping_text(found.mapping)
    raise RecordError("There is no table in what was named.")


def _guess_and_take(library: Any, outcome: Outcome, remembered: Remembered) -> Outcome:
    """Guess the mappings of a file; a doubt leaves it as it is."""
    from dataclasses import replace

    from meddiag_gui.library.patients.importing import import_paths
    from meddiag_gui.records.tables.guessing import guess as guess_sheet
    from meddiag_gui.records.tables.mapping import fingerprint

    for sheet in outcome.sheets:
        found = guess_sheet(sheet)
        if found.doubts:
            return replace(outcome, message=f"{outcome.message} {' '.join(found.doubts)}")
        _say_guess(sheet, found.mapping)
        remembered.keep(fingerprint(sheet.header), found.mapping)
    return import_paths(library, [outcome.path], remembered, getpass.getuser())[0]


def _say_guess(sheet: Sheet, mapping: Mapping) -> None:
    meanings = [
        f"{name} = {' '.join(filter(None, (each.role.value, each.name, each.unit)))}"
        for name, each in zip(sheet.header, mapping.columns, strict=True)
    ]
    say(f"{sheet.file.name}: {'; '.join(meanings)}")


def _questions(library: Any) -> int:
    from meddiag_gui.library.patients.linking import count_questions

    with library.read() as session:
        return count_questions(session)


def _row(outcome: Outcome) -> dict[str, Any]:
    stored = outcome.stored
    row: dict[str, Any] = {
        "path": path_text(outcome.path), "status": outcome.status, "message": outcome.message,
        "persons": len(stored.persons) if stored else 0,
        "taken": stored.taken if stored else 0,
        "known": stored.known if stored else 0,
        "left_out": stored.left if stored else 0,
    }  # fmt: skip
    row["problems"] = [
        {"place": each.place, "message": each.message} for each in (stored.problems if stored else ())
    ]
    return row


def _lines(outcomes: list[Outcome], asked: int) -> list[str]:
    lines = []
    for outcome in outcomes:
        stored = outcome.stored
        if stored is None:
            continue
        before = " (taken in before)" if stored.again else ""
        lines.append(
            f"{printable(outcome.name)}{before}: {_count(len(stored.persons), 'person')}, "
            f"{stored.taken} new, {stored.known} known already, {_count(stored.left, 'complaint')}"
        )
        lines += [
            f"  {printable(each.place)}: {printable(each.message)}" for each in stored.problems[:_SHOWN]
        ]
        if stored.left > _SHOWN:
            lines.append(f"  … and {stored.left - _SHOWN} more; --json has them")
    if asked:
        lines.append(
            f"{asked} times a record and a patient of images may be one person and disagree: "
            "decide in the patient room of the window."
        )
    return lines


def _count(number: int, of: str) -> str:
    return f"{number} {of}" if number == 1 else f"{number} {of}s"
