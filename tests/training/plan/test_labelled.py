"""DICOM files joined with the table of their labels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.tasks import Cancelled, CancelToken, no_report
from meddiag_gui.training.plan.labelled import read_labelled
from tests.support.dicom_files import write_image

FILES = (("a.dcm", "1.2.1", "ACC1", "PAT1", "034Y"), ("b.dcm", "1.2.2", "ACC2", "PAT2", "002M"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    images = tmp_path / "images"
    images.mkdir()
    for name, uid, accession, patient, age in FILES:
        write_image(
            images / name,
            np.zeros((4, 4), np.uint16),
            SOPInstanceUID=uid,
            StudyInstanceUID=f"{uid}.9",
            AccessionNumber=accession,
            PatientID=patient,
            PatientAge=age,
            PatientSex="F",
            Manufacturer="Acme",
            ManufacturerModelName="Ray 3",
            InstitutionName="North",
        )
    (images / "notes.txt").write_text("no image")
    return images


def read(folder: Path, table: str, key: str = "", name: str = "labels.csv") -> Manifest:
    path = folder.parent / name
    path.write_text(table, encoding="utf-8")
    return read_labelled(folder, path, key, report=no_report, token=CancelToken())


@pytest.mark.parametrize(
    "keys",
    [
        ("SOP Instance UID", "1.2.1", "1.2.2"),
        ("study_instance_uid", "1.2.1.9", "1.2.2.9"),
        ("AccessionNumber", "ACC1", "ACC2"),
        ("patient_id", "PAT1", "PAT2"),
        ("file", "a.dcm", "b.dcm"),
        ("path", "somewhere/a.dcm", "some\\where\\b.dcm"),
    ],
)
def test_files_are_found_by_any_key(folder: Path, keys: tuple[str, str, str]) -> None:
    column, first, second = keys
    found = read(folder, f"{column},Mass\n{first},1\n{second},0\nunknown,1\n")
    assert [(row.source, row.patient_id, row.labels) for row in found.rows] == [
        ("a.dcm", "PAT1", {"Mass": 1}),
        ("b.dcm", "PAT2", {"Mass": 0}),
    ]


def test_headers_give_site_machine_sex_and_age(folder: Path) -> None:
    found = read(folder, "AccessionNumber,Mass\nACC1,1\nACC2,0\n")
    assert found.rows[0].attributes == {"site": "North", "machine": "Acme Ray 3", "sex": "F", "age": "34"}
    assert found.rows[1].attributes["age"] == "0.17"
    assert found.findings == ("Mass",)


def test_words_are_labels_and_what_is_none_is_an_attribute(folder: Path) -> None:
    found = read(folder, "AccessionNumber;Mass;Effusion;Sex;Ward\nACC1;positive;;m;3\nACC2;No;yes;w;4\n")
    assert found.findings == ("Mass", "Effusion")
    assert [row.labels for row in found.rows] == [{"Mass": 1, "Effusion": None}, {"Mass": 0, "Effusion": 1}]
    assert found.rows[0].attributes["Sex"] == "m"  # the table's own goes before the header's
    assert "sex" not in found.attributes
    assert found.rows[1].attributes["Ward"] == "4"


def test_an_excel_table_is_read_too(folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("AccessionNumber", "Mass"), ("ACC1", 1), ("ACC2", 0)):
        sheet.append(row)
    path = folder.parent / "labels.xlsx"
    book.save(path)
    found = read_labelled(folder, path, "", report=no_report, token=CancelToken())
    assert [row.labels["Mass"] for row in found.rows] == [1, 0]


def test_another_column_can_be_the_key(folder: Path) -> None:
    found = read(folder, "image name,patient_id,Mass\na.dcm,other,1\nb.dcm,another,0\n", "image name")
    assert [row.patient_id for row in found.rows] == ["PAT1", "PAT2"]  # the header knows better


@pytest.mark.parametrize(
    ("table", "key", "said"),
    [
        ("Mass,Ward\n1,3\n0,4\n", "", "no column that names a file"),
        ("AccessionNumber,Mass\nACC1,1\n", "Other", "no column Other"),
        ("AccessionNumber,Mass\nACC1,1\nACC1,0\n", "", "two different things"),
        ("AccessionNumber,Mass\nXYZ,1\nXYY,0\n", "", "None of the 3 files"),
    ],
)
def test_what_does_not_fit_is_refused(folder: Path, table: str, key: str, said: str) -> None:
    with pytest.raises(ManifestError, match=said):
        read(folder, table, key)


def test_a_table_that_cannot_be_read_is_refused(folder: Path) -> None:
    with pytest.raises(ManifestError):
        read_labelled(folder, folder / "none.csv", "", report=no_report, token=CancelToken())


def test_it_can_be_cancelled(folder: Path) -> None:
    token = CancelToken()
    token.cancel()
    path = folder.parent / "labels.csv"
    path.write_text("AccessionNumber,Mass\nACC1,1\nACC2,0\n")
    with pytest.raises(Cancelled):
        read_labelled(folder, path, "", report=no_report, token=token)
