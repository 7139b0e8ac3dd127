"""The expert view: every setting with its explanation."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QVBoxLayout, QWidget

from meddiag_gui.gui.widgets import text_label
from meddiag_gui.gui.wizard.parts import field
from meddiag_gui.gui.wizard.state import WizardState
from meddiag_gui.language import mark, tr
from meddiag_gui.training.plan.catalogue import GROUPS, applies, value_of, with_value
from meddiag_gui.training.plan.knobs.knob import Knob

_WORDS = {
    False: mark("off"), True: mark("on"), "auto": mark("automatic"),
    "display": mark("as the file shows them"), "percentile": mark("stretched"),
    "sensitivity": mark("sensitivity"), "specificity": mark("specificity"),
}  # fmt: skip  # what else there is to choose, such as float16, is called so in every language
_WIDTH = 120


class Expert(QWidget):
    """One line a setting."""

    def __init__(self, state: WizardState) -> None:
        super().__init__()
        self._state = state
        self.editors: dict[str, QComboBox | QSpinBox | QDoubleSpinBox] = {}
        self._lines: dict[Knob, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for group, knobs in GROUPS:
            column.addSpacing(8)
            column.addWidget(text_label(tr(group), "heading"))
            for knob in knobs:
                editor = self._make(knob)
                editor.setFixedWidth(_WIDTH)
                editor.setObjectName(knob.path)
                self.editors[knob.path] = editor
                line = field(tr(knob.name), editor, hint=tr(knob.explanation))
                self._lines[knob] = line
                column.addWidget(line)

    def _make(self, knob: Knob) -> QComboBox | QSpinBox | QDoubleSpinBox:
        if knob.choices:
            box = QComboBox()
            for value in knob.choices:
                box.addItem(tr(_WORDS[value]) if value in _WORDS else str(value), value)
            box.activated.connect(self._on_edited)
            return box
        number: QSpinBox | QDoubleSpinBox = QDoubleSpinBox() if knob.decimals else QSpinBox()
        if isinstance(number, QDoubleSpinBox):
            number.setDecimals(knob.decimals)
            number.setRange(knob.low, knob.high)
            number.setSingleStep(max(10**-knob.decimals, (knob.high - knob.low) / 100))
        else:
            number.setRange(int(knob.low), int(knob.high))
        number.editingFinished.connect(self._on_edited)
        return number

    def show_state(self) -> None:
        """Show the values of the plan."""
        plan = self._state.plan
        for knob, line in self._lines.items():
            line.setVisible(applies(knob, plan))
            editor, value = self.editors[knob.path], value_of(plan, knob.path)
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(editor.findData(value))
            elif not editor.hasFocus():
                editor.setValue(value)

    def _on_edited(self) -> None:
        """Take over every value that differs from what the plan shows in the editor's own digits."""
        plan = self._state.plan
        for knob in self._lines:
            editor, value = self.editors[knob.path], value_of(plan, knob.path)
            if isinstance(editor, QComboBox):
                new = editor.currentData()
            else:
                new = editor.value()
                value = round(value, knob.decimals) if knob.decimals else value
            if new != value:
                plan = with_value(plan, knob.path, new)
        self._state.change(plan)
