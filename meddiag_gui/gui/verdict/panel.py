"""The verdict panel, below the findings: each finding, what else there is, a comment, and the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.verdict import words
from meddiag_gui.gui.verdict.case import Case, Phase
from meddiag_gui.gui.verdict.row import FindingRow
from meddiag_gui.gui.widgets import KeepKeys, rule, text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.library.reading.opinion import Presence

_COMMENT_HEIGHT = 52
_TALLEST = 420


class VerdictPanel(QScrollArea):
    """Shows the case; all that it can do goes through the case's own methods.

    Signals
    -------
    adding_wanted
        The study that is open is to be added to the library.
    next_wanted
        After the signature the next study is to be opened.
    """

    adding_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._rows: dict[str, FindingRow] = {}
        self.state = text_label("", "dim", selectable=True)
        self.problem = text_label("", "failure", selectable=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.new_finding, self.comment = QLineEdit(), QPlainTextEdit()
        self.add_to_library, self.sign = QPushButton(tr("Add the study to the library")), QPushButton()
        self.sign_next, self.amend = QPushButton(tr("Sign, next")), QPushButton(tr("Amend …"))
        self.give_up, self.reason = QPushButton(tr("Leave as signed")), QLineEdit()
        self.history = text_label("", "dim", selectable=True)
        self._fields = QWidget()
        self._names = QCompleter(self)
        self._set_up()
        self._lay_out()
        case.changed.connect(self.show_case)
        self.show_case()

    def sizeHint(self) -> QSize:  # noqa: N802, D102  (Qt's name)
        body = self.widget()
        return QSize(340, min(_TALLEST, body.sizeHint().height() + 2)) if body else super().sizeHint()

    def focus_first(self) -> None:
        """Put the keyboard where the reader has not said anything yet."""
        missing = self._case.missing
        row = self._rows.get(missing[0]) if missing else None
        (row.choice if row is not None else self.comment).setFocus()

    def show_case(self) -> None:
        """Show how the case stands."""
        case = self._case
        is_open = case.phase is Phase.OPEN
        editable = is_open and case.editing
        self.state.setText(self._state_words())
        self.problem.setText(case.message)
        self.problem.setVisible(bool(case.message))
        self.add_to_library.setVisible(case.phase is Phase.OUTSIDE)
        self._fields.setVisible(is_open)
        self._show_rows(editable)
        self.new_finding.setVisible(editable)
        names = self._names.model()
        if isinstance(names, QStringListModel) and names.stringList() != list(case.names):
            names.setStringList(case.names)
        if self.comment.toPlainText() != case.draft.comment:
            self.comment.setPlainText(case.draft.comment)
        self.comment.setReadOnly(not editable)
        self.comment.setVisible(editable or bool(case.draft.comment))
        self._show_buttons(editable)
        said = words.history(case.state, case.found.others) if case.state and case.found else ""
        self.history.setText(said)
        self.history.setVisible(bool(said))
        self.updateGeometry()

    def _set_up(self) -> None:
        self.new_finding.setPlaceholderText(tr("Add a finding …"))
        self.new_finding.setAccessibleName(tr("Add a finding"))
        self.new_finding.returnPressed.connect(self._add)
        self._names.setModel(QStringListModel(self))
        self._names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.new_finding.setCompleter(self._names)
        self.comment.setPlaceholderText(tr("Comment on the study"))
        self.comment.setAccessibleName(tr("Comment on the study"))
        self.comment.setFixedHeight(_COMMENT_HEIGHT)
        self.comment.setTabChangesFocus(True)
        self.comment.textChanged.connect(self._on_comment)
        self.reason.setPlaceholderText(tr("Why the verdict is amended"))
        self.reason.returnPressed.connect(self._on_amend)
        self._keys = KeepKeys(self.new_finding, self.comment, self.reason)
        for button, act in (
            (self.add_to_library, self.adding_wanted), (self.sign, self._case.sign),
            (self.sign_next, self.next_wanted), (self.amend, self._on_amend),
            (self.give_up, self._case.give_up_amending),
        ):  # fmt: skip
            button.clicked.connect(act)

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(8)
        column.addWidget(rule())
        head = QHBoxLayout()
        head.addWidget(text_label(tr("VERDICT"), "heading", wrap=False))
        head.addWidget(self.state, 1)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self.add_to_library, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._fields)
        column.addWidget(self.history)
        column.addStretch(1)
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(8)
        fields.addLayout(self._list)
        fields.addWidget(self.new_finding)
        fields.addWidget(self.comment)
        fields.addWidget(self.reason)
        buttons = QHBoxLayout()
        for button in (self.sign, self.sign_next, self.amend, self.give_up):
            buttons.addWidget(button)
        buttons.addStretch(1)
        fields.addLayout(buttons)
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _show_rows(self, editable: bool) -> None:
        """Show a row for each finding that a model has or the reader named."""
        case = self._case
        every = (*case.told, *(one.finding for one in case.draft.findings))
        names = list({name.casefold(): name for name in reversed(every)}.values())[::-1]
        for gone in [name for name in self._rows if name not in names]:
            row = self._rows.pop(gone)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        hidden = case.stage == "alone"
        for name in names:
            if name not in self._rows:
                row = self._rows[name] = FindingRow(name)
                row.said.connect(self._on_said)
                row.commented.connect(case.comment_on)
                self._list.addWidget(row)
            told = case.told.get(name)
            self._rows[name].show_opinion(case.opinion(name), told, hidden=hidden, editable=editable)

    def _show_buttons(self, editable: bool) -> None:
        case = self._case
        alone = case.stage == "alone"
        self.sign.setText(tr("Commit, show the model's result") if alone else tr("Sign"))
        amended = case.state is not None and case.state.signed("with_model") is not None
        self.sign.setVisible(editable)
        self.sign_next.setVisible(editable and not alone)
        missing = ", ".join(plain(name, 60) for name in case.missing)
        why = tr("Nothing is said yet of: {names}", names=missing) if missing else ""
        for button in (self.sign, self.sign_next):
            button.setEnabled(case.can_sign)
            button.setToolTip(why)
        self.amend.setVisible(amended and not editable)
        self.reason.setVisible(amended and not editable)
        self.give_up.setVisible(amended and editable)

    def _state_words(self) -> str:
        case = self._case
        if case.phase is Phase.OPEN and case.state is not None:
            return self._reading_words()
        return {
            Phase.NONE: tr("No image is open."),
            Phase.LOOKING: tr("Looking in the library …"),
            Phase.OUTSIDE: tr("This study is not in the library."),
        }.get(case.phase, "")

    def _reading_words(self) -> str:
        """Say whether it is written, saved or signed, and by whom."""
        case = self._case
        state = case.state
        signed = state.signed("with_model") if state is not None else None
        if not case.editing and signed is not None and state is not None and signed.signed_at:
            word = tr("Signed") if signed.number == 1 else tr("Amended")
            return f"{word}, {plain(state.reader, 60)}, {words.moment(signed.signed_at)}"
        if case.unsaved:
            return tr("Draft, not saved yet")
        draft = state.draft(case.stage) if state is not None else None
        if draft is not None:
            return tr("Draft, saved at {time}", time=draft.saved_at.astimezone().strftime("%H:%M:%S"))
        return tr("Your own opinion first") if case.stage == "alone" else tr("Not written yet")

    def _on_said(self, finding: str, presence: Presence | None) -> None:
        self._case.say(finding, presence)

    def _on_comment(self) -> None:
        self._case.comment(self.comment.toPlainText())

    def _add(self) -> None:
        why = self._case.add(self.new_finding.text())
        self.new_finding.setToolTip(why)
        if not why:
            self.new_finding.clear()

    def _on_amend(self) -> None:
        if not self.reason.text().strip():
            self.reason.setFocus()
            return
        self._case.amend(self.reason.text())
        self.reason.clear()
