"""The story of a run as its events tell it: curves, figures, answers on samples. Free of torch and Qt."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

_LONGEST = 2000
"""Points of the curve of every few seconds; of a longer one each second point is dropped."""


@dataclass(slots=True)
class Story:
    """What is known of a run.

    Parameters
    ----------
    epochs
        Rows of the epochs that ended, as in ``events.jsonl``; a run that began anew has only its own.
    losses, rates
        Loss and learning rate of every few seconds, each with its place in epochs.
    now
        Latest figures: ``step``, ``steps``, ``seconds_left``, ``images_per_second``, ``memory`` …
    stage
        What is done while nothing is learned: ``message``, ``done``, ``total``, ``seconds_left``; else empty.
    samples
        Latest answers on a few images; see `meddiag_gui.training.objective.Judgement`.
    prepared
        Images by part, sha256 of the data, device.
    recipe
        All settings that the recipe states, by their place in it, as in ``optimisation.epochs``.
    notes
        What happened besides, the latest last: memory, a lost GPU, an early end.
    """

    epochs: list[dict[str, Any]] = field(default_factory=list)
    losses: list[tuple[float, float]] = field(default_factory=list)
    rates: list[tuple[float, float]] = field(default_factory=list)
    now: dict[str, Any] = field(default_factory=dict)
    stage: dict[str, Any] = field(default_factory=dict)
    samples: list[dict[str, Any]] = field(default_factory=list)
    prepared: dict[str, Any] = field(default_factory=dict)
    recipe: dict[str, str] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)

    def add(self, events: Iterable[dict[str, Any]]) -> None:
        """Take further events, in their order; one without what it must say is left out."""
        for event in events:
            take = getattr(self, f"_take_{event['event']}", None)
            try:
                if take is not None:
                    take(event)
            except (KeyError, TypeError, ValueError, OverflowError):  # written by another version, or by hand
                continue

    @property
    def best(self) -> dict[str, Any] | None:
        """Row of the epoch whose weights are kept so far."""
        number = self.epochs[-1]["best_epoch"] if self.epochs else 0
        return next((row for row in self.epochs if row["epoch"] == number), None)

    @property
    def length(self) -> float:
        """Epochs that the run has if nothing ends it early; 0 before it learns."""
        step, epoch = self.now.get("step"), self.now.get("epoch")
        return round(self.now["steps"] / step * epoch, 2) if step and epoch else 0.0

    @property
    def metric(self) -> str:
        """Name of the figure that is drawn: the first that the epochs have."""
        return next((name for row in self.epochs for name in row.get("metrics", {})), "")

    def _take_stage(self, event: dict[str, Any]) -> None:
        self.stage = event

    def _take_prepared(self, event: dict[str, Any]) -> None:
        self.stage, self.prepared = {}, event

    def _take_resumed(self, event: dict[str, Any]) -> None:
        """Forget what came after the checkpoint: it is learned again."""
        place = float(event["epoch"])
        self.stage = {}
        self.epochs = [row for row in self.epochs if row["epoch"] <= place]
        self.losses = [point for point in self.losses if point[0] <= place]
        self.rates = [point for point in self.rates if point[0] <= place]
        self.notes.append(event)

    def _take_progress(self, event: dict[str, Any]) -> None:
        place = float(event["epoch"])
        loss, rate = float(event["loss"]), float(event["learning_rate"])
        self.stage, self.now = {}, event
        self.losses.append((place, loss))
        self.rates.append((place, rate))
        if len(self.losses) > _LONGEST:
            self.losses, self.rates = self.losses[::2], self.rates[::2]

    def _take_epoch(self, event: dict[str, Any]) -> None:
        row: dict[str, Any] = {name: int(event[name]) for name in ("epoch", "step", "steps", "best_epoch")}
        row |= {name: _number(event[name]) for name in ("training_loss", "validation_loss")}
        row["metrics"] = {name: _number(value) for name, value in dict(event["metrics"]).items()}
        if row["epoch"] == 1:
            self.epochs.clear()
        self.stage = {}
        self.epochs.append(row)
        self.samples = [sample for sample in event.get("samples", ()) if isinstance(sample, dict)]
        self.now = self.now | {name: row[name] for name in ("epoch", "step", "steps")}

    def _take_note(self, event: dict[str, Any]) -> None:
        self.notes.append(event)

    _take_less_memory = _take_device_lost = _take_ended = _take_published = _take_note


def settings_of(recipe: str) -> dict[str, str]:
    """List what a recipe states, by its place in it; of one that is no TOML nothing."""
    try:
        return dict(_flat(tomllib.loads(recipe)))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def differences(runs: Sequence[Story]) -> list[tuple[str, list[str]]]:
    """Settings and data that are not the same in all runs, with each run's value; empty where it has none."""
    stated = [story.recipe | {"data": str(story.prepared.get("data", ""))[:12]} for story in runs]
    names = dict.fromkeys(name for some in stated for name in some)
    rows = [(name, [some.get(name, "") for some in stated]) for name in names]
    return [(name, values) for name, values in rows if len(set(values)) > 1]


def _flat(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", str(value)


def _number(value: Any) -> float | None:
    """Take a number; None, as a run that diverged writes, stays what it is."""
    return None if value is None else float(value)
