"""A figure as a drawing of reportlab, which stays sharp in print."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import getFont

from meddiag_gui.evaluation.page import figure as fig
from meddiag_gui.evaluation.page.svg import INKS

_TEXT, _GRID, _EDGE = HexColor("#374151"), HexColor("#e5e7eb"), HexColor("#9ca3af")


def drawing(figure: fig.Figure, width: float) -> Drawing:
    """Draw a figure ``width`` points wide; the drawing's y grows upwards."""
    scale = width / fig.WIDTH
    frame = fig.Frame(figure)
    whole = Group(*_grid(frame), *_shapes(frame), *_words(frame), transform=(scale, 0, 0, scale, 0, 0))
    return Drawing(width, fig.HEIGHT * scale, whole)


def _shapes(frame: fig.Frame) -> Iterator[Shape]:
    """Shapes, those that leave the axes cut at the edge."""
    for shape in frame.figure.shapes:
        color = HexColor(INKS[shape.ink])
        match shape:
            case fig.Line():
                dash = [4, 3] if shape.dashed else None
                width = 1 if shape.dashed else 1.8
                points = _flat(_cut(frame, frame.points(shape.x, shape.y)))
                yield PolyLine(points, strokeColor=color, strokeWidth=width, strokeDashArray=dash)
            case fig.Band() if shape.x:
                points = _flat(_cut(frame, frame.around(shape)))
                fill = Color(color.red, color.green, color.blue, 0.16)
                yield Polygon(points, fillColor=fill, strokeColor=None, strokeWidth=0)
            case fig.Dot():
                x = frame.across(shape.x)
                if shape.span is not None:
                    low, high = map(frame.up, shape.span)
                    yield Line(x, _y(low), x, _y(high), strokeColor=color, strokeWidth=1.2)
                yield Circle(x, _y(frame.up(shape.y)), shape.radius, fillColor=color, strokeColor=None)


def _cut(frame: fig.Frame, places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Hold points within the axes."""
    return [(min(max(x, frame.left), frame.right), min(max(y, frame.top), frame.bottom)) for x, y in places]


def _grid(frame: fig.Frame) -> Iterator[Shape]:
    for value in fig.ticks(*frame.figure.x_range):
        x = frame.across(value)
        yield Line(x, _y(frame.top), x, _y(frame.bottom), strokeColor=_GRID, strokeWidth=1)
        yield _label(x, frame.bottom + 14, fig.tick_label(value), "middle")
    for value in fig.ticks(*frame.figure.y_range):
        y = frame.up(value)
        yield Line(frame.left, _y(y), frame.right, _y(y), strokeColor=_GRID, strokeWidth=1)
        yield _label(frame.left - 5, y + 3.5, fig.tick_label(value), "end")
    width, height = frame.right - frame.left, frame.bottom - frame.top
    yield Rect(frame.left, _y(frame.bottom), width, height, fillColor=None, strokeColor=_EDGE, strokeWidth=1)


def _words(frame: fig.Frame) -> Iterator[Shape]:
    figure = frame.figure
    yield _label(fig.WIDTH / 2, 16, figure.title, "middle", bold=True)
    yield _label((frame.left + frame.right) / 2, fig.HEIGHT - 8, figure.x_label, "middle")
    upright = (0, 1, -1, 0, 12, _y((frame.top + frame.bottom) / 2))
    yield Group(_label(0, fig.HEIGHT, figure.y_label, "middle"), transform=upright)
    for y, line in frame.key_rows():
        color, dash = HexColor(INKS[line.ink]), [4, 3] if line.dashed else None
        yield Line(
            frame.left + 8, _y(y - 4), frame.left + 26, _y(y - 4), strokeColor=color, strokeDashArray=dash
        )
        yield _label(frame.left + 31, y, line.name, "start")


def _label(x: float, y: float, text: str, anchor: str, *, bold: bool = False) -> String:
    from meddiag_gui.evaluation.page.pdf import ASIAN, BOLD, PLAIN

    has = getFont(PLAIN).face.charToGlyph
    font = (BOLD if bold else PLAIN) if all(ord(c) in has for c in text) else ASIAN
    return String(x, _y(y), text, textAnchor=anchor, fontName=font, fontSize=10.5, fillColor=_TEXT)


def _y(down: float) -> float:
    return fig.HEIGHT - down


def _flat(places: list[tuple[float, float]]) -> list[float]:
    return [part for x, y in places for part in (x, _y(y))]
