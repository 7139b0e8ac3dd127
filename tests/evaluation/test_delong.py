"""DeLong and Obuchowski: by definition, by resampling, and how often a true null is rejected."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from meddiag_gui.evaluation.bootstrap import resampled
from meddiag_gui.evaluation.delong import area_difference, area_of, covariance
from meddiag_gui.evaluation.metrics import Scores


def pair(
    patients: int, images: int = 1, seed: int = 0, shift: tuple[float, float] = (1.0, 1.0)
) -> list[Scores]:
    """Two correlated readings of patients with so many images, which share label and most of the score."""
    generator = np.random.default_rng(seed)
    index = np.repeat(np.arange(patients), images)
    labels = (np.arange(patients) % 2 == 0)[index]
    shared = generator.normal(size=patients)[index]
    found = []
    for gain in shift:
        own = generator.normal(size=patients)[index] * 0.6 + generator.normal(size=len(index)) * 0.3
        found.append(Scores(labels, 1 / (1 + np.exp(-(shared + own + gain * labels))), index))
    return found


def by_definition(labels: np.ndarray, first: np.ndarray, second: np.ndarray) -> float:
    """DeLong's covariance of two AUROCs, written out pair by pair."""
    placed = []
    for values in (first, second):
        with_it, without = values[labels], values[~labels]
        kernel = np.array([[(a > b) + (a == b) / 2 for b in without] for a in with_it])
        placed.append((kernel.mean(1), kernel.mean(0)))
    m, n = int(labels.sum()), int((~labels).sum())
    return float(np.cov(placed[0][0], placed[1][0])[0, 1] / m + np.cov(placed[0][1], placed[1][1])[0, 1] / n)


tied = st.integers(0, 6).map(lambda k: k / 6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(tied, tied), min_size=4, max_size=20), st.integers(2, 18))
def test_one_image_a_patient_gives_delongs_estimate(rows: list[tuple[float, float]], positives: int) -> None:
    first, second = (np.array(column) for column in zip(*rows, strict=True))
    labels = np.arange(len(rows)) < min(positives, len(rows) - 2)
    patients = np.arange(len(rows))
    areas, spread = covariance(Scores(labels, first, patients), Scores(labels, second, patients))
    assert areas == pytest.approx([roc_auc_score(labels, first), roc_auc_score(labels, second)])
    for (row, a), (column, b) in itertools.product(enumerate((first, second)), repeat=2):
        assert spread[row, column] == pytest.approx(by_definition(labels, a, b), abs=1e-12)


def test_a_table_worked_by_hand() -> None:
    """Positives 3, 2; negatives 2, 1: AUROC 7/8, both placement variances 1/32, variance 1/32."""
    scores = Scores(np.array([True, True, False, False]), np.array([0.9, 0.5, 0.5, 0.1]), np.arange(4))
    area = area_of(scores)
    assert area.auroc == pytest.approx(7 / 8)
    assert area.standard_error == pytest.approx(math.sqrt(1 / 32))
    assert area.low == pytest.approx(7 / 8 - 1.959964 * math.sqrt(1 / 32))
    assert area.high == 1.0


def test_clusters_give_the_spread_that_the_patient_bootstrap_finds() -> None:
    first, second = pair(120, images=4, seed=3)
    alone = [Scores(each.labels, each.probabilities, np.arange(len(each))) for each in (first, second)]
    clustered, ignoring = area_difference(first, second), area_difference(*alone)
    drawn = resampled(first, 0.5)["auroc"] - resampled(second, 0.5)["auroc"]
    assert clustered.standard_error == pytest.approx(float(drawn.std()), rel=0.08)
    assert clustered.standard_error > 1.5 * ignoring.standard_error
    assert clustered.difference == pytest.approx(ignoring.difference)


def test_copies_of_each_image_change_nothing_if_they_are_of_the_same_patient() -> None:
    once = pair(60, seed=1)
    thrice = [scores.take(np.repeat(np.arange(60), 3)) for scores in once]
    assert area_difference(*thrice).standard_error == pytest.approx(area_difference(*once).standard_error)


def test_patients_with_images_of_both_kinds_are_seen_as_one() -> None:
    """The mixed term: by the bootstrap of patients who have one image with and one without the finding."""
    generator = np.random.default_rng(5)
    patients = np.repeat(np.arange(150), 2)
    labels = np.tile([True, False], 150)
    level = generator.normal(size=150)[patients] * 2 + generator.normal(size=300) * 0.5 + labels
    scores = Scores(labels, 1 / (1 + np.exp(-level)), patients)
    drawn = resampled(scores, 0.5)["auroc"]
    assert area_of(scores).standard_error == pytest.approx(float(drawn.std()), rel=0.1)
    apart = area_of(Scores(labels, scores.probabilities, np.arange(300)))
    assert area_of(scores).standard_error < 0.8 * apart.standard_error


def test_a_true_null_is_rejected_as_often_as_it_should_be() -> None:
    rejected = sum((area_difference(*pair(100, 2, seed)).p or 1.0) < 0.05 for seed in range(600))
    assert 0.03 < rejected / 600 < 0.08


def test_a_difference_turns_round_with_its_sides_and_a_real_one_is_found() -> None:
    first, second = pair(200, seed=2, shift=(2.5, 0.3))
    ahead, behind = area_difference(first, second), area_difference(second, first)
    assert (ahead.difference, ahead.p) == pytest.approx((-behind.difference, behind.p))
    assert ahead.p is not None
    assert ahead.p < 1e-4
    assert ahead.low > 0


def test_the_same_scores_do_not_differ_and_perfect_ones_have_no_test() -> None:
    first, _ = pair(20)
    same = area_difference(first, first)
    assert (same.difference, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)
    right = Scores(first.labels, first.labels.astype(float), first.patients)
    wrong = Scores(first.labels, 1 - first.labels.astype(float), first.patients)
    assert area_difference(right, wrong).p is None


@pytest.mark.parametrize(
    ("labels", "patients", "words"),
    [
        ([True, False, False], [0, 1, 2], "two patients with"),
        ([True, True, False, False], [0, 0, 1, 2], "two patients with"),
    ],
)
def test_too_few_patients_are_refused(labels: list[bool], patients: list[int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        area_of(Scores(np.array(labels), np.linspace(0, 1, len(labels)), np.array(patients)))


def test_scores_of_other_images_are_refused() -> None:
    first, second = pair(20)
    with pytest.raises(ValueError, match="not of the same images"):
        area_difference(first, second.take(np.arange(20)[::-1]))
