"""How lanes and tracks of the timeline are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from meddiag_gui.gui import theme
from meddiag_gui.gui.patient.geometry import GUTTER, ROW, TRACK, Band, scale_of, thinned
from meddiag_gui.gui.patient.span import TimeSpan
from meddiag_gui.gui.patient.words import number_text, unit_text
from meddiag_gui.language import tr
from meddiag_gui.records.timeline import LANE_WORDS, Event, Weight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from meddiag_gui.records.timeline import Track

_DOT = 3.0
_MANY = 240  # values on the screen of one track, from which on smooth edges cannot be seen and cost time
_CENTER = Qt.AlignmentFlag.AlignVCenter
_LEFT = _CENTER | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Scale:
    """From seconds to pixels.

    Parameters
    ----------
    width
        Of the whole widget, the gutter with it.
    """

    left: float
    right: float
    width: int

    @classmethod
    def of(cls, span: TimeSpan, width: int) -> Scale:
        """Take what a span shows."""
        return cls(span.left, span.right, width)

    @property
    def per_second(self) -> float:
        """Pixels."""
        return max(1, self.width - GUTTER) / max(1e-9, self.right - self.left)

    def x(self, seconds: float) -> float:
        """Place of a moment; one far off stands just outside the screen."""
        place = GUTTER + (seconds - self.left) * self.per_second
        return min(max(place, -1e4), 1e5)

    def seconds(self, x: float) -> float:
        """Moment at a place."""
        return self.left + (x - GUTTER) / self.per_second


def weight_color(event: Event) -> QColor:
    """Colour of an event."""
    look = theme.colors()
    colors = {Weight.PLAIN: look.accent, Weight.NOTABLE: look.caution, Weight.DOUBTFUL: look.faded}
    return QColor(colors[event.weight])


def draw_lane(
    painter: QPainter, band: Band, scale: Scale, chosen: Event | None
) -> list[tuple[QRectF, Event]]:
    """Draw a lane; return where each event stands, for the pointer."""
    look = theme.colors()
    metrics = painter.fontMetrics()
    hits: list[tuple[QRectF, Event]] = []
    free: dict[int, float] = {}
    for index, placed in enumerate(band.events):
        event, top = placed.event, band.top + placed.row * ROW
        start = scale.x(event.seconds)
        end = scale.x(event.end) if event.end is not None else start
        if end < GUTTER - 8 or start > scale.width + 8:
            continue
        mark = QRectF(start - 4, top + 5, 8, 9)
        if event.end is not None:
            left = max(start, GUTTER)
            mark = QRectF(left, top + 4, max(4.0, min(end, scale.width) - left), 11)
        _draw_mark(painter, mark, event, event is chosen)
        hits.append((mark.adjusted(-3, -3, 3, 3), event))
        after = mark.left() + 6 if event.end is not None else mark.right() + 5
        room = _room(band, index, placed.row, scale, after)
        if after >= free.get(placed.row, GUTTER) and room > 24:
            text = metrics.elidedText(event.title, Qt.TextElideMode.ElideRight, int(min(room, 260)))
            painter.setPen(QColor(look.bright if event is chosen else look.text))
            painter.drawText(QRectF(after, top, room, ROW), _LEFT, text)
            free[placed.row] = after + metrics.horizontalAdvance(text) + 8
            hits.append((QRectF(after, top, metrics.horizontalAdvance(text), ROW), event))
    _draw_name(painter, tr(LANE_WORDS[band.lane]), "", band.top, ROW, metrics)
    return hits


def _room(band: Band, index: int, row: int, scale: Scale, after: float) -> float:
    """Pixels to the next event of the same row."""
    following = next((each for each in band.events[index + 1 : index + 40] if each.row == row), None)
    if following is None:
        return scale.width - after
    return scale.x(following.event.seconds) - 6 - after


def _draw_mark(painter: QPainter, mark: QRectF, event: Event, chosen: bool) -> None:
    color = weight_color(event)
    painter.setPen(QPen(QColor(theme.colors().bright), 1.5) if chosen else Qt.PenStyle.NoPen)
    if event.end is not None:
        color.setAlpha(110)
    painter.setBrush(color)
    if event.study is not None:
        painter.drawRect(mark)
    else:
        painter.drawRoundedRect(mark, 4, 4)


def _draw_name(
    painter: QPainter, name: str, below: str, top: float, height: float, metrics: QFontMetrics
) -> None:
    """Write a name into the gutter, over whatever reached into it."""
    look = theme.colors()
    painter.fillRect(QRectF(0, top, GUTTER - 4, height), QColor(look.ground))
    painter.setPen(QColor(look.dim))
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, GUTTER - 22)
    painter.drawText(QRectF(12, top, GUTTER - 18, ROW), _LEFT, shown)
    if below:
        painter.setPen(QColor(look.text))
        shown = metrics.elidedText(below, Qt.TextElideMode.ElideRight, GUTTER - 22)
        painter.drawText(QRectF(12, top + ROW - 2, GUTTER - 18, ROW), _LEFT, shown)


def draw_track(painter: QPainter, track: Track, top: int, scale: Scale, chosen: int | None) -> None:
    """Draw a quantity: range as a band, line through sound values, dots; the latest value by its name.

    Parameters
    ----------
    chosen
        Key of the value that is chosen.
    """
    import numpy as np

    look = theme.colors()
    low, high = scale_of(track)
    foot, height = top + TRACK - 8.0, TRACK - 16.0

    def level(number: float) -> float:
        return foot - (number - low) / (high - low) * height

    painter.setPen(QPen(QColor(look.line), 1))
    painter.drawLine(QPointF(0, top + TRACK - 1), QPointF(scale.width, top + TRACK - 1))
    _draw_band(painter, track, scale, level, foot, foot - height)
    first, last = np.searchsorted(track.seconds, (scale.left, scale.right), "left")
    cut = slice(max(0, int(first) - 1), int(last) + 1)
    with np.errstate(over="ignore", invalid="ignore"):
        xs = GUTTER + (track.seconds[cut] - scale.left) * scale.per_second
        ys = np.clip(foot - (track.numbers[cut] - low) / (high - low) * height, foot - height - 4, foot + 4)
    ys = np.nan_to_num(ys, nan=foot)
    sound = ~track.doubtful[cut]
    kept = np.flatnonzero(sound)
    kept = kept[thinned(xs[kept], ys[kept])] if kept.size else kept
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.dim), 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, kept.size < _MANY)
    painter.drawPolyline(_points(xs[kept], ys[kept]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_dots(painter, track, cut, xs, ys, kept)
    if chosen is not None:
        for index in np.flatnonzero(track.keys[cut] == chosen):
            painter.setPen(QPen(QColor(look.bright), 1.5))
            painter.drawEllipse(QPointF(xs[index], ys[index]), _DOT + 2, _DOT + 2)
    _draw_name(painter, track.name, _latest(track), top + 4, TRACK - 8, painter.fontMetrics())
    _draw_range_words(painter, track, top)


def _draw_band(
    painter: QPainter, track: Track, scale: Scale, level: Callable[[float], float], foot: float, head: float
) -> None:
    """Shade the reference range; a general one is only outlined, for it is not the laboratory's own."""
    low, high = track.band
    if low is None and high is None:
        return
    bottom = level(low) if low is not None else foot
    upper = level(high) if high is not None else head
    color = QColor(theme.colors().accent)
    color.setAlpha(34)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    if track.general:
        color.setAlpha(70)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1, Qt.PenStyle.DashLine))
    painter.drawRect(QRectF(GUTTER, upper, scale.width - GUTTER, bottom - upper))


