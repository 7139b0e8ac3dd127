"""A figure as SVG that needs nothing but itself."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from meddiag_gui.evaluation.page.figure import (
    HEIGHT,
    WIDTH,
    Band,
    Dot,
    Figure,
    Frame,
    Line,
    Shape,
    tick_label,
    ticks,
)

INKS = {"model": "#1f5fa8", "other": "#7a3e9d", "guide": "#6b7280", "chosen": "#b45309"}
"""Colours on white."""


def svg(figure: Figure) -> str:
    """Write a figure."""
    frame = Frame(figure)
    half = 4  # of a dot, beyond the axes
    area = (
        frame.left - half, frame.top - half,
        frame.right - frame.left + 2 * half, frame.bottom - frame.top + 2 * half,
    )  # fmt: skip
    return "".join(
        (
            f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{html.escape(figure.title)}">',
            _label(WIDTH / 2, 16, figure.title, "middle", 600),
            *_grid(frame),
            '<svg x="{0}" y="{1}" width="{2}" height="{3}" viewBox="{0} {1} {2} {3}">'.format(*area),
            *(_shape(shape, frame) for shape in figure.shapes),
            "</svg>",
            _label((frame.left + frame.right) / 2, HEIGHT - 8, figure.x_label, "middle"),
            f'<g transform="translate(12 {(frame.top + frame.bottom) / 2}) rotate(-90)">',
            _label(0, 0, figure.y_label, "middle"),
            "</g>",
            *_key(frame),
            "</svg>",
        )
    )


def _shape(shape: Shape, frame: Frame) -> str:
    color = INKS[shape.ink]
    match shape:
        case Line():
            return (
                f'<polyline points="{_points(frame.points(shape.x, shape.y))}" fill="none" '
                f'stroke="{color}" stroke-width="{1 if shape.dashed else 1.8}"{_dash(shape)}/>'
            )
        case Band():
            if not shape.x:
                return ""
            return f'<polygon points="{_points(frame.around(shape))}" fill="{color}" fill-opacity="0.16"/>'
        case Dot():
            x, y = frame.across(shape.x), frame.up(shape.y)
            dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{shape.radius}" fill="{color}"/>'
            if shape.span is None:
                return dot
            low, high = map(frame.up, shape.span)
            return (
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}" stroke="{color}" '
                f'stroke-width="1.2"/>{dot}'
            )


def _grid(frame: Frame) -> Iterator[str]:
    for value in ticks(*frame.figure.x_range):
        x = frame.across(value)
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{frame.top}" y2="{frame.bottom}" stroke="#e5e7eb"/>'
        yield _label(x, frame.bottom + 14, tick_label(value), "middle")
    for value in ticks(*frame.figure.y_range):
        y = frame.up(value)
        yield f'<line x1="{frame.left}" x2="{frame.right}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e5e7eb"/>'
        yield _label(frame.left - 5, y + 3.5, tick_label(value), "end")
    yield (
        f'<rect x="{frame.left}" y="{frame.top}" width="{frame.right - frame.left}" '
        f'height="{frame.bottom - frame.top}" fill="none" stroke="#9ca3af"/>'
    )


def _key(frame: Frame) -> Iterator[str]:
    for y, line in frame.key_rows():
        place = f'x1="{frame.left + 8}" x2="{frame.left + 26}" y1="{y - 4}" y2="{y - 4}"'
        yield f'<line {place} stroke="{INKS[line.ink]}"{_dash(line)}/>'
        yield _label(frame.left + 31, y, line.name, "start")


def _dash(line: Line) -> str:
    return ' stroke-dasharray="4 3"' if line.dashed else ""


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _label(x: float, y: float, text: str, anchor: str, weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-family="sans-serif" font-size="11" '
        f'font-weight="{weight}" fill="#374151">{html.escape(text)}</text>'
    )
