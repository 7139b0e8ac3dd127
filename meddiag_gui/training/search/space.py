"""What a search may change of a recipe, and within which limits."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from meddiag_gui.training.recipe import Recipe
from meddiag_gui.training.strengths import Augmentation

if TYPE_CHECKING:
    import optuna

_CHANCES = ("flip", "marker", "erase")


def suggest(trial: optuna.Trial, recipe: Recipe) -> dict[str, float]:
    """Draw one set of values, near those of the recipe."""
    rate = recipe.optimisation.learning_rate
    drawn = {
        "learning_rate": trial.suggest_float("learning_rate", rate / 10, min(rate * 10, 0.5), log=True),
        "weight_decay": trial.suggest_float("weight_decay", 1e-4, 0.2, log=True),
        "dropout": trial.suggest_float("dropout", 0.0, 0.5),
    }
    if recipe.model.tune != "head":  # features are computed once
        drawn["augmentation"] = trial.suggest_float("augmentation", 0.0, 1.5)
    if recipe.model.task == "classification":
        drawn["label_smoothing"] = trial.suggest_float("label_smoothing", 0.0, 0.15)
    return drawn


def middle(recipe: Recipe) -> dict[str, float]:
    """Values of the recipe itself, as `suggest` names them: what is tried first."""
    fit = recipe.optimisation
    values = {
        "learning_rate": fit.learning_rate,
        "weight_decay": min(max(fit.weight_decay, 1e-4), 0.2),
        "dropout": min(recipe.model.dropout, 0.5),
    }
    if recipe.model.tune != "head":
        values["augmentation"] = 1.0
    if recipe.model.task == "classification":
        values["label_smoothing"] = min(fit.label_smoothing, 0.15)
    return values


def applied(recipe: Recipe, values: dict[str, float]) -> Recipe:
    """Put drawn values into a recipe; ``augmentation`` is a factor of all its strengths."""
    changed = {
        name: round(value, 8)
        for name, value in values.items()
        if name in ("learning_rate", "weight_decay", "label_smoothing")
    }
    return replace(
        recipe,
        optimisation=replace(recipe.optimisation, **changed),  # type: ignore[arg-type]
        model=replace(recipe.model, dropout=round(values["dropout"], 4)),
        augmentation=scaled(recipe.augmentation, values.get("augmentation", 1.0)),
    )


def scaled(augmentation: Augmentation, factor: float) -> Augmentation:
    """Make all changes stronger or weaker; probabilities stay below 1."""
    if factor == 1:
        return augmentation
    strengths = {
        name: round(min(value * factor, 0.9) if name in _CHANCES else value * factor, 6)
        for name, value in asdict(augmentation).items()
    }
    return Augmentation(**strengths)
