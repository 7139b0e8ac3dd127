"""A whole run with guidance and an input gate, as small as it goes."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.errors import ManifestError, RecipeError
from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.training.recipe import read_recipe
from meddiag_gui.training.run import train
from tests.support.training import RECIPE, write_job

GUIDED = (
    RECIPE.replace('name = "tiny"', 'name = "tiny"\narchitecture = "efficientnet-lite0-stride16"')
    + '\n[guidance]\ncolumn = "region"\n\n[gate]\nimages = 12\nepochs = 2\nfalse_refusals = 0.2\n'
)


def add_regions(manifest: Path) -> None:
    """Name a mask for every other image; the others have none."""
    header, *rows = csv.reader(manifest.open())
    mask = np.zeros((96, 96), np.uint8)
    mask[20:80, 20:80] = 255
    Image.fromarray(mask).save(manifest.parent / "region.png")
    with manifest.open("w", newline="") as stream:
        named = ([*row, "region.png" if place % 2 else ""] for place, row in enumerate(rows))
        csv.writer(stream).writerows([[*header, "region"], *named])


def test_a_guided_run_publishes_a_gate_and_says_what_it_refuses(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path / "data", recipe=GUIDED)
    add_regions(manifest)
    bundle = train(recipe, manifest, tmp_path / "run")
    spec = bundle.metadata.appearance
    assert spec is not None
    assert spec.file in bundle.metadata.files
    rows = bundle.metadata.metrics["gate"]
    assert rows[0]["kind"] == "chest"
    assert rows[0]["images"] == bundle.metadata.training_data.counts["test"]["images"]
    assert {row["kind"] for row in rows} >= {"inverted", "upside_down", "rotated", "cropped", "scrambled"}
    assert "| chest | internal test part |" in (bundle.root / "README.md").read_text()
    predictor = Predictor(bundle, "cpu")
    noise = np.random.default_rng(0).integers(0, 65535, (8, 48, 48), dtype=np.uint16)
    assert predictor.unlike(noise) == predictor.unlike(noise)
    image = open_image(tmp_path / "data" / "1-0.png")
    said = predictor.predict(image)
    assert said.gate.passed == bool(said.scores)


def test_guidance_without_its_column_is_refused_by_name(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path / "data", recipe=GUIDED)
    with pytest.raises(ManifestError, match="has no column region"):
        train(recipe, manifest, tmp_path / "run")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("[guidance]\nmargin = 0.6\n", "guidance.weight must be"),
        ("[gate]\nhidden = 0\n", "a field of gate"),
        ("[gate]\nhiden = 3\n", "no field gate.hiden"),
    ],
)
def test_a_wrong_field_is_refused(tmp_path: Path, change: str, words: str) -> None:
    head = change.splitlines()[0]
    path, _ = write_job(tmp_path, 1, recipe=GUIDED.replace(f"{head}\n", change))
    with pytest.raises(RecipeError, match=words):
        read_recipe(path)
