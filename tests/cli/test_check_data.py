"""``meddiag check-data`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

from meddiag_gui.datasets import read_manifest
from tests.cli.conftest import Run
from tests.support.labelled import body, sound_rows, write_set


def test_what_stands_in_the_way_is_named_and_the_exit_code_says_so(meddiag: Run, tmp_path: Path) -> None:
    copy = ({"path": "copy.png", "patient_id": "other", "Mass": 1, "part": ""}, body(2))
    manifest = write_set(tmp_path, [*sound_rows(6), copy])
    ended = meddiag("check-data", manifest, "--json", tmp_path / "found.json")
    assert ended.code == 1
    assert ended.err.splitlines() == [
        "meddiag: The same picture is under two patients. 2.png, copy.png",
        "meddiag: The same picture is labelled with and without Mass. 2.png, copy.png",
    ]
    content = json.loads((tmp_path / "found.json").read_text())
    assert content["schema"] == "meddiag.data-check/1"
    assert [p["patients"] for p in content["problems"] if p["kind"] == "leak"] == [["P2", "other"]]


def test_sound_data_end_with_0_and_a_summary_for_people(meddiag: Run, tmp_path: Path) -> None:
    ended = meddiag("check-data", write_set(tmp_path, sound_rows(6)))
    assert (ended.code, ended.err) == (0, "")
    assert "6 images of 6 patients, 6 readable" in ended.out
    assert "Mass: 3 with (3 patients), 3 without (3), 0 not labelled" in ended.out


def test_a_folder_tree_is_examined_and_kept_as_a_manifest(meddiag: Run, tmp_path: Path) -> None:
    rows = [
        ({"path": f"{'Mass' if i % 2 else 'Normal'}/p{i}_1.png", "patient_id": "", "Mass": ""}, body(i, 70))
        for i in range(4)
    ]
    write_set(tmp_path / "tree", rows)
    (tmp_path / "tree" / "manifest.csv").unlink()
    ended = meddiag("check-data", tmp_path / "tree", "--manifest", tmp_path / "kept.csv", "--json", "-")
    assert ended.code == 0
    assert ended.json["counts"]["findings"]["Mass"]["present"] == 2
    assert [row.patient_id for row in read_manifest(tmp_path / "kept.csv").rows] == ["p1", "p3", "p0", "p2"]


def test_a_source_that_cannot_be_used_is_one_sentence(meddiag: Run, tmp_path: Path) -> None:
    for source in (tmp_path / "absent.csv", tmp_path):
        ended = meddiag("check-data", source)
        assert ended.code == 1
        assert len(ended.err.strip().splitlines()) == 1
