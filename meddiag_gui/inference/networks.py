"""The networks that bundles name, in torch. Imported only where torch is needed: training and GPUs.

Every network here ends in global average pooling and a linear layer, so its class activation map is
exact: the logit is the mean of the map plus a bias (Zhou et al. 2016, "Learning Deep Features for
Discriminative Localization").
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional


class Network(nn.Module):
    """What a bundle's architecture may be."""

    fresh: tuple[str, ...] = ()
    """Prefixes of the weights that no backbone has."""


class PooledLinear(Network, ABC):
    """A network cut in two where a saliency map can be drawn: features, then pooling and a linear layer.

    Subclasses define `features`, and set ``dropout`` and ``classifier``.
    """

    fresh = ("classifier.",)
    dropout: nn.Dropout
    classifier: nn.Linear

    @abstractmethod
    def features(self, x: Tensor) -> Tensor:
        """``(N, inputs, H, W)`` to features ``(N, C, h, w)``."""

    def logits_of(self, features: Tensor) -> Tensor:
        """Features ``(N, C, h, w)`` to logits ``(N, F)``."""
        logits: Tensor = self.classifier(self.dropout(features.mean((2, 3))))
        return logits

    def forward(self, x: Tensor) -> Tensor:
        """``(N, inputs, H, W)`` to logits ``(N, F)``."""
        return self.logits_of(self.features(x))


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
        if not self._residual:
            return y
        if self.training and self._drop > 0:  # stochastic depth (Huang et al. 2016), by image
            keep = 1 - self._drop
            y = y * y.new_empty(y.shape[0], 1, 1, 1).bernoulli_(keep).div_(keep)
        return x + y


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


class EfficientNetLite(PooledLinear):
    """EfficientNet-Lite: EfficientNet with ReLU6 and without squeeze-and-excitation.

    Parameters
    ----------
    outputs
        Number of findings, one logit each.
    inputs
        Channels of the image; 1 for radiographs.
    dropout, drop_path
        Dropout before the linear layer, and stochastic depth at the last block (linearly less before).
    """

    features_per_cell = 1280

    def __init__(
        self,
        outputs: int,
        *,
        inputs: int = 1,
        stages: tuple[Stage, ...] = LITE0,
        dropout: float = 0.2,
        drop_path: float = 0.1,
    ) -> None:
        super().__init__()
        self.stem, self.blocks = encoder(inputs, stages, drop_path)
        self.head = ConvUnit(stages[-1].channels, self.features_per_cell, 1)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(self.features_per_cell, outputs)

    def features(self, x: Tensor) -> Tensor:
        """``(N, inputs, H, W)`` to ``(N, 1280, H / 32, W / 32)``, after the last ReLU6."""
        out: Tensor = self.head(self.blocks(self.stem(x)))
        return out


class WithMaps(nn.Module):
    """A network that also returns its exact class activation maps, in one pass.

    ``forward`` gives logits ``(N, F)`` and maps ``(N, F, h, w)``; each logit is the mean of its map plus
    the bias of the linear layer.
    """

    def __init__(self, network: PooledLinear) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Logits ``(N, F)`` and class activation maps ``(N, F, h, w)``."""
        features = self.network.features(x)
        weight = self.network.classifier.weight[:, :, None, None]
        return self.network.logits_of(features), functional.conv2d(features, weight)


def output_names(network: Network) -> tuple[str, ...]:
    """Names of what `for_reading` gives: ``logits``, and with a pooled-linear head ``maps``."""
    return ("logits", "maps") if isinstance(network, PooledLinear) else ("logits",)


def for_reading(network: Network) -> nn.Module:
    """Return the network as it is exported and run: in evaluation mode, with its maps if it has them."""
    return (WithMaps(network) if isinstance(network, PooledLinear) else network).eval()


def _lite0(outputs: int, **arguments: float) -> Network:
    return EfficientNetLite(outputs, **arguments)  # type: ignore[arg-type]


def _unet(outputs: int, **arguments: float) -> Network:
    from meddiag_gui.inference.unet import UNet

    return UNet(outputs, **arguments)  # type: ignore[arg-type]


ARCHITECTURES: dict[str, Callable[..., Network]] = {
    "efficientnet-lite0": _lite0,
    "unet-efficientnet-lite0": _unet,
}


def build_network(architecture: str, outputs: int, **arguments: float) -> Network:
    """Make an untrained network with one output a finding or structure.

    Raises
    ------
    KeyError
        If the architecture is not one of `ARCHITECTURES`.
    """
    return ARCHITECTURES[architecture](outputs, **arguments)


def parameters_finite(network: nn.Module) -> bool:
    """Whether every weight and buffer is a finite number."""
    return all(bool(torch.isfinite(value).all()) for value in network.state_dict().values())
