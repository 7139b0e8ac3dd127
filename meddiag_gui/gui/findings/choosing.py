"""Where a finding's calls change: chosen by what it means for patients, with a name and a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.findings import point_words
from meddiag_gui.gui.findings.reliability import ReliabilityDiagram
from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.gui.reader import Answer
    from meddiag_gui.inference.metadata import FindingSpec
    from meddiag_gui.inference.operating import OperatingPoint

# Rule, its words, its unit, the value it starts with, and the largest.
_RULES = (
    ("sensitivity", mark("Sensitivity at least"), " %", 95.0, 100.0),
    ("specificity", mark("Specificity at least"), " %", 95.0, 100.0),
    ("false alarms", mark("False alarms at most"), mark(" in 100"), 5.0, 100.0),
)
_NO_BAND = mark("No uncertain band")
_BANDS = (
    (_NO_BAND, None),
    (mark("Rule out 99 %, rule in 95 %"), (0.99, 0.95)),
    (mark("Rule out 99 %, in 99 %"), (0.99, 0.99)),
)


class PointForm(QWidget):
    """Chooses one finding's operating point; nothing changes before a name and a reason are given.

    Signals
    -------
    decided
        Carries the finding, the `OperatingPoint` (None to undo the last change), who and why.
    """

    decided = Signal(str, object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec: FindingSpec | None = None
        self._rule, self._band = QComboBox(), QComboBox()
        self._rule.addItems([tr(words) for _, words, *_ in _RULES])
        self._band.addItems([tr(words) for words, _ in _BANDS])
        self._value, self._prevalence = _spin(0.0, 100.0), _spin(0.1, 99.9)
        self._prevalence.setSuffix(" %")
        self._prevalence.setValue(10.0)
        self._who, self._why = QLineEdit(), QLineEdit()
        self._who.setPlaceholderText(tr("name"))
        self._why.setPlaceholderText(tr("reason"))
        self._now, self._preview, self._message = (
            text_label(),
            text_label(selectable=True),
            text_label("", "failure"),
        )
        self._history = text_label("", "dim", selectable=True)
        self._apply, self._undo = QPushButton(tr("Apply")), QPushButton(tr("Undo last change"))
        self._diagram, self._caption = ReliabilityDiagram(), text_label("", "dim")
        self._keys = KeepKeys(self._rule, self._band, self._value, self._prevalence, self._who, self._why)
        self._connect()
        self._build()
        self._take_rule()

    def _connect(self) -> None:
        self._rule.currentIndexChanged.connect(self._take_rule)
        self._band.currentIndexChanged.connect(self._show_preview)
        self._value.valueChanged.connect(self._show_preview)
        self._prevalence.valueChanged.connect(self._show_preview)
        self._who.textChanged.connect(self._show_preview)
        self._why.textChanged.connect(self._show_preview)
        self._apply.clicked.connect(self._decide)
        self._undo.clicked.connect(self._take_back)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text_label(tr("OPERATING POINT"), "heading"))
        column.addWidget(self._now)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self._rule, self._value)
        form.addRow(tr("Prevalence here"), self._prevalence)
        form.addRow(tr("Band"), self._band)
        column.addLayout(form)
        column.addWidget(self._preview)
        people = QHBoxLayout()
        people.addWidget(self._who, 1)
        people.addWidget(self._why, 2)
        column.addLayout(people)
        buttons = QHBoxLayout()
        buttons.addWidget(self._apply)
        buttons.addWidget(self._undo)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._message)
        column.addWidget(self._history)
        column.addWidget(text_label(tr("RELIABILITY"), "heading"))
        column.addWidget(self._diagram)
        column.addWidget(self._caption)

    def show_finding(self, answer: Answer, finding: str) -> None:
        """Show what is in force for a finding, and its history."""
        spec = answer.bundle.finding(finding)[1]
        point = answer.point(finding)
        if spec is not self._spec:
            self._spec = spec
            self._why.clear()
            self._band.setCurrentIndex(_band_like(spec, point))
        self._now.setText(point_words.in_force(spec, point))
        if point.prevalence is not None:
            self._prevalence.setValue(100 * point.prevalence)
        changes = answer.changes(finding)
        self._history.setText("\n".join(plain(point_words.change(one), 300) for one in reversed(changes)))
        self._history.setVisible(bool(changes))
        self._undo.setEnabled(point.chosen_by != "the bundle")
        bins = reliability_of(answer.bundle.metadata.metrics, finding)
        self._diagram.show_bins(bins)
        self._caption.setText(point_words.reliability_caption(answer.bundle.metadata.metrics, finding, bins))
        self._show_preview()

    def say(self, message: str) -> None:
        """Say why a change was not made; empty when it was."""
        self._message.setText(message)
        self._message.setVisible(bool(message))

    def _take_rule(self) -> None:
        _, _, suffix, value, largest = _RULES[self._rule.currentIndex()]
        self._value.setMaximum(largest)
        self._value.setSuffix(tr(suffix))
        self._value.setValue(value)
        self._show_preview()

    def _chosen(self) -> OperatingPoint | None:
        from meddiag_gui.inference.operating import OperatingPoint, choose_band, choose_threshold

        if self._spec is None or self._spec.reference is None:
            return None
        reference, prevalence = self._spec.reference, self._prevalence.value() / 100
        rule: Any = _RULES[self._rule.currentIndex()][0]
        target = self._value.value() / (1 if rule == "false alarms" else 100)
        try:
            threshold = choose_threshold(reference, rule, target, prevalence)
        except ValueError:  # a target of 0 % while it is being typed
            return None
        ends = _BANDS[self._band.currentIndex()][1]
        band = choose_band(reference, threshold, *ends) if ends else None
        return OperatingPoint(threshold, band, prevalence, self._who.text().strip() or mark("this site"))

    def _show_preview(self) -> None:
        point = self._chosen()
        if self._spec is None or point is None:
            self._preview.setText(
                tr("This model keeps no validation scores, so its point cannot be chosen anew.")
            )
        else:
            self._preview.setText(point_words.meaning(self._spec, point))
        ready = point is not None and bool(self._who.text().strip() and self._why.text().strip())
        self._apply.setEnabled(ready)
        self._apply.setToolTip("" if ready else tr("Give a name and a reason first"))
        self.say("")

    def _decide(self) -> None:
        point = self._chosen()
        if self._spec is not None and point is not None:
            self.decided.emit(self._spec.name, point, self._who.text(), self._why.text())

    def _take_back(self) -> None:
        if not (self._who.text().strip() and self._why.text().strip()):
            self.say(tr("Give a name and a reason first; both are kept in the history."))
        elif self._spec is not None:
            self.decided.emit(self._spec.name, None, self._who.text(), self._why.text())


def _band_like(spec: FindingSpec, point: OperatingPoint) -> int:
    """Find the band to begin with, so that one in force is not lost without being chosen."""
    from meddiag_gui.inference.operating import choose_band

    if point.band is None or spec.reference is None:
        return 0
    bands = [ends and choose_band(spec.reference, point.threshold, *ends) for _, ends in _BANDS]
    return bands.index(point.band) if point.band in bands else 1


def reliability_of(metrics: dict[str, Any], finding: str) -> list[dict[str, float]]:
    """Bins of the reliability diagram that the bundle was evaluated with; empty where there are none."""
    for found in metrics.get("findings", []):
        if found.get("name") == finding:
            return list(found.get("reliability", []))
    return []


def _spin(low: float, high: float) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(low, high)
    spin.setDecimals(1)
    spin.setSingleStep(1.0)
    return spin
