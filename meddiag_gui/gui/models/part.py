"""The findings panel's part on the other models: their findings, and one line for each that refused."""

from __future__ import annotations

import functools

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.findings.card import FindingCard
from meddiag_gui.gui.models import words
from meddiag_gui.gui.models.others import Others
from meddiag_gui.gui.models.roster import Model
from meddiag_gui.gui.reader import Answer
from meddiag_gui.gui.text import menu_text, plain
from meddiag_gui.gui.widgets import clear_layout, rule, text_label
from meddiag_gui.language import tr


class OtherModelsPart(QWidget):
    """Shows what the other models say; hidden where only one is installed.

    Signals
    -------
    compare_wanted
        The user wants two models side by side.
    """

    compare_wanted = Signal()

    def __init__(self, others: Others, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others = others
        self._models = QVBoxLayout()
        self._models.setSpacing(12)
        self._state = text_label("", "dim")
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        choose, compare = QPushButton(tr("Models")), QPushButton(tr("Compare …"))
        choose.setMenu(self.menu)
        compare.setToolTip(tr("Two models side by side (Ctrl+M)"))
        compare.clicked.connect(self.compare_wanted)
        row = QHBoxLayout()
        row.addWidget(compare)
        row.addWidget(choose)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(rule())
        column.addWidget(text_label(tr("OTHER MODELS"), "heading"))
        column.addLayout(self._models)
        column.addWidget(self._state)
        column.addLayout(row)
        self._shown: tuple[object, ...] | None = None
        self.hide()

    def show_models(self, first: Answer | None) -> None:
        """Show how the models stand beside the first one's answer."""
        others = self._others
        shown = (first, *((model.answer, model.message) for model in others.chosen))
        if shown != self._shown:
            self._shown = shown
            clear_layout(self._models)
            for model in others.chosen:
                if model.settled:
                    self._models.addWidget(self._block(model, first))
        running = ""
        if others.running:
            running = tr("{model} is running …", model=words.model_name(others.running.bundle))
        self._state.setText(running or others.message)
        self._state.setVisible(bool(self._state.text()))
        self.setVisible(bool(others.known or others.message))

    def _block(self, model: Model, first: Answer | None) -> QWidget:
        answer = model.answer
        if answer is None:
            return text_label(f"{words.model_name(model.bundle)}: {plain(model.message, 300)}", "caution")
        prediction = answer.prediction
        if not prediction.gate.passed:
            line = text_label(words.refusal_line(model.bundle, prediction.gate), "dim", selectable=True)
            line.setToolTip(plain("\n".join(prediction.gate.reasons), 1000))
            return line
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(text_label(words.model_name(model.bundle), "dim", selectable=True))
        for score in prediction.scores:
            card = FindingCard(score, model.bundle.finding(score.name)[1])
            card.chosen.connect(functools.partial(self._others.show_map, model))
            column.addWidget(card)
        reasons = words.extra_reasons(answer, first)
        if reasons:
            column.addWidget(text_label("\n".join(reasons), "caution", selectable=True))
        return block

    def _fill_menu(self) -> None:
        self.menu.clear()
        for model in self._others.known:
            entry = self.menu.addAction(menu_text(words.model_name(model.bundle)))
            entry.setCheckable(True)
            entry.setChecked(self._others.is_chosen(model))
            entry.toggled.connect(functools.partial(self._others.choose, model))
