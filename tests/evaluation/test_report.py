"""The report: what is undefined says why, and the JSON is whole."""

from __future__ import annotations

import numpy as np

from meddiag_gui.evaluation.metrics import METRICS, Scores
from meddiag_gui.evaluation.report import TOO_SMALL, assess


def scores(labels: list[bool], probabilities: list[float], patients: list[int]) -> Scores:
    return Scores(np.array(labels, dtype=bool), np.array(probabilities, dtype=float), np.array(patients))


def test_counts_and_prevalence() -> None:
    found = assess(scores([True, False, False, True], [0.9, 0.8, 0.1, 0.2], [1, 1, 2, 3]), 0.5)
    assert (found.images, found.patients, found.positives, found.negatives) == (4, 3, 2, 2)
    assert found.prevalence == 0.5
    assert (found.confusion.tp, found.confusion.fp, found.confusion.tn, found.confusion.fn) == (1, 1, 1, 1)
    sensitivity = found.metrics["sensitivity"]
    assert sensitivity.value == 0.5
    assert sensitivity.low is not None
    assert sensitivity.high is not None
    assert 0 <= sensitivity.low <= 0.5 <= sensitivity.high <= 1
    assert sensitivity.reason == ""


def test_an_undefined_metric_has_no_number_but_a_reason() -> None:
    found = assess(scores([True, True], [0.9, 0.8], [1, 2]), 0.5)
    assert found.metrics["auroc"].value is None
    assert found.metrics["auroc"].low is None
    assert "with and without" in found.metrics["auroc"].reason
    assert found.metrics["sensitivity"].value == 1.0


def test_one_patient_gives_values_without_intervals_and_says_so() -> None:
    found = assess(scores([True, False], [0.9, 0.1], [4, 4]), 0.5)
    assert found.metrics["auroc"].value == 1.0
    assert found.metrics["auroc"].high is None
    assert "fewer than two patients" in found.metrics["auroc"].reason


def test_without_images_every_metric_is_undefined_with_a_reason() -> None:
    found = assess(scores([], [], []), 0.5)
    assert (found.images, found.prevalence) == (0, None)
    assert {estimate.value for estimate in found.metrics.values()} == {None}
    assert {estimate.reason for estimate in found.metrics.values()} == {"no image was scored"}
    assert tuple(found.metrics) == METRICS


def test_a_class_below_twenty_is_too_small() -> None:
    def made(positives: int) -> Scores:
        labels = [True] * positives + [False] * 30
        return scores(labels, [0.5] * len(labels), list(range(len(labels))))

    assert assess(made(TOO_SMALL - 1), 0.5).too_small
    assert not assess(made(TOO_SMALL), 0.5).too_small
