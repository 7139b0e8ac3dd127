"""A training of two epochs on an invented data set, in a process of its own, up to a published bundle."""

from __future__ import annotations

import csv
import importlib.util
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
RECIPE = """
[model]
name = "selftest"
version = "1"
backbone = ""

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
code = { scheme = "99MEDDIAG", value = "SQUARE", meaning = "Bright square" }

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


def check(home: Path, device: Device) -> Iterator[Outcome]:
    """Train, and load what was published; see `checks.run_part`."""
    if importlib.util.find_spec("torch") is None:
        yield Outcome("Training: not part of this installation")
        return
    recipe, manifest = write_job(home / "data")
    run = home / "run"
    said = run_command(home / "home", "train", recipe, "--data", manifest, "--out", run, "--events")
    events = [json.loads(line) for line in said.splitlines()]
    epochs = sum(event["event"] == "epoch" for event in events)
    bundle = load_bundle(run / "selftest-1")
    yield Outcome(f"Training: {epochs} epochs, {bundle.name} {bundle.version} published", passed=epochs == 2)


def write_job(folder: Path) -> tuple[Path, Path]:
    """Write recipe, manifest and two pictures a patient, half of them with a bright square.

    Returns
    -------
    tuple[Path, Path]
        Recipe and manifest.
    """
    rng = np.random.default_rng(0)
    folder.mkdir(parents=True)
    recipe, manifest = folder / "recipe.toml", folder / "manifest.csv"
    recipe.write_text(RECIPE, encoding="utf-8")
    with manifest.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["path", "patient_id", "Square"])
        for patient in range(PATIENTS):
            for number in range(2):
                pixels = rng.integers(20, 120, (96, 96), dtype=np.uint8)
                if patient % 2:
                    top, left = rng.integers(16, 48, 2)
                    pixels[top : top + 32, left : left + 32] = 250
                name = f"{patient}-{number}.png"
                Image.fromarray(pixels).save(folder / name)
                writer.writerow([name, f"P{patient}", patient % 2])
    return recipe, manifest
