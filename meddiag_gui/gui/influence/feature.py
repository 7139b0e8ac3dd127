"""The influence map as a feature of the window: its keys, and the page of figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.influence.details import TrustWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.influence.influence import Influence
    from meddiag_gui.gui.main_window import MainWindow


class InfluenceMap(Feature):
    """Connects keys, controls and the page of figures with the map."""

    def __init__(self, window: MainWindow, influence: Influence) -> None:
        super().__init__(window)
        self._window, self._influence = window, influence
        self.details: TrustWindow | None = None
        window.findings.overlay.badge.details_wanted.connect(self.show_details)
        influence.changed.connect(self._follow)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {
            "overlay": self._influence.show,
            "next_method": self._influence.next_method,
            "map_details": self.show_details,
        }

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        for name in ("overlay", "next_method", "map_details"):
            actions[name].setEnabled(self._influence.possible)
        actions["overlay"].setChecked(self._influence.wanted)

    def show_details(self) -> None:
        """Show the figures; the page is made when it is first asked for."""
        if self.details is None:
            self.details = TrustWindow(self._window)
        self._fill()
        self.details.show()
        self.details.raise_()

    def _follow(self) -> None:
        if self.details is not None and self.details.isVisible():
            self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        influence = self._influence
        if self.details is not None and influence.answer is not None:
            bundle = influence.answer.bundle
            model = f"{bundle.name} {bundle.version}"
            self.details.show_trust(model, influence.trust, influence.finding, influence.method.id)
