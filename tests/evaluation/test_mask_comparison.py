"""Paired differences of two segmentations: by a plain bootstrap, by construction, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation.mask_comparison import compare_masks
from tests.support.evaluated import masked, write_mask_manifest


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    return write_mask_manifest(tmp_path)


def test_a_constant_difference_is_found_without_width(manifest: Manifest) -> None:
    found = compare_masks(masked(manifest, 0.05), masked(manifest, 0.08), manifest)
    dice = found.paired.of("dice")
    assert (dice.difference, dice.low, dice.high) == pytest.approx((0.03, 0.03, 0.03))
    assert dice.verdict == "better"
    distance = found.paired.of("hausdorff95_px")
    assert distance.difference == pytest.approx(-3)
    assert distance.verdict == "better"  # a shorter distance
    assert found.paired.of("hausdorff95_mm").images < dice.images == 59


def test_the_interval_is_that_of_a_plain_bootstrap_of_patients(manifest: Manifest) -> None:
    first, other = masked(manifest, 0.0), masked(manifest, 0.0)
    noise = np.random.default_rng(3).normal(scale=0.03, size=len(other.images))
    moved = [
        replace(image, metrics={**image.metrics, "dice": image.metrics["dice"] + e})
        if image.metrics
        else image
        for image, e in zip(other.images, noise, strict=True)
    ]
    dice = compare_masks(first, replace(other, images=tuple(moved)), manifest).paired.of("dice")
    gaps: dict[str, list[float]] = {}
    for image, e in zip(first.images, noise, strict=True):
        if image.metrics:
            gaps.setdefault(image.patient_id, []).append(-e)
    groups = list(gaps.values())
    generator = np.random.default_rng(8)
    means = [
        np.mean(np.concatenate([groups[i] for i in generator.integers(len(groups), size=len(groups))]))
        for _ in range(4000)
    ]
    assert (dice.low, dice.high) == pytest.approx(tuple(np.percentile(means, [2.5, 97.5])), abs=6e-4)


@pytest.mark.parametrize(
    ("loss", "verdict"), [(0.005, "non-inferior"), (0.02, "worse"), (0.0, "non-inferior")]
)
def test_the_margin_decides(manifest: Manifest, loss: float, verdict: str) -> None:
    found = compare_masks(masked(manifest, loss), masked(manifest, 0.0), manifest, 0.01)
    assert found.paired.of("dice").verdict == verdict


def test_subgroups_are_compared_by_themselves(manifest: Manifest) -> None:
    found = compare_masks(masked(manifest, 0.05), masked(manifest, 0.08), manifest)
    sizes = {group.value: group.paired.images for group in found.subgroups}
    assert sizes == {"north": 40, "south": 19}  # the image that was refused is of the south


def test_what_cannot_be_compared_is_refused(manifest: Manifest) -> None:
    first = masked(manifest, 0.0)
    with pytest.raises(ManifestError, match="not evaluated on the same images"):
        compare_masks(first, replace(first, images=first.images[1:]), manifest)
    none = tuple(replace(image, status="error", metrics={}) for image in first.images)
    with pytest.raises(ManifestError, match="no image"):
        compare_masks(first, replace(first, images=none), manifest)
    with pytest.raises(ValueError, match="negative"):
        compare_masks(first, first, manifest, -0.1)