def _draw_dots(
    painter: QPainter,
    track: Track,
    cut: slice,
    xs: NDArray[np.float64],
    ys: NDArray[np.float64],
    kept: NDArray[np.int64],
) -> None:
    """Draw dots where there is room for them, and those that are outside or doubtful always."""
    import numpy as np

    look = theme.colors()
    outside, doubtful = track.outside[cut], track.doubtful[cut]
    few = len(xs) < _MANY
    for indices, color in (
        (kept[~outside[kept]] if few else kept[:0], look.accent),
        (kept[outside[kept]], look.caution),
        (np.flatnonzero(doubtful), look.faded),
    ):
        if not few and indices.size:  # one for every three pixels is as many as can be told apart
            indices = indices[np.unique(xs[indices] // 3, return_index=True)[1]]
        if not indices.size:
            continue
        smooth = indices.size < _MANY // 2
        pen = QPen(QColor(color), 2 * _DOT if smooth else _DOT)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if smooth else Qt.PenCapStyle.SquareCap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        painter.setPen(pen)
        painter.drawPoints(_points(xs[indices], ys[indices]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _points(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> QPolygonF:
    """Make a polygon by writing into its own memory: a point object each would take most of a frame."""
    import numpy as np
    from shiboken6 import VoidPtr

    polygon = QPolygonF()
    polygon.resize(len(xs))
    if len(xs):
        make: Any = VoidPtr  # its stub knows no size
        memory = make(polygon.data(), 16 * len(xs), True)  # two doubles a point
        np.frombuffer(memory, np.float64).reshape(-1, 2)[:] = np.column_stack((xs, ys))
    return polygon


def _latest(track: Track) -> str:
    """The latest sound value, with its unit."""
    import numpy as np

    sound = np.flatnonzero(~track.doubtful)
    if not sound.size:
        return tr("only doubtful values")
    return f"{number_text(float(track.numbers[sound[-1]]))} {unit_text(track.unit)}".strip()


def _draw_range_words(painter: QPainter, track: Track, top: int) -> None:
    low, high = track.band
    if low is None and high is None:
        return
    ends = [number_text(end) if end is not None else "" for end in (low, high)]
    words = f"{ends[0]} – {ends[1]}" if all(ends) else f"≥ {ends[0]}" if ends[0] else f"≤ {ends[1]}"
    if track.general:
        words = tr("{range}, general", range=words)
    painter.setPen(QColor(theme.colors().faded))
    painter.drawText(QRectF(12, top + 2 * ROW - 2, GUTTER - 18, ROW), _LEFT, words)
