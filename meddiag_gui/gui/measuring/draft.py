"""An annotation while it is drawn: by dragging, or by a click for each point."""

from __future__ import annotations

from meddiag_gui.gui.viewer.tools import Pointer
from meddiag_gui.imaging.measure.annotation import KINDS, MAX_POINTS, Annotation, Kind, Point

_DRAGGED = 4.0  # Qt's pixels from which a press and release is a drag, and two places are two
_STEP = 3.0  # between points of an outline drawn by hand
_CLOSE = 8.0  # from the first point, to close an outline


class Draft:
    """Takes presses, moves and releases until there are all points.

    A drag draws one line; a click without a drag begins a line that a second click ends. An outline is drawn
    by hand in one drag, or by clicks until a double click or a click on its first point.
    """

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.points: list[Point] = []
        self.floating: Point | None = None  # follows the pointer
        self.finished = False
        self._spec = KINDS[kind]
        self._pressed: Pointer | None = None
        self._begun = False  # whether this press began a line
        self._by_hand = False

    @property
    def shown(self) -> tuple[Point, ...]:
        """All points so far, with the one that follows the pointer."""
        return (*self.points, self.floating) if self.floating is not None else tuple(self.points)

    def annotation(self) -> Annotation | None:
        """What it would be if it ended here; None while points are missing."""
        shown = self.shown
        enough = len(shown) >= self._spec.points
        return Annotation(self.kind, shown) if enough else None

    def press(self, at: Pointer) -> None:
        """Begin a line, or choose where one ends."""
        self._pressed, self._by_hand = at, False
        self._begun = len(self.points) in self._spec.starts
        if self._begun:
            self.points.append((at.x, at.y))
        self._follow(at)

    def move(self, at: Pointer) -> None:
        """Follow the pointer."""
        if not self.points or (self._pressed is None and len(self.points) in self._spec.starts):
            return
        self._follow(at)
        if self.kind == "polygon" and self._pressed is not None and self._far(at, _STEP):
            self._by_hand = True
            self.points.append((at.x, at.y))
            if len(self.points) >= MAX_POINTS:
                self.points = self.points[::2]

    def release(self, at: Pointer) -> None:
        """End a line, or all."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        if self._spec.points == 1:
            self.points = [(at.x, at.y)]
            self._finish()
        elif self._by_hand:
            self._close()
        elif self.kind == "polygon" and len(self.points) >= 3 and at.distance(*self.points[0]) < _CLOSE:
            self._finish()
        elif (not self._begun or pressed.distance(at.x, at.y) >= _DRAGGED) and self._far(at, _DRAGGED):
            self.points.append((at.x, at.y))
            if self.kind != "polygon" and len(self.points) == self._spec.points:
                self._finish()
            elif len(self.points) in self._spec.starts:
                self.floating = None

    def double(self, at: Pointer) -> None:
        """Close an outline; else it is one more press."""
        if self.kind == "polygon" and len(self.points) >= 3:
            self._close()
        else:
            self.press(at)

    def _far(self, at: Pointer, least: float) -> bool:
        return at.distance(*self.points[-1]) >= least

    def _follow(self, at: Pointer) -> None:
        self.floating = (at.x, at.y) if self._spec.points > 1 else None

    def _close(self) -> None:
        if len(self.points) >= 3:
            self._finish()
        else:  # too short a stroke to enclose anything
            self.points, self.floating = self.points[:1], None

    def _finish(self) -> None:
        self.floating, self.finished = None, True
