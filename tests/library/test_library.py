"""A library opens, keeps what it acknowledged, and says in a sentence what is wrong with it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from meddiag_gui.errors import LibraryError
from meddiag_gui.library import backup, database, descriptor, migrating, opening, places
from meddiag_gui.library import bin as binned
from meddiag_gui.library.faults import (
    LibraryBusy,
    LibraryDamaged,
    LibraryFull,
    LibraryGone,
    LibraryNewer,
    LibraryReadOnly,
)
from meddiag_gui.library.importing import import_files
from meddiag_gui.library.integrity import verify
from meddiag_gui.library.library import Library, default_folder
from meddiag_gui.library.recovery import recover
from meddiag_gui.library.tables.base import Base
from meddiag_gui.library.tables.core import Patient, Study
from tests.support.library import PASSPHRASE, add_study, counts, write_study


def pragma(library: Library, name: str) -> Any:
    with library.database.raw() as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_it_loses_nothing_by_its_settings(library: Library) -> None:
    assert pragma(library, "journal_mode") == "wal"
    assert pragma(library, "synchronous") == 2
    assert pragma(library, "foreign_keys") == 1
    assert pragma(library, "busy_timeout") == 20000


def test_the_users_own_library_is_in_the_users_data(own_home: Path) -> None:
    with Library.open() as library:
        assert library.folder == default_folder() == own_home / "data" / "library"


def test_what_was_written_is_there_and_what_failed_is_not(library: Library) -> None:
    with library.write() as session:
        add_study(session, 1)

    def fail() -> None:
        with library.write() as session:
            add_study(session, 2)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    def contradict() -> None:
        with library.write() as session:
            add_study(session, 2)
            session.add(Study(study_instance_uid="1", patient_key=99))

    with pytest.raises(IntegrityError):
        contradict()
    assert counts(library) == (1, 1, 1, 1)


def test_readers_see_one_state_and_cannot_write(library: Library) -> None:
    with library.read() as session:
        assert session.query(Study).count() == 0
        with library.write() as writing:
            add_study(writing, 1)
        assert session.query(Study).count() == 0

    def write() -> None:
        with library.read() as session:
            session.add(Patient())
            session.flush()

    with pytest.raises(LibraryReadOnly):
        write()


def test_writers_wait_for_each_other(library: Library) -> None:
    with Library.open(library.folder) as other:

        def add(which: Library, first: int) -> None:
            for number in range(first, first + 15):
                with which.write() as session:
                    add_study(session, number)

        threads = [
            threading.Thread(target=add, args=(which, first)) for which, first in ((library, 0), (other, 50))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert counts(library)[1] == 30


def test_who_waits_too_long_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with (
        Library.open(library.folder) as other,
        library.write(),
        pytest.raises(LibraryBusy, match="busy"),
        other.write(),
    ):
        pass


def test_a_vanished_folder_is_never_made_anew_nor_written_into_nothing(
    library: Library, tmp_path: Path
) -> None:
    library.folder.rename(tmp_path / "elsewhere")
    with pytest.raises(LibraryGone, match="drive"), library.write() as session:
        add_study(session, 1)
    with pytest.raises(LibraryGone, match="not there"):
        Library.open(library.folder, create=False)
    with Library.open(tmp_path / "elsewhere") as moved:
        assert counts(moved)[1] == 0
    (tmp_path / "empty").mkdir()
    with pytest.raises(LibraryGone, match="no library"):
        Library.open(tmp_path / "empty", create=False)


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError):
        Library.open(tmp_path / "file")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"version": 1, "database": "../x"}', b'{"version": "x"}']
)
def test_a_damaged_descriptor_is_told(library: Library, content: bytes) -> None:
    library.close()
    (library.folder / descriptor.NAME).write_bytes(content)
    with pytest.raises(LibraryDamaged, match="damaged"):
        Library.open(library.folder)


def test_a_newer_library_is_left_alone(library: Library) -> None:
    with library.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    library.close()
    before = library.database.path.read_bytes()
    with pytest.raises(LibraryNewer, match="newer version"):
        Library.open(library.folder)
    assert library.database.path.read_bytes() == before
    (library.folder / descriptor.NAME).write_text('{"version": 2, "new": true}')
    with pytest.raises(LibraryNewer):
        Library.open(library.folder)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    descriptor.write(folder, descriptor.Descriptor())
    with sqlite3.connect(folder / "library.sqlite") as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(LibraryDamaged, match="not that of"):
        Library.open(folder)


def test_an_older_library_is_migrated_after_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = migrating.revisions()
    upgrade = migrating.upgrade
    monkeypatch.setattr(migrating, "revisions", lambda: everything[:1])
    monkeypatch.setattr(migrating, "upgrade", lambda connection: upgrade(connection, everything[0]))
    with Library.open(tmp_path / "library") as old, old.write() as session:
        add_study(session, 1)
    monkeypatch.undo()
    with Library.open(tmp_path / "library") as library:
        assert counts(library)[1] == 1
        with library.read() as session:
            assert migrating.state_of(session.connection()) == "current"
    assert [made.why for made in backup.listed(library.folder)] == ["migration"]


def test_a_migration_that_fails_leaves_the_old_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything, upgrade = migrating.revisions(), migrating.upgrade
    monkeypatch.setattr(migrating, "revisions", lambda: everything[:1])
    monkeypatch.setattr(migrating, "upgrade", lambda connection: upgrade(connection, everything[0]))
    Library.open(tmp_path / "library").close()
    monkeypatch.undo()

    def broken(connection: Any) -> None:
        upgrade(connection)
        raise RuntimeError

    monkeypatch.setattr(migrating, "upgrade", broken)
    with pytest.raises(RuntimeError):
        Library.open(tmp_path / "library")
    monkeypatch.undo()
    Library.open(tmp_path / "library").close()


def test_the_migrations_are_one_chain_and_end_at_the_tables(library: Library) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.FOLDER))
    script = ScriptDirectory.from_config(config)
    chain = [step.revision for step in script.walk_revisions()][::-1]
    assert tuple(chain) == migrating.revisions()
    import importlib
    import pkgutil

    from meddiag_gui.library import tables

    for module in pkgutil.iter_modules(tables.__path__):
        importlib.import_module(f"{tables.__name__}.{module.name}")
    with library.read() as session:
        compared = compare_metadata(MigrationContext.configure(session.connection()), Base.metadata)
    differences = [found for found in compared if "study_index" not in str(found)]
    assert differences == []


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(4096, len(content), 4096):
        content[place : place + 100] = b"\xff" * 100
    path.write_bytes(content)


@pytest.mark.parametrize("key", [None, PASSPHRASE])
def test_a_damaged_database_is_told_and_restored_with_what_came_later(
    tmp_path: Path, key: str | None
) -> None:
    folder = tmp_path / "library"
    for number in (1, 2):
        write_study(tmp_path / "in", number)
    with Library.open(folder, key=key) as library:
        import_files(library, [tmp_path / "in" / "s1-0.dcm"])
        backup.make(library)
        import_files(library, [tmp_path / "in" / "s2-0.dcm"])
    damage(library.database.path)
    with pytest.raises(LibraryDamaged, match="last backup"):
        Library.open(folder, key=key)
    recovered = recover(folder, key, "ada")
    assert (recovered.backup.why, recovered.files) == ("manual", 1)
    with Library.open(folder, key=key) as library:
        assert counts(library)[1] == 2
        assert verify(library).flaws == ()
    assert len(list(folder.glob("damaged-*.sqlite"))) == 1


def test_without_a_sound_backup_nothing_is_changed(library: Library) -> None:
    with library.write() as session:
        add_study(session, 1)
    made = backup.make(library)
    library.close()
    damage(library.database.path)
    damage(made.path)
    before = {path.name: path.read_bytes() for path in library.folder.iterdir() if path.is_file()}
    with pytest.raises(LibraryDamaged, match="no sound backup"):
        backup.restore(library.folder)
    assert {path.name: path.read_bytes() for path in library.folder.iterdir() if path.is_file()} == before


def test_a_database_that_was_deleted_is_not_made_anew(library: Library) -> None:
    with library.write() as session:
        add_study(session, 1)
    backup.make(library)
    library.close()
    library.database.path.unlink()
    with pytest.raises(LibraryDamaged, match="missing"):
        Library.open(library.folder)
    backup.restore(library.folder)
    with Library.open(library.folder) as restored:
        assert counts(restored)[1] == 1


def test_a_backup_is_made_once_a_day_and_the_oldest_go(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.open(library.folder).close()
    assert backup.listed(library.folder) == []  # nothing to lose yet
    with library.write() as session:
        add_study(session, 1)
    moment = datetime(2024, 1, 1, tzinfo=UTC)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return moment

    monkeypatch.setattr(backup, "datetime", Clock)
    for hours in range(0, 24 * (backup.KEPT + 3), 12):
        moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        Library.open(library.folder).close()
    listed = backup.listed(library.folder)
    assert len(listed) == backup.KEPT
    assert listed[0].at == datetime(2024, 1, backup.KEPT + 3, tzinfo=UTC)
    assert len(list((library.folder / backup.FOLDER).iterdir())) == 2 * backup.KEPT


def test_what_belongs_to_the_user_is_never_swept(library: Library) -> None:
    theirs = ["library-old.sqlite", "storehouse", "notes.txt", "damaged-20240101.sqlite"]
    ours = ["library-0123abcd.sqlite", "library-0123abcd.sqlite-wal", "store-0123abcd"]
    for name in theirs + ours:
        (library.folder / name).touch()
    Library.open(library.folder).close()
    left = {path.name for path in library.folder.iterdir()}
    assert left >= set(theirs)
    assert not left & set(ours)


READS = """
import os, sys
from pathlib import Path
from meddiag_gui.library import opening
from meddiag_gui.library.library import Library
import sqlalchemy.dialects.sqlite, sqlalchemy.orm, sqlcipher3.dbapi2
from meddiag_gui.library.faults import LibraryReadOnly
from meddiag_gui.library.tables.core import Study
with Library.open(Path(sys.argv[2])):  # brings all that is imported late
    pass
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
with Library.open(Path(sys.argv[1])) as library:
    with library.read() as session:
        print(library.read_only, session.query(Study).count())
    try:
        with library.write():
            print("written")
    except LibraryReadOnly as error:
        print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs modes of POSIX")
