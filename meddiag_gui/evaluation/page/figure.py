"""A small figure as data, in the units of its axes; drawn as SVG, in a PDF, and on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Ink = Literal["model", "other", "guide", "chosen"]
"""What a shape stands for; each way of drawing has a colour for it."""
Points = Sequence[float]

WIDTH, HEIGHT = 360, 300
"""Size for which figures are made, in any unit."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; one with a name is in the key."""

    x: Points
    y: Points
    ink: Ink = "model"
    dashed: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """What lies between two lines, filled."""

    x: Points
    low: Points
    high: Points
    ink: Ink = "model"


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot, with a vertical bar over ``span``."""

    x: float
    y: float
    span: tuple[float, float] | None = None
    ink: Ink = "model"
    radius: float = 3.5


Shape = Line | Band | Dot


@dataclass(frozen=True, slots=True)
class Figure:
    """Shapes and their axes; what lies outside the axes is cut.

    Parameters
    ----------
    x_range, y_range
        What the axes show.
    """

    title: str
    x_label: str
    y_label: str
    shapes: tuple[Shape, ...]
    x_range: tuple[float, float] = (0.0, 1.0)
    y_range: tuple[float, float] = (0.0, 1.0)

    @property
    def key(self) -> tuple[Line, ...]:
        """Lines that have a name."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Line) and shape.name)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the axes of a figure lie; y grows downwards.

    Parameters
    ----------
    left, top, right, bottom
        In the units of the drawing.
    """

    figure: Figure
    left: float = 48
    top: float = 26
    right: float = WIDTH - 12
    bottom: float = HEIGHT - 42

    def across(self, x: float) -> float:
        """Place of a value on the x axis."""
        low, high = self.figure.x_range
        return self.left + (x - low) / (high - low) * (self.right - self.left)

    def up(self, y: float) -> float:
        """Place of a value on the y axis."""
        low, high = self.figure.y_range
        return self.bottom - (y - low) / (high - low) * (self.bottom - self.top)

    def points(self, x: Points, y: Points) -> list[tuple[float, float]]:
        """Places of points."""
        return [(self.across(a), self.up(b)) for a, b in zip(x, y, strict=True)]

    def around(self, band: Band) -> list[tuple[float, float]]:
        """Outline of a band: along its lower line, and back along its upper one."""
        return self.points([*band.x, *reversed(band.x)], [*band.low, *reversed(band.high)])

    def key_rows(self) -> Iterator[tuple[float, Line]]:
        """Height of the baseline of each line of the key, from the lowest up."""
        for row, line in enumerate(reversed(self.figure.key)):
            yield self.bottom - 8 - 14 * row, line


def ticks(low: float, high: float) -> list[float]:
    """Round numbers in a range, about five of them."""
    raw = (high - low) / 5
    size = 10.0 ** np.floor(np.log10(raw))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= raw * 0.999)
    first = np.ceil(low / step - 1e-9)
    count = int(np.floor(high / step + 1e-9) - first) + 1
    return [round(float((first + index) * step), 10) for index in range(count)]


def tick_label(value: float) -> str:
    """Write a number at an axis."""
    return f"{value:g}".replace("-", "−")
