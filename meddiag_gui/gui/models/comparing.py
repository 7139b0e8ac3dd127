"""Two models side by side: every finding of either, with probability, call and operating point."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.findings.words import CALLS, number
from meddiag_gui.gui.models import words
from meddiag_gui.gui.reader import Answer
from meddiag_gui.gui.text import finding_name, plain
from meddiag_gui.gui.widgets import clear_layout, text_label
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.inference.prediction import FindingScore


@dataclass(frozen=True, slots=True)
class Side:
    """An answer that can be compared, and what draws the map of one of its findings."""

    answer: Answer
    show_map: Callable[[str], None]

    @property
    def name(self) -> str:
        """The model's name and version."""
        return words.model_name(self.answer.bundle)


class CompareWindow(QDialog):
    """Stays beside the main window and follows the image that is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Two models side by side – MedDiag"))
        self.resize(860, 300)
        self._sides: tuple[Side, ...] = ()
        self._wanted = ["", ""]  # the models chosen, also while one of them has not answered yet
        self.left, self.right = QComboBox(), QComboBox()
        self._table = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(text_label(tr(words.COMPARED), "dim"))
        column.addLayout(self._table)
        column.addStretch(1)
        for box, name in ((self.left, tr("First model")), (self.right, tr("Second model"))):
            box.setAccessibleName(name)
            box.setParent(self)
            box.activated.connect(self._on_choice)

    def show_sides(self, sides: Sequence[Side]) -> None:
        """Take the answers on the image that is looked at; the models chosen stay chosen."""
        self._sides = tuple(sides)
        names = [side.name for side in sides]
        for place, (box, name) in enumerate(zip((self.left, self.right), self._wanted, strict=True)):
            box.clear()
            box.addItems(names)
            box.setCurrentIndex(names.index(name) if name in names else min(place, len(names) - 1))
        self._fill()

    def _on_choice(self) -> None:
        self._wanted = [self.left.currentText(), self.right.currentText()]
        self._fill()

    def _fill(self) -> None:
        for box in (self.left, self.right):
            box.setParent(self)  # out of the table that goes
            box.hide()
        clear_layout(self._table)
        if not self._sides:
            self._table.addWidget(text_label(tr("No model has answered on this image yet."), "dim"))
            return
        chosen = [self._sides[box.currentIndex()] for box in (self.left, self.right)]
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        for place, (box, side) in enumerate(zip((self.left, self.right), chosen, strict=True)):
            grid.addWidget(box, 0, 1 + 4 * place, 1, 4)
            box.show()
            for offset, title in enumerate(_TITLES):
                grid.addWidget(text_label(tr(title), "dim", wrap=False), 1, 1 + 4 * place + offset)
            gate = side.answer.prediction.gate
            if not gate.passed:
                reason = plain(tr("Refused. {reasons}", reasons=" ".join(gate.reasons)), 300)
                grid.addWidget(text_label(reason, "caution", selectable=True), 2, 1 + 4 * place, 1, 4)
        for row, finding in enumerate(_findings(chosen), 3):
            grid.addWidget(text_label(finding_name(finding).capitalize(), "title", wrap=False), row, 0)
            for place, side in enumerate(chosen):
                _add_score(grid, row, 1 + 4 * place, side, finding)
            calls = {score.call for side in chosen if (score := _score(side, finding)) is not None}
            if len(calls) > 1:
                grid.addWidget(text_label(tr("calls differ"), "caution", wrap=False), row, 9)
        self._table.addWidget(body)


_TITLES = (mark("Probability"), mark("Call"), mark("Operating point"))


def _findings(sides: Sequence[Side]) -> list[str]:
    """Names of all findings of both, each once, whatever their case."""
    names = {
        spec.name.casefold(): spec.name for side in reversed(sides) for spec in side.answer.bundle.findings
    }
    ordered = [spec.name.casefold() for side in sides for spec in side.answer.bundle.findings]
    return [names[key] for key in dict.fromkeys(ordered)]


def _score(side: Side, finding: str) -> FindingScore | None:
    scores = side.answer.prediction.scores
    return next((score for score in scores if score.name.casefold() == finding.casefold()), None)


def _add_score(grid: QGridLayout, row: int, column: int, side: Side, finding: str) -> None:
    score = _score(side, finding)
    if score is None:
        grid.addWidget(text_label("–", "dim", wrap=False), row, column)
        return
    values = (number(score.probability), tr(CALLS[score.call]), f"{score.operating_point:.2f}")
    roles = ("score", "call" if score.call == "present" else "", "dim")
    for offset, (value, role) in enumerate(zip(values, roles, strict=True)):
        grid.addWidget(text_label(value, role, selectable=True, wrap=False), row, column + offset)
    button = QPushButton(tr("Map"))
    button.setToolTip(tr("Draw this model's influence map of {finding}", finding=finding_name(finding)))
    button.clicked.connect(functools.partial(_draw, side, score.name))
    grid.addWidget(button, row, column + 3, Qt.AlignmentFlag.AlignLeft)


def _draw(side: Side, finding: str) -> None:
    side.show_map(finding)
