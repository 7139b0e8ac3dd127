"""Several processes that train one model: on several GPUs, or on several machines.

``torchrun`` starts them and says by the environment who each is. The first one prepares the data, judges the
weights, keeps the checkpoints and publishes; the others only help to learn.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import torch
from torch import Tensor

from meddiag_gui.errors import TrainingError
from meddiag_gui.language import tr

_PATIENCE = timedelta(hours=12)  # while the first process decodes or judges, the others wait


@dataclass(frozen=True, slots=True)
class Team:
    """One process among all that train.

    Parameters
    ----------
    rank, size
        Its number, from 0, and how many there are.
    local
        Number among those of its machine, which names its GPU.
    """

    rank: int = 0
    size: int = 1
    local: int = 0

    @property
    def leads(self) -> bool:
        """Whether this process does what only one may do."""
        return self.rank == 0

    def total(self, values: Tensor) -> Tensor:
        """Sum of a tensor over all processes, in place."""
        if self.size > 1:
            torch.distributed.all_reduce(values)
        return values

    def greatest(self, value: int, device: torch.device) -> int:
        """Greatest of a number over all processes."""
        if self.size == 1:
            return value
        shared = torch.tensor([value], device=device)
        torch.distributed.all_reduce(shared, torch.distributed.ReduceOp.MAX)
        return int(shared)

    def wait(self) -> None:
        """Wait until all are here."""
        if self.size > 1:
            torch.distributed.barrier()


ALONE = Team()


@contextmanager
def joined(device: str) -> Iterator[Team]:
    """Join the processes that ``torchrun`` started; one that was started by itself is alone.

    Raises
    ------
    TrainingError
        If the environment does not say who this is, or the others cannot be reached.
    """
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        yield ALONE
        return
    try:
        named = [int(os.environ[name]) for name in ("RANK", "WORLD_SIZE", "LOCAL_RANK")]
        backend = "nccl" if device.startswith("cuda") else "gloo"
        torch.distributed.init_process_group(backend, timeout=_PATIENCE)
    except (KeyError, ValueError, RuntimeError) as error:
        raise TrainingError(
            tr("The processes of this training cannot join; start them by torchrun.")
        ) from error
    try:
        yield Team(*named)
    finally:
        torch.distributed.destroy_process_group()
