"""The examination as a whole, on sets with one planted fault each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.datasets import read_manifest
from meddiag_gui.examination.examine import CHECKS, examine
from meddiag_gui.examination.problems import Examination
from meddiag_gui.tasks import Cancelled, CancelToken
from tests.support.dicom_files import write_image
from tests.support.labelled import Cells, body, sound_rows, write_set

Rows = list[tuple[Cells, np.ndarray | bytes]]


def examined(folder: Path, *added: tuple[Cells, np.ndarray | bytes], rows: Rows | None = None) -> Examination:
    base = sound_rows(8) if rows is None else rows
    return examine(read_manifest(write_set(folder, [*base, *added])))


def cells(name: str, patient: str, mass: int | str, part: str = "") -> Cells:
    return {"path": name, "patient_id": patient, "Mass": mass, "part": part}


def found(examination: Examination, kind: str) -> list[tuple[set[str], bool]]:
    return [(set(p.paths), p.stops) for p in examination.problems if p.kind == kind]


def test_sound_images_have_no_problem_but_their_number(tmp_path: Path) -> None:
    examination = examined(tmp_path)
    assert {problem.kind for problem in examination.problems} == {"few_patients"}
    assert examination.stops == ()
    assert examination.counts["findings"]["Mass"]["present"] == 4
    assert examination.counts["images_per_patient"] == {"1": 8}


def test_a_copy_within_a_patient_is_named_and_does_not_stop(tmp_path: Path) -> None:
    examination = examined(tmp_path, (cells("copy.png", "P2", 0), body(2)))
    assert found(examination, "duplicate") == [({"2.png", "copy.png"}, False)]
    assert found(examination, "leak") == []
    assert examination.clusters == ((2, 8),)


def test_the_same_pixels_in_another_file_are_a_copy_too(tmp_path: Path) -> None:
    examination = examined(tmp_path, (cells("copy.bmp", "P2", 0), body(2)))
    assert found(examination, "duplicate") == [({"2.png", "copy.bmp"}, False)]


def test_a_picture_under_two_patients_stops(tmp_path: Path) -> None:
    examination = examined(tmp_path, (cells("copy.png", "other", 0), body(2)))
    assert found(examination, "leak") == [({"2.png", "copy.png"}, True)]
    assert next(p for p in examination.stops).patients == ("P2", "other")


def test_a_patient_in_two_parts_stops(tmp_path: Path) -> None:
    train: Rows = [({**given, "part": "train"}, picture) for given, picture in sound_rows(6)]
    examination = examined(tmp_path, (cells("x.png", "P1", 1, "test"), body(50)), rows=train)
    assert found(examination, "leak") == [({"1.png", "x.png"}, True)]
    assert "test and train" in examination.stops[0].message


def test_an_altered_copy_stops_only_across_parts(tmp_path: Path) -> None:
    brighter = np.clip(body(2) * 1.1 + 5, 0, 255).astype(np.uint8)
    warned = examined(tmp_path / "a", (cells("x.png", "other", 0), brighter))
    assert found(warned, "near_duplicate") == [({"2.png", "x.png"}, False)]
    assert warned.stops == ()
    train: Rows = [({**given, "part": "train"}, picture) for given, picture in sound_rows(6)]
    stopped = examined(tmp_path / "b", (cells("x.png", "other", 0, "val"), brighter), rows=train)
    assert ({"2.png", "x.png"}, True) in found(stopped, "leak")


@pytest.mark.parametrize("brightness", [1.0, 1.1])
def test_one_picture_with_two_labels_stops(tmp_path: Path, brightness: float) -> None:
    picture = np.clip(body(2) * brightness, 0, 255).astype(np.uint8)
    examination = examined(tmp_path, (cells("x.png", "P2", 1), picture))
    assert found(examination, "contradiction") == [({"2.png", "x.png"}, True)]


def test_one_side_only_stops_and_a_missing_label_does_not(tmp_path: Path) -> None:
    rows: Rows = [(cells(f"{i}.png", f"P{i}", 1 if i else ""), body(i)) for i in range(5)]
    examination = examined(tmp_path, rows=rows)
    assert found(examination, "one_class") == [(set(), True)]
    assert found(examination, "missing") == [({"0.png"}, False)]


def test_images_without_any_label_stop(tmp_path: Path) -> None:
    rows: Rows = [({"path": f"{i}.png", "patient_id": f"P{i}"}, body(i)) for i in range(3)]
    assert [p.message for p in examined(tmp_path, rows=rows).stops] == ["There is no column of labels."]


def test_unreadable_images_are_named_with_the_reason_and_stop_if_they_are_many(tmp_path: Path) -> None:
    rows = sound_rows(30)
    one = examined(tmp_path / "a", (cells("bad.png", "B", 0), b"no picture"), rows=rows)
    assert found(one, "unreadable") == [({"bad.png"}, False)]
    assert "bad.png cannot be opened" in next(p for p in one.problems if p.kind == "unreadable").message
    assert one.stops == ()
    many: Rows = [(cells(f"bad{i}.png", "B", 0), b"no picture") for i in range(2)]
    assert {p.kind for p in examined(tmp_path / "b", *many, rows=rows).stops} == {"many_unreadable"}


def test_one_patient_of_the_headers_under_two_of_the_manifest_stops(tmp_path: Path) -> None:
    rows = sound_rows(4)
    for i, person in enumerate(("A", "A", "B")):
        path = write_image(tmp_path / f"{i}.dcm", body(100 + i), PatientID=person)
        rows.append((cells(path.name, f"D{i}", i % 2), path.read_bytes()))
    assert found(examined(tmp_path, rows=rows), "leak") == [({"0.dcm", "1.dcm"}, True)]


def test_a_label_that_the_file_name_tells_is_said(tmp_path: Path) -> None:
    rows: Rows = [
        (cells(f"{'ill' if i % 2 else 'well'}{i}.png", f"P{i}", i % 2), body(i, 70)) for i in range(40)
    ]
    messages = [p.message for p in examined(tmp_path, rows=rows).problems if p.kind == "label_leak"]
    assert len(messages) == 1
    assert messages[0].startswith("The pattern of the file names alone tells Mass with an AUROC of 1.00")


def test_the_json_has_the_schema_and_every_problem(tmp_path: Path) -> None:
    examination = examined(tmp_path, (cells("copy.png", "other", 1), body(2)))
    content = examination.to_json()
    assert content["schema"] == "meddiag.data-check/1"
    assert [p["stops_training"] for p in content["problems"]] == sorted(
        (p["stops_training"] for p in content["problems"]), reverse=True
    )
    assert content["counts"]["problems"] == {
        "leak": 1,
        "contradiction": 1,
        "few_patients": 2,
        "duplicate": 1,
    }
    assert all({"kind", "paths", "patients", "message"} <= p.keys() for p in content["problems"])


def test_it_can_be_cancelled_and_every_check_is_one_of_all(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        examine(read_manifest(write_set(tmp_path, sound_rows(2))), token=token)
    assert len(set(CHECKS)) == len(CHECKS) == 10
