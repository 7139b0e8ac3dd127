"""``meddiag deidentify``: files without identities, by the profile of DICOM PS3.15 Annex E."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from meddiag_gui.cli.options import JsonFile
from meddiag_gui.cli.output import check_output, progress_line, say, write_file, write_json
from meddiag_gui.imaging.deidentify.options import Dates, Options
from meddiag_gui.imaging.deidentify.outcome import Outcome, Status

REPORT = "report.html"


def deidentify(
    given: Annotated[Path, typer.Argument(metavar="IN", help="A file, or a folder of files.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder for the de-identified files.")],
    dates: Annotated[
        Dates,
        typer.Option(help="Remove dates, shift them by a number of days of each patient, or keep them."),
    ] = Dates.REMOVE,
    keep_uids: Annotated[bool, typer.Option("--keep-uids", help="Keep UIDs.")] = False,
    keep_device: Annotated[bool, typer.Option("--keep-device", help="Keep the device's identity.")] = False,
    keep_institution: Annotated[
        bool, typer.Option("--keep-institution", help="Keep the institution's identity.")
    ] = False,
    keep_characteristics: Annotated[
        bool, typer.Option("--keep-patient-characteristics", help="Keep age, sex, size, weight …")
    ] = False,
    clean_descriptors: Annotated[
        bool, typer.Option("--clean-descriptors", help="Keep descriptions, with medical words only.")
    ] = False,
    clean_structured_content: Annotated[
        bool, typer.Option("--clean-structured-content", help="Clean reports; else they are left out.")
    ] = False,
    secret: Annotated[
        Path | None,
        typer.Option("--secret", metavar="FILE", help="64 hex digits from which pseudonyms are derived."),
    ] = None,
    confirm: Annotated[
        Path | None,
        typer.Option("--confirm", metavar="FILE", help="A JSON report with files marked as confirmed."),
    ] = None,
    json: JsonFile = None,
) -> None:
    """Take identities out of images: header, pixels and names; PS3.15 basic profile with options.

    Writing that is burned in is covered. What is in doubt is not written but named: look at it, set
    "confirmed" in the JSON report (and correct its regions), and run again with --confirm.
    """
    from meddiag_gui.imaging.deidentify.pseudonyms import site_pseudonyms
    from meddiag_gui.imaging.deidentify.report import as_json, as_page, read_reviews
    from meddiag_gui.imaging.deidentify.run import Work
    from meddiag_gui.imaging.deidentify.run import deidentify as run
    from meddiag_gui.imaging.isolated.reader import IsolatedReader

    check_output(json)
    options = Options(
        dates,
        keep_uids,
        keep_device,
        keep_institution,
        keep_characteristics,
        clean_descriptors,
        clean_structured_content,
    )
    reviews = read_reviews(confirm) if confirm is not None else {}
    outcomes: list[Outcome] = []
    with IsolatedReader() as reader, progress_line() as report:
        work = Work(out, site_pseudonyms(secret), reader.open_image, options, reviews)
        for outcome in run([given], work, report=report):
            outcomes.append(outcome)
            if outcome.message:
                say(outcome.message)
    if json is not None:
        write_json(as_json(outcomes, options), json)
    if outcomes:
        out.mkdir(parents=True, exist_ok=True)
        write_file(out / REPORT, as_page(outcomes, options))
    _end(outcomes, quiet=json is not None)


def _end(outcomes: list[Outcome], *, quiet: bool) -> None:
    """Say how many came out, and fail if any did not."""
    written = [outcome for outcome in outcomes if outcome.status in (Status.DONE, Status.BEFORE)]
    if not quiet:
        covered = sum(bool(outcome.boxes) for outcome in written)
        print(f"{len(written)} of {len(outcomes)} files written, {covered} of them with regions covered.")
    if not outcomes:
        say("there is no file in the folder.")
    if not outcomes or len(written) < len(outcomes):
        raise typer.Exit(1)
