from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.examination.giveaways import giveaway, name_numbers, name_pattern, tenths

LABELS = np.arange(200) % 2
PATIENTS = np.arange(200)


def test_a_machine_that_took_all_the_sick_tells_the_label() -> None:
    found = giveaway(["a" if label else "b" for label in LABELS], LABELS, PATIENTS)
    assert found is not None
    assert found.tells
    assert (found.auroc, found.cramers_v) == pytest.approx((1, 1))


def test_chance_tells_nothing() -> None:
    values = np.random.default_rng(0).choice(["a", "b", "c"], 200).tolist()
    found = giveaway(values, LABELS, PATIENTS)
    assert found is not None
    assert not found.tells


def test_a_value_of_its_own_for_everyone_tells_nothing_of_others() -> None:
    found = giveaway([str(i) for i in range(200)], LABELS, PATIENTS)
    assert found is not None
    assert not found.tells


def test_many_images_of_few_patients_are_few_observations() -> None:
    patients = np.arange(200) % 4
    found = giveaway(["a" if label else "b" for label in LABELS], LABELS, patients)
    assert found is not None
    assert found.p > 1e-4


@pytest.mark.parametrize(("values", "labels"), [(["a"] * 200, LABELS), (["a", "b"] * 100, np.ones(200, int))])
def test_what_is_all_the_same_is_not_measured(values: list[str], labels: np.ndarray) -> None:
    assert giveaway(values, labels, PATIENTS) is None


def test_names_are_told_by_pattern_and_number() -> None:
    assert name_pattern("a/b/person12_virus_3.png") == "person#_virus_#.png"
    numbers = name_numbers([f"x/{i:04d}.png" for i in range(100)])
    assert (numbers[0], numbers[99], len(set(numbers))) == ("0", "9", 10)
    assert tenths([None, 1.0]) == ["", "0"]
    assert tenths([None]) == [""]
