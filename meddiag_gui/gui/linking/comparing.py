"""An earlier study of the same patient, side by side with the one that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from meddiag_gui.gui.feature import Feature
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.session import Session

NONE_OPEN = mark(
    "No earlier study of this patient is open that compares with this series (modality, body part, view)."
)


class Comparing(Feature):
    """Opens the prior on the right of the series that is active."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"compare": self._compare}

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        actions["compare"].setEnabled(self._session.active.stack is not None)

    def _compare(self) -> None:
        """Show both in a layout of two, the later on the left; or say that there is no prior."""
        from meddiag_gui.imaging.priors import find_prior

        session = self._session
        current, place = session.active.stack, session.place
        prior = find_prior(session.stacks, current) if current is not None else None
        if current is None or prior is None:
            self._window.say_failure(tr(NONE_OPEN))
            return
        session.lay_out(1, 2)
        left, right = session.viewports
        session.activate(left)
        if left.stack is not current:
            left.show(current, place)
        if right.stack is not prior:
            right.show(prior)
