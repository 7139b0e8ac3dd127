from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meddiag_gui.errors import ManifestError
from meddiag_gui.training.plan.dividing import divide, part_counts, with_parts
from meddiag_gui.training.plan.plan import Splitting
from meddiag_gui.training.recipe import SplitRecipe
from meddiag_gui.training.split import PARTS, split_table
from tests.support.plans import manifest_of

LABELS = [i % 2 for i in range(60)]


def test_parts_are_drawn_by_patient_and_counted() -> None:
    manifest = manifest_of(LABELS, [f"P{i // 4}{i % 2}" for i in range(60)])
    split = divide(manifest, ("Mass",), Splitting(), [(0, 5)], None)
    rows = part_counts(manifest, ("Mass",), split)
    assert [row.value for row in rows] == ["Mass", "without"]
    assert sum(sum(row.images) for row in rows) == 60
    part_of = {int(i): part for part in PARTS for i in split.part(part)}
    assert part_of[0] == part_of[5]  # copies under two patients stay together
    written = with_parts(manifest, split)
    assert [row.attributes["part"] for row in written.rows] == [part_of[i] for i in range(60)]
    again = divide(written, ("Mass",), Splitting(stated=True), (), "part")
    assert all((again.part(part) == split.part(part)).all() for part in PARTS)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 1000), more=st.integers(0, 40), pair=st.tuples(st.integers(0, 59), st.integers(0, 59))
)
def test_a_locked_test_part_stays_whatever_is_added(
    seed: int, more: int, pair: tuple[int, int], tmp_path: Path
) -> None:
    first = manifest_of(LABELS)
    split = divide(first, ("Mass",), Splitting(), (), None)
    path = tmp_path / "split.csv"
    path.write_text(split_table(first, split), encoding="utf-8")
    later = manifest_of([*LABELS, *(i % 2 for i in range(more))])
    choice = Splitting(shares=SplitRecipe(seed=seed), locked=str(path))
    again = divide(later, ("Mass",), choice, [pair], None)
    locked = set(split.test.tolist())
    linked = set(pair) if set(pair) & locked else set()
    assert set(again.test.tolist()) == locked | linked


def test_a_locked_part_that_is_none_is_refused(tmp_path: Path) -> None:
    manifest = manifest_of(LABELS)
    path = tmp_path / "split.csv"
    for content, said in (
        ("path,patient_id,part\na,P1,train\n", "no test part"),
        ("nonsense\n1\n", "cannot be read"),
        ("path,patient_id,part\na,Somebody,test\n", "None of the patients"),
    ):
        path.write_text(content)
        with pytest.raises(ManifestError, match=said):
            divide(manifest, ("Mass",), Splitting(locked=str(path)), (), None)
    with pytest.raises(ManifestError, match="cannot be read"):
        divide(manifest, ("Mass",), Splitting(locked=str(tmp_path / "none.csv")), (), None)


def test_stated_parts_must_be_there() -> None:
    with pytest.raises(ManifestError, match="states no part"):
        divide(manifest_of(LABELS), ("Mass",), Splitting(stated=True), (), None)


def test_too_few_patients_are_told() -> None:
    with pytest.raises(ManifestError, match=r"empty|too few"):
        divide(manifest_of([0, 1, 0, 1]), ("Mass",), Splitting(), (), None)


def test_of_a_segmentation_every_patient_is_alike() -> None:
    manifest = replace(manifest_of([None] * 20), findings=())
    split = divide(manifest, (), Splitting(), (), None)
    assert [len(split.part(part)) for part in PARTS] == [14, 3, 3]
