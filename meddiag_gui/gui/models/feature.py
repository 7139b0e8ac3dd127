"""Several models as a feature of the window: the panel's part, and two models side by side."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.models.comparing import CompareWindow, Side
from meddiag_gui.gui.models.part import OtherModelsPart

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.models.others import Others
    from meddiag_gui.gui.models.roster import Model
    from meddiag_gui.gui.reading import Reading


class SeveralModels(Feature):
    """Shows the other models below the first one's findings, and compares any two."""

    def __init__(self, window: MainWindow, reading: Reading, others: Others) -> None:
        super().__init__(window)
        self._window, self._reading, self.others = window, reading, others
        self.part = OtherModelsPart(others)
        self.comparison: CompareWindow | None = None
        window.findings.add_answers(self.part)
        self.part.compare_wanted.connect(self.compare)
        others.changed.connect(self._show)
        reading.changed.connect(self._show)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"compare_models": self.compare}

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        actions["compare_models"].setEnabled(bool(self.others.known))

    def compare(self) -> None:
        """Show two models side by side; the window is made when it is first asked for."""
        if self.comparison is None:
            self.comparison = CompareWindow(self._window)
        self.comparison.show()
        self.comparison.raise_()
        self.comparison.show_sides(self._sides())

    def _show(self) -> None:
        self.part.show_models(self._reading.answer)
        if self.comparison is not None and self.comparison.isVisible():
            self.comparison.show_sides(self._sides())
        self.changed.emit()

    def _sides(self) -> list[Side]:
        first = self._reading.answer
        sides = [Side(first, self._map_of_first)] if first is not None else []
        return sides + [
            Side(model.answer, functools.partial(self._map_of, model))
            for model in self.others.known
            if model.answer is not None
        ]

    def _map_of_first(self, finding: str) -> None:
        self._reading.choose_finding(finding)
        self._reading.influence.show(True)

    def _map_of(self, model: Model, finding: str) -> None:
        self.others.show_map(model, finding)
        self._reading.influence.show(True)
