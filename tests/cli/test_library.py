"""``meddiag import`` and ``meddiag library`` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meddiag_gui.library.library import Library
from tests.cli.conftest import Run
from tests.support.library import PASSPHRASE, cheap_keys, write_study


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_keys(monkeypatch)
    for name in ("MEDDIAG_PASSPHRASE", "MEDDIAG_NEW_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture
def folder(meddiag: Run, tmp_path: Path) -> Path:
    """Give a library of two studies."""
    write_study(tmp_path / "in", 1, 2)
    write_study(
        tmp_path / "in", 2, PatientName="王^小东", SpecificCharacterSet="ISO_IR 192", StudyDate="20230101"
    )
    assert meddiag("import", tmp_path / "in", "--library", tmp_path / "library").code == 0
    return tmp_path / "library"


def test_an_import_names_every_file_and_can_be_said_again(meddiag: Run, tmp_path: Path) -> None:
    write_study(tmp_path / "in", 1, 2)
    (tmp_path / "in" / "note.txt").write_text("hello")
    first = meddiag("import", tmp_path / "in", "--library", tmp_path / "library", "--json", "-")
    assert first.code == 1
    assert first.json["schema"] == "meddiag.import/1"
    rows = {Path(row["path"]).name: row for row in first.json["results"]}
    assert {name: row["status"] for name, row in rows.items()} == {
        "note.txt": "failed", "s1-0.dcm": "added", "s1-1.dcm": "added",
    }  # fmt: skip
    assert rows["s1-0.dcm"]["stored"] == "copied"
    assert rows["note.txt"]["stored"] is None
    assert "note.txt" in first.err
    again = meddiag("import", tmp_path / "in" / "s1-0.dcm", "--library", tmp_path / "library")
    assert (again.code, again.err) == (0, "meddiag: 0 files added, 1 known already, 0 failed.\n")


def test_a_reference_is_told_as_such(meddiag: Run, tmp_path: Path) -> None:
    write_study(tmp_path / "in", 1)
    ended = meddiag(
        "import", tmp_path / "in", "--reference", "--library", tmp_path / "library", "--json", "-"
    )
    assert ended.json["results"][0]["stored"] == "referenced"
    assert not (tmp_path / "library" / "store").exists()


def test_an_empty_folder_is_told(meddiag: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = meddiag("import", tmp_path / "empty")
    assert ended.code == 1
    assert "no file" in ended.err


def test_studies_are_found(meddiag: Run, folder: Path) -> None:
    ended = meddiag("library", "search", "小东", "mod:CR", "--library", folder, "--json", "-")
    assert (ended.code, ended.json["total"]) == (0, 1)
    (study,) = ended.json["results"]
    assert (study["patient_name"], study["date"], study["modalities"]) == ("王^小东", "2023-01-01", ["CR"])
    people = meddiag("library", "search", "--library", folder)
    assert [line.split()[1] for line in people.out.splitlines()] == ["2024-05-17", "2023-01-01"]
    assert meddiag("library", "search", "date:never", "--library", folder).err.startswith(
        "meddiag: date:never is not"
    )


def test_the_bin_and_the_check(meddiag: Run, folder: Path) -> None:
    assert meddiag("library", "delete", "1", "--library", folder).code == 0
    assert meddiag("library", "delete", "1", "--library", folder).code == 1
    assert meddiag("library", "restore", "1", "--library", folder).code == 0
    meddiag("library", "delete", "1", "--library", folder)
    assert "1 study" in meddiag("library", "empty-bin", "--yes", "--library", folder).err
    verified = meddiag("library", "verify", "--library", folder, "--json", "-")
    assert (verified.code, verified.json["sound"], verified.json["files"]) == (0, True, 1)
    next(folder.glob("store/*/*")).write_bytes(b"other")
    damaged = meddiag("library", "verify", "--library", folder, "--json", "-")
    assert damaged.code == 1
    assert [flaw["kind"] for flaw in damaged.json["flaws"]] == ["altered"]


def test_encryption_and_back(meddiag: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDDIAG_NEW_PASSPHRASE", PASSPHRASE)
    assert meddiag("library", "encrypt", "--library", folder).code == 0
    locked = meddiag("library", "search", "--library", folder)
    assert locked.code == 1
    assert "passphrase is needed" in locked.err
    monkeypatch.setenv("MEDDIAG_PASSPHRASE", "a wrong passphrase")
    assert "another" in meddiag("library", "search", "--library", folder).err
    monkeypatch.setenv("MEDDIAG_PASSPHRASE", PASSPHRASE)
    assert len(meddiag("library", "search", "--library", folder).out.splitlines()) == 2
    monkeypatch.setenv("MEDDIAG_NEW_PASSPHRASE", "quite another one")
    assert meddiag("library", "passphrase", "--library", folder).code == 0
    monkeypatch.setenv("MEDDIAG_PASSPHRASE", "quite another one")
    assert meddiag("library", "verify", "--library", folder).code == 0
    assert meddiag("library", "decrypt", "--library", folder).code == 0
    monkeypatch.delenv("MEDDIAG_PASSPHRASE")
    assert meddiag("library", "verify", "--library", folder).code == 0


def test_a_damaged_library_comes_back_from_its_backup(meddiag: Run, folder: Path) -> None:
    assert meddiag("library", "backup", "--library", folder).code == 0
    path = folder / json.loads((folder / "library.json").read_text())["database"]
    path.write_bytes(b"\0" * 8192)
    assert "restored" in meddiag("library", "search", "--library", folder).err
    assert meddiag("library", "restore-backup", "--library", folder).code == 0
    assert len(meddiag("library", "search", "--library", folder).out.splitlines()) == 2


def test_a_library_that_is_not_there_is_told_and_not_made(meddiag: Run, tmp_path: Path) -> None:
    ended = meddiag("library", "search", "--library", tmp_path / "nothing")
    assert ended.code == 1
    assert "not there" in ended.err
    assert not (tmp_path / "nothing").exists()


def test_the_users_own_library_is_used_without_asking(meddiag: Run, tmp_path: Path) -> None:
    write_study(tmp_path / "in", 1)
    meddiag("import", tmp_path / "in")
    with Library.open() as library:
        assert len(list(library.store.listed())) == 1
