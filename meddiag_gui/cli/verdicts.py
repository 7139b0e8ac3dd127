"""``meddiag library verdicts``: what readers signed, as a data manifest for training."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from meddiag_gui.cli.libraries import LibraryFolder, open_library
from meddiag_gui.cli.output import RESEARCH_USE, check_output, progress_line, say
from meddiag_gui.imaging.text import printable


def verdicts(
    manifest: Annotated[Path, typer.Option("--manifest", metavar="FILE.csv", help="Where to write it.")],
    reader: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this reader signed; all readers by default.")
    ] = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="What readers committed before they saw the model's result.")
    ] = False,
    copy: Annotated[
        bool, typer.Option("--copy", help="Copy the images into a folder beside the manifest.")
    ] = False,
    library: LibraryFolder = None,
) -> None:
    """Write signed verdicts as a manifest: path, patient_id, a column a finding, reader, signed_at.

    It names no patient. Images of an encrypted library are always copied, and are then in plain.
    """
    from meddiag_gui.worklist.manifest import export_verdicts

    check_output(manifest)
    with open_library(library, create=False) as opened, progress_line() as report:
        written = export_verdicts(
            opened,
            manifest.absolute(),
            who=getpass.getuser(),
            stage="alone" if alone else "with_model",
            reader=reader,
            copy=copy,
            report=report,
        )
    for sentence in written.left_out:
        say(f"Left out: {sentence}")
    findings = ", ".join(written.findings)
    print(f"{written.images} images of {written.patients} patients: {printable(findings)}.\n{RESEARCH_USE}")


def note_decision() -> None:
    """Put what was just decided on a model into the library's audit log, if there is a library."""
    from meddiag_gui.worklist.decisions import follow_if_there

    problem = follow_if_there()
    if problem:
        say(f"The audit log could not be written: {problem}")
