"""The rooms of the window: reading, and what features add beside it; one is on the screen at a time."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from meddiag_gui.errors import NOT_INCLUDED
from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr

READING = "reading"
READING_MENUS = ("Series", "Layout", "Planes", "Window", "Measure", "Results", "Export")
"""Menus that are of no use where no picture is on the screen; `View` and `Model` only lose their keys."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room that a feature adds; its action is ``room_<id>`` in `meddiag_gui.gui.actions`.

    Parameters
    ----------
    id
        Short and lasting.
    make
        Makes the widget when the room is first entered: none costs anything at the start.
    needs
        Library without which the room only says that this installation lacks it; empty for none.
    """

    id: str
    make: Callable[[], QWidget]
    needs: str = ""


class Rooms(QStackedWidget):
    """The middle of the window. The first room is the reading room.

    Signals
    -------
    entered
        Another room is on the screen; carries its id.
    """

    entered = Signal(str)

    def __init__(self, reading: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rooms: dict[str, Room] = {}
        self._widgets: dict[str, QWidget] = {READING: reading}
        self.addWidget(reading)
        self._current = READING

    @property
    def current(self) -> str:
        """Id of the room on the screen."""
        return self._current

    @property
    def ids(self) -> tuple[str, ...]:
        """All rooms, reading first."""
        return (READING, *self._rooms)

    def add(self, room: Room) -> None:
        """Add a room, which is made when it is first entered."""
        self._rooms[room.id] = room

    def enter(self, id: str) -> None:  # noqa: A002
        """Put a room on the screen and the keyboard into it.

        Raises
        ------
        KeyError
            If there is no such room.
        """
        widget = self.widget_of(id)
        if id == self._current:
            return
        self._current = id
        self.setCurrentWidget(widget)
        widget.setFocus()
        self.entered.emit(id)

    def widget_of(self, id: str) -> QWidget:  # noqa: A002
        """Return a room's widget, made if this is the first time it is asked for."""
        if id not in self._widgets:
            room = self._rooms[id]
            here = not room.needs or importlib.util.find_spec(room.needs) is not None
            self._widgets[id] = room.make() if here else _lacking()
            self.addWidget(self._widgets[id])
        return self._widgets[id]


def _lacking() -> QWidget:
    label = text_label(tr(NOT_INCLUDED), "dim")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that keys do not go to the room before
    return label


class RoomChoice(Feature):
    """The actions that lead from room to room; the keys of pictures rest while none is on the screen."""

    def __init__(self, window: QWidget, rooms: Rooms) -> None:
        super().__init__(window)
        self._window, self._rooms = window, rooms
        self._of_pictures: tuple[QAction, ...] = ()
        self._menus: tuple[QMenu, ...] = ()
        rooms.entered.connect(self._enter)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {f"room_{id}": _Door(self._rooms, id) for id in self._rooms.ids}  # noqa: A001

    def fill_menus(self, menus: Mapping[str, QMenu], actions: Mapping[str, QAction]) -> None:  # noqa: D102
        self._menus = tuple(menus[name] for name in READING_MENUS)
        kept = {"light", "full_screen", "second_screen"}
        of_pictures = [*self._menus, menus["View"], menus["Model"]]
        self._of_pictures = tuple(
            action
            for menu in of_pictures
            for action in menu.actions()
            if action.objectName() not in kept and not action.isSeparator()
        )

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        for spec_id, action in actions.items():
            if spec_id.startswith("room_"):
                action.setChecked(spec_id == f"room_{self._rooms.current}")

    def _enter(self, room: str) -> None:
        """Give the pictures' keys to their own widgets only, so that none fires from a table."""
        here = room == READING
        context = Qt.ShortcutContext
        for action in self._of_pictures:
            action.setShortcutContext(context.WindowShortcut if here else context.WidgetWithChildrenShortcut)
            if here:
                self._window.addAction(action)
            else:
                self._window.removeAction(action)
        for menu in self._menus:
            menu.menuAction().setVisible(here)
        self.changed.emit()


class _Door:
    """Leads into one room."""

    def __init__(self, rooms: Rooms, id: str) -> None:  # noqa: A002
        self._rooms, self._id = rooms, id

    def __call__(self) -> None:
        self._rooms.enter(self._id)
