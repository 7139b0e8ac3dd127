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
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from meddiag_gui.tasks import Cancelled, CancelToken, Progress, Report, Stopwatch
from meddiag_gui.training.checkpoint import CHECKPOINT, TrainingState, load_checkpoint, save_checkpoint
from meddiag_gui.training.checkpoint import Progress as RunProgress
from meddiag_gui.training.recipe import Optimisation

Emit = Callable[[dict[str, Any]], None]
_CHECKPOINT_SECONDS = 120.0
_EVENT_SECONDS = 15.0


class Objective(Protocol):
    """What is learned: the data, and how far off an answer is.

    Parameters
    ----------
    rows
        Numbers of the training images.
    """

    rows: NDArray[np.intp]

    def order(self, rng: np.random.Generator) -> NDArray[np.intp]:
        """Rows of one epoch, as many as there are, in the order in which they are learned."""
        ...

    def batch(self, rows: NDArray[np.intp], generator: torch.Generator) -> tuple[Tensor, ...]:
        """Augmented inputs ``(N, 1, H, W)`` and their targets; all chance comes from ``generator``."""
        ...

    def loss(self, network: nn.Module, inputs: Tensor, *targets: Tensor) -> Tensor:
        """Run the network and give one number to be made small, computed in full precision."""
        ...

    def validate(self, network: nn.Module) -> float:
        """One number of the validation part by which weights are chosen; small is good."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """What the loop leaves: the best averaged weights on the CPU, and one row an epoch."""

    weights: dict[str, Tensor]
    best_epoch: int
    history: list[dict[str, Any]]


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
) -> Fitted:
    """Train ``network``, from the checkpoint in ``folder`` if there is one.

    Raises
    ------
    TrainingError
        If the checkpoint is damaged or of another job, or cannot be written.
    Cancelled
        If the token was cancelled; a checkpoint was written first.
    """
    return _Run(network, options, objective, folder, job, device).go(report, token, emit)


class _Run:
    """One run: the state and what it is made from."""

    def __init__(
        self,
        network: nn.Module,
        options: Optimisation,
        objective: Objective,
        folder: Path,
        job: str,
        device: str,
    ) -> None:
        self._options, self._objective = options, objective
        self._device = torch.device(device)
        self._path = folder / CHECKPOINT
        self._batches = max(1, len(objective.rows) // options.batch_size)
        self._steps = self._batches * options.epochs
        network = network.to(self._device).to(memory_format=torch.channels_last)
        _follow_within_the_run(network, self._steps)
        average = copy.deepcopy(network).eval().requires_grad_(False)
        optimiser = _optimiser(network, options)
        self.state = TrainingState(network, average, {}, optimiser, RunProgress(job))
        self._resumed = load_checkpoint(self._path, self.state)

    def go(self, report: Report, token: CancelToken, emit: Emit) -> Fitted:
        state, start = self.state, self.state.progress.step
        if self._resumed:
            emit({"event": "resumed", "step": start, "steps": self._steps})
        watch, saved = Stopwatch(self._steps - start), time.monotonic()
        told = saved
        while state.progress.step < self._steps:
            self._step()
            done = state.progress.step
            message = f"Epoch {(done - 1) // self._batches + 1} of {self._options.epochs}"
            left = watch.seconds_left(done - start)
            report(Progress(done, self._steps, message, left))
            if time.monotonic() - told > _EVENT_SECONDS:
                seconds = round(left or 0)
                emit({"event": "progress", "step": done, "steps": self._steps, "seconds_left": seconds})
                told = time.monotonic()
            epoch_ended = done % self._batches == 0
            if epoch_ended:
                self._end_epoch(emit)
            if epoch_ended or token.cancelled or time.monotonic() - saved > _CHECKPOINT_SECONDS:
                save_checkpoint(self._path, state)
                saved = time.monotonic()
            if token.cancelled and done < self._steps:
                raise Cancelled
        return Fitted(dict(state.best), state.progress.best_epoch, state.progress.history)

    def _step(self) -> None:
        state, options, step = self.state, self._options, self.state.progress.step
        torch.manual_seed((options.seed << 32) + step)
        generator = torch.Generator().manual_seed((options.seed << 32) + step)
        for group in state.optimiser.param_groups:
            group["lr"] = learning_rate(step, self._steps, options)
        rows = self._rows_of(step)
        inputs, *targets = (part.to(self._device) for part in self._objective.batch(rows, generator))
        x = inputs.contiguous(memory_format=torch.channels_last)
        state.network.train()
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._device.type == "cuda"):
            loss = self._objective.loss(state.network, x, *targets)
        state.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(state.network.parameters(), 5.0)
        state.optimiser.step()
        _follow(state.average, state.network, min(options.ema_decay, (1 + step) / (10 + step)))
        state.progress.step = step + 1
        state.progress.loss_sum += float(loss.detach())

    def _rows_of(self, step: int) -> NDArray[np.intp]:
        """Rows of one batch; each epoch has its own order, which follows from the seed."""
        options = self._options
        epoch, batch = divmod(step, self._batches)
        order = self._objective.order(np.random.default_rng((options.seed, epoch)))
        return order[batch * options.batch_size : (batch + 1) * options.batch_size]

    def _end_epoch(self, emit: Emit) -> None:
        state = self.state
        training_loss, state.progress.loss_sum = state.progress.loss_sum / self._batches, 0.0
        loss = self._objective.validate(state.average)
        epoch = state.progress.step // self._batches - 1
        if loss < state.progress.best_loss:
            state.progress.best_loss, state.progress.best_epoch = loss, epoch
            state.best = {k: v.detach().cpu().clone() for k, v in state.average.state_dict().items()}
        row = {
            "event": "epoch",
            "epoch": epoch + 1,
            "training_loss": round(training_loss, 6),
            "validation_loss": round(loss, 6),
            "best_epoch": state.progress.best_epoch + 1,
        }
        state.progress.history.append(row)
        emit(row)


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
