"""What mouse and keys do to annotations: draw, take and drag, nudge, go from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from meddiag_gui.gui.measuring.draft import Draft
from meddiag_gui.gui.measuring.editing import Grab, grab
from meddiag_gui.gui.measuring.shapes import to_image
from meddiag_gui.gui.viewer.tools import Pointer, Tool
from meddiag_gui.imaging.measure.annotation import KINDS, Annotation

if TYPE_CHECKING:
    from meddiag_gui.gui.measuring.board import Board

_KEY = Qt.Key
_ARROWS = {
    _KEY.Key_Left: (-1, 0), _KEY.Key_Right: (1, 0), _KEY.Key_Up: (0, -1), _KEY.Key_Down: (0, 1),
}  # fmt: skip
FAR = 10  # image pixels of a nudge with Shift


class Hand(Tool):
    """The tool in the view's measuring slot; it leaves what hits nothing while no tool is taken."""

    def __init__(self, board: Board) -> None:
        self._board, self._desk = board, board.desk
        self.draft: Draft | None = None
        self.preview: Annotation | None = None  # what is dragged, before it is let go
        self._grab: Grab | None = None
        self._over: Grab | None = None  # what a press would take

    def let_go(self) -> None:
        """Forget what is drawn or dragged."""
        self.draft = self.preview = self._grab = self._over = None

    def follow_desk(self) -> None:
        """Give up a draft of a tool that was put away."""
        if self.draft is not None and self.draft.kind != self._desk.kind:
            self.draft = None

    @property
    def cursor(self) -> Qt.CursorShape | None:  # noqa: D102  (the base class says it)
        if self._desk.kind is not None:
            return Qt.CursorShape.CrossCursor
        held = self._grab or self._over
        if held is None:
            return None
        return (
            Qt.CursorShape.PointingHandCursor if isinstance(held.part, int) else Qt.CursorShape.SizeAllCursor
        )

    def press(self, at: Pointer) -> bool:  # noqa: D102
        if self._desk.kind is not None:
            self._draw(at)
            return True
        self._grab = self._find(at)
        self._desk.select(self._grab.annotation.id if self._grab else "")
        return self._grab is not None

    def move(self, at: Pointer) -> bool:  # noqa: D102
        if self._desk.kind is not None:
            if self.draft is not None:
                self.draft.move(at)
                self._board.redraw()
            return True
        if self._grab is not None:
            self.preview = self._grab.dragged((at.x, at.y))
            self._board.redraw()
            return True
        self._over = self._find(at)
        return self._over is not None

    def release(self, at: Pointer) -> bool:  # noqa: D102
        if self.draft is not None:
            self.draft.release(at)
            if self.draft.finished:
                self._finish(self.draft)
            self._board.redraw()
            return True
        preview, self.preview, self._grab = self.preview, None, None
        if preview is not None:
            self._board.put(preview)
        return True

    def double(self, at: Pointer) -> bool:  # noqa: D102
        if self.draft is not None:
            self.draft.double(at)
            if self.draft.finished:
                self._finish(self.draft)
            self._board.redraw()
            return True
        if self._desk.kind is not None:
            return self.press(at)
        found = self._find(at)
        if found is not None and KINDS[found.annotation.kind].written:
            self._board.write(found.annotation)
        return found is not None

    def _draw(self, at: Pointer) -> None:
        if self._board.document is None or self._desk.kind is None:
            return  # the hint says why
        self.draft = self.draft or Draft(self._desk.kind)
        self.draft.press(at)
        self._board.redraw()

    def _finish(self, draft: Draft) -> None:
        made, self.draft = draft.annotation(), None
        if made is None:
            return
        if KINDS[made.kind].written:
            self._desk.finish("")
            self._board.write(made)
        else:
            self._board.put(made)
            self._desk.finish(made.id)

    def _find(self, at: Pointer) -> Grab | None:
        return grab(self._board.annotations, at, self._board.label_rect, self._desk.selected)

    def wants(self, event: QKeyEvent) -> bool:  # noqa: D102
        key, plain = event.key(), event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        if key == _KEY.Key_Escape:
            return self._desk.kind is not None or self._board.selected is not None
        if key in (_KEY.Key_Tab, _KEY.Key_Backtab):
            return self._beside(-1 if key == _KEY.Key_Backtab else 1) is not None
        return key in _ARROWS and self._board.selected is not None

    def key(self, event: QKeyEvent) -> bool:  # noqa: D102
        if not self.wants(event):
            return False
        key = _KEY(event.key())
        if key in _ARROWS:
            far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._nudge(*_ARROWS[key], FAR if far else 1)
        elif key == _KEY.Key_Escape:
            self._escape()
        else:
            beside = self._beside(-1 if key == _KEY.Key_Backtab else 1)
            self._desk.select(beside.id if beside is not None else "")
        return True

    def _escape(self) -> None:
        if self.draft is not None:
            self.draft = None
            self._board.redraw()
        elif self._desk.kind is not None:
            self._desk.leave()
        else:
            self._desk.select("")

    def _beside(self, step: int) -> Annotation | None:
        """Annotation after the selected one, or before it; None beyond the last: there the focus goes on."""
        listed, selected = self._board.annotations, self._board.selected
        if selected is None:
            return listed[0 if step > 0 else -1] if listed else None
        place = listed.index(selected) + step
        return listed[place] if 0 <= place < len(listed) else None

    def _nudge(self, right: int, down: int, pixels: int) -> None:
        """Move the selected one by whole image pixels, in the direction of the key on the screen."""
        selected, to_view = self._board.selected, self._board.view.to_view
        if selected is None:
            return
        origin = to_view(0, 0)
        x, y = to_image(to_view, origin + QPointF(right, down))
        dx, dy = (pixels * ((value > 1e-9) - (value < -1e-9)) for value in (x, y))
        self._board.put(selected.moved(dx, dy), "nudge")
