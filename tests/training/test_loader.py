"""Batches are the same whoever makes them, and however many make them."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from torch import Tensor

from meddiag_gui.errors import TrainingError
from meddiag_gui.training.loader import SHARD, Loader, loading
from meddiag_gui.training.recipe import Optimisation
from meddiag_gui.training.team import Team


class Rows:
    """Gives row numbers, and chance beside them."""

    def __init__(self, count: int) -> None:
        self.rows = np.arange(count)

    def order(self, rng: np.random.Generator) -> NDArray[np.intp]:
        return rng.permutation(self.rows)

    def batch(self, rows: NDArray[np.intp], generator: torch.Generator) -> tuple[Tensor, ...]:
        return torch.from_numpy(rows), torch.rand(len(rows), generator=generator)


def batches(loader: Loader) -> list[tuple[Tensor, ...]]:
    return [loader.batch(step).tensors for step in range(loader.steps)]


@settings(max_examples=25)
@given(count=st.integers(2, 90), size=st.integers(2, 40), workers=st.integers(0, 3))
def test_threads_change_nothing_and_each_epoch_meets_each_row_at_most_once(
    count: int, size: int, workers: int
) -> None:
    options = Optimisation(batch_size=size, epochs=2)
    plain = batches(Loader(Rows(count), options))
    with loading(Rows(count), options, Team(), workers) as loader:
        made = batches(loader)
    for one, other in zip(plain, made, strict=True):
        assert torch.equal(one[0], other[0])
        assert torch.equal(one[1], other[1])
    epoch = torch.cat([tensors[0] for tensors in made[: len(made) // 2]])
    assert len(set(epoch.tolist())) == len(epoch) == max(1, count // size) * min(size, count)


@settings(max_examples=25)
@given(size=st.integers(16, 64), processes=st.integers(1, 2))
def test_shares_of_all_processes_are_the_batch(size: int, processes: int) -> None:
    options = Optimisation(batch_size=size, epochs=1)
    whole = Loader(Rows(70), options).batch(0)
    shares = [Loader(Rows(70), options, Team(rank, processes)).batch(0) for rank in range(processes)]
    for place in range(2):
        together = torch.cat([share.tensors[place] for share in shares])
        assert torch.equal(together, whole.tensors[place])
    assert [share.first for share in shares] == np.cumsum([0, *(len(s.tensors[0]) for s in shares)])[
        :-1
    ].tolist()
    assert {share.whole for share in shares} == {size}
    assert {share.most for share in shares} == {max(len(share.tensors[0]) for share in shares)}


def test_a_batch_that_is_too_small_for_the_processes_is_refused() -> None:
    with pytest.raises(TrainingError, match="too small for 3 processes"):
        Loader(Rows(50), Optimisation(batch_size=2 * SHARD), Team(0, 3))


def test_a_step_is_the_same_when_a_run_begins_with_it() -> None:
    options = Optimisation(batch_size=8, epochs=2)
    first = batches(Loader(Rows(30), options))
    later = Loader(Rows(30), options).batch(4).tensors
    assert torch.equal(first[4][1], later[1])


def test_threads_end_with_the_loader_even_after_an_error() -> None:
    class Broken(Rows):
        def batch(self, rows: NDArray[np.intp], generator: torch.Generator) -> tuple[Tensor, ...]:
            raise OSError("gone")

    with (
        pytest.raises(OSError, match="gone"),
        loading(Broken(30), Optimisation(batch_size=8), Team(), 2) as loader,
    ):
        loader.batch(0)
    assert not [t for t in threading.enumerate() if t.name.startswith("meddiag-loader")]
