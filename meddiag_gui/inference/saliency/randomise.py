"""Networks whose weights are drawn anew from the output downwards (Adebayo et al. 2018)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.saliency.gradients import gradient_network
from meddiag_gui.inference.saliency.subject import Batch

if TYPE_CHECKING:
    from torch import nn

    from meddiag_gui.inference.networks import PooledLinear

DEPTHS = (0.0, 0.5, 1.0)
"""Shares of the layers that are random, from the output downwards; the output layer always is."""


@dataclass(frozen=True, slots=True)
class TorchSubject:
    """A `Subject` that is nothing but a network in torch, on the CPU."""

    module: PooledLinear

    def network(self) -> PooledLinear:
        """See `Subject`."""
        return self.module

    def run(self, batch: Batch) -> tuple[Batch, ...]:
        """See `Subject`."""
        import torch

        from meddiag_gui.inference.networks import WithMaps

        with torch.inference_mode():
            logits, maps = WithMaps(self.module)(torch.from_numpy(batch))
        return np.asarray(logits.numpy()), np.asarray(maps.numpy())


def cascade(bundle: ModelBundle, pictures: Batch, seed: int) -> Iterator[tuple[float, TorchSubject]]:
    """Give the bundle's network with more and more random layers.

    After each step the normalisation layers take their statistics from ``pictures``: with those of the
    trained weights a random network would be dead or saturated, and its empty map no test of the method.

    Parameters
    ----------
    pictures
        ``(N, 1, H, W)`` prepared pictures, some tens.

    Yields
    ------
    tuple
        Share of the layers that is random, one of `DEPTHS`, and the network.
    """
    import torch

    for depth in DEPTHS:
        with torch.random.fork_rng(devices=[]):
            network = gradient_network(bundle)
            layers = [layer for layer in network.modules() if _own_parameters(layer)]
            count = max(1, round(depth * len(layers)))
            torch.manual_seed(seed)
            for layer in reversed(layers[-count:]):
                layer.reset_parameters()  # type: ignore[operator]  # torch's own layers all have it
            _take_statistics(network, pictures)
        yield depth, TorchSubject(network.eval().requires_grad_(False))


def _own_parameters(layer: nn.Module) -> bool:
    return hasattr(layer, "reset_parameters") and any(True for _ in layer.parameters(recurse=False))


def _take_statistics(network: nn.Module, pictures: Batch) -> None:
    import torch

    norms = [layer for layer in network.modules() if isinstance(layer, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # the mean over all that it sees
        norm.train()
    if norms:
        with torch.no_grad():
            network(torch.from_numpy(pictures))
