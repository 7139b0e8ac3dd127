"""The segmentation network: a U-Net (Ronneberger et al. 2015) on the classifier's encoder, in torch.

Imported only where torch is needed: training and GPUs.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from meddiag_gui.inference.blocks import LITE0, ConvUnit, Stage, encoder
from meddiag_gui.inference.networks import Network


class Level(NamedTuple):
    """One step of the decoder: channels of the encoder's features beside it, and of its own."""

    beside: int
    channels: int


# From an eighth of the input's side up to a half; the encoder's last features have 320 channels.
_LEVELS = (Level(112, 96), Level(40, 64), Level(24, 32), Level(16, 24))


class Decoding(nn.Module):
    """Doubles the size of the features below and joins them with the encoder's beside them."""

    def __init__(self, below: int, level: Level) -> None:
        super().__init__()
        self.units = nn.Sequential(
            ConvUnit(below + level.beside, level.channels, 3), ConvUnit(level.channels, level.channels, 3)
        )

    def forward(self, below: Tensor, beside: Tensor) -> Tensor:
        """``(N, below, h, w)`` and ``(N, beside, 2h, 2w)`` to ``(N, channels, 2h, 2w)``."""
        joined = torch.cat([_doubled(below), beside], 1)
        out: Tensor = self.units(joined)
        return out


class UNet(Network):
    """U-Net with the encoder of EfficientNet-Lite0 and a light decoder.

    The decoder ends at half the input's side: outlines of organs are smooth, and the last doubling,
    bilinear in the logits, places them between pixels.

    Parameters
    ----------
    outputs
        Number of structures, one map of logits each.
    dropout, drop_path
        Dropout of whole channels before the last convolution, and stochastic depth of the encoder.
    """

    fresh = ("decoder.", "last.")
    unused = ("head.",)
    final_weights = ("last.",)
    late_weights = ("decoder.", "last.")

    def __init__(
        self,
        outputs: int,
        *,
        inputs: int = 1,
        stages: tuple[Stage, ...] = LITE0,
        dropout: float = 0.0,
        drop_path: float = 0.1,
    ) -> None:
        super().__init__()
        self.stem, self.blocks = encoder(inputs, stages, drop_path)
        ends = [sum(stage.repeats for stage in stages[: i + 1]) - 1 for i in range(len(stages))]
        halving = [i for i, stage in enumerate(stages) if stage.stride == 2]
        self._kept = tuple(ends[i - 1] for i in halving)  # the last block before each halving
        below = stages[-1].channels
        levels = []
        for level in _LEVELS:
            levels.append(Decoding(below, level))
            below = level.channels
        self.decoder = nn.ModuleList(levels)
        self.dropout = nn.Dropout2d(dropout)
        self.last = nn.Conv2d(below, outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        """``(N, inputs, H, W)``, sides divisible by 32, to logits ``(N, outputs, H, W)``."""
        x = self.stem(x)
        kept: list[Tensor] = []
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index in self._kept:
                kept.append(x)
        for decoding in self.decoder:
            x = decoding(x, kept.pop())
        return _doubled(self.last(self.dropout(x)))


def _doubled(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
