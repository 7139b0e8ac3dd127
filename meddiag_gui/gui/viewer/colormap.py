"""The influence map's colours: a perceptually uniform table, fading in from transparent.

Inferno (N. Smith and S. van der Walt, matplotlib, CC0): lightness rises evenly, so equal steps of
influence look equal, also to colour-blind readers and on a grey picture.
"""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from meddiag_gui import paths

NAME = "inferno"
CLEAR_BELOW, FULL_FROM = 0.05, 0.45
"""Influence up to which nothing is drawn, and from which the chosen opacity is reached."""


@functools.cache
def colors() -> NDArray[np.uint8]:
    """Return the table, ``(256, 3)`` uint8 RGB, from no influence to the strongest."""
    text = (paths.resources() / "colormaps" / f"{NAME}.csv").read_text("ascii")
    return np.array([line.split(",") for line in text.split()], dtype=np.uint8)


def overlay_table(opacity: float) -> NDArray[np.uint32]:
    """Return premultiplied ARGB, ``(256,)`` uint32, of each influence in [0, 255] at an opacity in [0, 1]."""
    value = np.arange(256) / 255
    alpha = opacity * np.clip((value - CLEAR_BELOW) / (FULL_FROM - CLEAR_BELOW), 0, 1)
    channels = np.rint(colors() * alpha[:, None]).astype(np.uint32)
    level = np.rint(alpha * 255).astype(np.uint32)
    packed = (level << 24) | (channels[:, 0] << 16) | (channels[:, 1] << 8) | channels[:, 2]
    return np.asarray(packed, dtype=np.uint32)
