from __future__ import annotations

import numpy as np

from meddiag_gui.examination.suspects import LEAST_AUROC, describe_outlines, suspect_labels


def features(labels: np.ndarray, distance: float) -> np.ndarray:
    """Return points of two clouds, so many standard deviations apart."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(len(labels), 12)).astype(np.float32)
    x[:, 0] += distance * labels
    return x


def test_most_flipped_labels_are_found_and_no_others() -> None:
    true = np.arange(400) % 2
    flipped = np.arange(0, 400, 20)
    labels = true.copy()
    labels[flipped] = 1 - labels[flipped]
    found = suspect_labels(features(true, 6), labels, np.arange(400))
    assert found is not None
    assert len(set(flipped.tolist()) & set(found.suspects)) >= len(flipped) / 2
    assert set(found.suspects) <= set(flipped.tolist())


def test_nothing_is_called_wrong_where_the_pictures_do_not_tell() -> None:
    labels = np.arange(400) % 2
    found = suspect_labels(features(labels, 0.5), labels, np.arange(400))
    assert found is not None
    assert found.auroc < LEAST_AUROC
    assert found.suspects == ()


def test_a_patient_does_not_vouch_for_himself() -> None:
    """Pictures tell only who it is: with the patient on both sides any label would look right."""
    patients = np.repeat(np.arange(60), 6)
    labels = np.random.default_rng(1).permutation(np.arange(60) % 2)[patients]
    persons = np.random.default_rng(2).normal(size=(60, 12)).astype(np.float32)[patients]
    found = suspect_labels(persons, labels, patients)
    assert found is not None
    assert found.auroc < LEAST_AUROC


def test_too_few_patients_are_not_judged() -> None:
    labels = np.arange(100) % 2
    assert suspect_labels(features(labels, 6), labels, np.arange(100) % 10) is None


def test_outlines_do_not_depend_on_brightness() -> None:
    pictures = np.random.default_rng(0).integers(0, 30000, (3, 64, 64)).astype(np.uint16)
    one, other = describe_outlines(pictures), describe_outlines((2 * pictures + 500).astype(np.uint16))
    assert one.shape == (3, 768)
    assert np.abs(one - other).max() < 0.01
