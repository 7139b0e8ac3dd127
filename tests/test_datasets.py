"""Manifests: what is read, and how a bad one is refused."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meddiag_gui.datasets import read_manifest
from meddiag_gui.errors import ManifestError


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "manifest.csv"
    path.write_bytes(text.encode(encoding))
    return path


GOOD = """path,patient_id,Pneumonia,age,Pleural_Thickening,site
a.png,p1,1,0,1.0,north
sub/b.png,p1,0,1,,
/abs/c.dcm,p2,,1,0.0,"south, old"
"""


def test_columns_become_findings_or_attributes_by_what_they_hold(tmp_path: Path) -> None:
    manifest = read_manifest(write(tmp_path, GOOD))
    assert manifest.findings == ("Pneumonia", "Pleural_Thickening")
    assert manifest.attributes == ("age", "site")  # age holds only 0 and 1 here, and is still no finding
    assert manifest.patients == 2


def test_rows_carry_paths_labels_and_attributes(tmp_path: Path) -> None:
    first, second, third = read_manifest(write(tmp_path, GOOD)).rows
    assert first.labels == {"Pneumonia": 1, "Pleural_Thickening": 1}
    assert second.labels == {"Pneumonia": 0, "Pleural_Thickening": None}
    assert (second.path, second.source) == (tmp_path / "sub" / "b.png", "sub/b.png")
    assert third.path == Path("/abs/c.dcm")
    assert third.attributes == {"age": "1", "site": "south, old"}
    assert [row.line for row in (first, second, third)] == [2, 3, 4]


def test_a_finding_is_found_whatever_its_case_or_underscores(tmp_path: Path) -> None:
    manifest = read_manifest(write(tmp_path, GOOD))
    assert manifest.column_of("pleural thickening") == "Pleural_Thickening"
    assert manifest.column_of("Fracture") is None


def test_byte_order_mark_blank_lines_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    text = "path,patient_id,Finding\r\n\r\na.png,p,1\r\n,,\r\n"
    manifest = read_manifest(write(tmp_path, text, "utf-8-sig"))
    assert manifest.findings == ("Finding",)
    assert [row.source for row in manifest.rows] == ["a.png"]


def test_an_empty_column_is_no_finding_unless_the_caller_works_with_it(tmp_path: Path) -> None:
    path = write(tmp_path, "path,patient_id,Mass\na.png,p,\n")
    assert read_manifest(path).findings == ()
    assert read_manifest(path, ["mass"]).findings == ("Mass",)


def test_a_known_finding_with_another_value_is_an_error_and_not_an_attribute(tmp_path: Path) -> None:
    path = write(tmp_path, "path,patient_id,Mass\na.png,p,1\nb.png,p,-1\n")
    assert read_manifest(path).attributes == ("Mass",)
    with pytest.raises(ManifestError, match=r"manifest\.csv, line 3: a label in column Mass"):
        read_manifest(path, ["mass"])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("path,patient_id,F\n", "has a header but no images"),
        ("path;patient_id;F\na.png;p;1\n", "separated by semicolons"),
        ("path\tpatient_id\na.png\tp\n", "separated by tabs"),
        ("file,patient_id\na.png,p\n", "line 1: there is no column named path"),
        ("path,F\na.png,1\n", "line 1: there is no column named patient_id"),
        ("path,patient_id,F,f\na.png,p,1,1\n", "line 1: two columns are named f"),
        ("path,patient_id,\na.png,p,1\n", "line 1: column 3 has no name"),
        ("path,patient_id,F\na.png,p\n", "line 2: 2 cells, but the header has 3 columns"),
        ("path,patient_id\na.png,p\n,q\n", "line 3: path is empty"),
        ("path,patient_id\na.png,\n", "line 2: patient_id is empty"),
        ("path,patient_id\na.png,p\n./a.png,q\n", "line 3: the same image as on line 2"),
        ("path,patient_id\na\0.png,p\n", "line 2: the path holds a zero byte"),
        ('path,patient_id\n"a.png"x,p\n', "after line 1: not a well-formed CSV"),
        ("path,patient_id\n" + "a" * 200_000 + ",p\n", "after line 1: not a well-formed CSV"),
    ],
)
def test_a_bad_manifest_is_refused_with_its_name_and_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ManifestError, match=reason) as caught:
        read_manifest(write(tmp_path, text))
    assert str(caught.value).startswith("manifest.csv")
    assert str(tmp_path) not in str(caught.value)


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    text = "path,patient_id,ort\na.png,p,Köln\n"
    for encoding in ("latin-1", "utf-16"):
        with pytest.raises(ManifestError, match="is not UTF-8 text"):
            read_manifest(write(tmp_path, text, encoding))


def test_a_file_of_absurd_size_is_refused_unread(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    with path.open("r+b") as stream:
        stream.truncate(2**34)  # sparse
    with pytest.raises(ManifestError, match="larger than 256 MB"):
        read_manifest(path)


def test_a_missing_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"none\.csv cannot be read"):
        read_manifest(tmp_path / "none.csv")
    with pytest.raises(ManifestError, match="cannot be read"):
        read_manifest(tmp_path)


cells = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, st.sampled_from(["0", "1", ""])), min_size=1, max_size=8))
def test_what_is_written_is_read(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["path", "patient_id", "F", "note"])
        for index, (note, label) in enumerate(rows):
            writer.writerow([f"{index}.png", index // 2, label, note])
    manifest = read_manifest(path, ["F"])
    expected = {"0": 0, "1": 1, "": None}
    assert [row.labels["F"] for row in manifest.rows] == [expected[label] for _, label in rows]
    assert [row.attributes["note"] for row in manifest.rows] == [note.strip() for note, _ in rows]


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_regular_file_is_refused_unread(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "manifest.csv")
    with pytest.raises(ManifestError, match="not a regular file"):
        read_manifest(tmp_path / "manifest.csv")


def test_many_columns_are_each_compared_once(tmp_path: Path) -> None:
    names = [f"c{i}" for i in range(20_000)]
    text = ",".join(["path", "patient_id", *names]) + "\na.png,p1" + ",1" * len(names) + "\n"
    assert len(read_manifest(write(tmp_path, text)).findings) == len(names)
