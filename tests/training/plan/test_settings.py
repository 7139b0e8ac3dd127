"""The three choices, and every setting of the expert view."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from meddiag_gui.training.plan.catalogue import GROUPS, applies, value_of, with_value
from meddiag_gui.training.plan.knobs.knob import Knob
from meddiag_gui.training.plan.making import recipe_of
from meddiag_gui.training.plan.plan import Beginning, Plan
from meddiag_gui.training.plan.presets import (
    EFFORTS,
    IMBALANCE,
    STRENGTHS,
    augmentation,
    imbalance_of,
    strength_of,
    with_effort,
    with_imbalance,
)
from meddiag_gui.training.recipe import OperatingPointRecipe, Optimisation, recipe_problem
from meddiag_gui.training.strengths import Augmentation

KNOBS = [knob for _, knobs in GROUPS for knob in knobs]
NAMED = Plan(findings=("Mass",), model=Beginning(name="mass"))


def test_every_hyperparameter_has_its_knob_and_its_words() -> None:
    paths = {knob.path for knob in KNOBS}
    for group, kind in (
        ("optimisation", Optimisation), ("augmentation", Augmentation),
        ("operating_point", OperatingPointRecipe),
    ):  # fmt: skip
        assert {f"{group}.{field.name}" for field in fields(kind)} <= paths
    assert {"model.dropout", "model.drop_path", "input.rows", "search_minutes"} <= paths
    assert all(len(knob.explanation) > 20 and knob.name for knob in KNOBS)
    assert len(paths) == len(KNOBS)


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.path)
def test_a_knob_turns_the_plan_and_its_ends_make_a_recipe(knob: Knob) -> None:
    ends = knob.choices or tuple(v if knob.decimals else int(v) for v in (knob.low, knob.high))
    assert (
        value_of(NAMED, knob.path) in ends
        if knob.choices
        else knob.low <= value_of(NAMED, knob.path) <= knob.high
    )
    for end in ends:
        plan = with_value(NAMED, knob.path, end)
        assert value_of(plan, knob.path) == end
        assert plan.effort == "own"
        if knob.path != "optimisation.micro_batch":  # which may not exceed the batch
            assert recipe_problem(recipe_of(plan, None, 0)) is None


@pytest.mark.parametrize("effort", list(EFFORTS))
@pytest.mark.parametrize(
    "model",
    [
        Beginning(name="a"),
        Beginning(name="a", start="b@1", tune="head"),
        Beginning(name="a", start="b@1", tune="last_stages"),
        Beginning(name="a", architecture="vit-tiny", pretrained=False),
    ],
)
def test_each_choice_is_a_recipe_that_makes_sense(effort: str, model: Beginning) -> None:
    plan = with_effort(replace(NAMED, model=model), effort)  # type: ignore[arg-type]
    assert recipe_problem(recipe_of(plan, None, 1000)) is None
    assert plan.effort == effort


def test_choices_rise_in_time() -> None:
    epochs = [with_effort(NAMED, effort).optimisation.epochs for effort in ("quick", "balanced", "thorough")]
    assert epochs == sorted(epochs)
    assert with_effort(NAMED, "thorough").search_minutes > 0
    kept = replace(NAMED.optimisation, epochs=77)
    assert with_effort(replace(NAMED, optimisation=kept), "own").optimisation.epochs == 77


def test_ways_to_count_rare_findings_are_told_apart() -> None:
    for way in IMBALANCE:
        assert imbalance_of(with_imbalance(Optimisation(), way)) == way


def test_strengths_of_augmentation() -> None:
    for name in STRENGTHS:
        assert strength_of(augmentation(name)) == name
    assert augmentation("none") == Augmentation(**dict.fromkeys((f.name for f in fields(Augmentation)), 0.0))
    assert augmentation("standard") == Augmentation()
    assert strength_of(replace(Augmentation(), noise=0.5)) is None


def test_a_segmentation_has_no_settings_of_labels() -> None:
    outlines = replace(NAMED, task="segmentation")
    hidden = {knob.path for knob in KNOBS if not applies(knob, outlines)}
    assert "optimisation.focal" in hidden
    assert "optimisation.epochs" not in hidden
    assert all(applies(knob, NAMED) for knob in KNOBS)
