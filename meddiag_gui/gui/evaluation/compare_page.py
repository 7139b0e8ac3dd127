"""An evaluated model beside another model, or beside readers whose calls are in the labelled set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.evaluation.page.comparison import comparison_section
from meddiag_gui.evaluation.page.masks import mask_comparison_section
from meddiag_gui.evaluation.report import EvaluationReport
from meddiag_gui.gui.evaluation.blocks_view import BlocksView
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.evaluation.page.checklists import AnyReport
    from meddiag_gui.inference.bundle import ModelBundle

_HINT = mark(
    "Choose another model, or a reader’s column of the labelled set (0, 1 or empty). The margin is the loss "
    "that you accept: choose it before you look."
)


class ComparePage(QWidget):
    """Asks with what to compare, and shows what came of it.

    Signals
    -------
    wanted
        Carries the other model's position or None, the reader's column or an empty text, and the margin.
    """

    wanted = Signal(object, str, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.other, self.margin = QComboBox(), QDoubleSpinBox()
        self.other.setAccessibleName(tr("Compare with"))
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.margin.setAccessibleName(tr("Margin"))
        self.margin.setDecimals(3)
        self.margin.setRange(0, 1)
        self.margin.setSingleStep(0.01)
        self.start = QPushButton(tr("Compare"))
        self.blocks = BlocksView()
        self._keys = KeepKeys(self.other, self.margin)
        self._choices: list[tuple[int | None, str]] = []
        top = QHBoxLayout()
        top.addWidget(text_label(tr("Compare with"), "dim", wrap=False))
        top.addWidget(self.other)
        top.addWidget(text_label(tr("Margin"), "dim", wrap=False))
        top.addWidget(self.margin)
        top.addWidget(self.start)
        top.addStretch(1)
        self.hint = text_label(tr(_HINT), "dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addWidget(self.blocks, 1)
        self.start.clicked.connect(self._on_start)

    def offer(
        self, models: Sequence[ModelBundle], me: ModelBundle, columns: Sequence[str], margin: float
    ) -> None:
        """Offer the other models of the same task, and the readers' columns."""
        same = me.metadata.task
        self._choices = [
            (index, "")
            for index, model in enumerate(models)
            if model.metadata.task == same and model.ref != me.ref
        ]
        self._choices += [(None, column) for column in columns]
        self.other.clear()
        for index, column in self._choices:
            model = models[index] if index is not None else None
            words = (
                f"{model.name} {model.version}" if model else tr("Reader: {column}", column=plain(column, 60))
            )
            self.other.addItem(words)
        self.margin.setValue(margin)
        self.start.setEnabled(bool(self._choices))
        self.blocks.show_blocks(())
        self.hint.setText(
            tr(_HINT)
            if self._choices
            else tr("There is no other model of this task, and the labelled set has no reader’s column.")
        )

    def show_report(self, report: AnyReport) -> None:
        """Show the comparisons of a report."""
        if isinstance(report, EvaluationReport):
            self.blocks.show_blocks(
                b for each in report.comparisons for b in comparison_section(each, report)
            )
        else:
            self.blocks.show_blocks(
                block for each in report.comparisons for block in mask_comparison_section(each, report)
            )

    def _on_start(self) -> None:
        if self.other.currentIndex() >= 0:
            index, column = self._choices[self.other.currentIndex()]
            self.wanted.emit(index, column, self.margin.value())
