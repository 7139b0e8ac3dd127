"""What was measured of a model's maps: verdicts, figures with intervals, and their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from meddiag_gui.gui.influence import words
from meddiag_gui.gui.influence.badge import verdict_label
from meddiag_gui.gui.text import finding_name, plain
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.inference.saliency.catalogue import find_method
from meddiag_gui.inference.saliency.trust import RULES
from meddiag_gui.language import mark, retell, tr

if TYPE_CHECKING:
    from meddiag_gui.inference.saliency.trust import MethodTrust, SaliencyTrust, TrustPart

INTRODUCTION = mark(
    "Each figure is a mean over images that the model calls present, with its 95 % interval by patient. A "
    "method is supported if every figure's whole interval lies within its limit, failed if the mean of any "
    "one lies on the wrong side, else weak. Research use only."
)


class TrustWindow(QDialog):
    """Stays beside the main window; a page for each part of the data that was measured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("How far the influence maps can be trusted"))
        self.resize(1240, 820)
        self._title = text_label("", "title", selectable=True)
        self._pages = QTabWidget()
        self._pages.setDocumentMode(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(text_label(tr(INTRODUCTION), "dim"))
        column.addWidget(self._pages, 1)

    def show_trust(self, model: str, trust: SaliencyTrust | None, finding: str, method: str) -> None:
        """Fill the pages for one finding; the sentences are those of one method."""
        self._title.setText(f"{plain(model)}: {finding_name(finding)}")
        while (page := self._pages.widget(0)) is not None:
            self._pages.removeTab(0)
            page.deleteLater()
        for part in trust.parts if trust is not None else ():
            methods = [found for found in part.methods if found.finding == finding]
            if methods:
                self._pages.addTab(_page(part, methods, method), plain(tr(part.part)).capitalize())
        if not self._pages.count():
            self._pages.addTab(text_label(tr(words.NEVER_MEASURED)), tr("Figures"))


def _page(part: TrustPart, methods: list[MethodTrust], method: str) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setSpacing(12)
    counted = tr(
        "{images} images of {patients} patients; methods that take seconds on fewer.",
        images=part.images,
        patients=part.patients,
    )
    column.addWidget(text_label(counted, "dim"))
    column.addLayout(_table(methods))
    for found in (found for found in methods if found.method == method):
        column.addWidget(text_label(tr(find_method(method).name).upper(), "heading"))
        column.addWidget(text_label("\n".join(retell(f.sentence) for f in found.figures), selectable=True))
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(body)
    return area


def _table(methods: list[MethodTrust]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, 200)
    grid.setColumnStretch(0, 1)
    grid.addWidget(text_label(tr("Limit"), "dim", wrap=False), 0, 1)
    for column, found in enumerate(methods, 2):
        grid.addWidget(text_label(tr(find_method(found.method).name), wrap=False), 0, column)
        grid.addWidget(verdict_label(found.verdict), 1, column, Qt.AlignmentFlag.AlignLeft)
    for row, (measure, rule) in enumerate(RULES.items(), 2):
        grid.addWidget(text_label(tr(rule.name)), row, 0)
        grid.addWidget(text_label(words.limits_words(measure), "dim", wrap=False), row, 1)
        for column, found in enumerate(methods, 2):
            figure = next((f for f in found.figures if f.measure == measure), None)
            label = verdict_label(figure.verdict if figure else None, words.figure_words(figure))
            grid.addWidget(label, row, column)
    return grid
