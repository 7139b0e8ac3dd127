"""What the training loop asks of what is learned: batches, a loss that can be taken in parts, a judgement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the validation part says of weights.

    Parameters
    ----------
    loss
        By which weights are chosen; small is good.
    metrics
        Further figures by name, such as ``auroc``; not a number where there is none.
    samples
        What was said of a few images, always the same: ``row`` of the manifest, and ``truth`` and ``said``
        probability of each finding, or the ``dice`` of an outline.
    """

    loss: float
    metrics: dict[str, float] = field(default_factory=dict)
    samples: tuple[dict[str, Any], ...] = ()


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
        """Augmented inputs ``(N, 1, H, W)`` and their targets; all chance comes from ``generator``.

        Called from several threads at once.
        """
        ...

    def amounts(self, *targets: Tensor) -> Tensor:
        """What each term of the loss is divided by, ``(K,)``; those of parts of a batch add up to its own."""
        ...

    def loss(self, network: nn.Module, inputs: Tensor, *targets: Tensor, of: Tensor | None = None) -> Tensor:
        """Run the network and give one number to be made small, computed in full precision.

        Parameters
        ----------
        of
            `amounts` of the whole batch of which these are a part; the losses of all parts then add up to the
            whole batch's. None where they are all.
        """
        ...

    def validate(self, network: nn.Module, at_once: int) -> Judgement:
        """Judge the network on the validation part, with ``at_once`` images a pass."""
        ...


def sampled(kinds: NDArray[np.bool_], count: int = 6) -> NDArray[np.intp]:
    """Places of a few images, of each kind in turn, in rising order.

    Parameters
    ----------
    kinds
        ``(n,)`` which of two kinds each image is.
    """
    one, other = np.flatnonzero(kinds), np.flatnonzero(~kinds)
    half = max(count // 2, count - len(other))
    chosen = np.concatenate([one[:half], other[: count - min(half, len(one))]])
    return np.sort(chosen)
