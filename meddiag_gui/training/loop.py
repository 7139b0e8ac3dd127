"""The training loop, and its resumption.

Every step's randomness follows from the seed and the step's number alone, so a run that was stopped and
resumed ends with the same weights as one that was not.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from meddiag_gui.language import tr
from meddiag_gui.tasks import Cancelled, CancelToken, Progress, Report, Stopwatch
from meddiag_gui.training.checkpoint import CHECKPOINT, TrainingState, load_checkpoint, save_checkpoint
from meddiag_gui.training.checkpoint import Progress as RunProgress
from meddiag_gui.training.events import Emit
from meddiag_gui.training.loader import Loader, fitting_workers, loading
from meddiag_gui.training.memory import in_parts, in_use
from meddiag_gui.training.meter import Meter
from meddiag_gui.training.objective import Judgement, Objective
from meddiag_gui.training.recipe import Optimisation
from meddiag_gui.training.sharing import share_norms
from meddiag_gui.training.step import Stepper
from meddiag_gui.training.team import ALONE, Team

_CHECKPOINT_SECONDS = 120.0
_EVENT_SECONDS = 2.0
_JUDGED_AT_ONCE = 64  # images
_GO_ON, _FINISH, _STOP = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """What the loop leaves: the best averaged weights on the CPU, and one row an epoch."""

    weights: dict[str, Tensor]
    best_epoch: int
    history: list[dict[str, Any]]


def never() -> bool:
    """Say that the best so far is not yet enough."""
    return False


def fit(
    network: nn.Module,
    options: Optimisation,
    objective: Objective,
    folder: Path,
    *,
    job: str,
    device: str,
    report: Report,
    token: CancelToken,
    emit: Emit,
    team: Team = ALONE,
    enough: Callable[[], bool] = never,
) -> Fitted:
    """Train ``network``, from the checkpoint in ``folder`` if there is one.

    Parameters
    ----------
    team
        The processes that learn together; only the first one writes, reports and judges.
    enough
        Whether the user wants the training to end now, with the best weights so far.

    Raises
    ------
    TrainingError
        If the checkpoint is damaged or of another job, or cannot be written, or memory is far too short.
    DeviceLost
        If the GPU has failed; the checkpoint is as old as it may be.
    Cancelled
        If the token was cancelled; a checkpoint was written first.
    """
    run = _Run(network, options, objective, folder, job, torch.device(device), team, emit)
    with loading(objective, options, team, fitting_workers(device)) as loader:
        return run.go(loader, report, token, enough)


class _Run:
    """One run: the state and what it is made from."""

    def __init__(
        self,
        network: nn.Module,
        options: Optimisation,
        objective: Objective,
        folder: Path,
        job: str,
        device: torch.device,
        team: Team,
        emit: Emit,
    ) -> None:
        self._options, self._objective, self._device = options, objective, device
        self._team, self._emit = team, emit
        self._path = folder / CHECKPOINT
        network = network.to(device).to(memory_format=torch.channels_last)
        self._batches = max(1, len(objective.rows) // options.batch_size)
        self._steps = self._batches * options.epochs
        _follow_within_the_run(network, self._steps)
        average = copy.deepcopy(network).eval().requires_grad_(False)
        if team.size > 1:
            share_norms(network)
        optimiser = _optimiser(network, options)
        self._stepper = Stepper(network, optimiser, objective, options, device, team, self._say_smaller)
        self._judged_at_once = _JUDGED_AT_ONCE
        self.state = TrainingState(network, average, {}, optimiser, self._stepper.scaler, RunProgress(job))
        self._resumed = load_checkpoint(self._path, self.state)
        self._stepper.at_once = self.state.progress.at_once or self._stepper.at_once

    def go(self, loader: Loader, report: Report, token: CancelToken, enough: Callable[[], bool]) -> Fitted:
        state, start = self.state, self.state.progress.step
        if self._resumed:
            place = round(start / self._batches, 4)
            self._emit({"event": "resumed", "epoch": place, "step": start, "steps": self._steps})
        watch, saved = Stopwatch(self._steps - start), time.monotonic()
        meter = Meter(self._options.batch_size)
        while state.progress.step < self._steps and not self._waited_long():
            meter.add(self._step(loader))
            done = state.progress.step
            left = watch.seconds_left(done - start)
            epoch = (done - 1) // self._batches + 1
            report(
                Progress(
                    done,
                    self._steps,
                    tr("Epoch {epoch} of {epochs}", epoch=epoch, epochs=self._options.epochs),
                    left,
                )
            )
            if meter.seconds > _EVENT_SECONDS:
                self._tell_progress(meter, left)
            wish = _STOP if token.cancelled else _FINISH if enough() else _GO_ON
            wish = self._team.greatest(wish, self._device)
            if done % self._batches == 0 or (wish == _FINISH and not state.best):
                self._end_epoch(meter)
                meter.pause()
                saved = 0.0
            if wish != _GO_ON or time.monotonic() - saved > _CHECKPOINT_SECONDS:
                self._save()
                saved = time.monotonic()
            if wish == _STOP and done < self._steps:
                raise Cancelled
            if wish == _FINISH:
                self._emit({"event": "ended", "reason": "asked", "step": done, "steps": self._steps})
                break
        return Fitted(dict(state.best), state.progress.best_epoch, state.progress.history)

    def _step(self, loader: Loader) -> float:
        state, options, step = self.state, self._options, self.state.progress.step
        seed = (options.seed << 32) + step
        torch.default_generator.manual_seed(seed)
        for group in state.optimiser.param_groups:
            group["lr"] = learning_rate(step, self._steps, options)
        state.network.train()
        loss = self._stepper.take(loader.batch(step), seed)
        _follow(state.average, state.network, min(options.ema_decay, (1 + step) / (10 + step)))
        state.progress.step = step + 1
        state.progress.loss_sum += loss
        state.progress.at_once = self._stepper.at_once
        return loss

    def _save(self) -> None:
        if self._team.leads:
            save_checkpoint(self._path, self.state)

    def _tell_progress(self, meter: Meter, left: float | None) -> None:
        step = self.state.progress.step
        self._emit(
            {
                "event": "progress",
                "epoch": round(step / self._batches, 4),
                "step": step,
                "steps": self._steps,
                "seconds_left": round(left or 0),
                "learning_rate": learning_rate(step - 1, self._steps, self._options),
                **meter.take(),
                **in_use(self._device),
            }
        )

    def _say_smaller(self, at_once: int) -> None:
        self._emit({"event": "less_memory", "step": self.state.progress.step, "at_once": at_once})

    def _waited_long(self) -> bool:
        """Whether no epoch since the best one was better, for as many as the recipe waits."""
        progress, patience = self.state.progress, self._options.patience
        over = 0 < patience <= len(progress.history) - 1 - progress.best_epoch
        over = bool(self._team.greatest(int(over), self._device)) if patience else over
        if over:
            self._emit({"event": "ended", "reason": "patience", "step": progress.step, "steps": self._steps})
        return over

    def _judge(self) -> Judgement:
        """Judge on the first process only; the others wait at the next step."""
        if not self._team.leads:
            return Judgement(math.inf)

        def validate(at_once: int) -> Judgement:
            return self._objective.validate(self.state.average, at_once)

        judgement, self._judged_at_once = in_parts(validate, self._judged_at_once, 1, self._say_smaller)
        return judgement

    def _end_epoch(self, meter: Meter) -> None:
        state, progress = self.state, self.state.progress
        epoch = len(progress.history)
        steps = progress.step - epoch * self._batches
        training_loss, progress.loss_sum = progress.loss_sum / steps, 0.0
        judged = self._judge()
        if judged.loss < progress.best_loss:
            progress.best_loss, progress.best_epoch = judged.loss, epoch
            state.best = {k: v.detach().cpu().clone() for k, v in state.average.state_dict().items()}
        row = {
            "event": "epoch",
            "epoch": epoch + 1,
            "step": progress.step,
            "steps": self._steps,
            "training_loss": round(training_loss, 6),
            "validation_loss": round(judged.loss, 6),
            "best_epoch": progress.best_epoch + 1,
            "metrics": {name: round(value, 6) for name, value in judged.metrics.items()},
            "learning_rate": learning_rate(progress.step - 1, self._steps, self._options),
        }
        progress.history.append(row)
        self._emit({**row, "images_per_second": meter.rate, "samples": list(judged.samples)})


def learning_rate(step: int, steps: int, options: Optimisation) -> float:
    """Rate at a step: linear warm-up, then half a cosine down to zero."""
    rising = max(1, round(options.warmup * steps))
    if step < rising:
        return options.learning_rate * (step + 1) / rising
    share = (step - rising) / max(1, steps - rising)
    return options.learning_rate * 0.5 * (1 + math.cos(math.pi * share))


def _optimiser(network: nn.Module, options: Optimisation) -> torch.optim.AdamW:
    parameters = list(network.parameters())
    groups = [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": options.weight_decay},
        {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=options.learning_rate)


def _follow_within_the_run(network: nn.Module, steps: int) -> None:
    """Let the normalisation statistics settle in a short run too; a long one keeps the usual 0.01."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = min(0.1, max(0.01, 10 / steps))


@torch.no_grad()
def _follow(average: nn.Module, network: nn.Module, decay: float) -> None:
    """Move the average's weights and normalisation statistics towards the network's."""
    for mean, value in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
        if mean.dtype.is_floating_point:
            mean.lerp_(value, 1 - decay)
        else:
            mean.copy_(value)
