"""Play, pause, slower and faster in the active viewport; what plays goes on while others are looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from meddiag_gui.gui.cine.player import Player
from meddiag_gui.gui.feature import Feature

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.viewport import Viewport


class Cine(Feature):
    """A player for each viewport that plays; several may, as the loops of a stress echo are compared."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.players: dict[Viewport, Player] = {}

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"play": self.play, "play_slower": self.slower, "play_faster": self.faster}

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        playing = self._session.active in self.players
        actions["play"].setEnabled(playing or (self._session.count > 1 and self._session.picture is not None))
        actions["play"].setChecked(playing)
        actions["play_slower"].setEnabled(playing)
        actions["play_faster"].setEnabled(playing)

    def play(self, wanted: bool) -> None:
        """Play the active viewport, or pause it."""
        viewport = self._session.active
        player = self.players.get(viewport)
        if player is not None and not wanted:
            player.stop()
        elif player is None and wanted and viewport.count > 1 and viewport.picture is not None:
            player = Player(viewport, parent=self)
            player.ended.connect(self._on_end)
            self.players[viewport] = player
        self.changed.emit()

    def slower(self) -> None:
        """Play the active viewport more slowly."""
        self._change_speed(-1)

    def faster(self) -> None:
        """Play the active viewport faster."""
        self._change_speed(1)

    def _change_speed(self, step: int) -> None:
        player = self.players.get(self._session.active)
        if player is not None:
            player.change_speed(step)

    def _on_end(self, player: Player) -> None:
        del self.players[player.viewport]
        player.deleteLater()
        self.changed.emit()

    def shut_down(self) -> None:  # noqa: D102
        for player in list(self.players.values()):
            player.stop()
