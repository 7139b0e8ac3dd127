"""The influence map's colours: a perceptually uniform table, fading in from transparent; without NumPy.

Inferno (N. Smith and S. van der Walt, matplotlib, CC0): lightness rises evenly, so equal steps of
influence look equal, also to colour-blind readers and on a grey picture.
"""

from __future__ import annotations

import functools
from array import array

from meddiag_gui import paths

NAME = "inferno"
CLEAR_BELOW, FULL_FROM = 0.05, 0.45
"""Influence up to which nothing is drawn, and from which the chosen opacity is reached."""


@functools.cache
def colors() -> tuple[tuple[int, int, int], ...]:
    """Return 256 colours, RGB in 0 to 255, from no influence to the strongest."""
    lines = (paths.resources() / "colormaps" / f"{NAME}.csv").read_text("ascii").split()
    return tuple(
        (int(red), int(green), int(blue)) for red, green, blue in (line.split(",") for line in lines)
    )


@functools.lru_cache(maxsize=128)  # every picture asks for that of the opacity chosen
def overlay_table(opacity: float) -> array[int]:
    """Return premultiplied ARGB (256 numbers of 32 bits) of each influence, at an opacity in [0, 1]."""
    table = array("I")
    for index, (red, green, blue) in enumerate(colors()):
        strength = (index / 255 - CLEAR_BELOW) / (FULL_FROM - CLEAR_BELOW)
        alpha = opacity * min(max(strength, 0.0), 1.0)
        channels = (round(part * alpha) for part in (255, red, green, blue))
        table.append(functools.reduce(lambda packed, part: packed << 8 | part, channels, 0))
    return table
