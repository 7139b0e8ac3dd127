"""Jobs are folders: made whole or not at all, found again, and one damaged one costs only itself."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PIL import Image

from meddiag_gui.datasets import read_manifest
from meddiag_gui.errors import RecipeError, TrainingError
from meddiag_gui.training.jobs import (
    MANIFEST,
    OTHERS,
    RECORD,
    State,
    change,
    create,
    list_jobs,
    only_one,
    read_job,
    remove,
    training_folder,
)
from tests.support.training import RECIPE, make_job, write_job


def test_a_job_holds_all_that_it_needs(tmp_path: Path) -> None:
    job = make_job(tmp_path)
    assert job.state is State.WAITING
    assert (job.record.name, job.record.version) == ("tiny", "0.1")
    assert job.folder.parent == training_folder()
    assert (job.folder / "recipe.toml").read_text() == RECIPE
    manifest = read_manifest(job.folder / MANIFEST, ("Square",))
    assert all(row.path.is_absolute() and row.path.is_file() for row in manifest.rows)
    assert read_job(job.folder) == job
    assert list_jobs() == ([job], [])


def test_masks_and_other_pictures_are_found_from_the_jobs_folder(tmp_path: Path) -> None:
    _, path = write_job(tmp_path, 2)
    Image.new("1", (8, 8)).save(tmp_path / "mask.png")
    header, *rows = csv.reader(path.open())
    with path.open("w", newline="") as stream:
        named = [[*row, "mask.png" if place else ""] for place, row in enumerate(rows)]
        csv.writer(stream).writerows([[*header, "region"], *named])
    others = tmp_path / "others.csv"
    others.write_text("path,patient_id,kind,source,part\n0-0.png,X,hand,here,fit\n")
    recipe = RECIPE + '\n[guidance]\ncolumn = "region"\n'
    job = create(recipe, read_manifest(path, ("Square",)), others=others)
    masks = [row.attributes["region"] for row in read_manifest(job.folder / MANIFEST).rows]
    assert masks == ["", *[str(tmp_path / "mask.png")] * 3]
    assert read_manifest(job.folder / OTHERS).rows[0].path == tmp_path / "0-0.png"


def test_a_wrong_recipe_makes_no_job(tmp_path: Path) -> None:
    _, path = write_job(tmp_path, 2)
    with pytest.raises(RecipeError, match="epochs"):
        create(RECIPE.replace("epochs = 2", "epochs = 0"), read_manifest(path))
    assert list(training_folder().iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(own_home: Path, tmp_path: Path) -> None:
    _, path = write_job(tmp_path, 2)
    (own_home / "data").write_text("a file")
    with pytest.raises(TrainingError, match="cannot be prepared"):
        create(RECIPE, read_manifest(path))


def test_a_change_is_kept_and_a_new_state_is_stamped(tmp_path: Path) -> None:
    job = change(make_job(tmp_path), changed="2001-01-01T00:00:00+00:00")
    assert change(job, place=3.0).record.changed == job.record.changed
    failed = change(job, state=State.FAILED, message="The disk is full.")
    assert failed.record.changed > job.record.changed
    assert read_job(job.folder).record == failed.record


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"name": 3}', b"[" * 50_000, b" " * 100_000,
     b'{"name":"a","version":"1","created":"","changed":"","place":0,"state":"lost"}'],
)  # fmt: skip
def test_a_damaged_record_costs_only_its_own_job(tmp_path: Path, content: bytes) -> None:
    sound, damaged = make_job(tmp_path / "a"), make_job(tmp_path / "b")
    (damaged.folder / RECORD).write_bytes(content)
    jobs, problems = list_jobs()
    assert jobs == [sound]
    (problem,) = problems
    assert damaged.id in problem


def test_it_is_alive_while_a_process_holds_it_and_interrupted_afterwards(tmp_path: Path) -> None:
    job = change(make_job(tmp_path), state=State.RUNNING)
    with only_one(job.folder):
        held = read_job(job.folder)
        assert held.alive
        assert not held.interrupted
        with pytest.raises(TrainingError, match="running already"):
            only_one(job.folder)
        with pytest.raises(TrainingError, match="running already"):
            remove(job)
    assert read_job(job.folder).interrupted


def test_a_removed_job_leaves_nothing(tmp_path: Path) -> None:
    remove(make_job(tmp_path))
    assert list(training_folder().iterdir()) == []
