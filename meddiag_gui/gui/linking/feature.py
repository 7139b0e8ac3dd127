"""Links between the pictures on the screen: the others follow the one that is moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.linking.looks import share_window, share_zoom
from meddiag_gui.gui.linking.places import Anchor, linked_place

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.gui.viewer.cell import Cell
    from meddiag_gui.gui.viewer.display import Display
    from meddiag_gui.gui.viewer.grid import Grid
    from meddiag_gui.gui.viewport import Viewport
    from meddiag_gui.imaging.series import Stack

SCROLL, ZOOM, WINDOW = "scroll", "zoom", "window"


class Linking(Feature):
    """Switches the links; each is remembered, but what the user anchored is forgotten with the stacks."""

    def __init__(
        self, session: Session, grid: Grid, keeper: SettingsKeeper, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._grid, self._keeper = session, grid, keeper
        self._anchored: dict[Viewport, tuple[Stack, int]] = {}
        self._leading = False  # while the others follow, they lead nobody
        for cell in grid.cells:
            self._add(cell)
        grid.cell_added.connect(self._add)

    @property
    def links(self) -> tuple[str, ...]:
        """Which are on: of `SCROLL`, `ZOOM` and `WINDOW`."""
        return self._keeper.settings.links

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {
            "link_scroll": self._link_scroll,
            "link_here": self._link_here,
            "link_zoom": self._link_zoom,
            "link_window": self._link_window,
        }

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        for name in (SCROLL, ZOOM, WINDOW):
            actions[f"link_{name}"].setChecked(name in self.links)
        several = sum(viewport.stack is not None for viewport in self._session.on_screen) > 1
        actions["link_here"].setEnabled(several)

    def _link_scroll(self, wanted: bool) -> None:
        if not wanted:
            self._anchored.clear()
        self._link(SCROLL, wanted)

    def _link_zoom(self, wanted: bool) -> None:
        self._link(ZOOM, wanted)

    def _link_window(self, wanted: bool) -> None:
        self._link(WINDOW, wanted)

    def _link_here(self) -> None:
        """Take the images on the screen for such as belong together, and scroll them together from here."""
        self._anchored = {v: (v.stack, v.place) for v in self._session.on_screen if v.stack is not None}
        self._link(SCROLL, True)

    def _link(self, name: str, wanted: bool) -> None:
        links = [link for link in self.links if link != name]
        self._keeper.change(links=tuple([*links, name] if wanted else links))
        self.scroll_others(self._session.active)
        self.change_others()
        self.changed.emit()

    def _add(self, cell: Cell) -> None:
        _Leader(cell, self)

    def _others(self, leader: Viewport) -> list[Viewport]:
        """Return who follows; nobody while a leader is followed already, or one that cannot be seen."""
        visible = self._session.on_screen
        if self._leading or leader not in visible:
            return []
        return [viewport for viewport in visible if viewport is not leader and viewport.stack is not None]

    def scroll_others(self, leader: Viewport) -> None:
        """Bring the others to the place that belongs to the leader's."""
        if SCROLL in self.links:
            for viewport in self._others(leader):
                self._bring(viewport, leader)

    def join_others(self, newcomer: Viewport) -> None:
        """Bring a series just opened to the place of the first other that it compares with."""
        if SCROLL in self.links:
            any(self._bring(newcomer, other) for other in self._others(newcomer))

    def _bring(self, viewport: Viewport, leader: Viewport) -> bool:
        """Let one viewport follow another; return whether they compare."""
        if viewport.stack is None or leader.stack is None:
            return False
        anchor = self._anchor(leader, viewport)
        place = linked_place(leader.stack, leader.place, viewport.stack, anchor)
        if place is not None:
            self._leading = True
            viewport.go(place)
            self._leading = False
        return place is not None

    def _anchor(self, leader: Viewport, other: Viewport) -> Anchor | None:
        """Return what the user anchored, while both viewports show the same series as then."""
        one, two = self._anchored.get(leader), self._anchored.get(other)
        if one is None or two is None or one[0] is not leader.stack or two[0] is not other.stack:
            return None
        return Anchor(one[1], two[1])

    def change_others(self) -> None:
        """Show the others as the active one is shown."""
        active = self._session.active
        shown = self._grid.cell_of(active).view.display
        if shown is None or not {ZOOM, WINDOW} & set(self.links):
            return
        for viewport in self._others(active):
            view = self._grid.cell_of(viewport).view
            if view.display is not None and self._share(shown, view.display):
                self._leading = True
                view.refresh()
                self._leading = False

    def _share(self, shown: Display, other: Display) -> bool:
        zoomed = ZOOM in self.links and share_zoom(shown, other)
        return (WINDOW in self.links and share_window(shown, other)) or zoomed


class _Leader(QObject):
    """Tells of one cell that it was scrolled, zoomed or windowed."""

    def __init__(self, cell: Cell, linking: Linking) -> None:
        super().__init__(linking)
        self._viewport, self._linking = cell.viewport, linking
        cell.viewport.place_changed.connect(self._on_place)
        cell.view.shown.connect(self._on_look)

    def _on_place(self) -> None:
        if self._viewport.picture is None:  # another series was opened here
            self._linking.join_others(self._viewport)
        else:
            self._linking.scroll_others(self._viewport)

    def _on_look(self) -> None:
        self._linking.change_others()
