"""What menus and keys do to the view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.viewer.placement import (
    FLIP_HORIZONTAL,
    FLIP_VERTICAL,
    TURN_LEFT,
    TURN_RIGHT,
    Orientation,
)
from meddiag_gui.gui.viewer.view import WHEEL_STEP, ImageView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction

    from meddiag_gui.gui.viewer.display import Display


class Screen(Protocol):
    """Has a view that is acted on."""

    @property
    def view(self) -> ImageView:
        """The view of the active cell."""
        ...


class ViewCommands(Feature):
    """Commands for the active view; each does nothing while it has no picture."""

    def __init__(self, screen: Screen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screen = screen

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        names = (
            "fit", "actual", "zoom_in", "zoom_out", "rotate_left", "rotate_right", "flip_horizontal",
            "flip_vertical", "reset", "invert",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        display = self._screen.view.display
        for name in self.handlers():
            actions[name].setEnabled(display is not None)
        actions["invert"].setChecked(display is not None and display.inverted)

    def _change(self, change: Callable[[Display], None]) -> None:
        view = self._screen.view
        if view.display is not None:
            change(view.display)
            view.refresh()

    def fit(self) -> None:
        """Show the whole picture."""
        self._change(lambda display: display.fit())

    def actual(self) -> None:
        """Show one image pixel as one pixel of the screen."""
        self._change(lambda display: display.actual())

    def zoom_in(self) -> None:
        """Zoom in by one step."""
        self._change(lambda display: display.zoom(WHEEL_STEP))

    def zoom_out(self) -> None:
        """Zoom out by one step."""
        self._change(lambda display: display.zoom(1 / WHEEL_STEP))

    def rotate_left(self) -> None:
        """Turn by 90° to the left."""
        self._orient(TURN_LEFT)

    def rotate_right(self) -> None:
        """Turn by 90° to the right."""
        self._orient(TURN_RIGHT)

    def flip_horizontal(self) -> None:
        """Swap left and right."""
        self._orient(FLIP_HORIZONTAL)

    def flip_vertical(self) -> None:
        """Swap top and bottom."""
        self._orient(FLIP_VERTICAL)

    def _orient(self, change: Orientation) -> None:
        self._change(lambda display: display.orient(change))

    def reset(self) -> None:
        """Go back to how the file wants to be shown."""
        self._change(lambda display: display.reset())

    def invert(self, inverted: bool) -> None:
        """Swap black and white, or not."""
        self._change(lambda display: display.set_window(display.voi, inverted=inverted))

    def preset(self, number: int) -> None:
        """Take the window of a number key, where the picture has one."""
        self._change(lambda display: display.take_preset(number))
