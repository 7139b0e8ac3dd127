"""What can be done with a run, as buttons: each stands only where it makes sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.training.history import Story
    from meddiag_gui.training.jobs import Job

_ACTIONS = {
    "pause": mark("Pause"),
    "resume": mark("Resume"),
    "finish": mark("Stop and keep the best"),
    "first": mark("Run next"),
    "cancel": mark("Cancel"),
    "recipe": mark("Recipe"),
    "card": mark("Model card"),
    "evaluate": mark("Evaluate"),
    "remove": mark("Delete"),
}
_FOR_GOOD = {"cancel": mark("Cancel for good?"), "remove": mark("Delete for good?")}
"""What cannot be undone is asked for twice, on the button itself."""
_ASKED = 4000  # milliseconds for the second click


class RunButtons(QWidget):
    """Buttons of the chosen run.

    Signals
    -------
    wanted
        The user wants something done; carries its key, such as ``pause``.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {key: QPushButton() for key in _ACTIONS}
        self._asked = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_ASKED)
        self._timer.timeout.connect(self._calm)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for key, button in self.buttons.items():
            button.setObjectName(key)
            button.clicked.connect(self._on_click)
            row.addWidget(button)
            if key == "cancel":
                row.addStretch(1)
        self._calm()

    def show_for(self, job: Job | None, story: Story | None) -> None:
        """Offer what can be done with a run; nothing where none or several are chosen."""
        offered = _offered(job, story) if job is not None and story is not None else ()
        for key, button in self.buttons.items():
            button.setVisible(key in offered)
        if self._asked and self._asked not in offered:
            self._calm()

    def _on_click(self) -> None:
        sender = self.sender()
        key = sender.objectName() if sender is not None else ""
        if key in _FOR_GOOD and self._asked != key:
            self._calm()
            self._asked = key
            self.buttons[key].setText(tr(_FOR_GOOD[key]))
            self._timer.start()
        else:
            self._calm()
            self.wanted.emit(key)

    def _calm(self) -> None:
        self._asked = ""
        self._timer.stop()
        for key, button in self.buttons.items():
            button.setText(tr(_ACTIONS[key]))


def _offered(job: Job, story: Story) -> tuple[str, ...]:
    state = job.state.value
    if job.alive:
        return ("pause", "finish", "cancel", "recipe") if story.now else ("pause", "cancel", "recipe")
    if state == "waiting" or job.interrupted:
        return ("pause", "first", "cancel", "recipe")
    if state == "paused":
        finish = ("finish",) if story.epochs else ()
        return ("resume", *finish, "cancel", "recipe")
    if state == "done":
        return ("recipe", "card", "evaluate", "remove")
    return ("resume", "recipe", "remove")
