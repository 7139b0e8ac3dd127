"""Files come in whole, once, and each with a word about it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import select

from meddiag_gui.errors import LibraryError
from meddiag_gui.files import sha256_of
from meddiag_gui.imaging.identity import Identity, read_identity
from meddiag_gui.imaging.isolated.reader import IsolatedReader
from meddiag_gui.imaging.open import open_image
from meddiag_gui.library.importing import Imported, import_files
from meddiag_gui.library.library import Library
from meddiag_gui.library.query import parse
from meddiag_gui.library.search import search
from meddiag_gui.library.tables.base import now
from meddiag_gui.library.tables.core import Instance, Patient, Study
from meddiag_gui.tasks import Cancelled, CancelToken
from tests.support.library import counts, write_study


def statuses(library: Library, *paths: Path, **options: bool) -> list[str]:
    return [one.status for one in import_files(library, paths, **options).files]


def test_a_study_comes_in_with_all_that_names_it(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", 1, 2, IssuerOfPatientID="City", Modality="DX", InstitutionName="St. Mary")
    assert statuses(library, tmp_path / "in") == ["added", "added"]
    with library.read() as session:
        (found,) = search(session, parse("name1 mod:DX date:2024-05-17 acc:a1 mary")).studies
        patient = session.scalars(select(Patient)).one()
    assert (found.patient_id, found.issuer, found.patient_birth_date, found.patient_sex) == (
        "P1", "City", "1950-01-02", "F",
    )  # fmt: skip
    assert (found.time, found.description, found.images, found.status) == (
        "10:15:00",
        "Chest PA",
        2,
        "unread",
    )
    assert patient.name == "Name1^Given"


def test_what_comes_in_can_be_opened(library: Library, tmp_path: Path) -> None:
    (source,) = write_study(tmp_path / "in", 7)
    import_files(library, [source])
    source.unlink()
    with library.read() as session, library.lend(list(session.scalars(select(Instance)))) as loan:
        assert open_image(loan.paths[0]).pixels.max() == 700


def test_the_same_again_changes_nothing(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", 1, 3)
    shutil.copytree(tmp_path / "in", tmp_path / "again")
    assert statuses(library, tmp_path / "in", tmp_path / "again") == ["added"] * 3 + ["known"] * 3
    assert statuses(library, tmp_path / "in") == ["known"] * 3
    assert counts(library) == (1, 1, 1, 3)


def test_the_same_uid_with_other_content_is_kept_apart_and_told(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", 1)
    write_study(tmp_path / "other", 1, ImageComments="altered")
    import_files(library, [tmp_path / "in"])
    (row,) = import_files(library, [tmp_path / "other"]).files
    assert row.status == "variant"
    assert "another content" in row.message
    with library.read() as session:
        assert [one.variant for one in session.scalars(select(Instance).order_by(Instance.id))] == [0, 1]


def test_another_name_under_one_id_is_kept_apart_and_told(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", 1, PatientID="P")
    write_study(tmp_path / "other", 2, PatientID="P")
    first, second = import_files(library, [tmp_path / "in", tmp_path / "other"]).files
    assert first.message == ""
    assert "kept apart" in second.message
    assert counts(library) == (2, 2, 2, 2)


def test_what_a_header_lacks_contradicts_nothing(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "a", 1, PatientBirthDate=None, PatientName="")
    write_study(tmp_path / "b", 1, SOPInstanceUID="1.2.9", SeriesInstanceUID="1.2.8", PatientSex=None)
    write_study(tmp_path / "c", 1, SOPInstanceUID="1.2.7", PatientName="NAME1^GIVEN")
    assert statuses(library, *(tmp_path / name for name in "abc")) == ["added"] * 3
    with library.read() as session:
        patient = session.scalars(select(Patient)).one()
        assert (patient.name, patient.birth_date, patient.sex) == ("Name1^Given", "1950-01-02", "F")
        assert search(session, parse("name1")).total == 1
    assert counts(library) == (1, 1, 2, 3)


def test_without_an_id_studies_are_never_one_patient(library: Library, tmp_path: Path) -> None:
    for number in (1, 2):
        write_study(tmp_path / "in", number, PatientID="", PatientName="Anonymous")
    import_files(library, [tmp_path / "in"])
    assert counts(library)[:2] == (2, 2)


def test_a_picture_becomes_a_study_of_its_own(library: Library, tmp_path: Path) -> None:
    for name, value in (("knee", 1), ("hip", 2)):
        Image.fromarray(np.full((4, 4), value, "u1")).save(tmp_path / f"{name}.png")
    paths = [tmp_path / "knee.png", tmp_path / "hip.png"]
    first = import_files(library, paths).files
    again = import_files(library, paths).files
    assert [row.status for row in first + again] == ["added", "added", "known", "known"]
    assert [row.study_instance_uid for row in first] == [row.study_instance_uid for row in again]
    assert all(row.study_instance_uid.startswith("2.25.") for row in first)
    with library.read() as session:
        assert search(session, parse("knee")).total == 1
    assert counts(library) == (2, 2, 2, 2)


def test_a_reference_stays_in_its_place_and_can_be_replaced(library: Library, tmp_path: Path) -> None:
    (source,) = write_study(tmp_path / "in", 1)
    (row,) = import_files(library, [source], reference=True).files
    assert row.referenced
    assert list(library.store.listed()) == []
    with library.read() as session, library.lend(list(session.scalars(select(Instance)))) as loan:
        assert loan.paths == (source,)
    shutil.copy(source, tmp_path / "copy.dcm")
    source.unlink()
    assert statuses(library, tmp_path / "copy.dcm") == ["known"]  # and now it is in the store
    with library.read() as session:
        instance = session.scalars(select(Instance)).one()
    assert instance.reference is None
    assert library.store.is_sound(instance.sha256)


def test_a_lost_file_is_replaced_by_importing_it_again(library: Library, tmp_path: Path) -> None:
    (source,) = write_study(tmp_path / "in", 1)
    import_files(library, [source])
    library.store.remove(sha256_of(source))
    assert statuses(library, source) == ["known"]
    assert library.store.is_sound(sha256_of(source))


def test_archives_are_copied_out_of(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", 1, 2)
    with zipfile.ZipFile(tmp_path / "studies.zip", "w") as archive:
        for path in (tmp_path / "in").iterdir():
            archive.write(path, f"folder/{path.name}")
        archive.writestr("../out.dcm", b"x")
        archive.writestr("note.txt", "hello")
    result = import_files(library, [tmp_path / "studies.zip"], reference=True)
    assert sorted(row.status for row in result.files) == ["added", "added", "failed", "failed"]
    assert not any(row.referenced for row in result.files)
    assert not list(library.folder.glob(".unpacked*"))


def test_what_cannot_be_imported_is_named_and_costs_only_itself(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (whole,) = write_study(folder, 1)
    (folder / "cut.dcm").write_bytes(whole.read_bytes()[:-50])
    (folder / "empty").write_bytes(b"")
    (folder / "note.txt").write_text("hello")
    (folder / "bad.zip").write_bytes(b"PK\3\4 no archive")
    result = import_files(library, [folder, tmp_path / "nothing"])
    assert result.count("added") == 1
    told = {row.path.name: row.message for row in result.files if row.status == "failed"}
    assert set(told) == {"cut.dcm", "empty", "note.txt", "bad.zip", "nothing"}
    assert all(name in message for name, message in told.items())
    assert "cut short" in told["cut.dcm"]


def test_a_study_comes_back_from_the_bin_with_new_images(library: Library, tmp_path: Path) -> None:
    first, second = write_study(tmp_path / "in", 1, 2)
    import_files(library, [first])
    with library.write() as session:
        session.scalars(select(Study)).one().binned_at = now()
    assert "in the bin" in import_files(library, [first]).files[0].message
    assert "is back" in import_files(library, [second]).files[0].message
    with library.read() as session:
        assert search(session, parse("")).total == 1


def test_a_cancelled_import_keeps_what_it_told_of_and_goes_on_later(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", 1, 5)
    token, read, kept = CancelToken(), [], list[Imported]()

    def reading(path: Path) -> Identity:
        read.append(path)
        if len(read) == 3:
            token.cancel()
        return read_identity(path)

    with pytest.raises(Cancelled):
        import_files(library, [tmp_path / "in"], read=reading, kept=kept.extend, token=token)
    assert counts(library)[3] == len(kept) == 3
    assert sorted(statuses(library, tmp_path / "in")) == ["added"] * 2 + ["known"] * 3


def test_a_full_disk_stops_it_and_names_every_file(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_study(tmp_path / "in", 1, 4)
    put, calls = library.store.put, []

    def full(source: Path, sha256: str) -> None:
        calls.append(source)
        if len(calls) > 2:
            raise OSError(28, "No space left on device")
        put(source, sha256)

    monkeypatch.setattr(library.store, "put", full)
    result = import_files(library, [tmp_path / "in"])
    assert "full" in result.stopped
    assert [row.status for row in result.files].count("failed") == 4 - counts(library)[3]
    assert len(result.files) == 4
    monkeypatch.undo()
    assert import_files(library, [tmp_path / "in"]).count("failed") == 0
    assert counts(library)[3] == 4


def test_a_library_that_vanishes_stops_it(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in", 1)

    def vanish(path: Path) -> Identity:
        library.folder.rename(tmp_path / "elsewhere")
        return read_identity(path)

    result = import_files(library, [tmp_path / "in"], read=vanish)
    assert "drive" in result.stopped
    assert [row.status for row in result.files] == ["failed"]


def test_hostile_headers_do_no_harm(library: Library, tmp_path: Path) -> None:
    write_study(
        tmp_path / "in", 1, SpecificCharacterSet="ISO_IR 192", SOPInstanceUID="x" * 300,
        StudyInstanceUID="'; DROP TABLE studies", PatientID="a\\b",
        PatientName="\u202eevil^<b>\x00", StudyDate="20249999", StudyTime="99", InstanceNumber="99999999999",
        SeriesNumber="-1",
    )  # fmt: skip
    with IsolatedReader() as reader:
        (row,) = import_files(library, [tmp_path / "in"], read=reader.read_identity).files
    assert row.status == "added"
    with library.read() as session:
        (found,) = search(session, parse("evil")).studies
    assert (found.date, found.time, found.patient_name) == (None, "", "evil^<b>")


def test_a_file_that_changes_meanwhile_is_not_taken(library: Library, tmp_path: Path) -> None:
    (source,) = write_study(tmp_path / "in", 1)
    with pytest.raises(LibraryError, match="changed"):
        library.store.put(source, "0" * 64)
    assert list(library.store.listed()) == []
    assert not list(library.store.root.glob(".incoming/*"))
