"""Kills processes that work on a library at random moments, and looks what is left.

    python -m tests.support.killing FOLDER SEED KILLS...

A process that has imported everything forks one child a kill (it has no thread and no connection then). The
child writes what the library has acknowledged into a pipe; after a random while it is killed by SIGKILL. Then
the library must open, be sound, and hold all that was acknowledged. The outcome of each kill is a JSON line.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import keyring
import numpy as np
from keyring.backends.null import Keyring
from sqlalchemy import select

from meddiag_gui.library import bin as binned
from meddiag_gui.library import encryption, importing, keys, migrating
from meddiag_gui.library.audit import entries
from meddiag_gui.library.importing import import_files
from meddiag_gui.library.integrity import verify
from meddiag_gui.library.library import Library
from meddiag_gui.library.reading import opinions
from meddiag_gui.library.reading.opinion import Draft, FindingOpinion
from meddiag_gui.library.tables.core import Instance, Study
from tests.support.dicom_files import write_image
from tests.support.library import PASSPHRASE, add_study, cheap_keys

FILES, FILE_ROWS = 12, 32
DRAFTS = 15
OLD = 40  # studies
READER = "ada"
Tell = Callable[[object], None]


@dataclass
class Phase:
    """What is killed: how it is prepared, what the child does, and what must hold afterwards.

    Parameters
    ----------
    longest
        Seconds within which a kill comes, measured on the first, undisturbed run.
    """

    name: str
    prepare: Callable[[Path], None]
    work: Callable[[Path, Tell], None]
    check: Callable[[Path, list[Any]], str]
    longest: float = 0.0
    outcomes: dict[str, int] = field(default_factory=dict)


def make_files(folder: Path) -> None:
    """Write DICOM files, four to a study."""
    folder.mkdir()
    for number in range(FILES):
        pixels = np.full((FILE_ROWS, FILE_ROWS), number, "u2")
        write_image(
            folder / f"{number:03}.dcm", pixels, SOPInstanceUID=f"1.2.{number}", PatientID=f"P{number // 4}",
            StudyInstanceUID=f"1.3.{number // 4}", SeriesInstanceUID=f"1.4.{number // 4}",
        )  # fmt: skip


def sound(library: Library) -> None:
    """Fail unless the database, every file and the audit log are whole."""
    flaws = [flaw for flaw in verify(library).flaws if flaw.kind != "unnamed"]
    assert not flaws, flaws


# Import: each file that was told of is there, with its content.


def prepare_import(folder: Path) -> None:
    shutil.copytree(folder / "new", folder / "library")


def work_import(folder: Path, tell: Tell) -> None:
    with Library.open(folder / "library") as library:
        import_files(library, [folder / "files"], kept=lambda files: tell([one.sha256 for one in files]))


def check_import(folder: Path, told: list[Any]) -> str:
    with Library.open(folder / "library") as library:
        sound(library)
        with library.read() as session:
            there = set(session.scalars(select(Instance.sha256)))
        assert {digest for some in told for digest in some} <= there
        again = import_files(library, [folder / "files"])
        assert again.count("failed") == 0
        assert again.count("known") >= len(there)
    return "none yet" if not there else "some" if len(there) < FILES else "all"


# Verdicts: each draft and each signature that came back is there.


def prepare_verdicts(folder: Path) -> None:
    shutil.copytree(folder / "new", folder / "library")
    with Library.open(folder / "library") as library, library.write() as session:
        for number in range(5):
            add_study(session, number)


def work_verdicts(folder: Path, tell: Tell) -> None:
    with Library.open(folder / "library") as library:
        for number in range(DRAFTS):
            draft = Draft((FindingOpinion("pneumonia", "present"),), f"comment {number}")
            with library.write() as session:
                opinions.save_draft(session, 1 + number % 5, f"{READER}{number}", "with_model", draft)
            tell([number, False])
            with library.write() as session:
                opinions.sign(session, 1 + number % 5, f"{READER}{number}", "with_model", draft)
            tell([number, True])


def check_verdicts(folder: Path, told: list[Any]) -> str:
    with Library.open(folder / "library") as library:
        with library.database.raw() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with library.read() as session:
            for number, signed in told:
                state = opinions.load(session, 1 + number % 5, f"{READER}{number}")
                version = state.signed("with_model")
                if signed:
                    assert version is not None
                version = version or state.draft("with_model")
                assert version is not None
                assert version.content.comment == f"comment {number}"
            assert sum(entry.action == "sign" for entry in entries(session)) >= sum(s for _, s in told)
    return "none yet" if not told else "some" if len(told) < 2 * DRAFTS else "all"


# Migration: the studies of the old database are there, in the old or the new form.


def make_old(folder: Path) -> None:
    """Make a library of the first version."""
    everything, upgrade = migrating.revisions, migrating.upgrade
    first = everything()[:1]
    migrating.revisions = lambda: first  # type: ignore[assignment]
    migrating.upgrade = lambda connection: upgrade(connection, first[0])  # type: ignore[assignment]
    try:
        with Library.open(folder / "old") as library, library.write() as session:
            for number in range(OLD):
                add_study(session, number)
    finally:
        migrating.revisions, migrating.upgrade = everything, upgrade  # type: ignore[assignment]


def prepare_migration(folder: Path) -> None:
    shutil.copytree(folder / "old", folder / "library")


def work_migration(folder: Path, tell: Tell) -> None:
    with Library.open(folder / "library"):
        tell("migrated")


def check_migration(folder: Path, told: list[Any]) -> str:
    kept = sorted((folder / "library" / "backups").glob("*.sqlite"))
    with Library.open(folder / "library") as library:
        with library.read() as session:
            assert migrating.state_of(session.connection()) == "current"
            assert session.query(Study).count() == OLD
        with library.database.raw() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return "all" if told else "some" if kept else "none yet"


# Encryption: the library is the plain or the encrypted one, and whole.


def prepare_encryption(folder: Path) -> None:
    shutil.copytree(folder / "filled", folder / "library")


def work_encryption(folder: Path, tell: Tell) -> None:
    with Library.open(folder / "library") as library:
        encryption.encrypt(library, READER, PASSPHRASE)
    tell("encrypted")
    with Library.open(folder / "library", key=PASSPHRASE) as library:
        encryption.decrypt(library, READER)
    tell("decrypted")


def check_encryption(folder: Path, told: list[Any]) -> str:
    with Library.open(folder / "library", key=PASSPHRASE) as library:
        encrypted = library.descriptor.encrypted
        sound(library)
        with library.read() as session:
            assert session.query(Instance).count() == FILES
        if told == ["encrypted", "decrypted"]:
            assert not encrypted
        left = [path.name for path in library.folder.glob("library*.sqlite")]
        assert left == [library.descriptor.database]
        assert len(list(library.folder.glob("store*"))) == 1
        binned.put_into_bin(library, [1], READER)
    return "all" if len(told) == 2 else "some" if encrypted or told else "none yet"


def phases() -> list[Phase]:
    return [
        Phase("import", prepare_import, work_import, check_import),
        Phase("verdict", prepare_verdicts, work_verdicts, check_verdicts),
        Phase("migration", prepare_migration, work_migration, check_migration),
        Phase("encryption", prepare_encryption, work_encryption, check_encryption),
    ]


def run(phase: Phase, folder: Path, kill_after: float | None) -> list[Any]:
    """Let a child do the work, kill it unless None, and give what it told before."""
    shutil.rmtree(folder / "library", ignore_errors=True)
    phase.prepare(folder)
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if not child:
        os.close(reading)
        code = 1
        try:
            phase.work(folder, lambda what: _tell(writing, what))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    if kill_after is None:
        assert os.waitpid(child, 0)[1] == 0
        phase.longest = time.monotonic() - started
    else:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().split(b"\n")
    return [json.loads(line) for line in lines[:-1]]  # what a kill cut short was not told


def _tell(pipe: int, what: object) -> None:
    os.write(pipe, json.dumps(what).encode() + b"\n")


class _Patch:
    """Sets attributes for good, as pytest's monkeypatch does for a while."""

    setattr = staticmethod(setattr)


def main() -> None:
    """Kill as often as asked, in each phase."""
    keyring.set_keyring(Keyring())
    importing._BATCH = 3  # so that there are moments between two of them
    cheap_keys(_Patch())
    assert keys.wrap.__defaults__ == (4,)
    folder, dice = Path(sys.argv[1]), random.Random(int(sys.argv[2]))  # noqa: S311
    folder.mkdir(exist_ok=True)
    make_files(folder / "files")
    Library.open(folder / "new").close()
    make_old(folder)
    shutil.copytree(folder / "new", folder / "filled")
    with Library.open(folder / "filled") as library:
        import_files(library, [folder / "files"])
    for phase, count in zip(phases(), map(int, sys.argv[3:]), strict=True):
        for number in range(count + 1 if count else 0):
            moment = None if not number else dice.uniform(0, phase.longest)
            told = run(phase, folder, moment)
            outcome = phase.check(folder, told)
            if number:
                print(json.dumps([phase.name, outcome]), flush=True)


if __name__ == "__main__":
    main()
