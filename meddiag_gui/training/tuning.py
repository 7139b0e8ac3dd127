"""Which of a network's weights are fitted: all, the last stages', or only the last layer's."""

from __future__ import annotations

from collections.abc import Iterator

from torch import nn

from meddiag_gui.inference.networks import Network
from meddiag_gui.training.recipe import Extent


def tune(network: Network, extent: Extent) -> None:
    """Let all other weights rest: no gradient, no dropout before them, and norms as they are in reading."""
    if extent == "all":
        return
    fitted = network.final_weights if extent == "head" else network.late_weights
    for name, weight in network.named_parameters():
        weight.requires_grad_(name.startswith(fitted))
    network.resting = tuple(_resting(network))


def _resting(module: nn.Module, above: str = "") -> Iterator[str]:
    """Name the largest parts none of whose weights is fitted."""
    for name, part in module.named_children():
        wanted = [weight.requires_grad for weight in part.parameters()]
        if any(wanted):
            yield from _resting(part, f"{above}{name}.")
        elif wanted:
            yield above + name
