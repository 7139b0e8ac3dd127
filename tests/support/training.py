"""A tiny learnable job: pictures of 96×96 pixels, with a bright square or without."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from PIL import Image

from meddiag_gui.datasets import read_manifest
from meddiag_gui.training.jobs import Job, create

RECIPE = """
[model]
name = "tiny"
version = "0.1"
backbone = ""
dropout = 0.0
drop_path = 0.1

[input]
modalities = ["DX"]
body_parts = ["CHEST"]
views = ["AP"]
rows = 48
columns = 48
mean = 0.4
std = 0.25

[[findings]]
name = "Square"
code = { scheme = "99TEST", value = "SQ", meaning = "Square" }

[intended_use]
summary = "Squares."
population = "Phantoms"
exclusions = ["All else"]

[data]
source = "made by the test"
licence = "none"
citation = "none"

[split]
validation = 0.25
test = 0.25
seed = 3

[optimisation]
epochs = 2
batch_size = 8
seed = 5

[operating_point]
rule = "sensitivity"
target = 0.9
"""


def write_job(folder: Path, patients: int = 24, *, recipe: str = RECIPE) -> tuple[Path, Path]:
    """Write recipe, manifest and two pictures a patient; return the paths of the first two."""
    rng = np.random.default_rng(0)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recipe.toml").write_text(recipe)
    with (folder / "manifest.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["path", "patient_id", "Square"])
        for patient in range(patients):
            for view in range(2):
                pixels = rng.integers(20, 120, (96, 96), dtype=np.uint8)
                if patient % 2:
                    top, left = rng.integers(16, 48, 2)
                    pixels[top : top + 32, left : left + 32] = 250
                name = f"{patient}-{view}.png"
                Image.fromarray(pixels).save(folder / name)
                writer.writerow([name, f"P{patient}", patient % 2])
    return folder / "recipe.toml", folder / "manifest.csv"


def make_job(folder: Path, patients: int = 2, *, recipe: str = RECIPE) -> Job:
    """Write pictures to ``folder``, and make a job of them that waits in the queue."""
    _, manifest = write_job(folder, patients)
    return create(recipe, read_manifest(manifest, ("Square",)))
