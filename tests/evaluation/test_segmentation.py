"""A whole evaluation of a segmentation whose outlines are known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.datasets import Manifest, read_manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation.segmentation import evaluate_masks
from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.inference.segmentation import Segmenter
from meddiag_gui.tasks import Cancelled, CancelToken
from tests.support.brightness import write_pixels
from tests.support.outlines import lung_picture, two_lungs, write_outlining_bundle


@pytest.fixture(scope="module")
def segmenter(tmp_path_factory: pytest.TempPathFactory) -> Segmenter:
    return Segmenter(load_bundle(write_outlining_bundle(tmp_path_factory.mktemp("m") / "dark")), "cpu")


def write_case(folder: Path, name: str, mask: np.ndarray, truth: np.ndarray) -> str:
    write_pixels(folder / f"{name}.png", lung_picture(mask))
    write_pixels(folder / f"{name}-mask.png", truth.astype(np.uint8) * np.uint8(255))
    return f"{name}.png,{name[0]},{name}-mask.png,M"


def manifest_of(folder: Path, *lines: str) -> Manifest:
    (folder / "m.csv").write_text("\n".join(["path,patient_id,lung_mask,sex", *lines]))
    return read_manifest(folder / "m.csv")


def test_each_image_is_compared_with_its_own_mask(tmp_path: Path, segmenter: Segmenter) -> None:
    good, half = two_lungs(), two_lungs()
    half[:, 120:] = False
    found = evaluate_masks(
        segmenter,
        manifest_of(
            tmp_path,
            write_case(tmp_path, "a", good, good),
            write_case(tmp_path, "b", good, half),
            write_case(tmp_path, "b2", good, good),
        ),
    )
    values = [image.metrics["dice"] for image in found.images]
    assert values[0] > 0.98
    assert values[1] == pytest.approx(2 / 3, abs=0.02)
    dice = found.whole["dice"]
    assert (dice.images, dice.mean) == (3, pytest.approx(np.mean(values)))
    assert dice.worst == min(values)
    assert dice.low is not None
    assert dice.low < dice.mean
    assert found.whole["hausdorff95_px"].worst == max(i.metrics["hausdorff95_px"] for i in found.images)
    assert "hausdorff95_mm" not in found.whole
    json.dumps(found.to_json(), allow_nan=False)


def test_masks_of_another_size_are_brought_to_the_images(tmp_path: Path, segmenter: Segmenter) -> None:
    line = write_case(tmp_path, "a", two_lungs(300, 240), two_lungs(150, 120))
    assert evaluate_masks(segmenter, manifest_of(tmp_path, line)).whole["dice"].mean > 0.97


def test_what_cannot_be_compared_costs_only_its_row(tmp_path: Path, segmenter: Segmenter) -> None:
    lines = [write_case(tmp_path, name, two_lungs(), two_lungs()) for name in ("a", "b", "c", "d")]
    (tmp_path / "a.png").write_bytes(b"broken")
    (tmp_path / "b-mask.png").unlink()
    write_pixels(tmp_path / "c.png", np.zeros((90, 90), np.uint8))
    lines.append("e.png,e,,M")  # has no mask: not asked for
    found = evaluate_masks(segmenter, manifest_of(tmp_path, *lines))
    assert [image.status for image in found.images] == ["error", "error", "refused", "ok"]
    assert found.whole["dice"].images == 1
    assert [row["path"] for row in found.to_json()["not_outlined"]] == ["a.png", "b.png", "c.png"]
    assert found.whole["dice"].low is None  # one patient makes no interval


def test_a_manifest_without_masks_is_refused(tmp_path: Path, segmenter: Segmenter) -> None:
    with pytest.raises(ManifestError, match=r"m\.csv names no mask"):
        evaluate_masks(segmenter, manifest_of(tmp_path, "a.png,a,,M", "b.png,b,,F"))


def test_cancelling_is_heard(tmp_path: Path, segmenter: Segmenter) -> None:
    token = CancelToken()
    token.cancel()
    line = write_case(tmp_path, "a", two_lungs(), two_lungs())
    with pytest.raises(Cancelled):
        evaluate_masks(segmenter, manifest_of(tmp_path, line), token=token)
