from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.datasets import Manifest, Row
from meddiag_gui.errors import ManifestError
from meddiag_gui.training.recipe import SplitRecipe
from meddiag_gui.training.split import (
    PARTS,
    Split,
    check_split,
    patient_groups,
    split_by_patient,
    split_table,
)


def manifest(labels: list[list[int | None]]) -> Manifest:
    """Make one patient an entry, with as many images as it has labels."""
    rows = []
    for patient, images in enumerate(labels):
        for number, label in enumerate(images):
            name = f"{patient}-{number}.png"
            rows.append(Row(Path(name), name, f"P{patient}", {"F": label}, {}, len(rows) + 2))
    return Manifest(Path("manifest.csv"), tuple(rows), ("F",), ())


@settings(max_examples=40, deadline=None)
@given(
    labels=st.lists(st.lists(st.sampled_from([0, 1]), min_size=1, max_size=4), min_size=60, max_size=120),
    seed=st.integers(0, 1000),
)
def test_every_image_once_and_no_patient_on_two_sides(labels: list[list[int | None]], seed: int) -> None:
    data = manifest([*labels, *[[0], [1]] * 15])
    split = split_by_patient(data, ("F",), SplitRecipe(validation=0.2, test=0.2, seed=seed))
    together = np.concatenate([split.part(part) for part in PARTS])
    assert sorted(together) == list(range(len(data.rows)))
    patients = [{data.rows[i].patient_id for i in split.part(part)} for part in PARTS]
    assert sum(map(len, patients)) == len(set().union(*patients))


@settings(max_examples=40, deadline=None)
@given(
    links=st.lists(st.lists(st.integers(0, 149), min_size=2, max_size=4), max_size=25),
    seed=st.integers(0, 1000),
)
def test_copies_lie_on_one_side_whoever_they_belong_to(links: list[list[int]], seed: int) -> None:
    data = manifest([[i % 2] for i in range(150)])
    split = split_by_patient(data, ("F",), SplitRecipe(validation=0.3, test=0.3, seed=seed), links)
    part_of = {int(i): part for part in PARTS for i in split.part(part)}
    assert len(part_of) == 150
    for link in links:
        assert len({part_of[i] for i in link}) == 1


def test_patients_are_one_group_through_a_chain_of_copies() -> None:
    data = manifest([[0, 1], [0], [1], [0]])
    assert patient_groups(data, [(1, 2), (2, 3)]) == ["P0", "P0", "P0", "P0", "P3"]


def test_parts_have_their_share_of_each_kind_of_patient() -> None:
    data = manifest([[1]] * 100 + [[0]] * 300)
    split = split_by_patient(data, ("F",), SplitRecipe(validation=0.1, test=0.2, seed=0))
    counts = {
        part: [sum(data.rows[i].labels["F"] == label for i in split.part(part)) for label in (1, 0)]
        for part in PARTS
    }
    assert counts == {"train": [70, 210], "validation": [10, 30], "test": [20, 60]}


def test_the_seed_decides_and_the_order_of_rows_does_not() -> None:
    data = manifest([[i % 2] for i in range(100)])
    turned = Manifest(data.path, data.rows[::-1], data.findings, ())

    def tests_of(source: Manifest, seed: int) -> set[str]:
        split = split_by_patient(source, ("F",), SplitRecipe(seed=seed))
        return {source.rows[i].patient_id for i in split.test}

    assert tests_of(data, 1) == tests_of(turned, 1)
    assert tests_of(data, 1) != tests_of(data, 2)


def test_a_leak_is_refused_with_its_size() -> None:
    data = manifest([[0, 1], [0, 1], [0, 1]])
    leaking = Split(np.array([0, 1, 2]), np.array([3]), np.array([4, 5]))
    with pytest.raises(ManifestError, match="1 patients lie in both the train and the validation"):
        check_split(data, ("F",), leaking)


@pytest.mark.parametrize("labels", [[[0]] * 50, [[0]] * 50 + [[1]], [[None]] * 50])
def test_a_part_without_one_side_of_a_finding_is_refused(labels: list[list[int | None]]) -> None:
    with pytest.raises(ManifestError, match="F"):
        split_by_patient(manifest(labels), ("F",), SplitRecipe())


def test_the_table_of_a_split_can_be_read_again() -> None:
    data = manifest([[i % 2] for i in range(60)])
    split = split_by_patient(data, ("F",), SplitRecipe())
    rows = list(csv.DictReader(io.StringIO(split_table(data, split))))
    assert [row["path"] for row in rows] == [row.source for row in data.rows]
    assert [i for i, row in enumerate(rows) if row["part"] == "test"] == split.test.tolist()
