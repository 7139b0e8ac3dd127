from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from meddiag_gui.inference.metadata import BundleMetadata
from meddiag_gui.training.card import write_card
from meddiag_gui.training.loop import Fitted
from tests.support.bundles import square_bundle

ESTIMATE = {"value": 0.5, "low": 0.4, "high": 0.6}
NAMES = ("auroc", "auprc", "accuracy", "sensitivity", "specificity", "precision", "npv", "f1", "brier", "ece")


@pytest.fixture
def metadata(tmp_path: Path) -> BundleMetadata:
    bundle = square_bundle(tmp_path)
    finding = {
        "name": "Square",
        "images": 100,
        "patients": 50,
        "confusion": {"tp": 47, "fn": 3, "tn": 50, "fp": 0},
        "metrics": dict.fromkeys(NAMES, ESTIMATE),
    }
    wrong = {"missed": [0.012, 0.2, 0.31], "false_alarms": []}
    metrics: dict[str, Any] = {"findings": [finding], "robustness": {}, "failures": {"Square": wrong}}
    data = replace(bundle.metadata.training_data, counts={"train": {"images": 1}})
    return replace(bundle.metadata, metrics=metrics, training_data=data)


def card(metadata: BundleMetadata) -> str:
    return write_card(metadata, Fitted({}, 0, [{}]))


def test_failures_are_counted_and_the_worst_named(metadata: BundleMetadata) -> None:
    text = card(metadata)
    assert "Missed: 3 of 50 images with it. The lowest probabilities among them: 0.012, 0.200, 0.310." in text
    assert "False alarms: 0 of 50 images without it." in text


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ((1.0, 6.0), "younger than 1 years, or of 6 years and older (so every adult);"),
        ((18.0, 120.0), "younger than 18 years, or of 120 years and older;"),
        (None, "without a score: a modality other than"),
    ],
)
def test_what_happens_outside_the_intended_use(
    metadata: BundleMetadata, ages: tuple[float, float] | None, words: str
) -> None:
    assert words in card(replace(metadata, input=replace(metadata.input, age_years=ages)))
