"""One step of learning: the batch in parts that fit into memory, in the precision that suits the device."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import torch
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from meddiag_gui.errors import TrainingError
from meddiag_gui.language import tr
from meddiag_gui.training.loader import Batch
from meddiag_gui.training.memory import DeviceLost, in_parts, is_lost, is_short
from meddiag_gui.training.objective import Objective
from meddiag_gui.training.recipe import Optimisation
from meddiag_gui.training.sharing import SharedChance
from meddiag_gui.training.team import Team

LEAST = 2  # images; norms need two
_LONGEST_GRADIENT = 5.0


class _Lesson(nn.Module):
    """Network and loss as one module, which is what DistributedDataParallel wraps."""

    def __init__(self, network: nn.Module, objective: Objective) -> None:
        super().__init__()
        self.network, self._objective = network, objective

    def forward(self, inputs: Tensor, amounts: Tensor, *targets: Tensor) -> Tensor:
        return self._objective.loss(self.network, inputs, *targets, of=amounts)


class Stepper:
    """Takes steps.

    Parameters
    ----------
    at_once
        Images that go through the network together; less after memory was too short.
    smaller
        Told each number that is tried after memory was too short.
    """

    def __init__(
        self,
        network: nn.Module,
        optimiser: torch.optim.Optimizer,
        objective: Objective,
        options: Optimisation,
        device: torch.device,
        team: Team,
        smaller: Callable[[int], None],
    ) -> None:
        self._network, self._optimiser, self._objective = network, optimiser, objective
        self._device, self._team, self._smaller = device, team, smaller
        self.at_once = options.micro_batch or options.batch_size
        self._type = precision(options.precision, device)
        self.scaler = torch.amp.GradScaler(device.type, enabled=self._type is torch.float16)
        self._lesson: nn.Module = _Lesson(network, objective)
        if team.size > 1:
            self._lesson = DistributedDataParallel(self._lesson, forward_sync_buffers=False)

    def take(self, batch: Batch, seed: int) -> float:
        """Learn from one batch and return its loss.

        Raises
        ------
        TrainingError
            If memory is too short even for two images, or on one of several processes.
        DeviceLost
            If the GPU has failed.
        """
        before = [buffer.clone() for buffer in self._network.buffers()]

        def attempt(at_once: int) -> float:
            for buffer, value in zip(self._network.buffers(), before, strict=True):
                buffer.copy_(value)
            return self._attempt(batch, seed, at_once)

        try:
            if self._team.size > 1:
                return attempt(self.at_once)
            loss, self.at_once = in_parts(attempt, self.at_once, LEAST, self._smaller)
        except (RuntimeError, MemoryError) as error:
            if is_short(error):  # the others wait for this one in vain: all must begin again
                raise TrainingError(
                    tr("One of the processes has too little memory; set micro_batch.")
                ) from error
            if is_lost(error):
                raise DeviceLost(tr("The GPU failed; the run can go on from its last checkpoint.")) from error
            raise
        return loss

    def _attempt(self, batch: Batch, seed: int, at_once: int) -> float:
        inputs, *targets = (part.to(self._device) for part in batch.tensors)
        inputs = inputs.contiguous(memory_format=torch.channels_last)
        amounts = self._team.total(self._objective.amounts(*targets))
        self._optimiser.zero_grad(set_to_none=True)
        count = -(-batch.most // at_once)
        loss, first = torch.zeros((), device=self._device), batch.first
        split = [torch.tensor_split(tensor, count) for tensor in (inputs, *targets)]
        for number, (some, *of_them) in enumerate(zip(*split, strict=True)):
            with (
                self._quietly(last=number == count - 1),
                SharedChance(seed, first, batch.whole, self._device),
                torch.autocast(self._device.type, self._type, enabled=self._type is not None),
            ):
                share = self._lesson(some, amounts, *of_them)
            self.scaler.scale(share * self._team.size).backward()
            loss += share.detach()
            first += len(some)
        self.scaler.unscale_(self._optimiser)
        nn.utils.clip_grad_norm_(self._network.parameters(), _LONGEST_GRADIENT)
        self.scaler.step(self._optimiser)
        self.scaler.update()
        return float(self._team.total(loss))

    def _quietly(self, *, last: bool) -> AbstractContextManager[None]:
        """Let the processes exchange gradients only once, at the last part of the batch."""
        if last or not isinstance(self._lesson, DistributedDataParallel):
            return nullcontext()
        quiet: AbstractContextManager[None] = self._lesson.no_sync()
        return quiet


def precision(asked: str, device: torch.device) -> torch.dtype | None:
    """Type in which the network computes; None for float32."""
    if asked == "auto":
        if device.type != "cuda":
            return None
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    return None if asked == "float32" else getattr(torch, asked)
