"""A small vision transformer whose class activation maps are exact, in torch.

Its head is what every network here has: the mean over all patches and a linear layer, which for
transformers is as good as a class token (Zhai et al. 2022, "Scaling Vision Transformers"); so the logit is
the mean of what each patch says. A stem of convolutions in place of one large patch lets it learn from few
images (Xiao et al. 2021, "Early Convolutions Help Transformers See Better"), and fixed sine-cosine positions
(Beyer et al. 2022, "Better plain ViT baselines for ImageNet-1k") fit pictures of any size.

Imported only where torch is needed: training and GPUs.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from meddiag_gui.inference.blocks import ConvUnit, drop_path
from meddiag_gui.inference.networks import PooledLinear

_LONGEST_WAVE = 10_000.0  # patches


class Attention(nn.Module):
    """Multi-head self-attention (Vaswani et al. 2017)."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self._heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        """Tokens ``(N, T, width)`` to the same."""
        count, tokens, width = x.shape
        split = self.qkv(x).view(count, tokens, 3, self._heads, width // self._heads)
        query, key, value = split.permute(2, 0, 3, 1, 4).unbind(0)
        mixed = functional.scaled_dot_product_attention(query, key, value)
        out: Tensor = self.out(mixed.transpose(1, 2).reshape(count, tokens, width))
        return out


class EncoderBlock(nn.Module):
    """Attention, then two layers a token; each after a norm and beside a short cut."""

    def __init__(self, width: int, heads: int, drop: float) -> None:
        super().__init__()
        self.before_attention, self.before_layers = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.layers = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
        self._drop = drop

    def forward(self, x: Tensor) -> Tensor:
        """Tokens ``(N, T, width)`` to the same."""
        drop = self._drop if self.training else 0.0
        x = x + drop_path(self.attention(self.before_attention(x)), drop)
        return x + drop_path(self.layers(self.before_layers(x)), drop)


class VisionTransformer(PooledLinear):
    """Vision transformer with patches of 16 pixels.

    Parameters
    ----------
    outputs
        Number of findings, one logit each.
    inputs
        Channels of the image; 1 for radiographs.
    width, depth, heads
        Length of a token, a multiple of 8; number of blocks; heads of the attention, which divide the width.
    dropout, drop_path
        Dropout before the linear layer, and stochastic depth at the last block (linearly less before).
    """

    def __init__(
        self,
        outputs: int,
        *,
        inputs: int = 1,
        width: int = 192,
        depth: int = 6,
        heads: int = 3,
        dropout: float = 0.1,
        drop_path: float = 0.1,
    ) -> None:
        super().__init__()
        widths = (inputs, width // 8, width // 4, width // 2, width)
        halvings = [ConvUnit(a, b, 3, stride=2) for a, b in pairwise(widths)]
        self.stem = nn.Sequential(*halvings, nn.Conv2d(width, width, 1))
        rates = [drop_path * number / depth for number in range(depth)]
        self.blocks = nn.Sequential(*(EncoderBlock(width, heads, rate) for rate in rates))
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(width, outputs)
        late = range(depth - max(1, depth // 3), depth)
        self.late_weights = (*(f"blocks.{number}." for number in late), "norm.", "classifier.")

    def stages(self, x: Tensor) -> list[Tensor]:
        """``(N, inputs, H, W)`` to patches ``(N, width, H / 16, W / 16)``: stem, halfway, the features."""
        x = self.stem(x)
        rows, columns = int(x.shape[2]), int(x.shape[3])
        tokens = x.flatten(2).transpose(1, 2) + positions(rows, columns, x.shape[1]).to(x)

        def laid_out(some: Tensor) -> Tensor:
            return some.transpose(1, 2).reshape(-1, some.shape[2], rows, columns)

        half = len(self.blocks) // 2
        halfway = self.blocks[:half](tokens)
        last = self.norm(self.blocks[half:](halfway))
        return [x, laid_out(halfway), laid_out(last)]


def positions(rows: int, columns: int, width: int) -> Tensor:
    """Sines and cosines of each patch's place, ``(1, rows · columns, width)`` float32; ``width`` in fours."""
    waves = _LONGEST_WAVE ** -(torch.arange(width // 4) / (width // 4))
    down = torch.arange(rows)[:, None, None] * waves
    across = torch.arange(columns)[None, :, None] * waves
    down, across = (angles.expand(rows, columns, -1) for angles in (down, across))
    return torch.cat([down.sin(), down.cos(), across.sin(), across.cos()], 2).reshape(1, -1, width)
