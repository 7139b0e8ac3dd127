from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui.datasets import read_manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.examination.source import manifest_table, patient_of_name, read_source


def tree(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return folder


def test_the_folder_is_the_label_and_the_folder_above_the_part(tmp_path: Path) -> None:
    found = read_source(
        tree(tmp_path, "train/NORMAL/IM-0115-0001.png", "val/PNEUMONIA/person7_bacteria_20.png", ".DS_Store")
    )
    assert found.findings == ("PNEUMONIA",)
    assert [
        (row.source, row.patient_id, row.labels["PNEUMONIA"], row.attributes["part"]) for row in found.rows
    ] == [
        ("train/NORMAL/IM-0115-0001.png", "IM-0115", 0, "train"),
        ("val/PNEUMONIA/person7_bacteria_20.png", "person7_bacteria", 1, "validation"),
    ]


def test_every_class_but_the_negative_one_is_a_finding(tmp_path: Path) -> None:
    found = read_source(tree(tmp_path, "No_Finding/a.png", "Mass/b.png", "Effusion/c.png"))
    assert found.findings == ("Effusion", "Mass")
    assert found.attributes == ()
    assert [tuple(row.labels.values()) for row in found.rows] == [(1, 0), (0, 1), (0, 0)]


@pytest.mark.parametrize(
    ("stem", "patient"),
    [
        ("IM-0115-0001", "IM-0115"),
        ("00000310_001", "00000310"),
        ("img_001", "img_001"),
        ("12-3", "12"),
        ("scan", "scan"),
    ],
)
def test_the_last_of_several_numbers_is_the_image(stem: str, patient: str) -> None:
    assert patient_of_name(stem) == patient


def test_a_rule_of_the_users_own_names_the_patients(tmp_path: Path) -> None:
    folder = tree(tmp_path, "a/pat_9_x1.png", "b/pat_10_x2.png")
    assert [row.patient_id for row in read_source(folder, r"pat_(\d+)").rows] == ["9", "10"]


@pytest.mark.parametrize(
    ("rule", "reason"), [("(", "no regular expression"), ("pat", "no group"), ("(z)", "does not fit")]
)
def test_a_bad_rule_is_refused(tmp_path: Path, rule: str, reason: str) -> None:
    with pytest.raises(ManifestError, match=reason):
        read_source(tree(tmp_path, "a/pat_1.png", "b/pat_2.png"), rule)


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (("a/1.png", "2.png"), "2.png lies in no folder"),
        (("a/1.png",), "fewer than two"),
        ((), "fewer than two"),
    ],
)
def test_a_folder_that_is_no_tree_by_class_is_refused(
    tmp_path: Path, names: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(ManifestError, match=reason):
        read_source(tree(tmp_path, *names))


def test_a_tree_can_be_kept_as_a_manifest(tmp_path: Path) -> None:
    found = read_source(tree(tmp_path / "tree", "train/normal/1-1.png", "test/mass/2-1.png"))
    path = tmp_path / "kept.csv"
    path.write_text(manifest_table(found))
    again = read_manifest(path)
    assert [row.path for row in again.rows] == [row.path for row in found.rows]
    assert [(r.patient_id, r.labels, r.attributes) for r in again.rows] == [
        (r.patient_id, r.labels, r.attributes) for r in found.rows
    ]
