"""The window of an examination: what to examine, how far it is, the problems, and their proof."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.examination.proof import Proof
from meddiag_gui.gui.text import file_name, plain, time_left
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import mark, tr, tr_n
from meddiag_gui.tasks import Progress

if TYPE_CHECKING:
    from meddiag_gui.examination.problems import Examination, Problem

_HINT = mark(
    "Choose a manifest (CSV: path, patient_id, one column a finding), or a folder that holds one folder a "
    "class. Every image is decoded once; nothing is changed."
)
_PROBLEM = Qt.ItemDataRole.UserRole


class ExaminationWindow(QDialog):
    """Stays beside the main window; never blocks it.

    Signals
    -------
    manifest_wanted, folder_wanted
        The user wants to choose what to examine.
    cancelled
        The user wants the examination to stop.
    report_wanted, manifest_kept
        The user wants what was found, or what was examined, as a file.
    chosen
        A problem was chosen, whose pictures are to be shown; carries the `Problem`.
    """

    manifest_wanted = Signal()
    folder_wanted = Signal()
    cancelled = Signal()
    report_wanted = Signal()
    manifest_kept = Signal()
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Examine data for training – MedDiag"))
        self.resize(1040, 760)
        self.verdict, self.state = text_label("", "title"), text_label(tr(_HINT), selectable=True)
        self.bar, self.proof = QProgressBar(), Proof()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.manifest, self.folder = QPushButton(tr("Manifest …")), QPushButton(tr("Folder by class …"))
        self.cancel, self.report = QPushButton(tr("Cancel")), QPushButton(tr("Save report …"))
        self.keep = QPushButton(tr("Save manifest …"))
        self.tree = self._make_tree()
        for button, wanted in (
            (self.manifest, self.manifest_wanted), (self.folder, self.folder_wanted),
            (self.cancel, self.cancelled), (self.report, self.report_wanted), (self.keep, self.manifest_kept),
        ):  # fmt: skip
            button.setAutoDefault(False)
            button.clicked.connect(wanted)
        self._lay_out()
        self.cancel.hide()
        self._show_results(False)

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels([tr("Problem"), tr("Images")])
        tree.setUniformRowHeights(True)
        tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.currentItemChanged.connect(self._on_chosen)
        return tree

    def _lay_out(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        for widget in (self.manifest, self.folder):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.cancel)
        bottom.addStretch(1)
        for widget in (self.keep, self.report):
            bottom.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(top)
        for part in (self.verdict, self.state, self.bar):
            column.addWidget(part)
        column.addWidget(self.tree, 1)
        column.addWidget(self.proof)
        column.addStretch(0)
        column.addLayout(bottom)

    def begin(self, source: Path) -> None:
        """Show that an examination is under way."""
        self._show_results(False)
        self.tree.clear()
        self.verdict.setText(tr("Examining {name} …", name=file_name(source)))
        self.state.setText("")
        self.bar.setRange(0, 0)
        self.bar.show()
        self.cancel.show()

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        words = progress.message
        if progress.total:
            words = tr("{doing} {done} of {total}", doing=words, done=progress.done, total=progress.total)
        self.state.setText(words + time_left(progress.seconds_left))
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(progress.done)

    def end(self, sentence: str) -> None:
        """Show that nothing is under way any more, and why."""
        if not self.bar.isHidden():
            self.verdict.setText("")
        self.state.setText(sentence)
        self.bar.hide()
        self.cancel.hide()

    def show_found(self, found: Examination) -> None:
        """List the problems, what stops a training first."""
        from meddiag_gui.examination.problems import KINDS

        self.end("\n".join(_counts(found.counts)))
        stops = len(found.stops)
        self.verdict.setText(
            tr("Nothing stands in the way of training.")
            if not stops
            else tr_n(
                "{n} problem must be mended before a training can start.",
                "{n} problems must be mended before a training can start.",
                stops,
            )
        )
        for (stopping, kind), group in groupby(found.problems, key=lambda one: (one.stops, one.kind)):
            self._add_kind(KINDS[kind], list(group), stopping=stopping)
        self._show_results(True)

    def _add_kind(self, words: str, problems: list[Problem], *, stopping: bool) -> None:
        top = QTreeWidgetItem(
            [tr("{kind} – stops training", kind=tr(words)) if stopping else tr(words), str(len(problems))]
        )
        font = top.font(0)
        font.setBold(stopping)
        top.setFont(0, font)
        for problem in problems:
            first = f"  {plain(problem.paths[0], 60)}" if len(problem.paths) == 1 else ""
            item = QTreeWidgetItem([plain(problem.message, 200) + first, str(len(problem.paths))])
            item.setData(0, _PROBLEM, problem)
            top.addChild(item)
        self.tree.addTopLevelItem(top)
        top.setExpanded(stopping)

    def _on_chosen(self, item: QTreeWidgetItem | None) -> None:
        problem = item.data(0, _PROBLEM) if item is not None else None
        self.proof.show_pictures(())
        if problem is not None:
            self.chosen.emit(problem)

    def _show_results(self, there: bool) -> None:
        for widget in (self.tree, self.proof, self.report, self.keep):
            widget.setVisible(there)
        self.proof.show_pictures(())


def _counts(counts: dict[str, Any]) -> list[str]:
    numbers = {name: counts[name] for name in ("images", "patients", "readable")}
    lines = [tr("{images} images of {patients} patients, {readable} readable.", **numbers)]
    lines += [
        tr(
            "{name}: {present} images with it ({present_patients} patients), "
            "{absent} without ({absent_patients}).",
            name=plain(name, 60),
            **{side: sides[side] for side in ("present", "present_patients", "absent", "absent_patients")},
        )
        for name, sides in list(counts["findings"].items())[:6]
    ]
    return lines
