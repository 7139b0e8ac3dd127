"""The networks that bundles name, in torch. Imported only where torch is needed: training and GPUs.

Every network here ends in global average pooling and a linear layer, so its class activation map is
exact: the logit is the mean of the map plus a bias (Zhou et al. 2016, "Learning Deep Features for
Discriminative Localization").
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import accumulate
from typing import Self

import torch
from torch import Tensor, nn
from torch.nn import functional

from meddiag_gui.inference.blocks import LITE0, ConvUnit, Stage, encoder
from meddiag_gui.inference.embedding import embed


class Network(nn.Module):
    """What a bundle's architecture may be."""

    fresh: tuple[str, ...] = ()
    """Prefixes of the weights that no backbone has."""
    unused: tuple[str, ...] = ()
    """Prefixes of a backbone's weights for which there is no use."""
    final_weights: tuple[str, ...] = ("classifier.",)
    """Prefixes of the weights of the last layer, and below of the last stages: what may be fitted alone."""
    late_weights: tuple[str, ...] = ("classifier.",)
    resting: tuple[str, ...] = ()
    """Names of the modules whose weights are not fitted: they work in training as they do in reading."""

    def train(self, mode: bool = True) -> Self:
        """As torch's, but what rests never drops anything and keeps its statistics."""
        super().train(mode)
        for name in self.resting:
            self.get_submodule(name).eval()
        return self


class PooledLinear(Network, ABC):
    """A network cut in two where a saliency map can be drawn: features, then pooling and a linear layer.

    Subclasses define `stages`, and set ``dropout`` and ``classifier``.
    """

    fresh: tuple[str, ...] = ("classifier.",)
    dropout: nn.Dropout
    classifier: nn.Linear

    @abstractmethod
    def stages(self, x: Tensor) -> list[Tensor]:
        """``(N, inputs, H, W)`` to activations ``(N, C, h, w)`` from fine to coarse, the features last."""

    def features(self, x: Tensor) -> Tensor:
        """``(N, inputs, H, W)`` to features ``(N, C, h, w)``."""
        return self.stages(x)[-1]

    def evidence(self, x: Tensor) -> Tensor:
        """``(N, inputs, H, W)`` to local evidence ``(N, F, h, w)``: its mean over the cells is the logit."""
        kept = functional.dropout2d(self.features(x), self.dropout.p, self.training)
        return functional.conv2d(kept, self.classifier.weight[:, :, None, None], self.classifier.bias)

    def logits_of(self, features: Tensor) -> Tensor:
        """Features ``(N, C, h, w)`` to logits ``(N, F)``."""
        logits: Tensor = self.classifier(self.dropout(features.mean((2, 3))))
        return logits

    def forward(self, x: Tensor) -> Tensor:
        """``(N, inputs, H, W)`` to logits ``(N, F)``."""
        return self.logits_of(self.features(x))


class EfficientNetLite(PooledLinear):
    """EfficientNet-Lite: EfficientNet with ReLU6 and without squeeze-and-excitation.

    Parameters
    ----------
    outputs
        Number of findings, one logit each.
    inputs
        Channels of the image; 1 for radiographs.
    features
        Channels of the last layer; other than 1280 it is not taken from a backbone.
    dropout, drop_path
        Dropout before the linear layer, and stochastic depth at the last block (linearly less before).
    """

    def __init__(
        self,
        outputs: int,
        *,
        inputs: int = 1,
        stages: tuple[Stage, ...] = LITE0,
        features: int = 1280,
        dropout: float = 0.2,
        drop_path: float = 0.1,
    ) -> None:
        super().__init__()
        self.stem, self.blocks = encoder(inputs, stages, drop_path)
        self.head = ConvUnit(stages[-1].channels, features, 1)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(features, outputs)
        self._ends = list(accumulate(stage.repeats for stage in stages))
        late = range(self._ends[-3], self._ends[-1])
        self.late_weights = (*(f"blocks.{number}." for number in late), "head.", "classifier.")
        if stages != LITE0:  # the published last layer follows on the published last stage
            self.fresh, self.unused = ("classifier.", "head."), ("blocks.", "head.")

    def stages(self, x: Tensor) -> list[Tensor]:
        """``(N, inputs, H, W)`` to the outputs of all stages, and of the last layer the features."""
        found: list[Tensor] = []
        x = self.stem(x)
        for number, block in enumerate(self.blocks, 1):
            x = block(x)
            if number in self._ends:
                found.append(x)
        return [*found, self.head(x)]


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
        return self.outputs_of(self.network.features(x))

    def outputs_of(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """Logits ``(N, F)`` and class activation maps ``(N, F, h, w)`` of features."""
        weight = self.network.classifier.weight[:, :, None, None]
        return self.network.logits_of(features), functional.conv2d(features, weight)


class ForReading(WithMaps):
    """A network that also returns what the input gate sees, in the same pass.

    ``forward`` gives logits, maps, and the embedding ``(N, D)`` of the stages before the features.
    """

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:  # type: ignore[override]
        """Logits ``(N, F)``, class activation maps ``(N, F, h, w)`` and embedding ``(N, D)``."""
        *before, features = self.network.stages(x)
        return *self.outputs_of(features), embed(before or [features], x.shape[2])


def output_names(network: Network) -> tuple[str, ...]:
    """Names of what `for_reading` gives: ``logits``; with a pooled-linear head ``maps`` and ``embedding``."""
    return ("logits", "maps", "embedding") if isinstance(network, PooledLinear) else ("logits",)


def for_reading(network: Network) -> nn.Module:
    """Return the network as it is exported and run: in evaluation mode, with all outputs that it has."""
    return (ForReading(network) if isinstance(network, PooledLinear) else network).eval()


def _lite0(outputs: int, **arguments: float) -> Network:
    return EfficientNetLite(outputs, **arguments)  # type: ignore[arg-type]


def _lite0_stride16(outputs: int, **arguments: float) -> Network:
    """Leave out the two stages that reduce to a 32nd: maps of twice the resolution, in less time."""
    return EfficientNetLite(outputs, stages=LITE0[:5], features=512, **arguments)  # type: ignore[arg-type]


def _unet(outputs: int, **arguments: float) -> Network:
    from meddiag_gui.inference.unet import UNet

    return UNet(outputs, **arguments)  # type: ignore[arg-type]


def _vit_tiny(outputs: int, **arguments: float) -> Network:
    from meddiag_gui.inference.vit import VisionTransformer

    return VisionTransformer(outputs, **arguments)  # type: ignore[arg-type]


ARCHITECTURES: dict[str, Callable[..., Network]] = {
    "efficientnet-lite0": _lite0,
    "efficientnet-lite0-stride16": _lite0_stride16,
    "unet-efficientnet-lite0": _unet,
    "vit-tiny": _vit_tiny,
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
