"""Going quickly through a stack: Ctrl and drag, the whole stack in one movement of the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from meddiag_gui.gui.viewport import Viewport

_WHOLE = 0.8  # share of the view's height that is the whole stack
_WIDEST = 24.0  # Qt's pixels for one image, where the stack is short


class Sweep(QObject):
    """Takes the mouse of a view while Ctrl is held and the left button pressed over a stack."""

    def __init__(self, view: QWidget, viewport: Viewport) -> None:
        super().__init__(view)
        self._view, self._viewport = view, viewport
        self._began: tuple[int, float] | None = None  # place and height
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102  (Qt's name)
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            return self._press(event)
        if self._began is None:
            return False
        if event.type() == QEvent.Type.MouseMove:
            place, height = self._began
            step = min(_WHOLE * self._view.height() / self._viewport.count, _WIDEST)
            self._viewport.go(place + round((event.position().y() - height) / step))
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._began = None
        return True

    def _press(self, event: QMouseEvent) -> bool:
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        wanted = held and event.button() == Qt.MouseButton.LeftButton and self._viewport.count > 1
        self._began = (self._viewport.place, event.position().y()) if wanted else None
        return wanted
