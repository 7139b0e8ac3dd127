"""Training that ends in a segmentation: a tiny run on pictures whose masks are known."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from meddiag_gui.errors import ManifestError, RecipeError, TrainingError
from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.segmentation import Segmenter
from meddiag_gui.tasks import Cancelled, CancelToken, Progress, no_report
from meddiag_gui.training.events import read_events
from meddiag_gui.training.job import masked, prepare_job
from meddiag_gui.training.recipe import read_recipe
from meddiag_gui.training.run import train
from tests.support.outlines import lung_picture, two_lungs
from tests.support.training import RECIPE

pytest.importorskip("monai")

FINDINGS = RECIPE[RECIPE.index("[[findings]]") : RECIPE.index("[intended_use]")]
TASK = """
task = "segmentation"
architecture = "unet-efficientnet-lite0"
"""
STRUCTURE = """
[structure]
name = "Lungs"
code = { scheme = "SCT", value = "39607008", meaning = "Lung" }
column = "lung_mask"

"""
FIT = """epochs = 15
batch_size = 5
learning_rate = 4e-3
ema_decay = 0.7
"""
GENTLE = """[augmentation]
rotation = 5
scale = 0.05
aspect = 0.05
noise = 0.01
border = 0
erase = 0
warp = 0.02
"""
OUTLINING = (
    RECIPE.replace('version = "0.1"', f'version = "0.1"{TASK}')
    .replace(FINDINGS, STRUCTURE)
    .replace("rows = 48\ncolumns = 48", "rows = 64\ncolumns = 64")
    .replace("seed = 3", 'column = "part"')
    .replace("epochs = 2\nbatch_size = 8\n", FIT)
    .replace("[operating_point]", f"{GENTLE}\n[operating_point]")
)


def write_job(folder: Path, recipe: str = OUTLINING) -> tuple[Path, Path]:
    """Write recipe, manifest, and one picture with its mask for each of 16 patients, and one without."""
    folder.mkdir(parents=True)
    (folder / "recipe.toml").write_text(recipe)
    rng = np.random.default_rng(0)
    with (folder / "manifest.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["path", "patient_id", "lung_mask", "part"])
        for patient in range(16):
            mask = two_lungs(80, 70, right=rng.uniform(0.08, 0.15))
            clouds = Image.fromarray(rng.normal(50, 30, (6, 5)).astype(np.float32))  # no two patients alike
            ground = np.asarray(clouds.resize((mask.shape[1], mask.shape[0]), Image.Resampling.BICUBIC))
            noise = rng.normal(0, 10, mask.shape)
            noisy = np.clip(lung_picture(mask) * 0.6 + ground + noise, 0, 255).astype(np.uint8)
            Image.fromarray(noisy).save(folder / f"{patient}.png")
            Image.fromarray(mask).save(folder / f"{patient}-mask.png")
            part = "train" if patient < 10 else "validation" if patient < 13 else "test"
            writer.writerow([f"{patient}.png", f"P{patient}", f"{patient}-mask.png", part])
        Image.fromarray(noisy).save(folder / "bare.png")
        writer.writerow(["bare.png", "P99", "", "train"])
    return folder / "recipe.toml", folder / "manifest.csv"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ModelBundle]:
    folder = tmp_path_factory.mktemp("job")
    recipe, manifest = write_job(folder / "data")
    return folder, train(recipe, manifest, folder / "run")


def test_the_bundle_is_whole_and_outlines(finished: tuple[Path, ModelBundle]) -> None:
    folder, bundle = finished
    assert load_bundle(bundle.root) == bundle
    assert (bundle.metadata.task, bundle.findings) == ("segmentation", ())
    image = open_image(folder / "data" / "1.png")
    found = Segmenter(bundle, "cpu").segment(image)
    assert found.mask is not None
    assert found.mask.shape == (80, 70)


def test_only_images_with_masks_count_in_the_parts_that_the_manifest_names(
    finished: tuple[Path, ModelBundle],
) -> None:
    _, bundle = finished
    counts = bundle.metadata.training_data.counts
    assert {part: c["images"] for part, c in counts.items()} == {"train": 10, "validation": 3, "test": 3}
    assert bundle.metadata.metrics["images"]["listed"] == 3


def test_it_learns_what_can_be_learned(finished: tuple[Path, ModelBundle]) -> None:
    dice = finished[1].metadata.metrics["metrics"]["dice"]
    assert dice["low"] <= dice["mean"] <= dice["high"]
    assert dice["mean"] > 0.8


def test_the_card_tells_how_well_outlines_fit(finished: tuple[Path, ModelBundle]) -> None:
    card = (finished[1].root / "README.md").read_text()
    for word in (
        "Research use only",
        "Dice",
        "IoU",
        "Hausdorff",
        "39607008",
        "Dice of the worst images",
        "a mask",
        "borders blanked",
    ):
        assert word in card
    assert ".png" not in card


def test_a_stopped_run_resumes_to_the_same_weights(
    finished: tuple[Path, ModelBundle], tmp_path: Path
) -> None:
    folder, whole = finished
    token = CancelToken()

    def stop_in_training(progress: Progress) -> None:
        if progress.message.startswith("Epoch 2"):
            token.cancel()

    data = folder / "data" / "recipe.toml", folder / "data" / "manifest.csv"
    with pytest.raises(Cancelled):
        train(*data, tmp_path / "run", report=stop_in_training, token=token)
    again = train(*data, tmp_path / "run")
    kept, resumed = (load_file(bundle.root / "weights.safetensors") for bundle in (whole, again))
    assert all(torch.equal(value, resumed[name]) for name, value in kept.items())
    kinds = [event["event"] for event in read_events(tmp_path / "run" / "events.jsonl")]
    assert "resumed" in kinds


def test_masks_are_kept_bit_for_bit(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path / "data")
    job = prepare_job(recipe, manifest, tmp_path / "run", report=no_report, token=CancelToken())
    part = masked(job, "test")
    assert part.masks(part.rows).shape == (3, 64, 64)
    with Image.open(tmp_path / "data" / "13-mask.png") as opened:
        wanted = np.asarray(opened.convert("L").resize((64, 64), Image.Resampling.BOX)) >= 128
    np.testing.assert_array_equal(part.masks(part.rows)[0], wanted)


def test_a_mask_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path / "data")
    (tmp_path / "data" / "2-mask.png").write_bytes(b"broken")
    with pytest.raises(ManifestError, match=r"manifest\.csv, line 4: 2-mask\.png"):
        prepare_job(recipe, manifest, tmp_path / "run", report=no_report, token=CancelToken())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("[structure]", "[[findings]]", "unknown field|no field|missing|segmentation"),
        ('task = "segmentation"', 'task = "classification"', "finding"),
        ('column = "lung_mask"', "", "column"),
    ],
)
def test_a_recipe_must_fit_its_task(tmp_path: Path, old: str, new: str, reason: str) -> None:
    recipe, _ = write_job(tmp_path / "data", OUTLINING.replace(old, new))
    with pytest.raises(RecipeError, match=reason):
        read_recipe(recipe)


def test_a_classifiers_network_cannot_outline(tmp_path: Path) -> None:
    recipe, manifest = write_job(tmp_path / "data", OUTLINING.replace("unet-efficientnet", "efficientnet"))
    with pytest.raises(RecipeError, match="is not for segmentation"):
        train(recipe, manifest, tmp_path / "run")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (",train", ",training", "line 2: column part says none of"),
        (",validation", ",train", "validation part is empty"),
        ("P13,", "P1,", "One patient is in two parts"),
        ("lung_mask", "other", "no column lung_mask"),
        ("part", "portion", "no column part"),
    ],
)
def test_a_manifest_must_name_masks_and_parts(tmp_path: Path, old: str, new: str, reason: str) -> None:
    recipe, manifest = write_job(tmp_path / "data")
    manifest.write_text(manifest.read_text().replace(old, new))
    with pytest.raises((ManifestError, TrainingError), match=reason):
        prepare_job(recipe, manifest, tmp_path / "run", report=no_report, token=CancelToken())
