"""What mouse and keys do to the lung fields while they are edited: brush, eraser, polygon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from meddiag_gui.gui.lungs.brush_graphics import BrushCircle
from meddiag_gui.gui.lungs.tray import HINTS, Mode, Tray
from meddiag_gui.gui.measuring.draft import Draft
from meddiag_gui.gui.measuring.graphics import DraftGraphic, Hint
from meddiag_gui.gui.viewer.tools import Pointer, Tool
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.lungs.edits import LungEdits
    from meddiag_gui.gui.viewer.graphics import Graphic
    from meddiag_gui.gui.viewer.view import ImageView
    from meddiag_gui.imaging.mask_edit import Brush

_STEP = 1.2  # of its size, by key or wheel
_KEY = Qt.Key
_MODE_KEYS: dict[int, Mode] = {_KEY.Key_B: "brush", _KEY.Key_E: "eraser", _KEY.Key_P: "polygon"}
_SIZE_KEYS = {_KEY.Key_BracketLeft: 1 / _STEP, _KEY.Key_BracketRight: _STEP}


class LungHand(Tool):
    """The tool in a view's editing slot; it takes nothing while the view's picture is not edited."""

    def __init__(self, view: ImageView, edits: LungEdits, tray: Tray) -> None:
        self._view, self._edits, self._tray = view, edits, tray
        self._at: Pointer | None = None
        self._last: Pointer | None = None  # of the stroke being drawn
        self._inside = True
        self._draft: Draft | None = None
        self._drawn = False
        tray.changed.connect(self.redraw)

    @property
    def active(self) -> bool:
        """Whether the picture of the view is edited."""
        opened, picture = self._edits.opened, self._view.picture
        return self._tray.on and opened is not None and picture is not None and picture.image is opened.image

    @property
    def cursor(self) -> Qt.CursorShape | None:  # noqa: D102  (the base class says it)
        return Qt.CursorShape.CrossCursor if self.active else None

    def press(self, at: Pointer) -> bool:  # noqa: D102
        if not self.active:
            return False
        self._at, self._inside = at, self._adds(at)
        if self._tray.mode == "polygon":
            self._draft = self._draft or Draft("polygon")
            self._draft.press(at)
        else:
            self._edits.begin()
            self._last = at
            self._paint(at)
        self.redraw()
        return True

    def move(self, at: Pointer) -> bool:  # noqa: D102
        if not self.active:
            return False
        self._at = at
        if self._last is not None:
            self._paint(at)
        elif self._draft is not None:
            self._draft.move(at)
        self.redraw()
        return True

    def release(self, at: Pointer) -> bool:  # noqa: D102
        if self._last is not None:
            self._last = None
            self._edits.finish()
        elif self._draft is not None:
            self._draft.release(at)
            self._close(self._draft)
        self.redraw()
        return True

    def double(self, at: Pointer) -> bool:  # noqa: D102
        if self._draft is None or not self.active:
            return self.press(at)
        self._inside = self._adds(at)
        self._draft.double(at)
        self._close(self._draft)
        self.redraw()
        return True

    def wheel(self, notches: float, modifiers: Qt.KeyboardModifier) -> bool:  # noqa: D102
        if not (self.active and modifiers & Qt.KeyboardModifier.ControlModifier):
            return False
        self._tray.resize(self._tray.size * _STEP**notches)
        return True

    def leave(self) -> None:  # noqa: D102
        self._at = None
        self.redraw()

    def wants(self, event: QKeyEvent) -> bool:  # noqa: D102
        if not self.active:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return event.key() in (_KEY.Key_Z, _KEY.Key_Y)
        known = (*_MODE_KEYS, *_SIZE_KEYS, _KEY.Key_Escape)
        return event.key() in known and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier

    def key(self, event: QKeyEvent) -> bool:  # noqa: D102
        if not self.wants(event):
            return False
        key = event.key()
        if key in _MODE_KEYS:
            self._draft = None
            self._tray.take(_MODE_KEYS[key])
        elif key in _SIZE_KEYS:
            self._tray.resize(self._tray.size * _SIZE_KEYS[_KEY(key)])
        elif key == _KEY.Key_Escape:
            self._escape()
        elif key == _KEY.Key_Y or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._edits.redo()
        else:
            self._edits.undo()
        return True

    def redraw(self) -> None:
        """Draw the brush, what is drawn of a polygon, and the hint; or nothing."""
        if not self.active:
            self._draft = self._last = None
        shown = self._graphics() if self.active else []
        if (shown or self._drawn) and self._view.picture is not None:
            self._view.set_graphics("editing", shown)
            self._drawn = bool(shown)

    def _graphics(self) -> list[Graphic]:
        shown: list[Graphic] = [Hint(tr(HINTS[self._tray.mode]))]
        if self._tray.mode == "polygon":
            if self._draft is not None and self._draft.points:
                shown.append(DraftGraphic("polygon", self._draft.shown))
        elif self._at is not None:
            adds = self._inside if self._last is not None else self._adds(self._at)
            shown.append(BrushCircle((self._at.x, self._at.y), self._brush(), adds))
        return shown

    def _adds(self, at: Pointer) -> bool:
        turned = bool(at.modifiers & Qt.KeyboardModifier.ShiftModifier)
        return turned == (self._tray.mode == "eraser")

    def _brush(self) -> Brush:
        from meddiag_gui.imaging.mask_edit import Brush

        picture = self._view.picture
        if picture is None:
            raise ValueError("there is no picture")
        across = self._tray.size / 1000 * picture.image.columns
        return Brush(across, across / picture.aspect)

    def _paint(self, at: Pointer) -> None:
        last = self._last or at
        self._edits.stroke((last.x, last.y), (at.x, at.y), self._brush(), self._inside)
        self._last = at

    def _close(self, draft: Draft) -> None:
        polygon = draft.annotation()
        if draft.finished:
            self._draft = None
            if polygon is not None:
                self._edits.fill(polygon, self._inside)

    def _escape(self) -> None:
        if self._draft is not None:
            self._draft = None
            self.redraw()
        else:
            self._tray.switch(False)
