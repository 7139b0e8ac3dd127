"""``meddiag library``: search it, check it, empty its bin, back it up, encrypt it."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meddiag_gui.cli import audit, verdicts
from meddiag_gui.cli.libraries import LibraryFolder, ask_passphrase, open_library
from meddiag_gui.cli.options import JsonFile
from meddiag_gui.cli.output import check_output, progress_line, say, write_json
from meddiag_gui.imaging.text import printable

if TYPE_CHECKING:
    from meddiag_gui.library.search import Found

SEARCH, VERIFY = "meddiag.library-search/1", "meddiag.library-verify/1"

app = typer.Typer(no_args_is_help=True, help="The library of studies.")
Studies = Annotated[
    list[int], typer.Argument(metavar="STUDY...", help="Numbers of studies, as `search` shows them.")
]
app.command()(verdicts.verdicts)
app.command()(audit.audit)


@app.command()
def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXT...",
            help="Words, and name: id: mod: date: born: sex: desc: finding: verdict: status: in:bin",
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many studies to show, the newest first.")] = 100,
    offset: Annotated[int, typer.Option(min=0, help="How many to pass over.")] = 0,
    json: JsonFile = None,
    library: LibraryFolder = None,
) -> None:
    """Find studies, such as: wang mod:CR,DX date:2024-01..2024-06 finding:pneumonia."""
    from meddiag_gui.library.query import parse
    from meddiag_gui.library.search import search as find

    check_output(json)
    query = parse(" ".join(words or ()))
    for problem in query.problems:
        say(problem)
    with open_library(library, create=False) as opened, opened.read() as session:
        page = find(session, query, limit=limit, offset=offset)
    if json is not None:
        rows = [_row(study) for study in page.studies]
        write_json({"schema": SEARCH, "total": page.total, "offset": offset, "results": rows}, json)
        return
    for study in page.studies:
        print(_line(study))
    shown = f", of which {len(page.studies)} are shown" if len(page.studies) < page.total else ""
    say(f"{_studies(page.total)} found{shown}.")


@app.command()
def verify(json: JsonFile = None, library: LibraryFolder = None) -> None:
    """Check the database, the content of every file, and the audit log; nothing is changed."""
    from meddiag_gui.library.integrity import verify as check

    check_output(json)
    with open_library(library, create=False) as opened, progress_line() as report:
        verified = check(opened, report=report)
    for flaw in verified.flaws:
        say(flaw.message)
    say(
        f"{verified.files} files and {verified.entries} entries of the audit log were checked: "
        f"{'all is sound' if verified.sound else 'not all is sound'}."
    )
    if json is not None:
        flaws = [
            {
                "kind": flaw.kind,
                "message": flaw.message,
                "study": flaw.study,
                "sop_instance_uid": flaw.sop_instance_uid or None,
            }
            for flaw in verified.flaws
        ]
        found = {"sound": verified.sound, "files": verified.files, "audit_entries": verified.entries}
        write_json({"schema": VERIFY} | found | {"flaws": flaws}, json)
    if not verified.sound:
        raise typer.Exit(1)


@app.command()
def delete(studies: Studies, library: LibraryFolder = None) -> None:
    """Put studies into the bin; `restore` brings them back."""
    from meddiag_gui.library.bin import put_into_bin

    with open_library(library, create=False) as opened:
        _all(put_into_bin(opened, studies, getpass.getuser()), studies, "Put into the bin")


@app.command()
def restore(studies: Studies, library: LibraryFolder = None) -> None:
    """Bring studies back from the bin."""
    from meddiag_gui.library import bin as binned

    with open_library(library, create=False) as opened:
        _all(binned.restore(opened, studies, getpass.getuser()), studies, "Brought back")


@app.command("empty-bin")
def empty_bin(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False, library: LibraryFolder = None
) -> None:
    """Delete what is in the bin for good."""
    from meddiag_gui.library.bin import empty

    with open_library(library, create=False) as opened:
        if not yes:
            typer.confirm("Delete what is in the bin for good?", abort=True, err=True)
        with progress_line() as report:
            count = empty(opened, getpass.getuser(), report=report)
    say(f"Deleted for good: {_studies(count)}.")


@app.command()
def backup(library: LibraryFolder = None) -> None:
    """Copy the database now; copies are also made once a day and before each migration."""
    from meddiag_gui.library.backup import make

    with open_library(library, create=False) as opened:
        made = make(opened)
    say(f"The backup {made.path.name} was made.")


@app.command("restore-backup")
def restore_backup(library: LibraryFolder = None) -> None:
    """Put the last sound backup in the place of a damaged database, and take in again what came later."""
    from meddiag_gui.library.recovery import recover

    passphrase = _passphrase_if_locked(library)
    with progress_line() as report:
        found = recover(library, passphrase, getpass.getuser(), report=report)
    say(f"The library is as it was on {found.backup.at:%Y-%m-%d %H:%M} UTC; the damaged database was kept.")
    say(f"Files that came later and were taken in again: {found.files}.")


@app.command()
def encrypt(
    keyring: Annotated[
        bool, typer.Option("--keyring", help="Let this system's keyring hold the key too.")
    ] = False,
    library: LibraryFolder = None,
) -> None:
    """Encrypt the library under a passphrase; whoever loses it loses the library."""
    from meddiag_gui.library import encryption

    with open_library(library, create=False) as opened, progress_line() as report:
        passphrase = ask_passphrase(new=True)
        encryption.encrypt(opened, getpass.getuser(), passphrase, in_keyring=keyring, report=report)
    _settle(library, passphrase)
    say("The library is encrypted.")


@app.command()
def decrypt(library: LibraryFolder = None) -> None:
    """Make an encrypted library plain."""
    from meddiag_gui.library import encryption

    with open_library(library, create=False) as opened, progress_line() as report:
        encryption.decrypt(opened, getpass.getuser(), report=report)
    _settle(library, None)
    say("The library is not encrypted any more.")


@app.command()
def passphrase(library: LibraryFolder = None) -> None:
    """Change the passphrase of an encrypted library."""
    from meddiag_gui.library import encryption

    with open_library(library, create=False) as opened:
        encryption.change_passphrase(opened, getpass.getuser(), ask_passphrase(new=True))
    say("The passphrase was changed.")


def _settle(folder: LibraryFolder, passphrase: str | None) -> None:
    """Open the library anew: that deletes what is left of the old one."""
    from meddiag_gui.library.library import Library

    Library.open(folder, key=passphrase, create=False).close()


def _passphrase_if_locked(folder: LibraryFolder) -> str | None:
    """Ask for the passphrase of an encrypted library whose database may be damaged."""
    import os

    from meddiag_gui.cli.libraries import PASSPHRASE
    from meddiag_gui.library import descriptor, keys
    from meddiag_gui.library.library import default_folder

    found = descriptor.read(folder or default_folder())
    if found is None or not found.encrypted or keys.recall(found.identity) is not None:
        return None
    given = os.environ.get(PASSPHRASE)
    return given if given is not None else ask_passphrase()


def _all(done: int, asked: list[int], what: str) -> None:
    say(f"{what}: {done} of {_studies(len(asked))}.")
    if done < len(set(asked)):
        raise typer.Exit(1)


def _studies(count: int) -> str:
    return "1 study" if count == 1 else f"{count} studies"


def _row(study: Found) -> dict[str, Any]:
    return {
        "study": study.study,
        "study_instance_uid": study.study_instance_uid,
        "patient_id": study.patient_id or None,
        "issuer": study.issuer or None,
        "patient_name": study.patient_name or None,
        "patient_birth_date": study.patient_birth_date or None,
        "patient_sex": study.patient_sex or None,
        "accession": study.accession or None,
        "date": study.date.isoformat() if study.date else None,
        "time": study.time or None,
        "modalities": study.modalities.split(),
        "description": study.description or None,
        "images": study.images,
        "status": study.status,
        "in_bin": study.binned_at is not None,
    }


def _line(study: Found) -> str:
    """Write one study for people."""
    day = study.date.isoformat() if study.date else "----------"
    who = f"{study.patient_name or 'no name'} ({study.patient_id or 'no ID'})"
    parts = (f"{study.study:>6}", day, study.modalities or "--", who, study.description, study.status)
    return printable("  ".join(filter(None, parts)))
