"""A step learns the same whole or in parts, and a lack of memory costs only speed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from meddiag_gui.errors import TrainingError
from meddiag_gui.training.loader import Batch
from meddiag_gui.training.memory import DeviceLost, in_parts, is_short
from meddiag_gui.training.objective import Judgement
from meddiag_gui.training.recipe import Optimisation
from meddiag_gui.training.step import Stepper, precision
from meddiag_gui.training.team import ALONE

CPU = torch.device("cpu")


class Squares:
    """Weighted squares of errors; memory suffices for ``most`` images at once."""

    rows = np.arange(12)

    def __init__(self, most: int = 99) -> None:
        self.most, self.seen = most, []

    def order(self, rng: np.random.Generator) -> NDArray[np.intp]:
        return self.rows

    def batch(self, rows: NDArray[np.intp], generator: torch.Generator) -> tuple[Tensor, ...]:
        raise NotImplementedError

    def amounts(self, *targets: Tensor) -> Tensor:
        return targets[0].sum()[None]

    def loss(self, network: nn.Module, inputs: Tensor, *targets: Tensor, of: Tensor | None = None) -> Tensor:
        said = network(inputs)  # before memory runs out: the norms have followed it
        if len(inputs) > self.most:
            raise torch.OutOfMemoryError("CUDA out of memory")
        self.seen.append(len(inputs))
        return (targets[0] * said.flatten() ** 2).sum() / self.amounts(*targets if of is None else (of,))[0]

    def validate(self, network: nn.Module, at_once: int) -> Judgement:
        return Judgement(0.0)


def network(*, norm: bool = False) -> nn.Module:
    torch.manual_seed(1)
    middle = [nn.BatchNorm2d(4)] if norm else []
    return nn.Sequential(
        nn.Conv2d(1, 4, 3), *middle, nn.ReLU(), nn.Dropout(0.4), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        nn.Linear(4, 1),
    ).train()  # fmt: skip


def batch(images: int = 12) -> Batch:
    generator = torch.Generator().manual_seed(0)
    x, weights = torch.rand(images, 1, 8, 8, generator=generator), torch.rand(images, generator=generator)
    return Batch((x, weights), 0, images, images)


def learned(
    objective: Squares, net: nn.Module | None = None, *, smaller: list[int] | None = None, **options: object
) -> tuple[float, dict[str, Tensor], Stepper]:
    net = net or network()
    asked = Optimisation(batch_size=12, **options)  # type: ignore[arg-type]
    told = smaller if smaller is not None else []
    stepper = Stepper(net, torch.optim.SGD(net.parameters(), 0.1), objective, asked, CPU, ALONE, told.append)
    losses = [stepper.take(batch(), seed) for seed in range(3)]
    return losses[-1], net.state_dict(), stepper


@pytest.mark.parametrize("at_once", [5, 4, 2])
def test_parts_of_a_batch_teach_what_the_whole_does_dropout_included(at_once: int) -> None:
    whole_loss, whole, _ = learned(Squares())
    objective = Squares()
    loss, parts, _ = learned(objective, micro_batch=at_once)
    assert max(objective.seen) <= at_once
    assert sum(objective.seen) == 36
    assert loss == pytest.approx(whole_loss, rel=1e-5)
    for key, value in whole.items():
        torch.testing.assert_close(parts[key], value, rtol=1e-5, atol=1e-7)


def test_a_lack_of_memory_halves_what_goes_through_at_once_and_changes_nothing_else() -> None:
    _, whole, _ = learned(Squares())
    told: list[int] = []
    objective = Squares(most=4)
    _, parts, stepper = learned(objective, smaller=told)
    assert told == [6, 3]
    assert stepper.at_once == 3
    for key, value in whole.items():
        torch.testing.assert_close(parts[key], value, rtol=1e-5, atol=1e-7)


def test_norms_do_not_follow_what_was_tried_in_vain() -> None:
    _, asked_for, _ = learned(Squares(), network(norm=True), micro_batch=3)
    _, fallen_back, _ = learned(Squares(most=3), network(norm=True))
    for key, value in asked_for.items():
        torch.testing.assert_close(fallen_back[key], value)


def test_too_little_for_two_images_is_said() -> None:
    with pytest.raises(TrainingError, match="even for 2 images"):
        learned(Squares(most=1))


@pytest.mark.parametrize(
    "failure", [torch.AcceleratorError("CUDA error: unspecified launch failure"), RuntimeError("NCCL error")]
)
def test_a_gpu_that_fails_is_no_internal_error(failure: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    objective = Squares()
    monkeypatch.setattr(objective, "loss", fail)
    with pytest.raises(DeviceLost, match="GPU failed"):
        learned(objective)


def test_other_errors_stay_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("shapes differ")

    objective = Squares()
    monkeypatch.setattr(objective, "loss", fail)
    with pytest.raises(RuntimeError, match="shapes differ"):
        learned(objective)


@pytest.mark.parametrize("kind", ["bfloat16", "float16"])
def test_half_precision_learns_nearly_the_same(kind: str) -> None:
    whole_loss, _, _ = learned(Squares())
    loss, state, stepper = learned(Squares(), precision=kind)
    assert loss == pytest.approx(whole_loss, rel=0.05)
    assert all(value.dtype is torch.float32 for value in state.values())
    assert stepper.scaler.is_enabled() == (kind == "float16")


def test_precision_is_full_on_the_cpu_unless_asked_for() -> None:
    assert precision("auto", CPU) is None
    assert precision("float32", torch.device("cuda")) is None
    assert precision("bfloat16", CPU) is torch.bfloat16


def test_memory_of_the_cpu_can_be_short_too() -> None:
    assert is_short(RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"))
    assert is_short(MemoryError())
    assert not is_short(RuntimeError("shapes differ"))


def test_work_in_parts_says_with_how_many_it_came_out() -> None:
    def work(at_once: int) -> Iterator[int]:
        if at_once > 10:
            raise MemoryError
        return iter(range(at_once))

    result, at_once = in_parts(work, 64, 1, lambda smaller: None)
    assert (len(list(result)), at_once) == (8, 8)


def test_the_loss_of_a_classification_is_that_of_its_parts_together() -> None:
    from meddiag_gui.training.classification import weighted_loss, weights_of

    logits, labels = torch.randn(9, 2), torch.tensor([[1.0, 0.0], [0.0, torch.nan], [1.0, 1.0]] * 3)
    weights = torch.tensor([[0.7, 1.0], [2.0, 3.0]])
    whole = weighted_loss(logits, labels, weights, 0.1, 1.5)
    amount = weights_of(labels, weights).sum()
    parts = [
        weighted_loss(logits[p], labels[p], weights, 0.1, 1.5, amount) for p in (slice(0, 4), slice(4, 9))
    ]
    torch.testing.assert_close(torch.stack(parts).sum(), whole)
