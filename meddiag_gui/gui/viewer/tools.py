"""What the left button does over a picture, beside the window: measure, edit, move a cross-hair.

The view offers each event to its tools in turn; what none takes is its own: dragging changes the window.
The right and the middle button always stay the view's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from meddiag_gui.gui.viewer.graphics import ToView

SLOTS = ("editing", "measuring", "navigation")
"""Names of the places for tools; the first is asked first."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is.

    Parameters
    ----------
    x, y
        Image coordinates in pixels, also outside the image.
    to_view
        Image coordinates to Qt's pixels of the view.
    modifiers
        Keys that are held.
    """

    x: float
    y: float
    to_view: ToView
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    def distance(self, x: float, y: float) -> float:
        """Distance on the screen, in Qt's pixels, to an image point."""
        offset = self.to_view(x, y) - self.to_view(self.x, self.y)
        return float((offset.x() ** 2 + offset.y() ** 2) ** 0.5)


class Tool:
    """A tool that takes nothing; others take what they need and return True for it.

    A tool that took a press gets every move until the release; else moves are those without a button.
    """

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """Shape of the pointer now; None leaves it to the next tool."""
        return None

    def press(self, at: Pointer) -> bool:
        """Take a press of the left button."""
        return False

    def move(self, at: Pointer) -> bool:
        """Take a move of the pointer."""
        return False

    def release(self, at: Pointer) -> bool:
        """Take the release of the left button."""
        return False

    def double(self, at: Pointer) -> bool:
        """Take a double click (which comes in place of the second press)."""
        return False

    def wheel(self, notches: float, modifiers: Qt.KeyboardModifier) -> bool:
        """Take a turn of the wheel."""
        return False

    def leave(self) -> None:
        """Take note that the pointer has left the view."""

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is for this tool, even where it is the shortcut of an action."""
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Take a key."""
        return False


class Toolbox:
    """The tools of one view, and which of them holds the pointer."""

    def __init__(self) -> None:
        self._tools: dict[str, Tool] = {}
        self._holder: Tool | None = None

    def set_tool(self, slot: str, tool: Tool | None) -> None:
        """Put a tool into one of the `SLOTS`, or empty it.

        Raises
        ------
        ValueError
            If there is no such slot.
        """
        if slot not in SLOTS:
            raise ValueError(f"{slot!r} is none of the slots {SLOTS}")
        if self._holder is self._tools.get(slot):
            self._holder = None
        if tool is None:
            self._tools.pop(slot, None)
        else:
            self._tools[slot] = tool

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """Shape that the first tool with a wish gives to the pointer."""
        tools = [self._holder] if self._holder is not None else self._in_turn()
        return next((tool.cursor for tool in tools if tool.cursor is not None), None)

    def _in_turn(self) -> list[Tool]:
        return [self._tools[slot] for slot in SLOTS if slot in self._tools]

    def _first(self, takes: Callable[[Tool], bool]) -> Tool | None:
        return next((tool for tool in self._in_turn() if takes(tool)), None)

    def press(self, at: Pointer) -> bool:
        """Offer a press; who takes it holds the pointer."""
        self._holder = self._first(lambda tool: tool.press(at))
        return self._holder is not None

    def double(self, at: Pointer) -> bool:
        """Offer a double click; who takes it holds the pointer."""
        self._holder = self._first(lambda tool: tool.double(at))
        return self._holder is not None

    def move(self, at: Pointer) -> bool:
        """Offer a move to who holds the pointer, else to all in turn."""
        if self._holder is not None:
            self._holder.move(at)
            return True
        return self._first(lambda tool: tool.move(at)) is not None

    def release(self, at: Pointer) -> bool:
        """Give the release to who holds the pointer."""
        holder, self._holder = self._holder, None
        if holder is not None:
            holder.release(at)
        return holder is not None

    def wheel(self, notches: float, modifiers: Qt.KeyboardModifier) -> bool:
        """Offer a turn of the wheel."""
        return self._first(lambda tool: tool.wheel(notches, modifiers)) is not None

    def leave(self) -> None:
        """Tell all that the pointer has left the view."""
        for tool in self._in_turn():
            tool.leave()

    def wants(self, event: QKeyEvent) -> bool:
        """Whether any tool wants a key for itself."""
        return self._first(lambda tool: tool.wants(event)) is not None

    def key(self, event: QKeyEvent) -> bool:
        """Offer a key."""
        return self._first(lambda tool: tool.key(event)) is not None
