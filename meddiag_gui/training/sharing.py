"""What makes parts of a batch, in turn or on several processes, learn what the whole batch would.

Two things in a network look beyond one image: batch normalisation, whose statistics are of the batch, and
chance (dropout, stochastic depth), which draws for all of it at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode


class SharedBatchNorm(nn.BatchNorm2d):
    """Batch normalisation over the images of all processes; torch's own of that kind is for GPUs only."""

    def forward(self, x: Tensor) -> Tensor:
        """``(N, C, H, W)`` to the same; the processes may have different N."""
        if not self.training:
            return super().forward(x)
        wide, over = x.to(torch.promote_types(x.dtype, torch.float32)), (0, 2, 3)
        count = wide.new_tensor(x.numel() // x.shape[1])
        torch.distributed.all_reduce(count)
        mean = _total(wide.sum(over)) / count
        centred = wide - mean[:, None, None]
        variance = _total(centred.square().sum(over)) / count
        self._follow(mean.detach(), (variance * count / (count - 1)).detach())
        scale = torch.rsqrt(variance + self.eps) * self.weight
        normed: Tensor = centred * scale[:, None, None] + self.bias[:, None, None]
        return normed.to(x.dtype)

    @torch.no_grad()
    def _follow(self, mean: Tensor, variance: Tensor) -> None:
        """Move the statistics that reading uses; their variance is the unbiased one."""
        assert self.running_mean is not None and self.running_var is not None  # noqa: S101, PT018
        assert self.num_batches_tracked is not None and self.momentum is not None  # noqa: S101, PT018
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(variance, self.momentum)
        self.num_batches_tracked += 1


class _Total(torch.autograd.Function):
    """Sum over all processes, through which gradients flow."""

    @staticmethod
    def forward(ctx: Any, values: Tensor) -> Tensor:
        total = values.detach().clone()
        torch.distributed.all_reduce(total)
        return total

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        total = gradient.contiguous().clone()
        torch.distributed.all_reduce(total)
        return total


def _total(values: Tensor) -> Tensor:
    total: Tensor = _Total.apply(values)
    return total


def share_norms(network: nn.Module) -> None:
    """Put `SharedBatchNorm` in the place of each batch normalisation, with its weights and statistics."""
    for name, module in list(network.named_children()):
        if type(module) is nn.BatchNorm2d:
            shared = SharedBatchNorm(module.num_features, module.eps, module.momentum)
            shared.to(module.weight).load_state_dict(module.state_dict())
            setattr(network, name, shared.train(module.training))
        else:
            share_norms(module)


class SharedChance(TorchFunctionMode):
    """While it is entered, dropout and Bernoulli draws are those of the whole batch, of which a part is here.

    Parameters
    ----------
    first, whole
        Place of the first image here in the whole batch, and how many that has.
    """

    def __init__(self, seed: int, first: int, whole: int, device: torch.device) -> None:
        super().__init__()
        self._first, self._whole = first, whole
        self._generator = torch.Generator(device).manual_seed(seed)
        self._instead: dict[Callable[..., Any], Callable[..., Tensor]] = {
            functional.dropout: self._dropout,
            functional.dropout2d: self._dropout2d,
            Tensor.bernoulli_: self._bernoulli,
        }

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        instead: Callable[..., Any] = self._instead.get(func, func)
        return instead(*args, **(kwargs or {}))

    def _kept(self, x: Tensor, shape: tuple[int, ...], keep: float) -> Tensor:
        """Draw 1 with probability ``keep``, else 0; ``shape`` without the images."""
        drawn = torch.rand((self._whole, *shape), generator=self._generator, device=x.device)
        return (drawn[self._first : self._first + x.shape[0]] < keep).to(x.dtype)

    def _dropout(self, x: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
        return x * self._kept(x, tuple(x.shape[1:]), 1 - p) / (1 - p) if training and p else x

    def _dropout2d(self, x: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
        shape = (x.shape[1], *(1 for _ in x.shape[2:]))
        return x * self._kept(x, shape, 1 - p) / (1 - p) if training and p else x

    def _bernoulli(self, x: Tensor, p: float = 0.5) -> Tensor:
        return x.copy_(self._kept(x, tuple(x.shape[1:]), p))
