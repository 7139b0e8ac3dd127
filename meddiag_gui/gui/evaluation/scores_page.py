"""How good a model's scores are: a threshold that moves all numbers, tables and figures at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.evaluation.page.panel import View, view_at
from meddiag_gui.evaluation.report import TOO_SMALL
from meddiag_gui.evaluation.sweep import nearest
from meddiag_gui.gui.evaluation.blocks_view import TableBlock
from meddiag_gui.gui.evaluation.plot import PlotView
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from meddiag_gui.evaluation.measured import MeasuredScores
    from meddiag_gui.evaluation.report import FindingReport
    from meddiag_gui.evaluation.sweep import FindingSweep


class ScoresPage(QWidget):
    """Results of a finding.

    Signals
    -------
    moved
        Finding or threshold are others.
    """

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measured: MeasuredScores | None = None
        self.view: View | None = None
        self.finding, self.slider, self.number = (
            QComboBox(),
            QSlider(Qt.Orientation.Horizontal),
            QDoubleSpinBox(),
        )
        self.finding.setAccessibleName(tr("Finding"))
        self.slider.setAccessibleName(tr("Threshold"))
        self.number.setAccessibleName(tr("Threshold"))
        self.number.setDecimals(3)
        self.number.setRange(0, 1)
        self.number.setSingleStep(0.005)
        self.number.setKeyboardTracking(False)
        self.own = QPushButton(tr("Model's operating point"))
        self.caution = text_label("", "caution")
        self.metrics, self.confusion = TableBlock(), TableBlock()
        self.groups = TableBlock()
        self.plots = tuple(PlotView() for _ in range(4))
        self._keys = KeepKeys(self.finding, self.slider, self.number)
        self._lay_out()
        self.finding.activated.connect(self._on_finding)
        self.slider.valueChanged.connect(self._on_slider)
        self.number.valueChanged.connect(self._on_number)
        self.own.clicked.connect(self.to_operating_point)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for widget in (self.finding, text_label(tr("Threshold"), "dim", wrap=False)):
            top.addWidget(widget)
        top.addWidget(self.slider, 1)
        top.addWidget(self.number)
        top.addWidget(self.own)
        left = QVBoxLayout()
        left.addWidget(self.metrics)
        left.addWidget(self.confusion)
        left.addStretch(1)
        figures = QGridLayout()
        figures.setSpacing(4)
        for index, plot in enumerate(self.plots):
            plot.setMinimumHeight(215)
            figures.addWidget(plot, index // 2, index % 2)
        middle = QHBoxLayout()
        middle.addLayout(left, 2)
        middle.addLayout(figures, 5)
        self.metrics.setMinimumWidth(330)
        self._groups_title = text_label(tr("Subgroups"), "heading")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.addLayout(middle)
        column.addWidget(self._groups_title)
        column.addWidget(self.groups)
        column.addWidget(
            text_label(
                tr("“Too few”: fewer than {n} images with, or without, the finding.", n=TOO_SMALL), "dim"
            )
        )
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addWidget(self.caution)
        whole.addWidget(scroll, 1)

    @property
    def report(self) -> FindingReport | None:
        """The finding that is shown."""
        if self._measured is None or self.finding.currentIndex() < 0:
            return None
        return self._measured.report.findings[self.finding.currentIndex()]

    @property
    def threshold(self) -> float:
        """The threshold that is shown."""
        return self.view.setting.threshold if self.view else 0.5

    def show_measured(self, measured: MeasuredScores) -> None:
        """Show another evaluation, its first finding at the model's operating point."""
        self._measured = measured
        self.finding.clear()
        self.finding.addItems([plain(each.name) for each in measured.report.findings])
        self._on_finding()

    def to_operating_point(self) -> None:
        """Put the threshold back to the model's operating point."""
        report = self.report
        if report is not None:
            self.set_threshold(report.operating_point)

    def set_threshold(self, threshold: float) -> None:
        """Move to the nearest threshold that was worked out."""
        sweep = self._sweep()
        if sweep is not None:
            self.slider.setValue(nearest(sweep.whole.thresholds, threshold))

    def _sweep(self) -> FindingSweep | None:
        report = self.report
        return self._measured.sweep(report.name) if self._measured and report else None

    def _on_finding(self) -> None:
        sweep, report = self._sweep(), self.report
        if sweep is None or report is None:
            return
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(sweep.whole.thresholds) - 1)
        self.slider.setValue(nearest(sweep.whole.thresholds, report.operating_point))
        self.slider.blockSignals(False)
        few = tr("Fewer than {n} images with, or without, the finding: do not rely on it.", n=TOO_SMALL)
        self.caution.setText(few)
        self.caution.setVisible(report.assessment.too_small)
        self._on_slider(self.slider.value())

    def _on_slider(self, place: int) -> None:
        sweep, report = self._sweep(), self.report
        if sweep is None or report is None:
            return
        self.view = view_at(report, sweep, place)
        self.number.blockSignals(True)
        self.number.setValue(self.view.setting.threshold)
        self.number.blockSignals(False)
        self.metrics.show_table(self.view.metrics)
        self.confusion.show_table(self.view.confusion)
        self.groups.show_table(self.view.groups)
        self._groups_title.setVisible(bool(self.view.groups.rows))
        for plot, figure in zip(self.plots, (*self.view.figures, None, None, None, None), strict=False):
            plot.show_figure(figure)
        self.moved.emit()

    def _on_number(self, threshold: float) -> None:
        self.set_threshold(threshold)
