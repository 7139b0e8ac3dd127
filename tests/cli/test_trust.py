"""``meddiag trust`` on the brightness model: JSON, table, and what it writes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.inference.bundle import load_bundle
from tests.cli.conftest import Run
from tests.support.brightness import write_pixels


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """Six pictures of three patients: bright ones with a brighter half, and dark ones."""
    lines = ["path,patient_id,Brightness"]
    for index in range(6):
        pixels = np.full((64, 64), 200 if index % 2 else 30, np.uint8)
        pixels[:, 32:] += 10 * (index // 2) + 10
        pixels[0, 0], pixels[-1, -1] = 0, 255
        write_pixels(tmp_path / "data" / f"{index}.png", pixels)
        lines.append(f"{index}.png,p{index // 2},{index % 2}")
    path = tmp_path / "data" / "manifest.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_json_holds_a_verdict_and_its_figures_a_method(meddiag: Run, manifest: Path) -> None:
    ended = meddiag("trust", "--data", manifest, "--method", "cam", "--method", "occlusion", "--json", "-")
    assert ended.code == 0
    assert ended.json["schema"] == "meddiag.trust/1"
    assert ended.json["images"] == ended.json["patients"] == 3
    for method in ended.json["methods"]:
        assert method["verdict"] in ("supported", "weak", "failed")
        figures = {figure["measure"]: figure for figure in method["figures"]}
        assert figures["randomisation"]["value"] is None  # the model is no network of torch
        assert figures["repeatability"]["value"] > 0.8
    assert set(ended.json["scales"]["Brightness"]) == {"cam", "occlusion"}


def test_the_table_names_verdict_and_interval_and_nothing_is_written(
    meddiag: Run, manifest: Path, model: Path
) -> None:
    before = (model / "metadata.json").read_bytes()
    ended = meddiag("trust", "--data", manifest, "--method", "cam")
    assert ended.code == 0
    assert "Brightness, Class activation: " in ended.out
    assert "not measured" in ended.out
    assert (model / "metadata.json").read_bytes() == before


def test_write_keeps_the_figures_in_the_bundle(meddiag: Run, manifest: Path, model: Path) -> None:
    for part in ("validation", "test"):
        ended = meddiag("trust", "--data", manifest, "--method", "cam", "--part", part, "--write")
        assert ended.code == 0
    trust = load_bundle(model).metadata.saliency
    assert [part.part for part in trust.parts] == ["validation", "test"]
    assert meddiag("selftest", "--part", "models").code == 0


def test_what_cannot_be_measured_ends_in_a_sentence(meddiag: Run, manifest: Path) -> None:
    assert meddiag("trust", "--data", manifest, "--method", "voodoo").code == 1
    lines = manifest.read_text("utf-8").splitlines()
    manifest.write_text("\n".join([lines[0], *lines[1::2]]), "utf-8")
    ended = meddiag("trust", "--data", manifest)
    assert ended.code == 1
    assert "no labelled image present" in ended.err
