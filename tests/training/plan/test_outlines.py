"""A segmentation, from a manifest of masks to data that a run can learn from."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from meddiag_gui.gui.wizard import work
from meddiag_gui.tasks import CancelToken, no_report
from meddiag_gui.training.job import prepare_job
from meddiag_gui.training.plan.dividing import divide
from meddiag_gui.training.plan.examining import look_at
from meddiag_gui.training.plan.handing import hand_over
from meddiag_gui.training.plan.making import begin_from
from meddiag_gui.training.plan.plan import Plan, Source
from meddiag_gui.training.plan.sources import read_labels
from tests.support.labelled import body


def write_masks(folder: Path) -> Path:
    """Write twelve pictures with a mask each, and one without."""
    rows = []
    for i in range(13):
        Image.fromarray(body(i, 64)).save(folder / f"{i}.png")
        mask = np.zeros((64, 64), np.uint8)
        mask[16:48, 16 : 32 + i] = 255
        Image.fromarray(mask).save(folder / f"{i}-mask.png")
        rows.append([f"{i}.png", f"P{i}", f"{i}-mask.png" if i < 12 else "", "A" if i % 2 else "B"])
    with (folder / "manifest.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([["path", "patient_id", "lungs", "site"], *rows])
    return folder / "manifest.csv"


def test_a_plan_of_outlines_becomes_a_job_with_its_masks(tmp_path: Path) -> None:
    source = Source(kind="manifest", path=str(write_masks(tmp_path)))
    plan = Plan(task="segmentation", source=source, structure="Lungs", mask_column="lungs")
    plan = begin_from(replace(plan, input=replace(plan.input, rows=64, columns=64)), None, set())
    ways = {"report": no_report, "token": CancelToken()}
    manifest = read_labels(source, **ways)  # type: ignore[arg-type]
    assert "lungs" in manifest.attributes
    whole = work.decode(manifest, work.images_of(plan), **ways)  # type: ignore[arg-type]
    assert len(whole.rows) == 12  # without a mask there is nothing to learn
    examined = look_at(whole, (), set(), stated=False, **ways)  # type: ignore[arg-type]
    assert examined.found.stops == ()
    split = divide(examined.manifest, (), plan.splitting, examined.clusters, None)
    job = hand_over(plan, None, examined, split)
    prepared = prepare_job(job.folder / "recipe.toml", job.folder / "manifest.csv", job.folder, **ways)  # type: ignore[arg-type]
    assert prepared.masks is not None
    assert len(prepared.masks) == 12
    assert prepared.recipe.model.architecture == "unet-efficientnet-lite0"
    assert [len(prepared.split.part(part)) for part in ("train", "validation", "test")] == [8, 2, 2]
