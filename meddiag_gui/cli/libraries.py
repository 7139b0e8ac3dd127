"""How commands open a library, and ask for the passphrase of an encrypted one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from meddiag_gui.library.library import Library

PASSPHRASE = "MEDDIAG_PASSPHRASE"  # noqa: S105  # the name of a variable
"""Variable of the environment that holds a library's passphrase, for scripts."""

LibraryFolder = Annotated[
    Path | None, typer.Option("--library", metavar="DIR", help="The library; your own unless given.")
]


def open_library(folder: Path | None, *, create: bool = True) -> Library:
    """Open a library; for an encrypted one ask the keyring, then the environment, then the user.

    Raises
    ------
    LibraryError
        If it cannot be opened.
    """
    from meddiag_gui.library.faults import LibraryLocked, WrongKey
    from meddiag_gui.library.library import Library

    given = os.environ.get(PASSPHRASE)
    try:
        return Library.open(folder, key=None, create=create)
    except WrongKey:
        if given is None:
            raise
    except LibraryLocked:
        if given is None and not (sys.stdin and sys.stdin.isatty()):
            raise
    passphrase = given if given is not None else ask_passphrase()
    return Library.open(folder, key=passphrase, create=create)


def ask_passphrase(*, new: bool = False) -> str:
    """Ask at the terminal, without showing what is typed; a new one is asked for twice.

    A script gives it in the variable `PASSPHRASE` (a new one in ``MEDDIAG_NEW_PASSPHRASE``).
    """
    if new and (given := os.environ.get("MEDDIAG_NEW_PASSPHRASE")) is not None:
        return given
    asked: str = typer.prompt(
        "New passphrase" if new else "Passphrase", hide_input=True, confirmation_prompt=new, err=True
    )
    return asked
