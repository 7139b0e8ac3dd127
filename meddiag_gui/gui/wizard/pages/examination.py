"""The second page: what is wrong with the images, shown with its proof; what is found can be left out."""

from __future__ import annotations

import functools
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem

from meddiag_gui.gui.examination.proof import Proof, Shown, read_pictures
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import plain, sentence_for
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.gui.wizard.parts import CountsTable, Page
from meddiag_gui.gui.wizard.state import WizardState
from meddiag_gui.language import tr, tr_n

if TYPE_CHECKING:
    from meddiag_gui.examination.problems import Problem
    from meddiag_gui.gui.loading import OpenImage
    from meddiag_gui.training.plan.examining import Examined

_PROBLEM = Qt.ItemDataRole.UserRole
_TREE = 260  # pixels


class ExaminationPage(Page):
    """Lists the problems, proves the chosen one by its pictures, and counts what is there."""

    def __init__(self, state: WizardState, open_image: OpenImage) -> None:
        super().__init__()
        self._state, self._open_image = state, open_image
        self._pictures = Runner("wizard-proof", self)
        self._reading: Job[list[Shown]] | None = None
        self._shown: Examined | None = None
        self.verdict, self.said = text_label("", "title"), text_label("", "dim")
        self.tree, self.proof, self.counts = _make_tree(), Proof(), CountsTable()
        self.leave, self.leave_all = QPushButton(tr("Leave these images out")), QPushButton("")
        self.leave_one = QPushButton(tr("Leave all but the first out"))
        self.back = QPushButton(tr("Take all back in"))
        buttons = QHBoxLayout()
        for button in (self.leave_one, self.leave, self.leave_all, self.back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for widget in (self.verdict, self.said, self.tree):
            self.column.addWidget(widget)
        self.column.addLayout(buttons)
        self.column.addWidget(self.proof)
        self._counted = self.heading(tr("Images, and patients in brackets"))
        self.column.addWidget(self.counts)
        self.column.addStretch(1)
        self.tree.currentItemChanged.connect(self._on_chosen)
        self.proof.hide()
        self.leave.clicked.connect(self._leave_these)
        self.leave_one.clicked.connect(self._leave_copies)
        self.leave_all.clicked.connect(self._leave_stops)
        self.back.clicked.connect(self._take_back)

    def shut_down(self) -> None:
        """End the thread that reads the pictures."""
        self._pictures.shut_down()

    def show_state(self) -> None:  # noqa: D102  (the base class says it)
        examined, out = self._state.known.examined, len(self._state.plan.left_out)
        there = examined is not None
        shown = (
            self.tree,
            self.proof,
            self._counted,
            self.counts,
            self.leave,
            self.leave_one,
            self.leave_all,
        )
        for widget in shown:
            widget.setVisible(there)
        self.back.setVisible(there and out > 0)
        if examined is None:
            self.verdict.setText(
                self._state.doing or tr("The images are examined before anything is learned.")
            )
            self.said.setText("")
            return
        if examined is not self._shown:
            self._shown = examined
            self._show(examined)
        left = tr_n("{n} image is left out.", "{n} images are left out.", out) if out else ""
        counts = examined.found.counts
        self.said.setText(
            tr("{images} images of {patients} patients, {readable} readable. {left}",
               images=counts["images"], patients=counts["patients"], readable=counts["readable"], left=left)
        )  # fmt: skip

    def _show(self, examined: Examined) -> None:
        from meddiag_gui.examination.problems import KINDS

        stops = len(examined.found.stops)
        self.verdict.setText(
            tr_n(
                "{n} problem stands in the way of training.",
                "{n} problems stand in the way of training.",
                stops,
            )
            if stops
            else tr("Nothing stands in the way of training.")
        )
        self.tree.clear()
        by_kind = groupby(examined.found.problems, key=lambda one: (one.stops, one.kind))
        for (stopping, kind), group in by_kind:
            self._add_kind(tr(KINDS[kind]), list(group), stopping=stopping)
        self.leave_all.setText(tr("Leave out what stops training"))
        self.leave_all.setEnabled(stops > 0)
        self._on_chosen(None)
        self.counts.show_rows(examined.counts(self._state.plan.findings), [tr("Images")])
        top = self.tree.topLevelItem(0)
        first = top.child(0) if top is not None else None
        if first is not None and stops:
            self.tree.setCurrentItem(first)

    def _add_kind(self, words: str, problems: list[Problem], *, stopping: bool) -> None:
        name = tr("{problems} – stops training", problems=words) if stopping else words
        top = QTreeWidgetItem([name, str(len(problems))])
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

    def _chosen(self) -> list[Problem]:
        """Problem that is chosen, or all of the kind that is."""
        item = self.tree.currentItem()
        if item is None:
            return []
        inner = [child for i in range(item.childCount()) if (child := item.child(i)) is not None]
        return [one.data(0, _PROBLEM) for one in inner or [item]]

    def _on_chosen(self, item: QTreeWidgetItem | None) -> None:
        chosen = self._chosen()
        self.leave.setEnabled(any(problem.paths for problem in chosen))
        self.leave_one.setEnabled(any(len(problem.paths) > 1 for problem in chosen))
        self.proof.hide()
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if len(chosen) == 1 and self._shown is not None and item is not None and item.parent() is not None:
            reading = functools.partial(read_pictures, self._shown.manifest, chosen[0], self._open_image)
            self._reading = self._pictures.submit(reading, self._prove, self._no_proof)

    def _prove(self, job: Job[list[Shown]], pictures: list[Shown]) -> None:
        self.proof.setVisible(bool(pictures))
        self.proof.show_pictures(pictures)

    def _no_proof(self, job: Job[list[Shown]], error: Exception) -> None:
        self.said.setText(sentence_for(error, tr("reading the pictures")))

    def _leave_these(self) -> None:
        self._leave_out({path for problem in self._chosen() for path in problem.paths})

    def _leave_copies(self) -> None:
        self._leave_out({path for problem in self._chosen() for path in problem.paths[1:]})

    def _leave_stops(self) -> None:
        """Of copies all but one; of pictures with contradicting labels all: nobody knows which is right."""
        out: set[str] = set()
        for problem in self._shown.found.stops if self._shown is not None else ():
            copies = problem.kind == "leak" and len(problem.patients) > 1
            out |= set(problem.paths[1:] if copies else problem.paths)
        self._leave_out(out)

    def _leave_out(self, paths: set[str]) -> None:
        plan = self._state.plan
        self._state.change(replace(plan, left_out=tuple(sorted({*plan.left_out, *paths}))))

    def _take_back(self) -> None:
        self._state.change(replace(self._state.plan, left_out=()))


def _make_tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setHeaderLabels([tr("Problem"), tr("Images")])
    tree.setUniformRowHeights(True)
    tree.setFrameShape(QTreeWidget.Shape.NoFrame)
    tree.setFixedHeight(_TREE)
    tree.header().setStretchLastSection(False)
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return tree
