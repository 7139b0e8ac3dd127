"""The fifth page: three choices, or every setting; rare findings, missing values, augmentation to look at."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import clear_layout, text_label
from meddiag_gui.gui.wizard.expert import Expert
from meddiag_gui.gui.wizard.parts import Choice, Page, field
from meddiag_gui.gui.wizard.preview import Preview
from meddiag_gui.gui.wizard.state import WizardState
from meddiag_gui.language import mark, tr, tr_n
from meddiag_gui.training.missing import missing_columns
from meddiag_gui.training.plan.plan import Filling, Plan, Rule
from meddiag_gui.training.plan.presets import (
    EFFORTS,
    IMBALANCE,
    STRENGTHS,
    augmentation,
    imbalance_of,
    strength_of,
    with_effort,
    with_imbalance,
)

RULES: dict[Rule, str] = {
    "leave": mark("leave empty"),
    "median": mark("median of the training part"),
    "most_frequent": mark("most frequent value"),
    "constant": mark("this value:"),
    "model": mark("a model of the other columns"),
}


class SettingsPage(Page):
    """Basic and expert view of the settings."""

    def __init__(self, state: WizardState) -> None:
        super().__init__()
        self._state = state
        self.effort, self.imbalance = Choice(EFFORTS), Choice(IMBALANCE)
        self.strength = Choice({key: (name, "") for key, name in STRENGTHS.items()}, across=True)
        self.search, self.guidance = QSpinBox(), QComboBox()
        self.search.setRange(0, 1440)
        self.search.setFixedWidth(90)
        self.search.setSuffix(tr(" min"))
        self.search.setSpecialValueText(tr("none"))
        self.preview, self.expert = Preview(state), Expert(state)
        self.as_expert = QCheckBox(tr("Show every setting"))
        self._filling = QWidget()
        self._columns: tuple[str, ...] = ()
        self.fillings: dict[str, tuple[QComboBox, QLineEdit]] = {}
        QVBoxLayout(self._filling).setContentsMargins(0, 0, 0, 0)
        self.no_gaps = text_label(tr("No column has empty cells."), "dim")
        self._lay_out()
        self.effort.chosen.connect(self._on_effort)
        self.imbalance.chosen.connect(self._on_imbalance)
        self.strength.chosen.connect(self._on_strength)
        self.search.editingFinished.connect(self._on_search)
        self.guidance.activated.connect(self._on_guidance)
        self.as_expert.toggled.connect(self.expert.setVisible)
        self.expert.hide()

    def _lay_out(self) -> None:
        self.heading(tr("How long and how thoroughly"))
        self.column.addWidget(self.effort)
        self.own = text_label("", "caution")
        self.column.addWidget(self.own)
        self.field(
            tr("Search for settings"), self.search,
            hint=tr("Short trainings try other settings first, hopeless ones end early; the best is used."),
        )  # fmt: skip
        self.heading(tr("Rare findings"))
        self.column.addWidget(self.imbalance)
        self.heading(tr("Missing values"))
        self.column.addWidget(self.no_gaps)
        self.column.addWidget(self._filling)
        self.heading(tr("Augmentation: how images are changed each time they are shown"))
        self.column.addWidget(self.strength)
        self.column.addWidget(self.preview)
        self.heading(tr("Where the evidence should lie"))
        self.field(
            tr("Column of masks"), self.guidance,
            hint=tr("Evidence outside these masks, such as beside the lungs, then counts against the model."),
        )  # fmt: skip
        self.column.addSpacing(12)
        self.column.addWidget(self.as_expert)
        self.column.addWidget(self.expert)
        self.column.addStretch(1)

    def shut_down(self) -> None:
        """End the thread of the preview."""
        self.preview.shut_down()

    def show_state(self) -> None:  # noqa: D102  (the base class says it)
        plan = self._state.plan
        outlines = plan.task == "segmentation"
        self.effort.choose(plan.effort)
        self.own.setText(tr("Settings were changed by hand.") if plan.effort == "own" else "")
        self.own.setVisible(plan.effort == "own")
        self.search.setValue(plan.search_minutes)
        self.imbalance.setEnabled(not outlines)
        self.imbalance.choose(None if outlines else imbalance_of(plan.optimisation))
        self.strength.choose(strength_of(plan.augmentation))
        self._show_filling(plan)
        masks = ["", *(self._state.known.masks if not outlines else ())]
        if [self.guidance.itemText(i) for i in range(self.guidance.count())] != masks:
            self.guidance.clear()
            self.guidance.addItems(masks)
        self.guidance.setCurrentText(plan.guidance)
        self.preview.show_state()
        self.expert.show_state()

    def _show_filling(self, plan: Plan) -> None:
        examined = self._state.known.examined
        gaps = missing_columns(examined.manifest) if examined is not None else {}
        gaps = {name: count for name, count in gaps.items() if name != plan.guidance}
        self.no_gaps.setVisible(not gaps)
        layout = self._filling.layout()
        if tuple(gaps) == self._columns or not isinstance(layout, QVBoxLayout):
            return
        self._columns, self.fillings = tuple(gaps), {}
        clear_layout(layout)
        for name, count in gaps.items():
            rule, constant = QComboBox(), QLineEdit()
            for key in get_args(Rule):
                rule.addItem(tr(RULES[key]), key)
            filling = plan.filling.get(name, Filling())
            rule.setCurrentIndex(rule.findData(filling.rule))
            constant.setText(filling.constant)
            constant.setEnabled(filling.rule == "constant")
            self.fillings[name] = (rule, constant)
            rule.activated.connect(self._on_filling)
            constant.editingFinished.connect(self._on_filling)
            said = tr_n("{n} empty cell", "{n} empty cells", count)
            layout.addWidget(field(plain(name, 40), rule, constant, text_label(said, "dim", wrap=False)))
        layout.addWidget(
            text_label(
                tr("It is learned from the training part alone; a column “… given” says which were filled."),
                "dim",
            )
        )

    def _on_filling(self) -> None:
        found: dict[str, Filling] = {}
        for name in self._columns:
            rule, constant = self.fillings[name]
            constant.setEnabled(rule.currentData() == "constant")
            if rule.currentData() != "leave":
                found[name] = Filling(rule=rule.currentData(), constant=constant.text().strip())
        self._state.change(replace(self._state.plan, filling=found))

    def _on_effort(self, key: str) -> None:
        self._state.change(with_effort(self._state.plan, key))  # type: ignore[arg-type]

    def _on_imbalance(self, key: str) -> None:
        plan = self._state.plan
        self._state.change(replace(plan, optimisation=with_imbalance(plan.optimisation, key)))  # type: ignore[arg-type]

    def _on_strength(self, key: str) -> None:
        self._state.change(replace(self._state.plan, augmentation=augmentation(key)))  # type: ignore[arg-type]

    def _on_search(self) -> None:
        if self.search.value() != self._state.plan.search_minutes:
            self._state.change(replace(self._state.plan, search_minutes=self.search.value()))

    def _on_guidance(self, number: int) -> None:
        self._state.change(replace(self._state.plan, guidance=self.guidance.itemText(number)))
