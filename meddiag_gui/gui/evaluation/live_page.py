"""Champion and challenger on the same images: each check with its figures, the decision, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.evaluation.page.blocks import Block, Cell, Heading, Paragraph, table
from meddiag_gui.gui.evaluation.blocks_view import BlocksView
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import tr, tr_n

if TYPE_CHECKING:
    from meddiag_gui.gui.evaluation.work import Challenge
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.inference.live import Decision

_WHO_WIDTH = 180


class LivePage(QWidget):
    """Asks who challenges whom, shows what speaks for it, and takes the decision.

    Signals
    -------
    challenged
        Carries the positions of challenger and champion, and the margin.
    decided, taken_back
        Carries name and reason; the latter also whether of the models that outline.
    """

    challenged = Signal(int, int, float)
    decided = Signal(str, str)
    taken_back = Signal(bool, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.made: Challenge | None = None
        self._models: tuple[ModelBundle, ...] = ()
        self._history: tuple[Decision, ...] = ()
        self.new, self.old, self.margin = QComboBox(), QComboBox(), QDoubleSpinBox()
        self.new.setAccessibleName(tr("Challenger"))
        self.new.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.old.setAccessibleName(tr("Champion"))
        self.old.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.margin.setAccessibleName(tr("Margin"))
        self.margin.setDecimals(3)
        self.margin.setRange(0, 1)
        self.margin.setSingleStep(0.01)
        self.margin.setValue(0.05)
        self.run = QPushButton(tr("Run both"))
        self.who, self.why = QLineEdit(), QLineEdit()
        self.who.setPlaceholderText(tr("Your name"))
        self.who.setFixedWidth(_WHO_WIDTH)
        self.why.setPlaceholderText(tr("Reason; kept in the history"))
        self.aside = QCheckBox()
        self.decide, self.back = QPushButton(tr("Put live")), QPushButton(tr("Take the last decision back"))
        self.blocks = BlocksView()
        self._keys = KeepKeys(self.new, self.old, self.margin, self.who, self.why)
        self._lay_out()
        self.run.clicked.connect(self._on_run)
        self.decide.clicked.connect(self._on_decide)
        self.back.clicked.connect(self._on_back)
        self.new.activated.connect(self._forget)
        self.old.activated.connect(self._forget)
        self.margin.valueChanged.connect(self._forget)
        self.aside.toggled.connect(self._show_possible)
        self.who.textChanged.connect(self._show_possible)
        self.why.textChanged.connect(self._show_possible)
        self._show_possible()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for words, field in (
            (tr("Challenger"), self.new), (tr("Champion"), self.old), (tr("Margin"), self.margin),
        ):  # fmt: skip
            first.addWidget(text_label(words, "dim", wrap=False))
            first.addWidget(field)
        first.addWidget(self.run)
        first.addStretch(1)
        for widget in (self.who, self.why, self.aside, self.decide, self.back):
            second.addWidget(widget, 1 if widget is self.why else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(first)
        column.addWidget(
            text_label(
                tr(
                    "Both are evaluated on the labelled set that is chosen above; take the locked test part "
                    "of the training run. The margin is the loss that you accept: choose it before you run."
                ),
                "dim",
            )
        )
        column.addWidget(self.blocks, 1)
        column.addLayout(second)

    def offer(self, models: Sequence[ModelBundle]) -> None:
        """Offer all models; the first one, which reads by default, is the champion."""
        self._models = tuple(models)
        for field in (self.new, self.old):
            chosen = field.currentText()
            field.clear()
            field.addItems([f"{model.name} {model.version}" for model in models])
            field.setCurrentIndex(max(field.findText(chosen), 0))
        if self.new.currentIndex() == self.old.currentIndex() and models:
            task = models[self.old.currentIndex()].metadata.task
            others = (
                i for i, m in enumerate(models) if m.metadata.task == task and i != self.old.currentIndex()
            )
            self.new.setCurrentIndex(next(others, self.new.currentIndex()))
        self._forget()

    def choose(self, challenger: int) -> None:
        """Let a model be the challenger, and the first of its task the champion."""
        self.new.setCurrentIndex(challenger)
        task = self._models[challenger].metadata.task
        champions = (i for i, m in enumerate(self._models) if m.metadata.task == task and i != challenger)
        self.old.setCurrentIndex(next(champions, self.old.currentIndex()))
        self._forget()

    def show_challenge(self, made: Challenge) -> None:
        """Show the checks."""
        self.made = made
        self.aside.setChecked(False)
        self._show()

    def show_history(self, history: Sequence[Decision]) -> None:
        """Show all decisions, the latest first."""
        self._history = tuple(history)
        self._show()

    def _forget(self) -> None:
        """Forget the checks: they were of other models, or of another margin."""
        self.made = None
        self.aside.setChecked(False)
        self._show()

    def _show(self) -> None:
        self.blocks.show_blocks([*self._verdict(), *self._past()])
        self._show_possible()

    def _show_possible(self) -> None:
        failed = len(self.made.failed) if self.made else 0
        self.aside.setVisible(bool(failed))
        self.aside.setText(tr_n("Put {n} failed check aside", "Put {n} failed checks aside", failed))
        signed = bool(self.who.text().strip() and self.why.text().strip())
        ready = self.made is not None and (not failed or self.aside.isChecked())
        self.decide.setEnabled(ready and signed)
        self.decide.setText(tr("Put live all the same") if failed else tr("Put live"))
        self.back.setEnabled(signed and bool(self._history))
        self.run.setEnabled(self.new.currentIndex() != self.old.currentIndex())

    def _verdict(self) -> list[Block]:
        made = self.made
        if made is None:
            return []
        title = tr(
            "{new} beside {old}",
            new=f"{made.new.name} {made.new.version}",
            old=f"{made.old.name} {made.old.version}",
        )
        failed = len(made.failed)
        said = (
            Paragraph(tr_n("{n} check failed.", "{n} checks failed.", failed), "caution")
            if failed
            else Paragraph(tr("All checks are passed."))
        )
        rows = [
            (
                Cell(tr("passed") if check.passed else tr("FAILED"), caution=not check.passed),
                plain(check.name),
                plain(check.detail, 400),
            )
            for check in made.checks
        ]
        return [Heading(title, 2), said, table((tr("Result"), tr("Check"), tr("Figures")), rows)]

    def _past(self) -> list[Block]:
        if not self._history:
            return [Paragraph(tr("Nobody has put another model live here."), "note")]
        rows = [
            (
                decision.at[:16].replace("T", " "),
                f"{decision.model.name} {decision.model.version}" if decision.model else tr("taken back"),
                plain(decision.who),
                plain(decision.why, 300),
                Cell(plain(", ".join(decision.overridden), 300), caution=True),
            )
            for decision in reversed(self._history)
        ]
        head = (tr("When (UTC)"), tr("Live"), tr("Who"), tr("Why"), tr("Put aside"))
        return [Heading(tr("History"), 2), table(head, rows)]

    def _on_run(self) -> None:
        self.challenged.emit(self.new.currentIndex(), self.old.currentIndex(), self.margin.value())

    def _on_decide(self) -> None:
        self.decided.emit(self.who.text(), self.why.text())

    def _on_back(self) -> None:
        last = self._history[-1].task if self._history else "classification"
        self.taken_back.emit(last == "segmentation", self.who.text(), self.why.text())
