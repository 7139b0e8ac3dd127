"""Evaluations that are kept: the same again without judging, made anew if anything is another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from meddiag_gui.datasets import Manifest, read_manifest
from meddiag_gui.evaluation import measured
from meddiag_gui.evaluation.measured import MeasuredScores, kept_folder, key_of, measure
from meddiag_gui.inference.predictor import Predictor
from tests.support.brightness import write_picture
from tests.support.bundles import square_bundle


@pytest.fixture(scope="module")
def predictor(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    return Predictor(square_bundle(tmp_path_factory.mktemp("m") / "square"), "cpu")


@pytest.fixture
def manifest(tmp_path: Path, predictor: Predictor) -> Manifest:
    name = predictor.bundle.findings[0].name
    lines = [f"path,patient_id,{name},age,sex"]
    for index in range(6):
        write_picture(tmp_path / f"{index}.png", 0.1 * index)
        lines.append(f"{index}.png,p{index},{index % 2},3,{'FM'[index % 2]}")
    (tmp_path / "m.csv").write_text("\n".join(lines))
    return read_manifest(tmp_path / "m.csv", [name])


def test_the_same_evaluation_is_read_and_not_made_again(
    predictor: Predictor, manifest: Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = measure(predictor, manifest)
    assert isinstance(first, MeasuredScores)
    monkeypatch.setattr(measured, "evaluate", None)  # whoever asks it fails
    assert measure(predictor, manifest) == first
    sweep = first.sweep(first.report.findings[0].name)
    assert {(group.attribute, group.value) for group in sweep.groups} == {("sex", "F"), ("sex", "M")}


def test_another_image_label_or_part_is_another_evaluation(predictor: Predictor, manifest: Manifest) -> None:
    bundle = predictor.bundle
    before = key_of(bundle, manifest)
    assert key_of(bundle, manifest) == before
    assert key_of(bundle, manifest, "test") != before
    os.utime(manifest.rows[0].path, ns=(1, 1))
    touched = key_of(bundle, manifest)
    assert touched != before
    manifest.rows[1].path.unlink()
    assert key_of(bundle, manifest) not in (before, touched)
    text = manifest.path.read_text().replace("p0", "p1")
    manifest.path.write_text(text)
    assert key_of(bundle, read_manifest(manifest.path)) != touched


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[" * 100_000])
def test_a_damaged_one_is_made_anew(predictor: Predictor, manifest: Manifest, content: bytes) -> None:
    first = measure(predictor, manifest)
    (kept,) = kept_folder().glob("*.json")
    kept.write_bytes(content)
    again = measure(predictor, manifest)
    assert isinstance(first, MeasuredScores)
    assert isinstance(again, MeasuredScores)
    assert again.report.findings == first.report.findings


def test_a_full_disk_costs_only_the_keeping(
    predictor: Predictor, manifest: Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(measured, "write_atomic", full)
    assert isinstance(measure(predictor, manifest), MeasuredScores)
    assert not list(kept_folder().glob("*"))
