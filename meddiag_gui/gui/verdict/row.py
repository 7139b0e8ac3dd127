"""One finding of a verdict: what the model says, what the reader says, and a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.text import finding_name
from meddiag_gui.gui.verdict import words
from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.gui.verdict.work import Told
    from meddiag_gui.library.reading.opinion import FindingOpinion, Presence

_KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}
_TAKE_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_0)


class Choice(QWidget):
    """Three words of which one is chosen: by the pointer, or by 1, 2, 3 while it has the keyboard.

    Signals
    -------
    chosen
        Another was chosen; carries the presence, or None where it was taken back.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "choice")
        self._presences: list[Presence] = []
        self.buttons = [QPushButton() for _ in range(3)]
        group = QButtonGroup(self)
        group.setExclusive(False)
        group.idClicked.connect(self._click)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for place, button in enumerate(self.buttons):
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            group.addButton(button, place)
            row.addWidget(button, 1)

    def show_choice(self, choices: list[tuple[Presence, str]], presence: Presence | None) -> None:
        """Show the words, and which is chosen."""
        self._presences = [one for one, _ in choices]
        for place, (button, (one, word)) in enumerate(zip(self.buttons, choices, strict=True), 1):
            button.setText(word)
            button.setChecked(one == presence)
            meaning = tr(words.PRESENCE[one])
            button.setToolTip(f"{meaning} ({place})" if meaning != word else f"({place})")

    def event(self, event: QEvent) -> bool:  # noqa: D102  (Qt's name)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            ours = Qt.Key(event.key()) in (*_KEYS, *_TAKE_BACK)
            event.setAccepted(ours and not event.modifiers())
            return event.isAccepted() or super().event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        key = Qt.Key(event.key())
        if key in _KEYS:
            self.chosen.emit(self._presences[_KEYS[key]])
            self.focusNextChild()
        elif key in _TAKE_BACK:
            self.chosen.emit(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        self._show_focus(True)

    def focusOutEvent(self, event: QEvent) -> None:  # noqa: N802, D102
        self._show_focus(False)

    def _show_focus(self, has: bool) -> None:
        for button in self.buttons:
            button.setProperty("near", has)
            button.style().unpolish(button)
            button.style().polish(button)

    def _click(self, place: int) -> None:
        """Choose, or take back what was chosen before."""
        self.chosen.emit(self._presences[place] if self.buttons[place].isChecked() else None)


class FindingRow(QWidget):
    """One finding.

    Signals
    -------
    said
        The reader said something; carries the finding and the presence or None.
    commented
        Carries the finding and the comment.
    """

    said = Signal(str, object)
    commented = Signal(str, str)

    def __init__(self, finding: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        name = finding_name(finding)
        self.told = text_label("", "dim", wrap=False)
        self.choice, self.comment = Choice(), QLineEdit()
        self.choice.setAccessibleName(name)
        self.comment.setPlaceholderText(tr("Comment"))
        self.comment.setAccessibleName(tr("Comment on {finding}", finding=name))
        self.comment.textEdited.connect(self._on_comment)
        self.choice.chosen.connect(self._on_choice)
        self._keys = KeepKeys(self.comment)
        head = QHBoxLayout()
        head.addWidget(text_label(name[:1].upper() + name[1:], "call"), 1)
        head.addWidget(self.told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self.choice)
        column.addWidget(self.comment)

    def show_opinion(
        self, opinion: FindingOpinion | None, told: Told | None, *, hidden: bool, editable: bool
    ) -> None:
        """Show what the model and the reader say of it."""
        call = told.call if told is not None else opinion.call if opinion is not None else ""
        self.told.setText(words.told(told, hidden))
        self.choice.show_choice(words.choices(call, hidden), opinion.presence if opinion else None)
        self.choice.setEnabled(editable)
        comment = opinion.comment if opinion else ""
        if self.comment.text() != comment:
            self.comment.setText(comment)
        self.comment.setVisible(opinion is not None and (editable or bool(comment)))
        self.comment.setReadOnly(not editable)

    def _on_choice(self, presence: Presence | None) -> None:
        self.said.emit(self.finding, presence)

    def _on_comment(self, comment: str) -> None:
        self.commented.emit(self.finding, comment)
