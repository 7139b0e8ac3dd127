"""Outlines from the command line: masks as files, areas as rows, and how well they fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.conftest import Run
from tests.support.brightness import write_pixels
from tests.support.outlines import NAME, lung_picture, two_lungs, write_outlining_bundle

SHAPE = (200, 160)


@pytest.fixture
def dark(model: Path) -> Path:
    return write_outlining_bundle(model.parent / f"{NAME}-1.0.0")


def picture(path: Path, mask: np.ndarray) -> Path:
    return write_pixels(path, lung_picture(mask))


def read(path: Path) -> np.ndarray:
    with Image.open(path) as opened:
        return np.asarray(opened)


def test_a_mask_an_input_in_its_own_rows_and_columns(tmp_path: Path, dark: Path, meddiag: Run) -> None:
    truth = two_lungs(*SHAPE, right=0.1)
    path = picture(tmp_path / "a.b.png", truth)
    ended = meddiag("predict", path, "--model", NAME, "--masks", tmp_path / "out", "--json", "-")
    assert ended.code == 0
    mask = read(tmp_path / "out" / "a.b.png")
    assert (mask.shape, mask.dtype, set(np.unique(mask))) == (SHAPE, np.uint8, {0, 255})
    assert ((mask > 0) != truth).mean() < 0.02
    (row,) = ended.json["results"]
    assert (row["status"], row["findings"], row["model"]["name"]) == ("ok", [], NAME)
    lungs = row["lungs"]
    assert lungs["right"]["pixels"] + lungs["left"]["pixels"] == (mask > 0).sum()
    assert lungs["asymmetry"] < -0.05
    assert (lungs["right"]["area_mm2"], lungs["spacing_source"], lungs["cut_off"]) == (None, None, [])


def test_inputs_of_one_name_get_masks_of_their_own(tmp_path: Path, dark: Path, meddiag: Run) -> None:
    for folder in ("one", "two"):
        picture(tmp_path / "in" / folder / "x.png", two_lungs(*SHAPE))
    meddiag("predict", tmp_path / "in", "--model", NAME, "--masks", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["x-2.png", "x.png"]


def test_what_can_hardly_be_lungs_is_said_and_still_written(tmp_path: Path, dark: Path, meddiag: Run) -> None:
    path = picture(tmp_path / "a.png", two_lungs(*SHAPE, right=0.01))
    ended = meddiag("predict", path, "--model", NAME, "--masks", tmp_path / "out")
    assert ended.code == 0
    assert "note: Only one lung field is to be seen." in ended.out
    assert (tmp_path / "out" / "a.png").is_file()


def test_a_broken_input_costs_only_its_row(tmp_path: Path, dark: Path, meddiag: Run) -> None:
    (tmp_path / "bad.png").write_bytes(b"nothing")
    good = picture(tmp_path / "good.png", two_lungs(*SHAPE))
    ended = meddiag(
        "predict", tmp_path / "bad.png", good, "--model", NAME, "--masks", tmp_path / "out", "--json", "-"
    )
    assert ended.code == 1
    rows = ended.json["results"]
    assert [(row["status"], row["lungs"] is None) for row in rows] == [("error", True), ("ok", False)]


@pytest.mark.parametrize(("name", "option"), [(NAME, "--saliency"), ("brightness", "--masks")])
def test_what_a_model_cannot_draw_is_wrong_usage(
    tmp_path: Path, dark: Path, meddiag: Run, name: str, option: str
) -> None:
    path = picture(tmp_path / "a.png", two_lungs(*SHAPE))
    ended = meddiag("predict", path, "--model", name, option, tmp_path / "out")
    assert ended.code == 2
    assert option in ended.err


def test_without_a_name_a_classifier_is_taken(tmp_path: Path, dark: Path, meddiag: Run) -> None:
    path = picture(tmp_path / "a.png", two_lungs(*SHAPE))
    assert meddiag("predict", path, "--json", "-").json["results"][0]["model"]["name"] == "brightness"


def test_evaluation_gives_dice_by_image_and_patient(tmp_path: Path, dark: Path, meddiag: Run) -> None:
    lines = ["path,patient_id,lung_mask,site"]
    for patient in range(4):
        truth = two_lungs(*SHAPE, right=0.08 + 0.02 * patient)
        picture(tmp_path / f"{patient}.png", truth)
        write_pixels(tmp_path / f"mask{patient}.png", truth.astype(np.uint8) * np.uint8(255))
        lines.append(f"{patient}.png,p{patient},mask{patient}.png,{'north' if patient % 2 else 'south'}")
    (tmp_path / "m.csv").write_text("\n".join(lines))
    table = tmp_path / "rows.csv"
    ended = meddiag(
        "evaluate", "--model", NAME, "--data", tmp_path / "m.csv", "--json", "-", "--predictions", table
    )
    assert ended.code == 0
    found = ended.json["metrics"]["dice"]
    assert 0.96 < found["low"] <= found["mean"] <= found["high"] <= 1
    assert [(g["attribute"], g["value"]) for g in ended.json["subgroups"]] == [
        ("site", "north"),
        ("site", "south"),
    ]
    assert len(table.read_text().splitlines()) == 5
    shown = meddiag("evaluate", "--model", NAME, "--data", tmp_path / "m.csv")
    assert "4 images with a mask: 4 outlined" in shown.out
    assert "Research use only" in shown.out


def test_a_manifest_without_masks_is_refused(tmp_path: Path, dark: Path, meddiag: Run) -> None:
    picture(tmp_path / "a.png", two_lungs(*SHAPE))
    (tmp_path / "m.csv").write_text("path,patient_id,Brightness\na.png,p,1\n")
    ended = meddiag("evaluate", "--model", NAME, "--data", tmp_path / "m.csv")
    assert (ended.code, "names no mask in a column lung_mask" in ended.err) == (1, True)


def test_both_tasks_are_listed_and_tested(dark: Path, meddiag: Run) -> None:
    rows = meddiag("models", "--json", "-").json["models"]
    assert [(row["name"], row["task"], row["structure"]) for row in rows] == [
        ("brightness", "classification", None),
        (NAME, "segmentation", "Lungs"),
    ]
    assert "outlines    Lungs" in meddiag("models").out
    tested = meddiag("selftest", "--part", "models")
    assert tested.code == 0
    assert tested.out.count("passed on CPU") == 2
