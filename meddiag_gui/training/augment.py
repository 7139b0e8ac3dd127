"""Batch augmentation for radiographs, in torch, on whatever device holds the batch.

What differs between rooms, machines and radiographers must not move the score: position and size,
exposure and contrast, sharpness, noise, collimation borders and burned-in side markers. Every draw comes
from the generator that is passed in, so a run can be resumed and repeated.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Generator, Tensor
from torch.nn import functional

from meddiag_gui.inference.preprocess import LEVELS, quantise
from meddiag_gui.training.glyphs import marker_glyphs
from meddiag_gui.training.strengths import Augmentation


def augment(batch: Tensor, strength: Augmentation, generator: Generator) -> Tensor:
    """Return a changed copy of ``batch``.

    Parameters
    ----------
    batch
        ``(N, 1, H, W)`` float32 in [0, 1].
    generator
        Source of all randomness, on the device of ``batch``.

    Returns
    -------
    Tensor
        Same shape and range.
    """
    return _change_looks(_sample(batch, _placement(batch, strength, generator)), strength, generator)


def augment_with_masks(
    batch: Tensor, masks: Tensor, strength: Augmentation, generator: Generator
) -> tuple[Tensor, Tensor]:
    """Change pictures as `augment` does, and move their masks along.

    Parameters
    ----------
    masks
        ``(N, 1, H, W)`` float32, 0 or 1; what comes in from outside is 0.
    """
    grid = _placement(batch, strength, generator)
    moved = (_sample(masks, grid) >= 0.5).to(masks.dtype)
    return _change_looks(_sample(batch, grid), strength, generator), moved


def _change_looks(x: Tensor, strength: Augmentation, generator: Generator) -> Tensor:
    """All that moves nothing."""
    x = _soften(_sharpen(x, strength, generator), strength, generator)
    x = _expose(x, strength, generator)
    if strength.shade:
        x = x * torch.exp(_smooth_field(x, 1, strength.shade, generator))
    x = x + torch.randn(x.shape, generator=generator, device=x.device) * (
        strength.noise * _uniform(x, generator, 0, 1)
    )
    x = x.clamp(0, 1)  # a copy: what follows draws into it
    _blank(x, strength, generator)
    _mark(x, strength, generator)
    _collimate(x, strength, generator)
    return x


def augment_levels(
    levels: NDArray[np.uint16], strength: Augmentation, generator: Generator
) -> NDArray[np.uint16]:
    """Augment pictures as they are cached: ``(N, H, W)`` 16-bit levels to the same."""
    unit = torch.from_numpy(levels.astype(np.float32) / np.float32(LEVELS))
    return quantise(augment(unit[:, None], strength, generator)[:, 0].numpy())


def _uniform(x: Tensor, generator: Generator, low: float, high: float) -> Tensor:
    """One draw an image, shaped ``(N, 1, 1, 1)``."""
    draw = torch.rand((x.shape[0], 1, 1, 1), generator=generator, device=x.device)
    return draw * (high - low) + low


def _placement(x: Tensor, strength: Augmentation, generator: Generator) -> Tensor:
    """Where each pixel comes from, ``(N, H, W, 2)``: rotated, zoomed, stretched, shifted, flipped, bent."""

    def draw(limit: float) -> Tensor:
        return _uniform(x, generator, -limit, limit).flatten()

    angle = draw(math.radians(strength.rotation))
    zoom, stretch = torch.exp(draw(strength.scale)), torch.exp(draw(strength.aspect) / 2)
    mirror = torch.where(_uniform(x, generator, 0, 1).flatten() < strength.flip, -1.0, 1.0)
    cos, sin = torch.cos(angle) * zoom, torch.sin(angle) * zoom
    row_x = torch.stack([cos * stretch * mirror, -sin / stretch * mirror, draw(2 * strength.shift)], 1)
    row_y = torch.stack([sin * stretch, cos / stretch, draw(2 * strength.shift)], 1)
    grid = _affine(torch.stack([row_x, row_y], 1), x.shape[2], x.shape[3])
    if strength.warp:
        grid = grid + _smooth_field(x, 2, 2 * strength.warp, generator).permute(0, 2, 3, 1)
    return grid


def _affine(theta: Tensor, rows: int, columns: int) -> Tensor:
    """Give what `torch.nn.functional.affine_grid` gives, in a third of its time, for ``(N, 2, 3)``."""
    down, across = ((torch.arange(size, device=theta.device) * 2 + 1) / size - 1 for size in (rows, columns))
    along = theta[:, :, 0, None] * across
    below = theta[:, :, 1, None] * down + theta[:, :, 2, None]
    return torch.stack([along[:, axis, None, :] + below[:, axis, :, None] for axis in (0, 1)], 3)


def _sample(x: Tensor, grid: Tensor) -> Tensor:
    """Resample bilinearly; what comes in is black."""
    return functional.grid_sample(x, grid, padding_mode="zeros", align_corners=False)


def _smooth_field(x: Tensor, channels: int, limit: float, generator: Generator) -> Tensor:
    """Draw ``(N, channels, H, W)`` values within ``limit`` that vary slowly: 4×4 draws, interpolated."""
    size = (x.shape[0], channels, 4, 4)
    draws = torch.rand(size, generator=generator, device=x.device) * (2 * limit) - limit
    return functional.interpolate(draws, x.shape[2:], mode="bicubic", align_corners=True).clamp(-limit, limit)


def _sharpen(x: Tensor, strength: Augmentation, generator: Generator) -> Tensor:
    """Blur or unsharp-mask each image by its own Gaussian, of another width down than across.

    Images that were squeezed to the network's size are sharper one way than the other, by their
    aspect ratio: a cue that has nothing to do with the patient.
    """
    if strength.sharpness == 0:
        return x
    down, across = (_uniform(x, generator, 0.2, 1.5).flatten() for _ in range(2))
    blurred = _blurred(x, down, across)
    amount = _uniform(x, generator, -1.0, 1.0)
    amount = torch.where(amount < 0, amount, amount * strength.sharpness)
    return x + (x - blurred) * amount


def _soften(x: Tensor, strength: Augmentation, generator: Generator) -> Tensor:
    """Blur half of the images, as much down as across."""
    if strength.blur == 0:
        return x
    sigma = _uniform(x, generator, 0.2, strength.blur).flatten()
    chosen = (_uniform(x, generator, 0, 1) < 0.5).flatten().nonzero().flatten()
    return x.index_copy(0, chosen, _blurred(x[chosen], sigma[chosen], sigma[chosen])) if len(chosen) else x


def _blurred(x: Tensor, down: Tensor, across: Tensor) -> Tensor:
    """Each image by its own Gaussian; ``down`` and ``across`` are ``(N,)`` standard deviations in pixels."""
    blurred = x.transpose(0, 1)  # images become channels, so that each has its own kernel
    for sigma, shape, padding in (
        (down, (-1, 1, 9, 1), (0, 0, 4, 4)),
        (across, (-1, 1, 1, 9), (4, 4, 0, 0)),
    ):
        padded = functional.pad(blurred, padding, mode="replicate")
        blurred = functional.conv2d(padded, _gaussians(sigma).view(shape), groups=len(sigma))
    return blurred.transpose(0, 1)


def _gaussians(sigma: Tensor) -> Tensor:
    """Kernels ``(N, 9)`` of sum 1 for ``(N,)`` standard deviations in pixels."""
    reach = torch.arange(-4, 5, device=sigma.device, dtype=sigma.dtype)
    kernels = torch.exp(-(reach**2) / (2 * sigma[:, None] ** 2))
    return kernels / kernels.sum(1, keepdim=True)


def _expose(x: Tensor, strength: Augmentation, generator: Generator) -> Tensor:
    """Change the tone curve: gamma, contrast about the mean, brightness."""
    gamma = torch.exp(_uniform(x, generator, -strength.gamma, strength.gamma))
    x = x.clamp(0, 1).pow(gamma)
    mean = x.mean((2, 3), keepdim=True)
    gain = torch.exp(_uniform(x, generator, -strength.contrast, strength.contrast))
    return (x - mean) * gain + mean + _uniform(x, generator, -strength.brightness, strength.brightness)


def _blank(x: Tensor, strength: Augmentation, generator: Generator) -> None:
    """Blank a rectangle with one grey (random erasing, Zhong et al. 2020)."""
    rows, columns = x.shape[2:]
    for image in x:
        chance, height, width, top, left, grey = _draws(6, x, generator)
        if chance >= strength.erase:
            continue
        height, width = 0.05 + 0.2 * height, 0.05 + 0.2 * width
        first, start = math.ceil(top * (1 - height) * rows), math.ceil(left * (1 - width) * columns)
        image[0, first : first + round(height * rows), start : start + round(width * columns)] = grey


def _draws(count: int, x: Tensor, generator: Generator) -> list[float]:
    found: list[float] = torch.rand(count, generator=generator, device=x.device).tolist()
    return found


def _mark(x: Tensor, strength: Augmentation, generator: Generator) -> None:
    """Burn a bright letter in, anywhere in the outer quarter, whatever the label is."""
    glyphs = marker_glyphs()
    rows, columns = x.shape[2:]
    for image in x:
        chance, which, size, brightness, along, deep, side = _draws(7, x, generator)
        if chance >= strength.marker:
            continue
        glyph = torch.from_numpy(glyphs[int(which * len(glyphs))]).to(x.device)
        height = max(1, int(min(rows, columns) * (0.03 + 0.06 * size)))
        width = max(3, round(height * glyph.shape[1] / glyph.shape[0]))
        glyph = functional.interpolate(glyph[None, None], (height, width), mode="area")[0, 0]
        low, right = rows - max(height, width), columns - max(height, width)
        down, across = int(deep * 0.2 * rows), int(deep * 0.2 * columns)
        r, c = int(along * low), int(along * right)
        top, left = [(r, across), (r, right - across), (down, c), (low - down, c)][int(side * 4)]
        spot = image[0, top : top + height, left : left + width]
        spot.copy_(spot + (0.7 + 0.3 * brightness - spot) * glyph)


def _collimate(x: Tensor, strength: Augmentation, generator: Generator) -> None:
    """Black out a border of its own width on each side, in half of the images."""
    rows, columns = x.shape[2:]
    for image in x:
        chance, *sides = _draws(5, x, generator)
        if chance >= 0.5:
            continue
        shares = [side**2 * strength.border for side in sides]  # squared: most borders are narrow
        sizes = (rows, rows, columns, columns)
        top, bottom, left, right = (
            math.ceil(share * size) for share, size in zip(shares, sizes, strict=True)
        )
        image[0, :top] = image[0, rows - bottom :] = 0
        image[0, :, :left] = image[0, :, columns - right :] = 0
