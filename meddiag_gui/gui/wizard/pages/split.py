"""The third page: how the patients are divided, and what each part holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox

from meddiag_gui import paths
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.gui.wizard.parts import Choice, CountsTable, Page
from meddiag_gui.gui.wizard.state import WizardState
from meddiag_gui.language import mark, tr
from meddiag_gui.training.plan.dividing import part_counts

HOW = {
    "drawn": (
        mark("Draw the parts"),
        mark("By patient, in each part as many with each finding; who shares a picture stays together."),
    ),
    "locked": (
        mark("Keep the test part of an earlier training"),
        mark("Its test patients stay locked, so that models trained one after the other can be compared."),
    ),
    "stated": (
        mark("As the source states"),
        mark("Its folders or its column say train, validation and test."),
    ),
}


class SplitPage(Page):
    """Asks for shares and seed, and counts images and patients of each part."""

    def __init__(self, state: WizardState) -> None:
        super().__init__()
        self._state = state
        self.how, self.earlier = Choice(HOW), QComboBox()
        self.validation, self.test, self.seed = QSpinBox(), QSpinBox(), QSpinBox()
        self.draw = QPushButton(tr("Another seed"))
        for box in (self.validation, self.test):
            box.setRange(5, 45)
            box.setSuffix(" %")
            box.setFixedWidth(90)
        self.seed.setRange(0, 2**31 - 1)
        self.said, self.counts = text_label("", "dim"), CountsTable()
        self.heading(tr("How patients are divided"))
        self.column.addWidget(self.how)
        self.column.addSpacing(6)
        self._earlier_line = self.field(tr("Earlier training"), self.earlier)
        self.field(
            tr("Validation"),
            self.validation,
            hint=tr("Weights, calibration and operating point are chosen by it."),
        )
        self.field(
            tr("Test"), self.test,
            hint=tr("Locked: it is looked at once, when everything is chosen, beside the model now in use."),
        )  # fmt: skip
        self.field(tr("Seed"), self.seed, self.draw)
        self.heading(tr("Images, and patients in brackets"))
        self.column.addWidget(self.said)
        self.column.addWidget(self.counts)
        self.column.addStretch(1)
        self.how.chosen.connect(self._on_how)
        self.earlier.activated.connect(self._on_earlier)
        for box in (self.validation, self.test, self.seed):
            box.editingFinished.connect(self._on_numbers)
        self.draw.clicked.connect(self._draw)

    def show_state(self) -> None:  # noqa: D102  (the base class says it)
        plan, known = self._state.plan, self._state.known
        splitting = plan.splitting
        earlier = earlier_splits()
        self.how.choose("stated" if splitting.stated else "locked" if splitting.locked else "drawn")
        self.how.buttons["locked"].setEnabled(bool(earlier))
        shown = [self.earlier.itemData(i) for i in range(self.earlier.count())]
        if shown != [str(path) for path in earlier]:
            self.earlier.clear()
            for path in earlier:
                self.earlier.addItem(path.parent.name, str(path))
        self.earlier.setCurrentIndex(max(0, self.earlier.findData(splitting.locked)))
        self._earlier_line.setVisible(bool(splitting.locked))
        self.validation.setValue(round(100 * splitting.shares.validation))
        self.test.setValue(round(100 * splitting.shares.test))
        self.seed.setValue(splitting.shares.seed)
        self.validation.setEnabled(not splitting.stated)
        self.test.setEnabled(not splitting.stated and not splitting.locked)
        self.counts.setVisible(known.split is not None)
        if known.split is None or known.examined is None:
            self.said.setText(known.problem or self._state.doing)
            return
        self.said.setText(
            tr("Every patient, and every picture with its copies, lies in one part only. What is rare in the "
               "test part cannot be judged there.")
        )  # fmt: skip
        findings = plan.findings if plan.task == "classification" else ()
        rows = part_counts(known.examined.manifest, findings, known.split)
        self.counts.show_rows(rows, [tr("Training"), tr("Validation"), tr("Test")])

    def _on_how(self, key: str) -> None:
        splitting = self._state.plan.splitting
        earlier = earlier_splits()
        locked = str(earlier[0]) if key == "locked" and earlier else ""
        self._change(replace(splitting, stated=key == "stated", locked=locked))

    def _on_earlier(self, number: int) -> None:
        if self._state.plan.splitting.locked:
            self._change(replace(self._state.plan.splitting, locked=self.earlier.itemData(number)))

    def _on_numbers(self) -> None:
        shares = replace(
            self._state.plan.splitting.shares,
            validation=self.validation.value() / 100,
            test=self.test.value() / 100,
            seed=self.seed.value(),
        )
        self._change(replace(self._state.plan.splitting, shares=shares))

    def _draw(self) -> None:
        self.seed.setValue(self.seed.value() + 1)
        self._on_numbers()

    def _change(self, splitting: object) -> None:
        self._state.change(replace(self._state.plan, splitting=splitting))  # type: ignore[arg-type]


def earlier_splits() -> list[Path]:
    """Splits of the trainings that were begun here, the newest first."""
    return sorted((paths.user_data() / "training").glob("[!.]*/split.csv"), reverse=True)
