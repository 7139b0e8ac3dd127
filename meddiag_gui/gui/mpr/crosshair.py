"""The cross-hair: where the other two planes cut this one, drawn and moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen

from meddiag_gui.gui.viewer.tools import Pointer, Tool

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.graphics import ToView

COLORS = ("#dd8372", "#85bd7c", "#76a9dc")
"""Of the axial, the coronal and the sagittal plane: told apart also by readers who confuse red and green."""

_GAP = 14.0  # Qt's pixels about the point that stay free
_KEYS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_Home: -1_000_000,
    Qt.Key.Key_End: 1_000_000,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One plane as it is seen in another: a line across the picture, and the edges of its slab.

    Parameters
    ----------
    start, end
        Image coordinates of its ends.
    point
        Image coordinates of the cross-hair, about which the line is interrupted.
    edge
        Way in image pixels from the middle of the slab to its edge; (0, 0) for a slice.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    point: tuple[float, float]
    edge: tuple[float, float]
    color: str

    def paint(self, painter: QPainter, to_view: ToView) -> None:
        """Draw it."""
        start, end, middle = to_view(*self.start), to_view(*self.end), to_view(*self.point)
        painter.setPen(QPen(QColor(self.color), 1.2))
        for outer in (start, end):
            whole = QLineF(outer, middle)
            if whole.length() > _GAP:
                whole.setLength(whole.length() - _GAP)
                painter.drawLine(whole)
        if self.edge != (0.0, 0.0):
            pen = QPen(QColor(self.color), 1.0, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3, 5])
            painter.setPen(pen)
            away = to_view(*self.edge) - to_view(0.0, 0.0)
            for side in (away, QPointF(-away.x(), -away.y())):
                painter.drawLine(QLineF(start + side, end + side))


class CrosshairTool(Tool):
    """Moves the cross-hair with the left button, and scrolls with the keys.

    Parameters
    ----------
    go
        Called with the image coordinates to go to.
    scroll
        Called with a number of slices.
    maximise
        Called on a double click.
    """

    def __init__(
        self,
        go: Callable[[float, float], None],
        scroll: Callable[[int], None],
        maximise: Callable[[], None],
    ) -> None:
        self._go, self._scroll, self._maximise = go, scroll, maximise
        self._held = False
        self.pointer: Pointer | None = None

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """A cross while it is held."""
        return Qt.CursorShape.CrossCursor if self._held else None

    def press(self, at: Pointer) -> bool:
        """Bring the cross-hair here."""
        self._held = True
        self._go(at.x, at.y)
        return True

    def move(self, at: Pointer) -> bool:
        """Let the cross-hair follow while it is held."""
        self.pointer = at
        if self._held:
            self._go(at.x, at.y)
        return self._held

    def release(self, at: Pointer) -> bool:
        """Let the cross-hair go."""
        held, self._held = self._held, False
        return held

    def double(self, at: Pointer) -> bool:
        """Give this plane the whole room, or the others their place back."""
        self._maximise()
        return True

    def wants(self, event: QKeyEvent) -> bool:
        """Take the keys that scroll."""
        return event.key() in _KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier

    def key(self, event: QKeyEvent) -> bool:
        """Scroll."""
        if self.wants(event):
            self._scroll(_KEYS[Qt.Key(event.key())])
            return True
        return False
