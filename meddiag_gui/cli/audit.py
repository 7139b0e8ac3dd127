"""``meddiag library audit``: the log of who did what, and whether it is whole."""

from __future__ import annotations

import getpass
import json as standard_json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meddiag_gui.cli.libraries import LibraryFolder, open_library
from meddiag_gui.cli.options import JsonFile
from meddiag_gui.cli.output import check_output, progress_line, say, write_json
from meddiag_gui.imaging.text import printable

if TYPE_CHECKING:
    from meddiag_gui.library.audit import Entry
    from meddiag_gui.library.audit_check import ChainReport, Head
    from meddiag_gui.library.library import Library

SCHEMA = "meddiag.audit/1"


def audit(
    verify: Annotated[
        bool, typer.Option("--verify", help="Follow the chain; exit with 1 if it is broken.")
    ] = False,
    head: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBER:DIGEST", help="A head kept elsewhere, which the log must still contain."
        ),
    ] = None,
    renew_note: Annotated[
        bool,
        typer.Option(
            "--renew-note",
            help="After a restored backup: note the head of the log anew. The log tells of it.",
        ),
    ] = False,
    last: Annotated[int, typer.Option(min=0, help="How many entries to show.")] = 20,
    json: JsonFile = None,
    library: LibraryFolder = None,
) -> None:
    """Show the audit log, or verify it: the first broken link is named.

    It holds identifiers only: who, when, what was done, to which study or model.
    """
    from meddiag_gui.worklist.decisions import follow

    check_output(json)
    noted = [_parsed(head)] if head else []
    with open_library(library, create=False) as opened:
        if library is None and not opened.read_only:
            follow(opened)
        if renew_note:
            _renew(opened)
        if not verify:
            _show(opened, last, json)
            return
        checked = _verified(opened, noted)
    written = f"{checked.head.number}:{checked.head.digest}"
    broken = checked.broken
    if json is not None:
        found: dict[str, Any] = {
            "schema": SCHEMA,
            "entries": checked.entries,
            "head": written,
            "broken": None,
        }
        if broken is not None:
            found["broken"] = {"entry": broken.number, "reason": broken.reason}
        write_json(found, json)
    elif broken is None:
        print(f"The audit log is whole: {checked.entries} entries.\nHead: {written}")
    if broken is not None:
        say(f"The audit log is broken at entry {broken.number}: {broken.reason}.")
        raise typer.Exit(1)


def _verified(library: Library, noted: list[Head]) -> ChainReport:
    """Verify against the head beside the database too, and note the new one where all is well."""
    from meddiag_gui.library.audit_check import note_head, read_note, verify

    kept = read_note(library.folder)
    with library.read() as session, progress_line() as report:
        checked = verify(session, [*noted, *filter(None, [kept])], report=report)
        if checked.broken is None and not library.read_only:
            note_head(session, library.folder)
    return checked


def _parsed(head: str) -> Head:
    from meddiag_gui.library.audit_check import parse_head

    try:
        return parse_head(head)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _renew(library: Library) -> None:
    from meddiag_gui.library.audit_check import renew_note

    with library.write() as session:
        renew_note(session, library.folder, getpass.getuser())


def _show(library: Library, last: int, json: Any) -> None:
    from meddiag_gui.library.audit import count, entries

    with library.read() as session:
        shown = list(entries(session, after=max(0, count(session) - last)))
    if json is not None:
        write_json({"schema": SCHEMA, "results": [_row(entry) for entry in shown]}, json)
        return
    for entry in shown:
        print(
            printable(
                f"{entry.number}  {entry.at}  {entry.who}  {entry.action}  {entry.subject}  {entry.details}"
            )
        )


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number, "at": entry.at, "who": entry.who, "action": entry.action,
        "subject": entry.subject, "details": standard_json.loads(entry.details), "digest": entry.digest,
    }  # fmt: skip
