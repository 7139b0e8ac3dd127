"""Is the person of a record the patient of the images: both sides, what disagrees, the user's decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.patient.words import MATCHES, basis_text, sex_text
from meddiag_gui.gui.text import person_name, plain
from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import mark, tr, tr_n
from meddiag_gui.records.identity import Match

if TYPE_CHECKING:
    from meddiag_gui.library.patients.linking import Question

_STATES = {
    "asked": mark("These may be one person. They are kept apart until you decide."),
    "linked": mark("These are tied: the record is shown with the images."),
    "cut": mark("These were parted: the record is not shown with the images."),
    "apart": mark("Nothing was decided about these yet."),
}
_ROWS = (mark("Name"), mark("Sex"), mark("Birth date"), mark("Patient ID"), mark("Issuer"), mark("Studies"))


class LinksPage(QWidget):
    """Goes through links one after the other.

    Signals
    -------
    decided
        Carries the `Question`, whether it is one person, and the reason.
    closed
        The user is done.
    """

    decided = Signal(object, bool, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions: Sequence[Question] = ()
        self._place = 0
        self.count, self.state = text_label("", "dim"), text_label("", "title")
        self.basis, self.before = text_label(), text_label("", "caution")
        self.cells: list[tuple[QLabel, QLabel, QLabel]] = []
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(
            tr("Reason, such as: checked with the patient's record in the hospital")
        )
        self.same, self.other = (
            QPushButton(tr("One person: tie them")),
            QPushButton(tr("Two persons: part them")),
        )
        self.back, self.next = QPushButton(tr("Previous")), QPushButton(tr("Next"))
        self.close_page = QPushButton(tr("Back to the patient"))
        self._keys = KeepKeys(self.reason)
        self._lay_out()
        self.same.clicked.connect(self._tie)
        self.other.clicked.connect(self._part)
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.close_page.clicked.connect(self.closed)
        self.reason.textChanged.connect(self._show_possible)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for place, title in enumerate(("", tr("Record"), tr("Images"), "")):
            grid.addWidget(text_label(title, "heading"), 0, place)
        for row, name in enumerate(_ROWS, 1):
            cells = (text_label("", selectable=True), text_label("", selectable=True), text_label("", "dim"))
            grid.addWidget(text_label(tr(name), "dim"), row, 0, Qt.AlignmentFlag.AlignTop)
            for place, cell in enumerate(cells, 1):
                grid.addWidget(cell, row, place, Qt.AlignmentFlag.AlignTop)
            self.cells.append(cells)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(3, 1)
        buttons = QHBoxLayout()
        for button in (self.same, self.other, self.back, self.next, self.close_page):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.insertStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for part in (self.count, self.state, self.basis):
            column.addWidget(part)
        column.addLayout(grid)
        column.addWidget(self.before)
        column.addWidget(self.reason)
        column.addLayout(buttons)
        column.addStretch(1)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show links, the first of them first."""
        self._questions, self._place = questions, 0
        self._show()

    @property
    def question(self) -> Question | None:
        """The link on the screen."""
        return self._questions[self._place] if self._questions else None

    def _show(self) -> None:
        found = self.question
        several = len(self._questions) > 1
        self.count.setText(f"{self._place + 1} / {len(self._questions)}" if several else "")
        self.back.setVisible(several)
        self.next.setVisible(several)
        self.reason.clear()
        if found is None:
            self.state.setText(tr("No record is tied to this patient, and none waits for a decision."))
            for part in (self.basis, self.before):
                part.setText("")
            for cells in self.cells:
                for cell in cells:
                    cell.setText("")
        else:
            self.state.setText(tr(_STATES[found.state]))
            self.basis.setText(basis_text(found.comparison))
            self.before.setText(
                tr("You decided on these once; what the record says now disagrees in another way.")
                if found.decided_before
                else ""
            )
            self._show_sides(found)
        self._show_possible()

    def _show_sides(self, found: Question) -> None:
        person, imaged, compared = found.person, found.imaged, found.comparison
        birth = imaged.birth_date
        own = [each for each in person.identifiers if not each.weak] or list(person.identifiers)
        sides = (
            ("\n".join(person_name(name) for name in person.names), person_name(imaged.name), compared.name),
            (sex_text(person.sex), sex_text(imaged.sex), compared.sex),
            (person.birth_date, birth, compared.birth_date),
            ("\n".join(each.value for each in own), imaged.patient_id, compared.identifier),
            ("\n".join(" / ".join(each.issuers) for each in own), imaged.issuer, compared.issuer),
            (
                tr("names one of them") if compared.by_study else "",
                tr_n("{n} study", "{n} studies", found.studies),
                Match.SAME if compared.by_study else Match.UNKNOWN,
            ),
        )
        for (left, right, word), (record, images, match) in zip(self.cells, sides, strict=True):
            left.setText("\n".join(plain(line) for line in record.splitlines()) or "–")
            right.setText(plain(images) or "–")
            word.setText(tr(MATCHES[match]))
            for cell in (left, right, word):
                role = "caution" if match is Match.DIFFERENT else "dim" if cell is word else ""
                cell.setProperty("role", role)
                cell.style().polish(cell)

    def _show_possible(self) -> None:
        found, reasoned = self.question, bool(self.reason.text().strip())
        self.reason.setEnabled(found is not None)
        self.same.setEnabled(reasoned and found is not None and found.state != "linked")
        self.other.setEnabled(reasoned and found is not None and found.state != "cut")
        self.back.setEnabled(self._place > 0)
        self.next.setEnabled(self._place + 1 < len(self._questions))

    def _tie(self) -> None:
        self.decided.emit(self.question, True, self.reason.text())

    def _part(self) -> None:
        self.decided.emit(self.question, False, self.reason.text())

    def _go_on(self) -> None:
        self._place += 1
        self._show()

    def _go_back(self) -> None:
        self._place -= 1
        self._show()
