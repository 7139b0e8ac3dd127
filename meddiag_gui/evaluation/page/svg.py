"""A small figure with axes, as SVG that needs nothing but itself."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

import numpy as np

WIDTH, HEIGHT = 360, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 12, 26, 42
BLUE, GREY, ORANGE = "#1f5fa8", "#6b7280", "#b45309"


class Figure:
    """A figure that things are drawn into in data coordinates; what lies outside the axes is cut.

    Parameters
    ----------
    x_range, y_range
        What the axes show.
    """

    def __init__(
        self,
        title: str,
        x_label: str,
        y_label: str,
        x_range: tuple[float, float] = (0.0, 1.0),
        y_range: tuple[float, float] = (0.0, 1.0),
    ) -> None:
        self._title, self._x_label, self._y_label = title, x_label, y_label
        self._x, self._y = x_range, y_range
        self._shapes: list[str] = []
        self._key: list[tuple[str, str, bool]] = []

    def line(
        self,
        x: Sequence[float],
        y: Sequence[float],
        color: str = BLUE,
        *,
        dashed: bool = False,
        name: str = "",
    ) -> None:
        """Draw a line through points; one with a name is in the key."""
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        width = 1 if dashed else 1.8
        self._shapes.append(
            f'<polyline points="{self._points(x, y)}" fill="none" stroke="{color}" '
            f'stroke-width="{width}"{dash}/>'
        )
        if name:
            self._key.append((name, color, dashed))

    def band(
        self, x: Sequence[float], low: Sequence[float], high: Sequence[float], color: str = BLUE
    ) -> None:
        """Fill between two lines."""
        if x:
            around = self._points([*x, *reversed(x)], [*low, *reversed(high)])
            self._shapes.append(f'<polygon points="{around}" fill="{color}" fill-opacity="0.16"/>')

    def point(
        self,
        x: float,
        y: float,
        span: tuple[float, float] | None = None,
        color: str = BLUE,
        radius: float = 3.5,
    ) -> None:
        """Draw a dot, with a vertical bar over ``span``."""
        across, up = self._across(x), self._up(y)
        if span is not None:
            ends = (self._up(span[0]), self._up(span[1]))
            self._shapes.append(
                f'<line x1="{across:.1f}" x2="{across:.1f}" y1="{ends[0]:.1f}" y2="{ends[1]:.1f}" '
                f'stroke="{color}" stroke-width="1.2"/>'
            )
        self._shapes.append(f'<circle cx="{across:.1f}" cy="{up:.1f}" r="{radius}" fill="{color}"/>')

    def render(self) -> str:
        """Write the figure."""
        bottom, right = HEIGHT - _BOTTOM, WIDTH - _RIGHT
        area = (_LEFT - 4, _TOP - 4, right - _LEFT + 8, bottom - _TOP + 8)  # half a dot beyond the axes
        return "".join(
            (
                f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{html.escape(self._title)}">',
                _label(WIDTH / 2, 16, self._title, "middle", 600),
                *self._grid(bottom, right),
                '<svg x="{0}" y="{1}" width="{2}" height="{3}" viewBox="{0} {1} {2} {3}">'.format(*area),
                *self._shapes,
                "</svg>",
                _label((_LEFT + right) / 2, HEIGHT - 8, self._x_label, "middle"),
                f'<g transform="translate(12 {(_TOP + bottom) / 2}) rotate(-90)">',
                _label(0, 0, self._y_label, "middle"),
                "</g>",
                *self._key_lines(bottom),
                "</svg>",
            )
        )

    def _grid(self, bottom: float, right: float) -> Iterable[str]:
        for value in _ticks(*self._x):
            x = self._across(value)
            yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{bottom}" stroke="#e5e7eb"/>'
            yield _label(x, bottom + 14, f"{value:g}", "middle")
        for value in _ticks(*self._y):
            y = self._up(value)
            yield f'<line x1="{_LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e5e7eb"/>'
            yield _label(_LEFT - 5, y + 3.5, f"{value:g}".replace("-", "−"), "end")
        yield (
            f'<rect x="{_LEFT}" y="{_TOP}" width="{right - _LEFT}" height="{bottom - _TOP}" '
            'fill="none" stroke="#9ca3af"/>'
        )

    def _key_lines(self, bottom: float) -> Iterable[str]:
        for row, (name, color, dashed) in enumerate(reversed(self._key)):
            y, dash = bottom - 8 - 14 * row, ' stroke-dasharray="4 3"' if dashed else ""
            place = f'x1="{_LEFT + 8}" x2="{_LEFT + 26}" y1="{y - 4}" y2="{y - 4}"'
            yield f'<line {place} stroke="{color}"{dash}/>'
            yield _label(_LEFT + 31, y, name, "start")

    def _across(self, x: float) -> float:
        low, high = self._x
        return _LEFT + (x - low) / (high - low) * (WIDTH - _LEFT - _RIGHT)

    def _up(self, y: float) -> float:
        low, high = self._y
        return HEIGHT - _BOTTOM - (y - low) / (high - low) * (HEIGHT - _TOP - _BOTTOM)

    def _points(self, x: Sequence[float], y: Sequence[float]) -> str:
        return " ".join(f"{self._across(a):.1f},{self._up(b):.1f}" for a, b in zip(x, y, strict=True))


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers in a range, about five of them."""
    raw = (high - low) / 5
    size = 10.0 ** np.floor(np.log10(raw))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= raw * 0.999)
    first = np.ceil(low / step - 1e-9)
    count = int(np.floor(high / step + 1e-9) - first) + 1
    return [round(float((first + index) * step), 10) for index in range(count)]


def _label(x: float, y: float, text: str, anchor: str, weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-family="sans-serif" font-size="11" '
        f'font-weight="{weight}" fill="#374151">{html.escape(text)}</text>'
    )
