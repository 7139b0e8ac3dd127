"""The search with a training whose best settings are known."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from meddiag_gui.errors import TrainingError
from meddiag_gui.tasks import Cancelled, CancelToken, no_report
from meddiag_gui.training.recipe import Recipe, read_recipe
from meddiag_gui.training.search.recipe import SearchRecipe, search_problem
from meddiag_gui.training.search.search import STORE, Emit, find_settings
from meddiag_gui.training.search.space import applied, middle, scaled
from meddiag_gui.training.strengths import Augmentation
from tests.support.training import RECIPE


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE)
    return replace(read_recipe(path), search=SearchRecipe(minutes=5, epochs=2, trials=12, seed=1))


class Training:
    """Is best at a learning rate of 0.004; tells of two epochs."""

    def __init__(self) -> None:
        self.rates: list[float] = []

    def __call__(self, recipe: Recipe, folder: Path, token: CancelToken, emit: Emit) -> float:
        assert recipe.optimisation.epochs == 2
        rate = recipe.optimisation.learning_rate
        self.rates.append(rate)
        (folder / "something").write_text("left behind")
        loss = abs(math.log10(rate / 0.004))
        for place, value in enumerate((loss + 0.1, loss)):
            emit({"event": "epoch", "epoch": place + 1, "validation_loss": value})
            token.check()
        return loss


def run(
    recipe: Recipe, folder: Path, training: Any, token: CancelToken | None = None
) -> tuple[Recipe, list[Any]]:
    events: list[Any] = []
    found = find_settings(
        recipe, "job", folder, training, report=no_report, token=token or CancelToken(), emit=events.append
    )
    return found, events


def test_it_finds_better_settings_and_begins_with_those_given(recipe: Recipe, tmp_path: Path) -> None:
    training = Training()
    found, events = run(recipe, tmp_path, training)
    assert training.rates[0] == recipe.optimisation.learning_rate
    best = min(training.rates, key=lambda rate: abs(math.log10(rate / 0.004)))
    assert found.optimisation.learning_rate == pytest.approx(best)
    assert abs(math.log10(best / 0.004)) < 0.3
    assert found.optimisation.epochs == recipe.optimisation.epochs
    assert len(events) == 12
    assert not (tmp_path / "search").exists()


def test_hopeless_trials_end_early(recipe: Recipe, tmp_path: Path) -> None:
    _, events = run(recipe, tmp_path, Training())
    assert any(event["loss"] is None for event in events)


def test_a_run_that_is_resumed_takes_what_was_found(recipe: Recipe, tmp_path: Path) -> None:
    found, _ = run(recipe, tmp_path, Training())
    again = Training()
    assert run(recipe, tmp_path, again)[0] == found
    assert again.rates == []


def test_a_search_that_was_stopped_goes_on(recipe: Recipe, tmp_path: Path) -> None:
    training, token = Training(), CancelToken()

    def stopping(*given: Any) -> float:
        if len(training.rates) == 4:
            token.cancel()
        return training(*given)

    with pytest.raises(Cancelled):
        run(recipe, tmp_path, stopping, token)
    assert len(training.rates) == 5
    run(recipe, tmp_path, training)
    assert len(training.rates) == 13  # the trial that was stopped counts for nothing
    assert training.rates.count(recipe.optimisation.learning_rate) == 1


def test_the_time_is_kept(recipe: Recipe, tmp_path: Path) -> None:
    short = replace(recipe, search=SearchRecipe(minutes=1e-9, epochs=2))
    training = Training()
    found, _ = run(short, tmp_path, training)
    assert found.optimisation == short.optimisation
    assert len(training.rates) <= 1


def test_losses_that_are_no_numbers_are_never_best(recipe: Recipe, tmp_path: Path) -> None:
    def diverging(recipe: Recipe, folder: Path, token: CancelToken, emit: Emit) -> float:
        return float("nan")

    assert run(recipe, tmp_path, diverging)[0].optimisation == recipe.optimisation


def test_another_job_or_a_damaged_store_begins_anew(recipe: Recipe, tmp_path: Path) -> None:
    run(recipe, tmp_path, Training())
    (tmp_path / STORE).write_text("{")
    training = Training()
    run(recipe, tmp_path, training)
    assert len(training.rates) == 12


def test_where_it_cannot_be_kept_the_reason_is_told(recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / STORE).mkdir()
    with pytest.raises(TrainingError, match=STORE):
        run(recipe, tmp_path, Training())


def test_the_recipes_own_values_are_in_the_space(recipe: Recipe) -> None:
    assert applied(recipe, middle(recipe)) == recipe
    head = replace(recipe, model=replace(recipe.model, tune="head"))
    assert "augmentation" not in middle(head)


def test_probabilities_stay_below_one() -> None:
    assert scaled(Augmentation(), 1.5).flip == 0.75
    assert scaled(Augmentation(flip=0.9), 1.5).flip == 0.9
    assert scaled(Augmentation(), 0.0).noise == 0


@pytest.mark.parametrize(
    ("search", "wrong"),
    [
        (None, False), (SearchRecipe(), False), (SearchRecipe(minutes=0), True),
        (SearchRecipe(epochs=0), True), (SearchRecipe(trials=0), True), (SearchRecipe(seed=-1), True),
        (SearchRecipe(minutes=float("inf")), True),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said(search: SearchRecipe | None, wrong: bool) -> None:
    assert (search_problem(search) is not None) == wrong
