"""How many pictures are on the screen, and which of them is active."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QToolBar, QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.layout_picker import LayoutPicker

if TYPE_CHECKING:
    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.settings_keeper import SettingsKeeper

WITH_KEYS = ((1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 3))
"""Rows and columns of the layouts that have actions of their own, ``layout_1x1`` and so on."""


class Layouts(Feature):
    """Chooses the layout by key or from the picker, and remembers it."""

    def __init__(self, window: QWidget, session: Session, keeper: SettingsKeeper) -> None:
        super().__init__(window)
        self._window, self._session, self._keeper = window, session, keeper
        self.picker = LayoutPicker(window)
        self.picker.chosen.connect(self.lay_out)
        self._action: QAction | None = None
        session.lay_out(*keeper.settings.layout)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        session = self._session
        fixed = {
            f"layout_{rows}x{columns}": partial(self.lay_out, rows, columns) for rows, columns in WITH_KEYS
        }
        return fixed | {
            "layout": self._pick,
            "maximise": session.maximise,
            "next_cell": session.activate_next,
            "previous_cell": session.activate_previous,
        }

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        session = self._session
        self._action = actions["layout"]
        for rows, columns in WITH_KEYS:
            actions[f"layout_{rows}x{columns}"].setChecked(session.layout == (rows, columns))
        several = len(session.viewports) > 1
        for name in ("maximise", "next_cell", "previous_cell"):
            actions[name].setEnabled(several)
        actions["maximise"].setChecked(session.maximised)

    def lay_out(self, rows: int, columns: int) -> None:
        """Show so many rows and columns of pictures, and remember it."""
        self._session.lay_out(rows, columns)
        self._keeper.change(layout=(rows, columns))

    def _pick(self) -> None:
        """Open the picker below its button in the toolbar, or under the pointer."""
        self.picker.open_at(self._below_button(), self._session.layout)

    def _below_button(self) -> QPoint:
        for bar in self._window.findChildren(QToolBar):
            button = bar.widgetForAction(self._action) if self._action is not None else None
            if button is not None and button.isVisible():
                return button.mapToGlobal(QPoint(0, button.height()))
        return QCursor.pos()
