"""``meddiag import``: files into the library."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meddiag_gui.cli.libraries import LibraryFolder, open_library
from meddiag_gui.cli.options import JsonFile, Paths
from meddiag_gui.cli.output import check_output, progress_line, say, write_json
from meddiag_gui.imaging.text import path_text, printable

if TYPE_CHECKING:
    from meddiag_gui.library.accepting import Imported
    from meddiag_gui.library.importing import ImportResult

SCHEMA = "meddiag.import/1"


def import_(
    paths: Paths,
    reference: Annotated[
        bool, typer.Option("--reference", help="Leave the files where they are instead of copying them.")
    ] = False,
    json: JsonFile = None,
    library: LibraryFolder = None,
) -> None:
    """Take studies into the library: files, folders and ZIP archives of DICOM objects and pictures.

    What is there already is known again, so a stopped import goes on where it was. A file without a patient's
    data becomes a study of its own.
    """
    from meddiag_gui.imaging.isolated.reader import IsolatedReader
    from meddiag_gui.library.importing import import_files

    check_output(json)
    with open_library(library) as opened, IsolatedReader() as reader, progress_line() as report:
        result = import_files(
            opened,
            paths,
            reference=reference,
            who=getpass.getuser(),
            read=reader.read_identity,
            report=report,
        )
    for one in result.files:
        if one.message and one.message != result.stopped:
            say(one.message if one.status == "failed" else f"{printable(one.path.name)}: {one.message}")
    if result.stopped:
        say(result.stopped)
    say(_summary(result))
    if json is not None:
        write_json(
            {
                "schema": SCHEMA,
                "library": path_text(opened.folder),
                "stopped": result.stopped or None,
                "results": [_row(one) for one in result.files],
            },
            json,
        )
    if not result.files or result.count("failed"):
        raise typer.Exit(1)


def _summary(result: ImportResult) -> str:
    if not result.files:
        return "there is no file in the folder."
    added, known = result.count("added", "variant"), result.count("known")
    return f"{added} files added, {known} known already, {result.count('failed')} failed."


def _row(one: Imported) -> dict[str, Any]:
    return {
        "path": path_text(one.path),
        "status": one.status,
        "message": one.message or None,
        "study": one.study,
        "study_instance_uid": one.study_instance_uid or None,
        "sop_instance_uid": one.sop_instance_uid or None,
        "sha256": one.sha256 or None,
        "stored": None if one.status == "failed" else "referenced" if one.referenced else "copied",
    }
