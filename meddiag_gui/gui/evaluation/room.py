"""The evaluation room: what is evaluated on what, how far it is, and the pages that show what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.evaluation.measured import MeasuredScores
from meddiag_gui.evaluation.page.masks import masks_section
from meddiag_gui.gui.evaluation.blocks_view import BlocksView
from meddiag_gui.gui.evaluation.checklist_page import ChecklistPage
from meddiag_gui.gui.evaluation.compare_page import ComparePage
from meddiag_gui.gui.evaluation.drift_page import DriftPage
from meddiag_gui.gui.evaluation.gallery import Gallery
from meddiag_gui.gui.evaluation.live_page import LivePage
from meddiag_gui.gui.evaluation.scores_page import ScoresPage
from meddiag_gui.gui.widgets import KeepKeys, Strip, text_label
from meddiag_gui.language import mark, tr
from meddiag_gui.tasks import Progress, format_seconds

if TYPE_CHECKING:
    from meddiag_gui.gui.evaluation.work import Evaluated, LabelledSet
    from meddiag_gui.gui.runner import Runner
    from meddiag_gui.inference.bundle import ModelBundle

PAGES = (
    mark("Results"),
    mark("Worst errors"),
    mark("Compare"),
    mark("Checklists and report"),
    mark("Going live"),
    mark("In use"),
)
RESULTS, ERRORS, COMPARE, CHECKLISTS, LIVE, DRIFT = range(6)
_NEED_EVALUATION = (RESULTS, ERRORS, COMPARE, CHECKLISTS)
_HINT = mark(
    "Choose a model and a labelled set: a manifest (CSV: path, patient_id, one column a finding, or of "
    "masks), or a folder that holds one folder a class. What was evaluated before opens at once."
)


class EvaluationRoom(QWidget):
    """One model on one labelled set.

    Signals
    -------
    manifest_wanted, folder_wanted, run_wanted
        The user wants to choose the labelled set, or the training run whose test part is taken.
    evaluate_wanted
        Carries the position of the model.
    cancelled
        The user wants it to stop.
    turned
        Another page is shown; carries its number.
    """

    manifest_wanted = Signal()
    folder_wanted = Signal()
    run_wanted = Signal()
    evaluate_wanted = Signal(int)
    cancelled = Signal()
    turned = Signal(int)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.labelled = QComboBox(), text_label("", "dim", wrap=False)
        self.model.setAccessibleName(tr("Model"))
        self.model.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.manifest, self.folder = QPushButton(tr("Manifest …")), QPushButton(tr("Folder by class …"))
        self.run = QPushButton(tr("Test part of a run …"))
        self.run.setToolTip(tr("Take only the images that a training run locked away as its test part"))
        self.start, self.cancel = QPushButton(tr("Evaluate")), QPushButton(tr("Cancel"))
        self.state, self.bar, self.failure = text_label(tr(_HINT), "dim"), QProgressBar(), Strip("failure")
        self.bar.setTextVisible(False)
        self.scores, self.masks = ScoresPage(), BlocksView()
        self.gallery, self.compare = Gallery(runner), ComparePage()
        self.checklists, self.live, self.drift = ChecklistPage(), LivePage(), DriftPage()
        self.results, self.pages = QStackedWidget(), QStackedWidget()
        self.tabs, self._group = tuple(QPushButton(tr(name)) for name in PAGES), QButtonGroup(self)
        self._keys = KeepKeys(self.model)
        self._ready = False
        self._lay_out()
        for button, wanted in (
            (self.manifest, self.manifest_wanted), (self.folder, self.folder_wanted),
            (self.run, self.run_wanted), (self.cancel, self.cancelled),
        ):  # fmt: skip
            button.clicked.connect(wanted)
        self.start.clicked.connect(self._on_start)
        self._group.idClicked.connect(self.turn_to)
        self.end("")
        self.show_labelled(None)
        self.forget()

    def _lay_out(self) -> None:
        top, tabs = QHBoxLayout(), QHBoxLayout()
        for widget in (self.model, self.manifest, self.folder, self.run, self.labelled):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.cancel)
        top.addWidget(self.start)
        for number, tab in enumerate(self.tabs):
            tab.setCheckable(True)
            self._group.addButton(tab, number)
            tabs.addWidget(tab)
        tabs.addStretch(1)
        self.results.addWidget(self.scores)
        self.results.addWidget(self.masks)
        for page in (self.results, self.gallery, self.compare, self.checklists, self.live, self.drift):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.failure)
        column.addLayout(top)
        column.addWidget(self.state)
        column.addWidget(self.bar)
        column.addLayout(tabs)
        column.addWidget(self.pages, 1)

    def offer(self, models: Sequence[ModelBundle]) -> None:
        """Offer models; the choice stays where it can."""
        chosen = self.model.currentText()
        self.model.clear()
        self.model.addItems([f"{model.name} {model.version}" for model in models])
        self.model.setCurrentIndex(max(self.model.findText(chosen), 0))
        self.live.offer(models)

    def show_labelled(self, labelled: LabelledSet | None) -> None:
        """Name what would be evaluated on."""
        self.labelled.setText(labelled.words if labelled else tr("no labelled set"))
        self._ready = labelled is not None
        self.start.setEnabled(self._ready)

    def begin(self, doing: str) -> None:
        """Show that work is under way."""
        self.failure.say("")
        self.state.setText(doing)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.cancel.show()
        self.start.setEnabled(False)

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        of = tr("{done} of {total}", done=progress.done, total=progress.total) if progress.total else ""
        left = ""
        if progress.seconds_left:
            left = tr("{time} left", time=format_seconds(progress.seconds_left))
        self.state.setText(", ".join(filter(None, (f"{progress.message} {of}".strip(), left))))
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(progress.done)

    def end(self, sentence: str) -> None:
        """Show that nothing is under way, and how it ended."""
        if sentence:
            self.state.setText(sentence)
        self.bar.hide()
        self.cancel.hide()
        self.start.setEnabled(self._ready)

    def fail(self, sentence: str) -> None:
        """Show what went wrong."""
        self.end(tr("Failed."))
        self.failure.say(sentence)

    def forget(self) -> None:
        """Show no evaluation: only the pages that need none."""
        for number in _NEED_EVALUATION:
            self.tabs[number].setEnabled(False)
        self.turn_to(LIVE)

    def show_evaluated(self, evaluated: Evaluated) -> None:
        """Show the results of an evaluation."""
        measured = evaluated.measured
        if isinstance(measured, MeasuredScores):
            self.scores.show_measured(measured)
            self.results.setCurrentWidget(self.scores)
        else:
            self.masks.show_blocks(masks_section(measured))
            self.results.setCurrentWidget(self.masks)
        self.checklists.show_evaluated(evaluated)
        for number in _NEED_EVALUATION:
            self.tabs[number].setEnabled(True)
        self.state.setText(_summary(evaluated))
        self.turn_to(RESULTS)

    def turn_to(self, page: int) -> None:
        """Show a page."""
        self.tabs[page].setChecked(True)
        self.pages.setCurrentIndex(page)
        if page != ERRORS:
            self.gallery.stop()
        self.turned.emit(page)

    def _on_start(self) -> None:
        if self.model.currentIndex() >= 0:
            self.evaluate_wanted.emit(self.model.currentIndex())


def _summary(evaluated: Evaluated) -> str:
    """Say what the pages show."""
    report = evaluated.report
    return tr(
        "{model} on {labelled}: {judged} images judged, {refused} refused, {failed} failed; evaluated "
        "{when} (UTC).",
        model=f"{report.model.name} {report.model.version}",
        labelled=evaluated.labelled.words,
        judged=report.count("ok"),
        refused=report.count("refused"),
        failed=report.count("error"),
        when=report.created[:16].replace("T", " "),
    )
