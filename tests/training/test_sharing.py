"""Norms and chance of several processes, or of parts, are those of the whole batch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from torch import nn
from torch.nn import functional

from meddiag_gui.training.sharing import SharedBatchNorm, SharedChance, share_norms

CPU = torch.device("cpu")


@pytest.fixture
def group(tmp_path: Path) -> Iterator[None]:
    """A group of processes that is this one alone."""
    torch.distributed.init_process_group("gloo", f"file://{tmp_path}/meeting", rank=0, world_size=1)
    yield
    torch.distributed.destroy_process_group()


def test_a_shared_norm_is_torchs_own_with_its_gradients_and_statistics(group: None) -> None:
    torch.manual_seed(0)
    own = nn.Sequential(nn.BatchNorm2d(3, momentum=0.2), nn.Sequential(nn.BatchNorm2d(3)))
    with torch.no_grad():
        own[0].weight.uniform_(0.5, 2)
        own[0].bias.uniform_(-1, 1)
    shared = nn.Sequential(nn.BatchNorm2d(3, momentum=0.2), nn.Sequential(nn.BatchNorm2d(3)))
    shared.load_state_dict(own.state_dict())
    share_norms(shared)
    assert [type(m) for m in shared.modules()].count(SharedBatchNorm) == 2
    x = torch.randn(5, 3, 4, 4)
    inputs = [x.clone().requires_grad_() for _ in range(2)]
    outputs = [net(given) for net, given in zip((own, shared), inputs, strict=True)]
    torch.testing.assert_close(outputs[1], outputs[0], rtol=1e-4, atol=1e-5)
    for output in outputs:
        (output * torch.linspace(-1, 1, output.numel()).view_as(output)).sum().backward()
    torch.testing.assert_close(inputs[1].grad, inputs[0].grad, rtol=1e-3, atol=1e-4)
    for one, other in zip(own.parameters(), shared.parameters(), strict=True):
        torch.testing.assert_close(other.grad, one.grad, rtol=1e-3, atol=1e-3)
    for key, value in own.state_dict().items():
        torch.testing.assert_close(shared.state_dict()[key], value)
    torch.testing.assert_close(shared.eval()(x), own.eval()(x))


def drawn(x: torch.Tensor) -> torch.Tensor:
    dropped = functional.dropout2d(functional.dropout(x, 0.3, True), 0.5, True)
    return dropped * x.new_empty(len(x), 1, 1, 1).bernoulli_(0.6)


def test_parts_draw_what_the_whole_batch_draws() -> None:
    x = torch.ones(10, 4, 3, 3)
    with SharedChance(7, 0, 10, CPU):
        whole = drawn(x)
    parts = []
    for first, last in ((0, 3), (3, 10)):
        with SharedChance(7, first, 10, CPU):
            parts.append(drawn(x[first:last]))
    assert torch.equal(torch.cat(parts), whole)
    assert 0 < float((whole > 0).float().mean()) < 1


def test_dropout_keeps_its_share_and_its_mean() -> None:
    with SharedChance(0, 0, 500, CPU):
        dropped = functional.dropout(torch.ones(500, 40), 0.25, True)
    assert float((dropped > 0).float().mean()) == pytest.approx(0.75, abs=0.02)
    assert float(dropped.mean()) == pytest.approx(1.0, abs=0.03)


def test_nothing_is_dropped_in_evaluation_or_with_probability_0() -> None:
    x = torch.ones(4, 4)
    with SharedChance(0, 0, 4, CPU):
        assert torch.equal(nn.Dropout(0.5).eval()(x), x)
        assert torch.equal(functional.dropout(x, 0.0, True), x)
        assert torch.equal(functional.dropout2d(torch.ones(4, 2, 2, 2), 0.0, True), torch.ones(4, 2, 2, 2))