def test_a_read_only_folder_can_be_read(library: Library, tmp_path: Path) -> None:
    with library.write() as session:
        add_study(session, 1)
    library.close()
    for path in [library.folder, *library.folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    outer = tmp_path
    while outer != outer.parent:  # whoever reads must get there
        outer.chmod(outer.stat().st_mode | 0o055) if "pytest" in str(outer) else None
        outer = outer.parent
    run = subprocess.run(
        [sys.executable, "-c", READS, str(library.folder), str(tmp_path / "other")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == [
        "True 1",
        "Nothing was changed: the library “library” can only be read.",
    ]
    library.folder.chmod(0o755)


FILLS = """
import resource, sys
from pathlib import Path
from meddiag_gui.errors import LibraryError
from meddiag_gui.library.library import Library
from tests.support.library import add_study
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Library.open(Path(sys.argv[1])) as library:
    size = library.database.path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100_000, size + 100_000))
    number = 0
    try:
        while True:
            number += 1
            with library.write() as session:
                add_study(session, number, description="x" * 5000)
            print(number, flush=True)
    except LibraryError as error:
        print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs limits of POSIX")
def test_a_full_disk_is_told_and_costs_only_what_was_not_acknowledged(library: Library) -> None:
    library.close()
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(
        [sys.executable, "-c", FILLS, str(library.folder)],
        capture_output=True,
        text=True,
        cwd=root,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    *acknowledged, said = run.stdout.splitlines()
    assert "full" in said or "cannot be reached" in said
    assert acknowledged
    with Library.open(library.folder) as again:
        assert counts(again)[1] == len(acknowledged)


def test_the_bin_keeps_and_gives_back_and_deletes_for_good(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", 1, 2)
    write_study(tmp_path / "in", 2, 1)
    import_files(library, [tmp_path / "in"])
    assert binned.put_into_bin(library, [1, 2, 99], "ada") == 2
    assert binned.put_into_bin(library, [1], "ada") == 0
    assert binned.restore(library, [2], "ada") == 1
    assert binned.empty(library, "ada") == 1
    assert counts(library) == (1, 1, 1, 1)
    assert verify(library).flaws == ()
    assert len(list(library.store.listed())) == 1


def test_a_content_that_another_study_names_stays(library: Library, tmp_path: Path) -> None:
    (source,) = write_study(tmp_path / "in", 1)
    import_files(library, [source])
    with library.write() as session:
        twin = add_study(session, 2)
        twin.series[0].instances[0].sha256 = (
            next(iter(library.store.listed())).parent.name + next(iter(library.store.listed())).name
        )
    binned.put_into_bin(library, [1], "ada")
    binned.empty(library, "ada")
    assert len(list(library.store.listed())) == 1


def test_files_that_nothing_names_go_when_they_are_old(library: Library, tmp_path: Path) -> None:
    (source,) = write_study(tmp_path / "in", 1)
    import_files(library, [source])
    for number, age in (("a", 0), ("b", 7200)):
        path = library.store.path(number * 64)
        path.parent.mkdir()
        path.touch()
        os.utime(path, (path.stat().st_mtime - age,) * 2)
    assert [flaw.kind for flaw in verify(library).flaws] == ["unnamed"]
    assert verify(library).sound
    binned.empty(library, "ada")
    assert len(list(library.store.listed())) == 2


def test_verify_names_what_is_wrong(library: Library, tmp_path: Path) -> None:
    sources = [write_study(tmp_path / "in", number)[0] for number in (1, 2, 3)]
    import_files(library, sources[:2])
    import_files(library, sources[2:], reference=True)
    altered, missing = library.store.listed()
    altered.write_bytes(b"other")
    missing.unlink()
    sources[2].write_bytes(b"other")
    found = verify(library)
    assert sorted(flaw.kind for flaw in found.flaws) == ["altered", "altered", "missing"]
    assert not found.sound
    assert found.files == 3
    assert all(flaw.message.startswith("s") and flaw.study for flaw in found.flaws)


def test_opening_closes_what_it_opened_when_it_fails(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_check", lambda library: (_ for _ in ()).throw(LibraryFull("full")))
    with pytest.raises(LibraryFull):
        Library.open(library.folder)


MAKES = """
import sys
from pathlib import Path
from meddiag_gui.library.library import Library
from tests.support.library import add_study
with Library.open(Path(sys.argv[1])) as library:
    for number in range(5):
        with library.write() as session:
            add_study(session, int(sys.argv[2]) * 10 + number)
"""


def test_several_processes_make_and_fill_one_library(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", MAKES, str(tmp_path / "library")]
    running = [
        subprocess.Popen([*command, str(number)], cwd=root, stderr=subprocess.PIPE, text=True)
        for number in range(4)
    ]
    errors = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0] * 4, errors
    with Library.open(tmp_path / "library", create=False) as library:
        assert counts(library)[1] == 20
        assert verify(library).flaws[0].kind == "missing"  # these studies have no files


def test_errors_of_whoever_works_with_it_stay_what_they_are(library: Library, tmp_path: Path) -> None:
    for session in (library.read, library.write):
        with pytest.raises(FileNotFoundError), session():
            (tmp_path / "not there").read_bytes()


def test_on_a_network_drive_there_is_no_shared_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "on_network", lambda folder: True)
    with Library.open(tmp_path / "library") as library:
        assert pragma(library, "journal_mode") == "delete"
        with library.write() as session:
            add_study(session, 1)
    monkeypatch.undo()
    with Library.open(tmp_path / "library") as library:
        assert (pragma(library, "journal_mode"), counts(library)[1]) == ("wal", 1)


@pytest.mark.parametrize(
    ("mounted", "remote"),
    [
        ([("/", "ext4", "rw"), ("/mnt/share", "cifs", "rw")], True),
        ([("/", "nfs4", "rw"), ("/mnt", "ext4", "rw")], False),
        ([("/", "ext4", "rw"), ("/mnt/sha", "nfs", "rw")], False),
        ([("/", "", "rw,remote")], True),
        ([], False),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
def test_network_drives_are_known(
    mounted: list[tuple[str, str, str]], remote: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [SimpleNamespace(mountpoint=where, fstype=kind, opts=options) for where, kind, options in mounted]
    monkeypatch.setattr(places.psutil, "disk_partitions", lambda all: parts)  # noqa: A006  # its own word
    places.on_network.cache_clear()
    assert places.on_network(Path("/mnt/share/library")) == remote
    places.on_network.cache_clear()


def test_what_a_crash_left_unpacked_goes_once_nobody_can_be_using_it(library: Library) -> None:
    gone = 2**22 + 1  # beyond every process number
    names = {f".unpacked-{gone}-a": 7200, f".unpacked-{gone}-b": 0, f".unpacked-{os.getpid()}-c": 7200}
    for name, age in names.items():
        (library.folder / name).mkdir()
        os.utime(library.folder / name, (time.time() - age,) * 2)
    Library.open(library.folder).close()
    left = {path.name for path in library.folder.glob(".unpacked*")}
    assert left == set(list(names)[1:])
