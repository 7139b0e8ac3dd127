"""Only the right key opens an encrypted library; a wrong one changes nothing; nothing is lost on the way."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from sqlalchemy import select

from meddiag_gui.errors import LibraryError
from meddiag_gui.imaging.isolated.reader import IsolatedReader
from meddiag_gui.library import backup, descriptor, encryption, keys
from meddiag_gui.library.faults import LibraryChanged, LibraryFull, LibraryLocked, WrongKey
from meddiag_gui.library.importing import import_files
from meddiag_gui.library.integrity import verify
from meddiag_gui.library.library import Library
from meddiag_gui.library.query import parse
from meddiag_gui.library.search import search
from meddiag_gui.library.tables.core import Instance
from meddiag_gui.tasks import Cancelled, CancelToken, Progress
from tests.support.library import PASSPHRASE, counts, write_study

SECRET = b"Name1"


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    write_study(tmp_path / "in", 1, 2)
    write_study(tmp_path / "in", 2, 1)
    import_files(library, [tmp_path / "in"])
    return library


@pytest.fixture
def folder(filled: Library) -> Path:
    """Give the folder of an encrypted library that is closed."""
    encryption.encrypt(filled, "ada", PASSPHRASE)
    filled.close()
    Library.open(filled.folder, key=PASSPHRASE).close()
    return filled.folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check_whole(folder: Path, key: str | None) -> None:
    with Library.open(folder, key=key, create=False) as library:
        assert verify(library).flaws == ()
        assert counts(library) == (2, 2, 2, 3)
        with library.read() as session:
            assert search(session, parse("name1")).total == 1


def test_encrypting_keeps_everything_and_leaves_nothing_plain(filled: Library) -> None:
    backup.make(filled)
    encryption.encrypt(filled, "ada", PASSPHRASE)
    with pytest.raises(LibraryChanged, match="open it again"), filled.write():
        pass
    filled.close()
    check_whole(filled.folder, PASSPHRASE)
    assert not [name for name, content in contents(filled.folder).items() if SECRET in content]
    assert all(b"SQLite format" not in content for content in contents(filled.folder).values())


def test_decrypting_gives_the_plain_library_back(folder: Path) -> None:
    with Library.open(folder, key=PASSPHRASE) as library:
        encryption.decrypt(library, "ada")
    check_whole(folder, None)
    assert len(backup.listed(folder)) == 1


@pytest.mark.parametrize("key", ["another passphrase", "", b"\0" * 32, b"short", None])
def test_a_wrong_key_opens_nothing_and_changes_nothing(folder: Path, key: str | bytes | None) -> None:
    before = contents(folder)
    with pytest.raises(LibraryLocked) as raised:
        Library.open(folder, key=key)
    assert isinstance(raised.value, WrongKey) == (key is not None)
    assert contents(folder) == before
    check_whole(folder, PASSPHRASE)


def test_the_passphrase_can_be_changed_while_others_work(folder: Path) -> None:
    with Library.open(folder, key=PASSPHRASE) as first, Library.open(folder, key=PASSPHRASE) as second:
        backup.make(first)
        encryption.change_passphrase(first, "ada", "quite another one")
        with second.write():
            pass
    with pytest.raises(WrongKey):
        Library.open(folder, key=PASSPHRASE)
    check_whole(folder, "quite another one")
    backup.restore(folder, "quite another one")
    (folder / descriptor.NAME).unlink()
    backup.restore(folder, "quite another one")  # what lies with the backup is enough
    check_whole(folder, "quite another one")


def test_the_same_passphrase_in_another_unicode_form_opens_it(filled: Library) -> None:
    encryption.encrypt(filled, "ada", "Schlüsselwörter")
    check_whole(filled.folder, "Schlu\u0308sselwo\u0308rter")


def test_the_keyring_can_hold_the_key(filled: Library) -> None:
    encryption.encrypt(filled, "ada", None, in_keyring=True)
    check_whole(filled.folder, None)
    with pytest.raises(WrongKey):
        Library.open(filled.folder, key="any passphrase")
    with Library.open(filled.folder) as library:
        encryption.decrypt(library, "ada")
    check_whole(filled.folder, None)


def test_without_a_keyring_that_keeps_it_nothing_is_encrypted(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring.get_keyring(), "get_password", lambda *names: None)
    with pytest.raises(LibraryError, match="keyring"):
        encryption.encrypt(filled, "ada", PASSPHRASE, in_keyring=True)
    check_whole(filled.folder, None)


@pytest.mark.parametrize("passphrase", ["short", None])
def test_what_is_no_passphrase_is_refused(filled: Library, passphrase: str | None) -> None:
    with pytest.raises(LibraryError, match="passphrase"):
        encryption.encrypt(filled, "ada", passphrase)
    check_whole(filled.folder, None)


def test_states_that_are_there_already_are_refused(filled: Library, folder: Path) -> None:
    with Library.open(folder, key=PASSPHRASE) as library, pytest.raises(LibraryError, match="already"):
        encryption.encrypt(library, "ada", PASSPHRASE)
    for change in (
        lambda: encryption.decrypt(filled, "ada"),
        lambda: encryption.change_passphrase(filled, "ada", "x" * 9),
    ):
        with pytest.raises(LibraryError, match="not encrypted"):
            change()


def test_a_cancel_or_a_full_disk_leaves_the_old_library(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = CancelToken()

    def report(progress: Progress) -> None:
        if progress.done == 2:
            token.cancel()

    with pytest.raises(Cancelled):
        encryption.encrypt(filled, "ada", PASSPHRASE, report=report, token=token)
    usage = shutil.disk_usage(filled.folder)._replace(free=1000)
    monkeypatch.setattr(encryption.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(LibraryFull, match="MiB"):
        encryption.encrypt(filled, "ada", PASSPHRASE)
    with filled.write():
        pass
    check_whole(filled.folder, None)
    assert sorted(path.name for path in filled.folder.glob("store*")) == ["store"]


def test_a_damaged_file_is_named_before_it_is_encrypted(filled: Library) -> None:
    path = next(filled.store.listed())
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(LibraryError, match=r"s\d-\d.dcm is not what was imported"):
        encryption.encrypt(filled, "ada", PASSPHRASE)
    with filled.write():
        pass


def test_encrypted_images_are_read_by_the_process_that_reads_for_this_one(folder: Path) -> None:
    with Library.open(folder, key=PASSPHRASE) as library, IsolatedReader() as reader:
        with library.read() as session:
            instances = list(session.scalars(select(Instance).order_by(Instance.id)))
        with library.lend(instances) as loan:
            assert [reader.read_identity(path).patient_id for path in loan.paths] == ["P1", "P1", "P2"]
            assert [int(reader.open_image(path).pixels.max()) for path in loan.paths] == [100, 101, 200]


def test_what_is_imported_later_is_encrypted_too(folder: Path, tmp_path: Path) -> None:
    write_study(tmp_path / "more", 3)
    with Library.open(folder, key=PASSPHRASE) as library:
        assert import_files(library, [tmp_path / "more"]).count("added") == 1
    assert not [name for name, content in contents(folder).items() if b"Name3" in content]


def test_a_new_library_can_be_encrypted_from_the_start(tmp_path: Path) -> None:
    with Library.open(tmp_path / "new", key=PASSPHRASE) as library:
        assert library.descriptor.encrypted
    with pytest.raises(WrongKey):
        Library.open(tmp_path / "new", key="another one here")


def test_an_absurd_descriptor_takes_no_memory(folder: Path) -> None:
    path = folder / descriptor.NAME
    path.write_text(path.read_text().replace('"cost": 4', '"cost": 40'))
    with pytest.raises(WrongKey):
        Library.open(folder, key=PASSPHRASE)


@pytest.fixture(autouse=True)
def nothing_lent() -> Iterator[None]:
    yield
    assert not list(Path(tempfile.gettempdir()).glob(f"meddiag-lent-{os.getpid()}-*"))


def test_wrapped_keys_open_by_their_passphrase_alone() -> None:
    key = keys.new_key()
    wrapped = keys.wrap(key, PASSPHRASE, "id")
    assert keys.unwrap(wrapped, PASSPHRASE, "id") == key
    assert keys.unwrap(wrapped, PASSPHRASE + " ", "id") is None
    assert keys.unwrap(wrapped, PASSPHRASE, "other library") is None
