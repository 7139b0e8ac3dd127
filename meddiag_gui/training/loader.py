"""Batches made ahead, on threads, while the network works.

A batch is made of shards: a few images that are drawn and augmented together. All chance in a shard follows
from the seed, the step and the shard's place, so a batch is the same whoever makes its shards, in any order.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from meddiag_gui.errors import TrainingError
from meddiag_gui.language import tr
from meddiag_gui.training.objective import Objective
from meddiag_gui.training.recipe import Optimisation
from meddiag_gui.training.team import ALONE, Team

SHARD = 8
"""Images that are drawn and augmented together."""
_AHEAD = 2  # batches
_Made = tuple[Tensor, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What one process learns from in one step.

    Parameters
    ----------
    tensors
        Inputs ``(n, 1, H, W)`` and their targets.
    first, whole
        Place of the first of them in the batch of all processes, and how many images that has.
    most
        Most images that any of the processes has.
    """

    tensors: _Made
    first: int
    whole: int
    most: int


class Loader:
    """Makes this process's share of each batch.

    Parameters
    ----------
    workers
        Threads that make shards; with 0 they are made when they are asked for.

    Raises
    ------
    TrainingError
        If there are more processes than shards in a batch.
    """

    def __init__(
        self, objective: Objective, options: Optimisation, team: Team = ALONE, *, workers: int = 0
    ) -> None:
        self._objective, self._options = objective, options
        self.batches = max(1, len(objective.rows) // options.batch_size)
        self.steps = self.batches * options.epochs
        size = min(options.batch_size, len(objective.rows))
        starts = list(range(0, size, SHARD))
        if team.size > len(starts):
            raise TrainingError(
                tr(
                    "A batch of {size} images is too small for {processes} processes of at "
                    "least {least} each.",
                    size=size,
                    processes=team.size,
                    least=SHARD,
                )
            )
        shares = np.array_split(np.array(starts), team.size)
        self._starts, self._size = [int(start) for start in shares[team.rank]], size
        self._most = max(_images(share, size) for share in shares)
        self._epoch, self._order = -1, np.empty(0, np.intp)
        self._pool = _threads(workers) if workers else None
        self._coming: dict[int, list[Future[_Made]]] = {}

    def batch(self, step: int) -> Batch:
        """Give the share of a step's batch, and begin what comes after it."""
        if self._pool is None:
            made = [self._shard(rows, step, start) for start, rows in self._shards(step)]
        else:
            for coming in range(step, min(step + 1 + _AHEAD, self.steps)):
                if coming not in self._coming:
                    self._coming[coming] = [
                        self._pool.submit(self._shard, rows, coming, start)
                        for start, rows in self._shards(coming)
                    ]
            made = [future.result() for future in self._coming.pop(step)]
        tensors = tuple(torch.cat(parts) for parts in zip(*made, strict=True))
        return Batch(tensors, self._starts[0], self._size, self._most)

    def close(self) -> None:
        """End the threads."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _shards(self, step: int) -> list[tuple[int, NDArray[np.intp]]]:
        """Place in the batch and rows of each own shard; each epoch's order follows from the seed."""
        epoch, number = divmod(step, self.batches)
        if epoch != self._epoch:
            rng = np.random.default_rng((self._options.seed, epoch))
            self._epoch, self._order = epoch, self._objective.order(rng)
        batch = self._order[number * self._size : (number + 1) * self._size]
        return [(start, batch[start : start + SHARD]) for start in self._starts]

    def _shard(self, rows: NDArray[np.intp], step: int, start: int) -> _Made:
        seed = np.random.SeedSequence((self._options.seed, step, start)).generate_state(1, np.uint64)
        return self._objective.batch(rows, torch.Generator().manual_seed(int(seed[0]) >> 1))


def _threads(count: int) -> ThreadPoolExecutor:
    """Make threads that share their work with no further ones: there are enough of them."""
    return ThreadPoolExecutor(count, "meddiag-loader", torch.set_num_threads, (1,))


def _images(starts: NDArray[np.intp], size: int) -> int:
    return sum(min(SHARD, size - int(start)) for start in starts)


def fitting_workers(device: str) -> int:
    """Threads that keep the device busy: beside a GPU most cores, beside the network on the CPU one."""
    return max(1, min(8, (os.cpu_count() or 2) - 1)) if device.startswith("cuda") else 1


@contextmanager
def loading(objective: Objective, options: Optimisation, team: Team, workers: int) -> Iterator[Loader]:
    """Make a loader, and end its threads whatever happens."""
    loader = Loader(objective, options, team, workers=workers)
    try:
        yield loader
    finally:
        loader.close()
