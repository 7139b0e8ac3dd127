"""Pictures that the input gate must refuse, made from chest radiographs or out of nothing.

Each function takes a generator and gives pictures of display units in [0, 1], 0 black. They are examples of
kinds, not of everything: real pictures of other things are added to them where there are any.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from meddiag_gui.inference.preprocess import LEVELS, quantise

Unit = NDArray[np.float32]
Levels = NDArray[np.uint16]
Random = np.random.Generator
Maker = Callable[[Random], Unit]

_SIDE = 224


def inverted(chest: Unit, rng: Random) -> Unit:
    """Black for white, sometimes the other way up besides."""
    negative = 1 - chest
    return negative[::-1] if rng.random() < 0.15 else negative


def upside_down(chest: Unit, rng: Random) -> Unit:
    """Turned by 180° or flipped."""
    return chest[::-1, ::-1] if rng.random() < 0.5 else chest[::-1]


def rotated(chest: Unit, rng: Random) -> Unit:
    """Turned by 90° to either side, mirrored or not."""
    turned = np.rot90(chest, rng.choice([1, 3]))
    return turned[:, ::-1] if rng.random() < 0.5 else turned


def cropped(chest: Unit, rng: Random) -> Unit:
    """A part of the picture: both sides cut to 25 to 62 %, or one of them to 30 to 55 %."""
    if rng.random() < 0.65:
        shares = rng.uniform(0.25, 0.62, 2)
    else:
        shares = rng.permutation([rng.uniform(0.3, 0.55), rng.uniform(0.85, 1.0)])
    size = np.maximum(8, (shares * chest.shape).astype(int))
    top, left = (rng.integers(0, whole - part + 1) for whole, part in zip(chest.shape, size, strict=True))
    return chest[top : top + size[0], left : left + size[1]]


def blurred(chest: Unit, rng: Random) -> Unit:
    """So unsharp that nothing but the outline is left: a 16th to a 40th of the picture's width."""
    from scipy.ndimage import gaussian_filter

    return np.asarray(gaussian_filter(chest, max(chest.shape) / rng.uniform(16, 40)), dtype=np.float32)


