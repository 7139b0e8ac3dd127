"""The timeline: an axis that stays, below it lanes of events and tracks of values, on one span of time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from meddiag_gui.gui import theme
from meddiag_gui.gui.patient.drawing import Scale, draw_lane, draw_track
from meddiag_gui.gui.patient.geometry import GUTTER, TRACK, Band, bands, nearest
from meddiag_gui.gui.patient.span import TimeSpan, ticks
from meddiag_gui.records.timeline import Event, Track

_AXIS = 26
_TICK = 96  # pixels between marks, about
_DRAG = 4
_ZOOM = 1.25


class Axis(QWidget):
    """The marks of time."""

    def __init__(self, span: TimeSpan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span = span
        self.setFixedHeight(_AXIS)
        span.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102  (Qt's name)
        look = theme.colors()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look.ground))
        scale = Scale.of(self._span, self.width())
        painter.setPen(QColor(look.dim))
        for tick in ticks(self._span, (self.width() - GUTTER) // _TICK):
            x = scale.x(tick.seconds)
            painter.drawLine(QPointF(x, _AXIS - 5), QPointF(x, _AXIS))
            painter.drawText(QRectF(x + 3, 0, _TICK, _AXIS - 4), Qt.AlignmentFlag.AlignVCenter, tick.text)


class Canvas(QWidget):
    """Lanes and tracks; paints only what is on the screen.

    Signals
    -------
    chosen
        An event was chosen; carries it.
    opened
        An event was clicked, or Return was pressed on it; carries it.
    value_chosen
        A value was chosen; carries its key.
    """

    chosen = Signal(object)
    opened = Signal(object)
    value_chosen = Signal(int)

    def __init__(self, span: TimeSpan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span = span
        self._bands: list[Band] = []
        self._events: list[Event] = []
        self._tracks: Sequence[Track] = ()
        self._hits: list[tuple[QRectF, Event]] = []
        self._pressed: QPoint | None = None
        self._dragged = False
        self.event_chosen: Event | None = None
        self.value: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        span.changed.connect(self.update)

    def show_parts(self, events: Sequence[Event], tracks: Sequence[Track]) -> None:
        """Show these."""
        self._bands, self._tracks = bands(events), tracks
        self._events = sorted(events, key=lambda event: event.seconds)
        self.event_chosen, self.value = None, None
        self.setFixedHeight(self._top_of_tracks + TRACK * len(tracks) + 8)
        self.update()

    @property
    def _top_of_tracks(self) -> int:
        return (self._bands[-1].top + self._bands[-1].height if self._bands else 0) + 4

    def sizeHint(self) -> QSize:  # noqa: N802, D102
        return QSize(800, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self)
        shown = event.rect()
        look = theme.colors()
        painter.fillRect(shown, QColor(look.ground))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = Scale.of(self._span, self.width())
        painter.setPen(QPen(QColor(look.raised), 1))
        for tick in ticks(self._span, (self.width() - GUTTER) // _TICK):
            x = scale.x(tick.seconds)
            painter.drawLine(QPointF(x, shown.top()), QPointF(x, shown.bottom()))
        self._hits = []
        for band in self._bands:
            if band.top <= shown.bottom() and band.top + band.height >= shown.top():
                self._hits += draw_lane(painter, band, scale, self.event_chosen)
        for index, track in enumerate(self._tracks):
            top = self._top_of_tracks + index * TRACK
            if top <= shown.bottom() and top + TRACK >= shown.top():
                draw_track(painter, track, top, scale, self.value)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, D102
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shifted or event.position().x() < GUTTER:
            event.ignore()  # the scroll area goes up and down
            return
        steps = event.angleDelta().y() / 120
        share = (event.position().x() - GUTTER) / max(1, self.width() - GUTTER)
        self._span.zoom(_ZOOM**-steps, min(max(share, 0.0), 1.0))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        if self._pressed is None:
            return
        moved = event.position().toPoint().x() - self._pressed.x()
        if self._dragged or abs(moved) > _DRAG:
            self._dragged = True
            self._pressed = event.position().toPoint()
            self._span.move(-moved / max(1, self.width() - GUTTER))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragged:
            return
        found = next((each for rect, each in reversed(self._hits) if rect.contains(event.position())), None)
        if found is not None:
            self.choose(found)
            self.opened.emit(found)
            return
        self._choose_value(event.position())

    def choose(self, event: Event) -> None:
        """Mark an event, and say so."""
        self.event_chosen, self.value = event, None
        self.update()
        self.chosen.emit(event)

    def _choose_value(self, place: QPointF) -> None:
        index = int(place.y() - self._top_of_tracks) // TRACK
        if not 0 <= index < len(self._tracks) or place.y() < self._top_of_tracks:
            return
        scale = Scale.of(self._span, self.width())
        track = self._tracks[index]
        found = nearest(GUTTER + (track.seconds - scale.left) * scale.per_second, place.x())
        if found is not None:
            self.value, self.event_chosen = int(track.keys[found]), None
            self.update()
            self.value_chosen.emit(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        key = event.key()
        steps = {Qt.Key.Key_Left: -0.15, Qt.Key.Key_Right: 0.15}
        zooms = {Qt.Key.Key_Plus: 1 / _ZOOM, Qt.Key.Key_Equal: 1 / _ZOOM, Qt.Key.Key_Minus: _ZOOM}
        if key in (Qt.Key.Key_N, Qt.Key.Key_P):
            self._step(1 if key == Qt.Key.Key_N else -1)
        elif key in steps:
            self._span.move(steps[Qt.Key(key)])
        elif key in zooms:
            self._span.zoom(zooms[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            self._span.show_whole()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.event_chosen is not None:
            self.opened.emit(self.event_chosen)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """Choose the next event in time, or the one before."""
        if not self._events:
            return
        places = {id(event): place for place, event in enumerate(self._events)}
        now = places.get(id(self.event_chosen), -1 if by > 0 else len(self._events))
        event = self._events[min(max(now + by, 0), len(self._events) - 1)]
        self.choose(event)
        self._span.reveal(event.seconds)


class Timeline(QWidget):
    """Axis and canvas; the wheel zooms to the pointer, dragging moves; over the names the wheel scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.span = TimeSpan(self)
        self.axis, self.canvas = Axis(self.span), Canvas(self.span)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setWidget(self.canvas)
        area.setFocusProxy(self.canvas)
        self.setFocusProxy(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(self.axis, 1)
        top.addSpacing(area.verticalScrollBar().sizeHint().width())  # the canvas is as wide
        column.addLayout(top)
        column.addWidget(area, 1)
        self._area = area

    def show_parts(self, events: Sequence[Event], tracks: Sequence[Track], *, relative: bool = False) -> None:
        """Show events and tracks that count time in one way, and all of them."""
        events = [event for event in events if event.relative == relative]
        tracks = [track for track in tracks if track.relative == relative]
        times = [event.seconds for event in events]
        times += [float(each) for track in tracks for each in (track.seconds[0], track.seconds[-1])]
        if times:
            dense = [float(each) for track in tracks for each in track.seconds] + [
                each.seconds for each in events
            ]
            self.span.set_whole(min(times), max(times), relative=relative)
            self.span.show_most(dense)
        self.canvas.show_parts(events, tracks)
        self._area.verticalScrollBar().setValue(0)
