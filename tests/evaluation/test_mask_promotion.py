"""May a segmentation take another's place? By the comparison of their masks."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from meddiag_gui.errors import ModelError
from meddiag_gui.evaluation.mask_comparison import compare_masks
from meddiag_gui.evaluation.promotion import check_promotion, evaluation_of, figures, read_evaluation
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from tests.support.evaluated import masked, write_mask_manifest
from tests.support.outlines import write_outlining_bundle


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelBundle:
    return load_bundle(write_outlining_bundle(tmp_path_factory.mktemp("m") / "dark"))


def failed_names(tmp_path: Path, model: ModelBundle, loss: float, part: str = "test") -> set[str]:
    manifest = write_mask_manifest(tmp_path)
    first = replace(masked(manifest, loss), model=model.ref, part=part)
    second = replace(masked(manifest, 0.0), model=model.ref)
    report = replace(first, comparisons=(compare_masks(first, second, manifest),))
    (tmp_path / "e.json").write_text(json.dumps(report.to_json()))
    read = read_evaluation(tmp_path / "e.json")
    assert read == evaluation_of(report)
    checks = check_promotion(model, model, read)
    json.dumps(figures(checks, read), allow_nan=False)
    return {check.name for check in checks if not check.passed}


def test_an_equal_segmentation_passes_and_a_worse_one_does_not(tmp_path: Path, model: ModelBundle) -> None:
    assert failed_names(tmp_path, model, 0.0) == set()
    assert failed_names(tmp_path, model, 0.05) == {
        "dice better or non-inferior", "iou better or non-inferior", "Worse in no subgroup",
    }  # fmt: skip


def test_other_images_than_the_locked_part_are_not_enough(tmp_path: Path, model: ModelBundle) -> None:
    assert failed_names(tmp_path, model, 0.0, part="") == {"On images that neither model has seen"}


def test_no_evaluation_and_one_without_a_comparison_do_not_do(tmp_path: Path, model: ModelBundle) -> None:
    report = replace(masked(write_mask_manifest(tmp_path), 0.0), model=model.ref)
    for given in (None, evaluation_of(report)):
        assert {c.name for c in check_promotion(model, model, given) if not c.passed} == {
            "Compared on the same images"
        }
    (tmp_path / "x.json").write_text('{"schema": "meddiag.segmentation/1"}')
    with pytest.raises(ModelError, match="no evaluation"):
        read_evaluation(tmp_path / "x.json")
