"""The search: short trainings, the hopeless ones ended early, within a time (Optuna).

What was tried is kept in ``search.json`` after every trial: a search that was stopped goes on, and a run that
is resumed trains with the very values that were found. No database and no pickle.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from meddiag_gui.errors import TrainingError
from meddiag_gui.files import write_atomic
from meddiag_gui.language import tr
from meddiag_gui.tasks import Cancelled, CancelToken, Progress, Report
from meddiag_gui.training.recipe import Recipe
from meddiag_gui.training.search.recipe import SearchRecipe
from meddiag_gui.training.search.space import applied, middle, suggest

if TYPE_CHECKING:
    import optuna

STORE = "search.json"
Emit = Callable[[dict[str, Any]], None]
TryOut = Callable[[Recipe, Path, CancelToken, Emit], float]
"""Trains by a recipe in a folder and gives its best validation loss; tells of each epoch."""


class Tried(msgspec.Struct, frozen=True):
    """One trial: its values, and its best validation loss; None where it was ended early."""

    values: dict[str, float]
    loss: float | None
    epochs: tuple[float, ...] = ()


class _Kept(msgspec.Struct):
    key: str
    seconds: float = 0.0
    trials: list[Tried] = []
    done: bool = False


class _Stopped(CancelToken):
    """Cancelled with the run's own token, when the time is over, or when the trial is hopeless."""

    def __init__(self, outer: CancelToken, end: float) -> None:
        super().__init__()
        self._outer, self.end = outer, end

    @property
    def cancelled(self) -> bool:
        """See `CancelToken`."""
        return super().cancelled or self._outer.cancelled or time.monotonic() > self.end

    def check(self) -> None:
        """See `CancelToken`."""
        if self.cancelled:
            raise Cancelled


def find_settings(
    recipe: Recipe, job: str, folder: Path, try_out: TryOut, *, report: Report, token: CancelToken, emit: Emit
) -> Recipe:
    """Look for better values, and give the recipe with the best that were found.

    Parameters
    ----------
    recipe
        Has a search.
    job
        Fingerprint of recipe and data; what another job tried is not taken over.

    Raises
    ------
    TrainingError
        If what was tried cannot be kept.
    Cancelled
        If the token was cancelled; the same call goes on.
    """
    assert recipe.search is not None  # noqa: S101  # the caller knows
    store = folder / STORE
    kept = _load(store, job)
    search = recipe.search
    study = _study(search, recipe, kept)
    while not kept.done:
        token.check()
        left = search.minutes * 60 - kept.seconds
        if left <= 0 or len(kept.trials) >= search.trials:
            kept.done = True
            _save(store, kept)
            break
        report(Progress(len(kept.trials), search.trials, tr("Searching for settings"), left))
        begun = time.monotonic()
        trial = study.ask()
        values = suggest(trial, recipe)
        tried = _try(study, trial, recipe, values, folder, try_out, _Stopped(token, begun + left))
        kept.seconds += time.monotonic() - begun
        if token.cancelled:
            _save(store, kept)
            raise Cancelled
        kept.trials.append(tried)
        _save(store, kept)
        best = best_of(kept.trials)
        emit({"event": "trial", "number": len(kept.trials), "values": values, "loss": tried.loss,
              "best": best.loss if best else None, "seconds_left": max(0, round(left))})  # fmt: skip
    best = best_of(kept.trials)
    return applied(recipe, best.values) if best is not None else recipe


def best_of(trials: list[Tried]) -> Tried | None:
    """Trial with the least loss that was not ended early; None where there is none."""
    finished = [trial for trial in trials if trial.loss is not None]
    return min(finished, key=lambda trial: trial.loss or 0.0, default=None)


def _study(search: SearchRecipe, recipe: Recipe, kept: _Kept) -> optuna.Study:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    sampler = optuna.samplers.TPESampler(seed=search.seed + len(kept.trials), n_startup_trials=6)
    study = optuna.create_study(sampler=sampler, pruner=optuna.pruners.MedianPruner(n_startup_trials=3))
    if not kept.trials:
        study.enqueue_trial(middle(recipe))
    ranges: dict[str, Any] = {}
    if kept.trials:
        probe = study.ask()
        suggest(probe, recipe)
        ranges = dict(probe.distributions)
        study.tell(probe, state=optuna.trial.TrialState.FAIL)
    for tried in kept.trials:
        states = optuna.trial.TrialState
        study.add_trial(
            optuna.trial.create_trial(
                params=tried.values,
                distributions=ranges,
                value=tried.loss,
                intermediate_values=dict(enumerate(tried.epochs)),
                state=states.PRUNED if tried.loss is None else states.COMPLETE,
            )
        )
    return study


def _try(
    study: optuna.Study,
    trial: optuna.Trial,
    recipe: Recipe,
    values: dict[str, float],
    folder: Path,
    try_out: TryOut,
    token: _Stopped,
) -> Tried:
    """Train once; what it leaves on the disk is removed."""
    import optuna

    assert recipe.search is not None  # noqa: S101
    changed = applied(recipe, values)
    options = replace(changed.optimisation, epochs=recipe.search.epochs, patience=0)
    short = replace(changed, optimisation=options)
    losses: list[float] = []

    def follow(event: dict[str, Any]) -> None:
        if event["event"] == "epoch":
            losses.append(event["validation_loss"])
            trial.report(losses[-1], len(losses) - 1)
            if trial.should_prune():
                token.cancel()

    place = folder / "search"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    try:
        loss: float | None = try_out(short, place, token, follow)
    except Cancelled:
        loss = None
    finally:
        shutil.rmtree(place, ignore_errors=True)
    if loss is None or loss != loss or loss == float("inf"):
        study.tell(trial, state=optuna.trial.TrialState.PRUNED if losses else optuna.trial.TrialState.FAIL)
        return Tried(values, None, tuple(losses))
    study.tell(trial, loss)
    return Tried(values, loss, tuple(losses))


def _load(store: Path, key: str) -> _Kept:
    try:
        kept = msgspec.json.decode(store.read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return _Kept(key)
    return kept if kept.key == key else _Kept(key)


def _save(store: Path, kept: _Kept) -> None:
    try:
        write_atomic(store, msgspec.json.encode(kept))
    except OSError as error:
        raise TrainingError(
            tr("{name} cannot be written: {reason}.", name=store.name, reason=error.strerror or error)
        ) from error
