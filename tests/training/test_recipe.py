from __future__ import annotations

import os
from collections.abc import Callable
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
        ("epochs = 2", f"epochs = 1{'0' * 400}", "epochs"),
        ("batch_size = 8", "batch_size = 1", "batch_size"),
        ("batch_size = 8", "batch_size = 1000000000", "batch_size"),
        ("seed = 5", "seed = -1", "seeds"),
        ("seed = 3", "seed = 1099511627776", "seeds"),
        ("seed = 5", "warmup = 5.0", "warmup"),
        ("seed = 5", "ema_decay = nan", "ema_decay"),
        ("seed = 5", "epoch = 3", "no field optimisation.epoch"),
        ('name = "Square"', 'name = "Square"\nnam = "x"', "no field findings.nam"),
        ("[split]", "[augmentation]\nnois = 0.1\n[split]", "no field augmentation.nois"),
        ("[split]", "[augmentation]\nnoise = nan\n[split]", "augmentation"),
        ("[split]", "[augmentation]\nscale = -3.0\n[split]", "augmentation"),
        ("drop_path = 0.1", "drop_path = 1.0", "drop_path"),
        ("rows = 48", "rows = 0", "0×48"),
        ("rows = 48", "rows = 1000000000", "input"),
        ("std = 0.25", "std = nan", "std"),
        ("mean = 0.4", "mean = inf", "mean"),
        ("std = 0.25", "std = 0.25\nage_years = [6, 1]", "age_years"),
        ('version = "0.1"', 'version = "²"', "version"),
        ('name = "tiny"', f'name = "{"a" * 300}"', "name"),
        ("[model]", f"a = {'[' * 100_000}", "recipe"),
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


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir])
def test_what_is_no_regular_file_is_refused_unread(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "recipe.toml")
    with pytest.raises(RecipeError, match="not a regular file"):
        read_recipe(tmp_path / "recipe.toml")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path, RECIPE)
    os.truncate(path, 2**40)
    with pytest.raises(RecipeError, match="too large"):
        read_recipe(path)


def test_bundled_recipes_are_valid_and_name_their_own_folder() -> None:
    every = sorted(paths.bundled_models().glob("*/recipe.toml"))
    # a bundle that no training run made says so in its first line
    recipes = [path for path in every if not path.read_text("utf-8").startswith("# Not a run of")]
    assert len(recipes) >= 2
    for path in recipes:
        model = read_recipe(path).model
        assert path.parent.name == f"{model.name}-{model.version}"
