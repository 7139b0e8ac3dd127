"""A training refuses data that cannot be trusted, with the proof, and keeps copies together."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.datasets import read_manifest
from meddiag_gui.errors import TrainingError
from meddiag_gui.tasks import CancelToken, no_report
from meddiag_gui.training import examined
from meddiag_gui.training.examined import REPORT, examined_clusters
from meddiag_gui.training.job import prepare_job
from tests.support.labelled import body, sound_rows, write_set
from tests.support.training import write_job


def clusters_of(manifest: Path, folder: Path) -> tuple[tuple[int, ...], ...]:
    data = read_manifest(manifest)
    return examined_clusters(data, ("Mass",), "part", folder, report=no_report, token=CancelToken())


def test_a_leak_is_refused_with_its_images_and_the_report_is_kept(tmp_path: Path) -> None:
    copy = ({"path": "copy.png", "patient_id": "other", "Mass": 1, "part": ""}, body(2))
    manifest = write_set(tmp_path, [*sound_rows(6), copy])
    with pytest.raises(TrainingError, match=r"two patients: 2\.png, copy\.png\. 1 more: see data-check"):
        clusters_of(manifest, tmp_path / "run")
    kept = json.loads((tmp_path / "run" / REPORT).read_text())
    assert {problem["kind"] for problem in kept["problems"]} == {"leak", "contradiction", "few_patients"}


def test_faults_of_findings_that_are_not_learned_do_not_matter(tmp_path: Path) -> None:
    rows = [({**cells, "Other": 1}, picture) for cells, picture in sound_rows(6)]
    assert clusters_of(write_set(tmp_path, rows), tmp_path / "run") == ()


def test_a_resumed_run_does_not_look_again_unless_a_file_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = ({"path": "copy.png", "patient_id": "P2", "Mass": 0, "part": ""}, body(2))
    manifest = write_set(tmp_path, [*sound_rows(6), copy])
    assert clusters_of(manifest, tmp_path / "run") == ((2, 6),)
    seen: list[str] = []
    original = examined.examine
    monkeypatch.setattr(examined, "examine", lambda *a, **k: (seen.append("looked"), original(*a, **k))[1])
    assert clusters_of(manifest, tmp_path / "run") == ((2, 6),)
    assert seen == []
    shutil.copy(tmp_path / "3.png", tmp_path / "copy.png")
    with pytest.raises(TrainingError, match="under two patients"):
        clusters_of(manifest, tmp_path / "run")
    assert seen == ["looked"]


def test_a_run_keeps_altered_copies_on_one_side(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path / "data")
    rows = list(csv.reader(manifest.open()))
    for number in range(4):  # the same pictures again, as another patient's, one grey level off
        for view in range(2):
            name = f"again{number}-{view}.bmp"
            source = tmp_path / "data" / f"{number}-{view}.png"
            write_brighter(source, tmp_path / "data" / name)
            rows.append([name, f"again{number}", str(number % 2)])
    with manifest.open("w", newline="") as stream:
        csv.writer(stream).writerows(rows)
    job = prepare_job(recipe, manifest, tmp_path / "run", report=no_report, token=CancelToken())
    part_of = {job.manifest.rows[i].patient_id: part for part in ("train", "validation", "test")
               for i in job.split.part(part)}  # fmt: skip
    assert all(part_of[f"P{number}"] == part_of[f"again{number}"] for number in range(4))


def write_brighter(source: Path, target: Path) -> None:

    Image.fromarray(np.asarray(Image.open(source)) + np.uint8(1)).save(target)
