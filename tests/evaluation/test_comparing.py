"""Models and readers beside each other: which images count, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation.comparing import compare_models, compare_reader
from meddiag_gui.evaluation.report import EvaluationReport
from tests.support.evaluated import evaluated, write_manifest


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    return write_manifest(tmp_path)


def without(report: EvaluationReport, *positions: int) -> EvaluationReport:
    """The same with some images refused."""
    images = tuple(
        replace(image, status="refused", probabilities={}) if index in positions else image
        for index, image in enumerate(report.images)
    )
    return replace(report, images=images)


def test_only_images_that_both_scored_count(manifest: Manifest) -> None:
    first, second = without(evaluated(manifest, 3.0), 0, 1), without(evaluated(manifest, 1.0), 1, 2)
    (found,) = compare_models(first, second, manifest, 0.02)
    assert (found.finding, found.kind, found.other, found.margin) == (
        "Opacity",
        "model",
        "opacity 1.0.0",
        0.02,
    )
    assert found.paired.images == 117
    assert {(g.attribute, g.value): g.paired.images for g in found.subgroups} == {
        ("site", "north"): 88,
        ("site", "south"): 29,
    }
    assert found.paired.of("auroc").verdict == "better"


def test_a_reader_counts_where_a_call_was_made(manifest: Manifest) -> None:
    found = compare_reader(evaluated(manifest, 3.0), "call", manifest, 0.05)
    assert found.kind == "reader"
    assert found.paired.images == 108  # every tenth has no call
    sensitivity, specificity = found.paired.of("sensitivity"), found.paired.of("specificity")
    # Of 40 images with the finding 4 have no call and 20 a wrong one.
    assert sensitivity.second == pytest.approx(1 - 20 / 36)
    assert specificity.second == 1.0
    assert found.paired.of("auroc") is None


def test_a_finding_can_be_named_with_the_column(manifest: Manifest) -> None:
    named = compare_reader(evaluated(manifest, 3.0), "opacity=call", manifest, 0.05)
    assert named == compare_reader(evaluated(manifest, 3.0), "call", manifest, 0.05)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("site", "no column of 0, 1 or empty named site"),
        ("nobody", "no column of 0, 1 or empty named nobody"),
        ("Fracture=call", r"as FINDING=COLUMN \(Opacity\)"),
    ],
)
def test_no_such_reader_is_one_sentence(manifest: Manifest, column: str, words: str) -> None:
    with pytest.raises(ManifestError, match=words):
        compare_reader(evaluated(manifest, 3.0), column, manifest, 0.05)


def test_models_without_a_common_finding_cannot_be_compared(manifest: Manifest) -> None:
    first = evaluated(manifest, 3.0)
    with pytest.raises(ManifestError, match="no finding that both models have"):
        compare_models(first, replace(first, findings=()), manifest, 0.05)