def scrambled(chest: Unit, rng: Random) -> Unit:
    """The picture's tiles in another order: all textures of a chest, and no chest."""
    tiles = int(rng.integers(2, 6))
    square = resize(chest, _SIDE // tiles * tiles)
    side = _SIDE // tiles
    cells = square.reshape(tiles, side, tiles, side).swapaxes(1, 2).reshape(-1, side, side)
    order = rng.permutation(len(cells))
    if (order == np.arange(len(cells))).all():
        order = order[::-1]
    return cells[order].reshape(tiles, tiles, side, side).swapaxes(1, 2).reshape(side * tiles, side * tiles)


def pasted(chest: Unit, rng: Random) -> Unit:
    """Half of the picture beside, or above, half of it turned upside down or inverted."""
    one = resize(chest, _SIDE)
    two = one[::-1] if rng.random() < 0.5 else 1 - one
    at = int(rng.uniform(0.35, 0.65) * _SIDE)
    if rng.random() < 0.5:
        return np.concatenate([one[:at], two[at:]])
    return np.concatenate([one[:, :at], two[:, at:]], axis=1)


def noise(rng: Random) -> Unit:
    """Noise, white or smooth, of one scale or several added up."""
    total = np.zeros((_SIDE, _SIDE), dtype=np.float32)
    for _ in range(rng.integers(1, 4)):
        side = int(rng.choice([2, 4, 8, 16, 32, 64, 128, _SIDE]))
        draw = rng.random((side, side)) if rng.random() < 0.5 else rng.normal(0.5, 0.2, (side, side))
        total += rng.uniform(0.3, 1) * resize(draw.astype(np.float32), _SIDE)
    return stretched(total)


def pattern(rng: Random) -> Unit:
    """Ramps, stripes, rings, checks and bars, in any direction."""
    y, x = np.mgrid[-1 : 1 : _SIDE * 1j, -1 : 1 : _SIDE * 1j]
    angle, count = rng.uniform(0, 2 * np.pi), rng.uniform(1, 20)
    u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    shapes = (
        u,
        np.hypot(u - rng.uniform(-1, 1), v),
        np.sin(count * u),
        np.sin(count * u) * np.sin(count * v),
        np.sign(np.sin(count * u)) * np.sign(np.sin(count * v)),
        np.sin(count * np.hypot(u, v)),
        np.maximum(abs(u) * rng.uniform(0.5, 2), abs(v)) < rng.uniform(0.2, 0.9),
    )
    return stretched(np.asarray(shapes[rng.integers(len(shapes))], dtype=np.float32))


def text_page(rng: Random) -> Unit:
    """A page of words, lines and a box, dark on light or light on dark."""
    picture = Image.new("L", (2 * _SIDE, 2 * _SIDE), 0)
    draw = ImageDraw.Draw(picture)
    size = float(rng.uniform(9, 40))
    font = ImageFont.load_default(size)
    margin, y = float(rng.uniform(5, 80)), float(rng.uniform(5, 80))
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz0123456789.,:-     "))
    while y < 2 * _SIDE - rng.uniform(0, 100):
        draw.text((margin, y), "".join(rng.choice(letters, rng.integers(1, 80))), 255, font)
        y += size * rng.uniform(1.1, 2.5)
    if rng.random() < 0.4:
        corners = np.sort(rng.uniform(0, 2 * _SIDE, (2, 2)), axis=0)
        draw.rectangle([*corners[0], *corners[1]], outline=255, width=3)
    page = np.asarray(picture, dtype=np.float32) / np.float32(255)
    return np.float32(1) - page if rng.random() < 0.7 else page


def limb(rng: Random) -> Unit:
    """Long bones in soft tissue with a joint, as in a radiograph of an arm, a leg or fingers; computed."""
    y, x = np.mgrid[-1 : 1 : _SIDE * 1j, -1 : 1 : _SIDE * 1j]
    angle = rng.uniform(0, np.pi)
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    picture = np.zeros_like(x)
    count = int(rng.integers(1, 6))
    for place in np.linspace(-1, 1, count + 2)[1:-1]:
        bend, joint = rng.uniform(-0.2, 0.2), rng.uniform(-0.5, 0.5)
        off = across - place - bend * along**2
        flare = 1 + rng.uniform(0.3, 1.2) * np.exp(-(((along - joint) / 0.15) ** 2))
        flesh, bone = rng.uniform(0.5, 0.9) / count, rng.uniform(0.15, 0.4) / count
        picture += 0.5 * _cylinder(off, flesh * flare**0.3)
        cortex = _cylinder(off, bone * flare) - 0.75 * _cylinder(off, 0.7 * bone * flare)
        picture += rng.uniform(0.6, 1.5) * cortex * (abs(along - joint) > rng.uniform(0.01, 0.04))
    grain = resize(rng.random((64, 64)).astype(np.float32), _SIDE)
    return stretched(picture.astype(np.float32) + 0.02 * grain)


def _cylinder(off: NDArray[np.float64], radius: NDArray[np.float64]) -> NDArray[np.float64]:
    """Path length through a cylinder of that radius, as a share of its diameter times the radius."""
    return np.sqrt(np.maximum(0, radius**2 - off**2)) * 2


OF_A_CHEST: dict[str, tuple[Callable[[Unit, Random], Unit], ...]] = {
    "inverted": (inverted,),
    "upside_down": (upside_down,),
    "rotated": (rotated,),
    "cropped": (cropped,),
    "blurred": (blurred,),
    "other": (scrambled, pasted),
}
"""By kind, what can be made of a chest radiograph."""
OF_NOTHING: tuple[Maker, ...] = (noise, pattern, text_page, limb)
"""What is made without one; all of the kind ``other``."""


def resize(picture: Unit, side: int) -> Unit:
    """Squeeze or stretch to a square, antialiased."""
    image = Image.fromarray(np.ascontiguousarray(picture, dtype=np.float32))
    return np.asarray(image.resize((side, side), Image.Resampling.BILINEAR))


def stretched(picture: Unit) -> Unit:
    """Bring the least value to 0 and the greatest to 1; an even picture becomes 0."""
    low, high = float(picture.min()), float(picture.max())
    return np.asarray((picture - low) / max(high - low, 1e-6), dtype=np.float32)


def as_levels(pictures: list[Unit], rows: int, columns: int) -> Levels:
    """Bring pictures to a network's size, as the preprocessing does: ``(n, rows, columns)``."""
    out = np.empty((len(pictures), rows, columns), dtype=np.uint16)
    for place, picture in enumerate(pictures):
        image = Image.fromarray(np.ascontiguousarray(picture, dtype=np.float32))
        out[place] = quantise(np.asarray(image.resize((columns, rows), Image.Resampling.BILINEAR)))
    return out


def as_unit(levels: Levels) -> Unit:
    """16-bit levels to display units."""
    return np.asarray(levels, dtype=np.float32) / np.float32(LEVELS)
