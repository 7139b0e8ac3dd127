"""The verdict as a feature of the window: its panel, its keys, and reading before the model is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.rooms import READING
from meddiag_gui.gui.verdict.panel import VerdictPanel

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.models.others import Others
    from meddiag_gui.gui.reader import Answer
    from meddiag_gui.gui.reading import Reading
    from meddiag_gui.gui.settings_keeper import SettingsKeeper
    from meddiag_gui.gui.verdict.case import Case


class Verdicts(Feature):
    """Lets the reader judge the study that is open.

    Signals
    -------
    next_wanted
        The verdict is signed, and the next study is to be opened.
    read_first_changed
        Results of models are hidden from now on, or not any more.
    """

    next_wanted = Signal()
    read_first_changed = Signal(bool)

    def __init__(
        self, window: MainWindow, case: Case, reading: Reading, others: Others, keeper: SettingsKeeper
    ) -> None:
        super().__init__(window)
        self._window, self.case, self._reading, self._others = window, case, reading, others
        self._keeper, self._next = keeper, False
        self._kept: dict[str, Answer] = {}
        self.panel = VerdictPanel(case)
        window.add_panel(self.panel)
        self.panel.next_wanted.connect(self.sign_and_go_on)
        case.changed.connect(self.changed)
        case.signed.connect(self._on_signed)
        others.changed.connect(self._keep_others)
        window.rooms.entered.connect(self._on_room)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {
            "verdict": self.panel.focus_first,
            "verdict_sign": self.case.sign,
            "verdict_sign_next": self.sign_and_go_on,
            "read_first": self._set_read_first,
        }

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        here = self._window.rooms.current == READING
        actions["verdict"].setEnabled(here)
        actions["verdict_sign"].setEnabled(here and self.case.can_sign)
        actions["verdict_sign_next"].setEnabled(
            here and self.case.can_sign and self.case.stage == "with_model"
        )
        actions["read_first"].setChecked(self.case.read_first)
        actions["batch"].setEnabled(not self.case.read_first)  # it would show what is to stay hidden

    def shut_down(self) -> None:  # noqa: D102
        self.case.stop()

    def sign_and_go_on(self) -> None:
        """Sign, and then open the next unread study."""
        if self.case.can_sign:
            self._next = True
            self.case.sign()

    def _set_read_first(self, wanted: bool) -> None:
        self._keeper.change(read_first=wanted)
        self._keeper.save()
        self.case.change_mode()
        self.read_first_changed.emit(wanted)
        self.changed.emit()

    def _on_signed(self, stage: str) -> None:
        if self._next and stage == "with_model":
            self.next_wanted.emit()
        self._next = False

    def _keep_others(self) -> None:
        """Keep what the other models say of the image; each answer once."""
        image = self._reading.image
        for model in self._others.known:
            answer = model.answer
            if image is not None and answer is not None and self._kept.get(model.key) is not answer:
                self._kept[model.key] = answer
                self.case.take_answer(image, answer)

    def _on_room(self, room: str) -> None:
        self.changed.emit()
