from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from meddiag_gui.errors import TrainingError
from meddiag_gui.training.plan.draft import Draft
from meddiag_gui.training.plan.plan import Filling, Plan, Source, Splitting
from meddiag_gui.training.plan.presets import augmentation, with_effort
from meddiag_gui.training.recipe import SplitRecipe


@pytest.fixture
def plan() -> Plan:
    made = Plan(
        source=Source(kind="dicom", path="/a/füllen", table="labels.xlsx"),
        findings=("Mass", "结节"),
        left_out=("a.png",),
        splitting=Splitting(shares=SplitRecipe(seed=7), locked="x/split.csv"),
        filling={"age": Filling(rule="constant", constant="50")},
        augmentation=augmentation("strong"),
    )
    return with_effort(made, "thorough")


def test_a_plan_comes_back_as_it_was(tmp_path: Path, plan: Plan) -> None:
    draft = Draft(tmp_path / "new" / "draft.json")
    assert draft.load() is None
    draft.save(plan)
    assert draft.load() == plan
    draft.save(replace(plan, findings=()))
    assert Draft(draft.path).load() == replace(plan, findings=())
    draft.discard()
    draft.discard()
    assert draft.load() is None


@pytest.mark.parametrize("content", [b"", b"{", b'{"task": "dance"}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_plan_is_no_draft(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(content)
    assert Draft(path).load() is None


def test_where_it_cannot_be_kept_the_reason_is_told(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TrainingError, match="draft of the training cannot be kept"):
        Draft(tmp_path / "file" / "draft.json").save(plan)


def test_it_lies_in_the_users_data(own_home: Path) -> None:
    assert Draft().path == own_home / "data" / "training" / "draft.json"
