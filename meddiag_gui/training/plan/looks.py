"""How augmentation changes the plan's own images, for a look before the training."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.preprocess import to_levels
from meddiag_gui.tasks import CancelToken
from meddiag_gui.training.strengths import Augmentation

Levels = NDArray[np.uint16]


def some_of(files: Sequence[Path], count: int, seed: int) -> list[Path]:
    """Draw a few files by lot, each once."""
    chosen = np.random.default_rng(seed).permutation(len(files))[:count]
    return [files[i] for i in chosen]


def as_learned(files: Sequence[Path], size: tuple[int, int], token: CancelToken) -> Levels:
    """Read images as the network gets them, ``(n, rows, columns)``; those that cannot be read are left out.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    found: list[Levels] = []
    for path in files:
        token.check()
        try:
            image: RadiographImage = open_image(path)
        except MedDiagError:
            continue
        found.append(to_levels(image, *size))
    return np.stack(found) if found else np.zeros((0, *size), np.uint16)


def changed(levels: Levels, strength: Augmentation, draws: int, seed: int) -> NDArray[np.uint8]:
    """Give each image as it is and then ``draws`` times changed: ``(n, 1 + draws, rows, columns)``."""
    import torch

    from meddiag_gui.training.augment import augment_levels

    generator = torch.Generator().manual_seed(seed)
    looks = [levels, *(augment_levels(levels, strength, generator) for _ in range(draws))]
    return (np.stack(looks, 1) >> 8).astype(np.uint8)
