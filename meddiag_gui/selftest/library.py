"""A library made here: a study imported once and not twice, checked, and kept under a passphrase."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from meddiag_gui.errors import LibraryError
from meddiag_gui.files import sha256_of
from meddiag_gui.imaging.phantom.study import demo_study
from meddiag_gui.inference.engines import Device
from meddiag_gui.library.importing import import_files
from meddiag_gui.library.integrity import verify
from meddiag_gui.library.library import Library
from meddiag_gui.library.query import parse
from meddiag_gui.library.search import search
from meddiag_gui.library.tables.core import Instance
from meddiag_gui.selftest.checks import Outcome

PASSPHRASE = "selftest of this installation"  # noqa: S105  # of a library that is thrown away


def check(home: Path, device: Device) -> Iterator[Outcome]:
    """Make a library and an encrypted one; see `checks.run_part`."""
    study = demo_study(home)
    for name, key in (("Library", None), ("Encrypted library", PASSPHRASE)):
        folder = home / name
        with Library.open(folder, key=key) as library:
            statuses = [import_files(library, [study]).files[0].status for _ in range(2)]
            right = statuses == ["added", "known"]
            yield Outcome(f"{name}: a study was {', then '.join(statuses)}", passed=right)
        with Library.open(folder, key=key, create=False) as library:
            same, sound = _holds(library, study), verify(library).sound
            with library.read() as session:
                found = search(session, parse("phantom mod:DX")).total
            words = "opened again, found, checked, and the same as was imported"
            yield Outcome(f"{name}: {words}", passed=same and sound and found == 1)
    try:
        Library.open(home / "Encrypted library", key="another", create=False).close()
    except LibraryError:
        yield Outcome("Encrypted library: another passphrase opens nothing")
    else:
        yield Outcome("Encrypted library: another passphrase opens it", passed=False)


def _holds(library: Library, study: Path) -> bool:
    """Whether a library gives back the one file that was imported."""
    with library.read() as session:
        instances = session.query(Instance).all()
    if len(instances) != 1:
        return False
    with library.lend(instances) as loan:
        return sha256_of(loan.paths[0]) == sha256_of(study)
