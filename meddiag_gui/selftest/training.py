"""A training of two epochs for each task, on invented pictures, in a process of its own, up to the bundle."""

from __future__ import annotations

import csv
import importlib.util
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.inference.engines import Device
from meddiag_gui.selftest.checks import Outcome
from meddiag_gui.selftest.child import run_command

PATIENTS = 24
_RECIPE = """
[model]
name = "selftest-{task}"
version = "1"
backbone = ""
task = "{task}"
architecture = "{architecture}"

[input]
modalities = ["DX"]
body_parts = ["CHEST"]
views = ["AP"]
rows = 64
columns = 64
mean = 0.4
std = 0.25

{target}
name = "Square"
code = {{ scheme = "99MEDDIAG", value = "SQUARE", meaning = "Bright square" }}
{column}

[intended_use]
summary = "Shows that training works."
population = "Invented pictures"
exclusions = ["All else"]

[data]
source = "invented by the selftest"
licence = "none"
citation = "none"

[split]
validation = 0.25
test = 0.25

[optimisation]
epochs = 2
batch_size = 8

[operating_point]
rule = "sensitivity"
target = 0.9
"""
TASKS = {
    "classification": {"architecture": "efficientnet-lite0", "target": "[[findings]]", "column": ""},
    "segmentation": {
        "architecture": "unet-efficientnet-lite0",
        "target": "[structure]",
        "column": 'column = "square_mask"',
    },
}


def check(home: Path, device: Device) -> Iterator[Outcome]:
    """Train for each task, and load what was published; see `checks.run_part`."""
    if importlib.util.find_spec("torch") is None:
        yield Outcome("Training: not part of this installation")
        return
    manifest = write_pictures(home / "data")
    for task in TASKS:
        recipe = home / f"{task}.toml"
        recipe.write_text(_RECIPE.format(task=task, **TASKS[task]), encoding="utf-8")
        run = home / task
        said = run_command(home / "home", "train", recipe, "--data", manifest, "--out", run, "--events")
        events = [json.loads(line) for line in said.splitlines()]
        epochs = sum(event["event"] == "epoch" for event in events)
        bundle = load_bundle(run / f"selftest-{task}-1")
        words = f"Training for {task}: {epochs} epochs, {bundle.name} {bundle.version} published"
        yield Outcome(words, passed=epochs == 2)


def write_pictures(folder: Path) -> Path:
    """Write two pictures a patient, every second's with a bright square and its mask; return the manifest."""
    rng = np.random.default_rng(0)
    folder.mkdir(parents=True)
    manifest = folder / "manifest.csv"
    with manifest.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["path", "patient_id", "Square", "square_mask"])
        for patient, number in itertools.product(range(PATIENTS), range(2)):
            pixels = rng.integers(20, 120, (96, 96), dtype=np.uint8)
            name = f"{patient}-{number}.png"
            mask = ""
            if patient % 2:
                top, left = rng.integers(16, 48, 2)
                pixels[top : top + 32, left : left + 32] = 250
                mask = f"mask-{name}"
                Image.fromarray(pixels == 250).save(folder / mask)
            Image.fromarray(pixels).save(folder / name)
            writer.writerow([name, f"P{patient}", patient % 2, mask])
    return manifest
