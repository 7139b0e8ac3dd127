"""What the networks are built of, in torch. Imported only where torch is needed: training and GPUs."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional


class Stage(NamedTuple):
    """A run of inverted residual blocks of one width."""

    repeats: int
    channels: int
    expansion: int
    kernel: int
    stride: int


# EfficientNet-B0's stages (Tan & Le 2019, table 1), as in EfficientNet-Lite0.
LITE0 = (
    Stage(1, 16, 1, 3, 1),
    Stage(2, 24, 6, 3, 2),
    Stage(2, 40, 6, 5, 2),
    Stage(3, 80, 6, 3, 2),
    Stage(3, 112, 6, 5, 1),
    Stage(4, 192, 6, 5, 2),
    Stage(1, 320, 6, 3, 1),
)


class ConvUnit(nn.Module):
    """Convolution without bias, batch normalisation and, unless ``linear``, ReLU6.

    A stride of 2 pads one more pixel behind than before, as TensorFlow does, where the published
    weights come from.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int,
        *,
        stride: int = 1,
        groups: int = 1,
        linear: bool = False,
    ) -> None:
        super().__init__()
        before, after = (kernel - stride) // 2, (kernel - stride + 1) // 2
        self._pad = (before, after, before, after)
        symmetric = before if before == after else 0
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, symmetric, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01)
        self._symmetric = before == after
        self._linear = linear

    def forward(self, x: Tensor) -> Tensor:
        """``(N, inputs, H, W)`` to ``(N, outputs, ceil(H / stride), ceil(W / stride))`` for even H, W."""
        if not self._symmetric:
            x = functional.pad(x, self._pad)
        x = self.norm(self.conv(x))
        return x if self._linear else functional.relu6(x)


class InvertedResidual(nn.Module):
    """MBConv block without squeeze-and-excitation (Sandler et al. 2018)."""

    def __init__(
        self, inputs: int, outputs: int, *, expansion: int, kernel: int, stride: int, drop: float
    ) -> None:
        super().__init__()
        hidden = inputs * expansion
        units = [] if expansion == 1 else [ConvUnit(inputs, hidden, 1)]
        units.append(ConvUnit(hidden, hidden, kernel, stride=stride, groups=hidden))
        units.append(ConvUnit(hidden, outputs, 1, linear=True))
        self.units = nn.Sequential(*units)
        self._residual = stride == 1 and inputs == outputs
        self._drop = drop

    def forward(self, x: Tensor) -> Tensor:
        """``(N, inputs, H, W)`` to ``(N, outputs, H / stride, W / stride)``."""
        y: Tensor = self.units(x)
        return x + drop_path(y, self._drop if self.training else 0.0) if self._residual else y


def drop_path(y: Tensor, share: float) -> Tensor:
    """Leave out ``y`` ``(N, …)`` for a share of the images: stochastic depth (Huang et al. 2016)."""
    if share == 0:
        return y
    keep = 1 - share
    return y * y.new_empty(y.shape[0], *[1] * (y.ndim - 1)).bernoulli_(keep).div_(keep)


def encoder(inputs: int, stages: tuple[Stage, ...], drop_path: float) -> tuple[ConvUnit, nn.Sequential]:
    """Stem and blocks of an EfficientNet-Lite; stochastic depth rises to ``drop_path`` at the last block."""
    stem = ConvUnit(inputs, 32, 3, stride=2)
    blocks: list[nn.Module] = []
    width, total = 32, sum(stage.repeats for stage in stages)
    for stage in stages:
        for repeat in range(stage.repeats):
            block = InvertedResidual(
                width,
                stage.channels,
                expansion=stage.expansion,
                kernel=stage.kernel,
                stride=stage.stride if repeat == 0 else 1,
                drop=drop_path * len(blocks) / total,
            )
            blocks.append(block)
            width = stage.channels
    return stem, nn.Sequential(*blocks)
