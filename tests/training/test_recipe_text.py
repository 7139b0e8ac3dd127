from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meddiag_gui import paths
from meddiag_gui.training.recipe import read_recipe
from meddiag_gui.training.recipe_text import recipe_text
from meddiag_gui.training.search.recipe import SearchRecipe
from tests.support.training import RECIPE

BUNDLED = [p for p in sorted(paths.bundled_models().glob("*/recipe.toml")) if "[model]" in p.read_text()]


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.parent.name)
def test_recipes_of_the_bundles_come_back_as_they_were(path: Path, tmp_path: Path) -> None:
    recipe = read_recipe(path)
    written = tmp_path / "recipe.toml"
    written.write_text(recipe_text(recipe), encoding="utf-8")
    assert read_recipe(written) == recipe


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    rate=st.floats(1e-9, 0.99),
    minutes=st.one_of(st.none(), st.floats(0.1, 100)),
)
def test_any_words_and_numbers_come_back(
    words: str, rate: float, minutes: float | None, tmp_path: Path
) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(RECIPE)
    recipe = read_recipe(path)
    recipe = replace(
        recipe,
        intended_use=replace(recipe.intended_use, summary=words, exclusions=(words, "all else")),
        optimisation=replace(recipe.optimisation, learning_rate=rate),
        search=SearchRecipe(minutes=minutes) if minutes else None,
    )
    path.write_text(recipe_text(recipe), encoding="utf-8", newline="")
    assert read_recipe(path) == recipe
