"""Whose a file is, read from any header without harm."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pydicom.dataset import Dataset

from meddiag_gui.errors import MedDiagError, NoImage, UnreadableImage
from meddiag_gui.imaging.dicom.identity import iso_date, iso_time
from meddiag_gui.imaging.identity import Identity, read_identity
from meddiag_gui.imaging.isolated.messages import pack, unpack
from tests.support.dicom_files import shipped, write_dicom, write_image


def test_all_attributes_are_read(tmp_path: Path) -> None:
    path = write_image(
        tmp_path / "a", np.zeros((4, 6), "u2"), SOPInstanceUID="1.2.3", PatientID="7",
        IssuerOfPatientID="City", PatientName="Doe^Ann", PatientBirthDate="19500102", PatientSex="F",
        PatientAge="074Y", StudyInstanceUID="1.4", StudyDate="20240517", StudyTime="101530.25",
        AccessionNumber="A1", StudyDescription="Chest",
        ReferringPhysicianName="Roe", InstitutionName="St. Mary", SeriesInstanceUID="1.5", SeriesNumber=2,
        SeriesDescription="PA", BodyPartExamined="CHEST", ViewPosition="PA", InstanceNumber=9,
    )  # fmt: skip
    assert read_identity(path) == Identity(
        "1.2.3", "1.2.840.10008.5.1.4.1.1.1", "7", "City", "Doe^Ann", "1950-01-02", "F", "074Y",
        "1.4", "2024-05-17", "10:15:30", "A1", "Chest", "Roe", "St. Mary", "1.5", 2, "PA", "CR",
        "CHEST", "PA", 9, 4, 6,
    )  # fmt: skip


def test_what_has_no_pixels_is_an_object_too() -> None:
    found = read_identity(shipped("reportsi.dcm"))
    assert (found.modality, found.has_image) == ("SR", False)


def test_names_in_other_character_sets_are_read() -> None:
    assert read_identity(shipped("chrX1.dcm")).patient_name == "Wang^XiaoDong=王^小東"


def test_uids_that_are_missing_follow_from_the_content(tmp_path: Path) -> None:
    path = tmp_path / "knee.png"
    Image.fromarray(np.zeros((4, 4), "u1")).save(path)
    found = read_identity(path)
    one, again, other = found.settled("a" * 64), found.settled("a" * 64), found.settled("b" * 64)
    assert found.study_description == "knee"
    assert one == again
    assert one.invented
    assert one.study_uid != other.study_uid
    assert len({one.study_uid, one.series_uid, one.sop_instance_uid}) == 3
    assert all(uid.startswith("2.25.") and len(uid) <= 64 for uid in (one.study_uid, one.sop_instance_uid))
    whole = Identity("1", study_uid="2", series_uid="3")
    assert whole.settled("a" * 64) is whole
    kept = Identity(study_uid="2").settled("a" * 64), Identity(study_uid="2").settled("b" * 64)
    assert kept[0].series_uid == kept[1].series_uid
    assert kept[0].sop_instance_uid != kept[1].sop_instance_uid


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("20240229", "2024-02-29"),
        ("2024.02.29", "2024-02-29"),
        ("20230229", ""),
        ("2024", ""),
        ("", ""),
        ("٢٠٢٤٠١٠١", ""),
    ],
)
def test_dates(written: str, date: str) -> None:
    assert iso_date(written) == date


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("10", "10:00:00"), ("1015", "10:15:00"), ("101530.123", "10:15:30"), ("10:15:30", "10:15:30"),
        ("240000", ""), ("1060", ""), ("1", ""), ("", ""),
    ],
)  # fmt: skip
def test_times(written: str, time: str) -> None:
    assert iso_time(written) == time


@given(st.text(max_size=12))
def test_no_text_fails(text: str) -> None:
    iso_date(text)
    iso_time(text)


def test_a_cut_file_and_what_is_none_are_refused(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.dcm", np.zeros((64, 64), "u2"))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(UnreadableImage, match=r"a\.dcm cannot be opened: it is cut short"):
        read_identity(path)
    (tmp_path / "note.txt").write_text("hello")
    with pytest.raises(NoImage, match=r"note\.txt"):
        read_identity(tmp_path / "note.txt")
    with pytest.raises(UnreadableImage):
        read_identity(write_dicom(tmp_path / "b.dcm", Dataset()))


@given(content=st.binary(max_size=400))
def test_no_bytes_bring_it_down(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "x"
    path.write_bytes(bytes(128) + b"DICM" + content)
    with suppress(MedDiagError):  # and no other error
        read_identity(path)


def test_it_crosses_the_border_between_processes() -> None:
    identity = Identity("1.2", patient_name="王^小东", series_number=None, has_image=False)
    content, arrays = pack(identity)
    assert not arrays
    assert unpack(content) == identity
