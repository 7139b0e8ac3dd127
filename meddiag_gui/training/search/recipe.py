"""What a recipe says of a search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecipe:
    """A search for better hyperparameters before the training.

    Parameters
    ----------
    minutes
        Time that it may take; what has begun by then is not finished.
    epochs
        Of each trial; its learning rate falls to zero within them.
    trials
        After which it ends before the time is over.
    seed
        Of the choices.
    """

    minutes: float = 30.0
    epochs: int = 3
    trials: int = 40
    seed: int = 0


def search_problem(search: SearchRecipe | None) -> str | None:
    """Say what makes no sense about a search, or None."""
    if search is None:
        return None
    if not 0 < search.minutes <= 7 * 24 * 60:
        return "search.minutes must lie between 0 and a week"
    if not (1 <= search.epochs <= 1000 and 1 <= search.trials <= 10_000):
        return "search.epochs must lie between 1 and 1000, search.trials between 1 and 10000"
    if not 0 <= search.seed < 2**31:
        return "search.seed must lie between 0 and 2147483647"
    return None
