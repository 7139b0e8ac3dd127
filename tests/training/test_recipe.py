from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui import paths
from meddiag_gui.errors import RecipeError
from meddiag_gui.training.recipe import read_recipe
from tests.support.training import RECIPE


def written(folder: Path, text: str) -> Path:
    path = folder / "recipe.toml"
    path.write_text(text)
    return path


def test_what_is_given_is_read_and_the_rest_has_defaults(tmp_path: Path) -> None:
    recipe = read_recipe(written(tmp_path, RECIPE))
    assert recipe.finding_names == ("Square",)
    assert recipe.optimisation.epochs == 2
    assert recipe.optimisation.learning_rate == 1e-3
    assert recipe.augmentation.flip == 0.5
    assert recipe.input.age_years is None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("epochs = 2", 'epochs = "many"', "epochs"),
        ("epochs = 2", "epochs = 0", "epochs"),
        ("validation = 0.25", "validation = 0.7", "shares"),
        ("target = 0.9", "target = 1.0", "target"),
        ('rule = "sensitivity"', 'rule = "luck"', "rule"),
        ('name = "tiny"', 'name = "../tiny"', "name"),
        ('version = "0.1"', 'version = "../1"', "version"),
        ('summary = "Squares."', "", "summary"),
        ("[split]", "[split", "recipe"),
        ("seed = 5", "learning_rate = -1.0", "learning_rate"),
    ],
)
def test_a_wrong_recipe_is_refused_with_the_field(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in RECIPE
    with pytest.raises(RecipeError, match=reason) as caught:
        read_recipe(written(tmp_path, RECIPE.replace(old, new)))
    assert "recipe.toml" in str(caught.value)


def test_a_recipe_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"absent\.toml"):
        read_recipe(tmp_path / "absent.toml")


def test_bundled_recipes_are_valid_and_name_their_own_folder() -> None:
    recipes = sorted(paths.bundled_models().glob("*/recipe.toml"))
    assert recipes
    for path in recipes:
        model = read_recipe(path).model
        assert path.parent.name == f"{model.name}-{model.version}"
